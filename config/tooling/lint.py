"""`python -m config.tooling.lint`: every check of the sources, one after the other; all are run, any may fail."""

import subprocess
import sys
from pathlib import Path

from config.tooling.stamps import ROOT

BIN = Path(sys.executable).parent
APPS = ("config", "repository", "moderation", "archive", "harvest", "compute")
CHECKS: dict[str, list[str]] = {
    "ruff": [str(BIN / "ruff"), "check", "--quiet", "."],
    "ruff format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "types": [str(BIN / "mypy"), *APPS, "tests", "benchmarks", "manage.py"],
    "templates": [str(BIN / "djlint"), "templates", "--lint", "--quiet"],
    "translations": [sys.executable, "-m", "config.tooling.translations", "check"],
    "sizes": [sys.executable, "-m", "config.tooling.sizes"],
}


def main(wanted: list[str]) -> int:
    """Run the named checks, or all; what a failing one says is shown whole. Exit status 1 where one failed."""
    failed = []
    for name, command in CHECKS.items():
        if wanted and name not in wanted:
            continue
        done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
        if done.returncode != 0:
            failed.append(name)
            print((done.stdout + done.stderr).strip(), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
