"""`python3 -m config.tooling.lock`: the requirements files anew from pyproject.toml, with hashes and no address.

uv does the resolving; it lives in a virtual environment of its own under build/.
"""

import subprocess
import sys
import venv

from config.tooling.stamps import ROOT

TOOL = ROOT / "build" / "lock"
LOCKS = {
    "runtime.txt": ["pyproject.toml"],
    "dev.txt": ["pyproject.toml", "--group", "dev", "--constraint", "requirements/runtime.txt"],
    "ocfl.txt": ["--group", "ocfl"],  # wants another botocore than ours: an environment of its own
    "pycsw.txt": ["--group", "pycsw"],  # wants older packages than any of ours
}


def main() -> None:
    """Resolve again, keeping the versions of the present files where they still fit."""
    uv = TOOL / "bin" / "uv"
    if not uv.exists():
        venv.EnvBuilder(with_pip=True, symlinks=True).create(TOOL)
        subprocess.run([str(TOOL / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"], check=True)
    for name, more in LOCKS.items():
        command = [
            str(uv), "pip", "compile", *more, "--generate-hashes", "--no-emit-index-url",
            "--no-emit-find-links", "--no-header", "--python-version", "3.11", "--quiet",
            "--output-file", f"requirements/{name}", *sys.argv[1:],
        ]  # fmt: skip
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
