"""`python3 -m config.tooling.environment runtime|dev|ocfl|pycsw`: .venv with exactly the locked packages, or build/ocfl
and build/pycsw, where a validator of OCFL objects and the oracle of CSW live. Standard library only: it runs before
anything is installed.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

from config.tooling.stamps import ROOT, digest_of, is_fresh, leave

VENV = ROOT / ".venv"
PLACES = {"runtime": VENV, "dev": VENV, "ocfl": ROOT / "build" / "ocfl", "pycsw": ROOT / "build" / "pycsw"}
WANTED = (3, 11)


def prepare(which: str) -> None:
    """Make the environment where there is none and install what the lock file says; does nothing when done."""
    if sys.version_info[:2] != WANTED:
        sys.exit(
            f"Varve needs Python 3.11, and {sys.executable} is {sys.version.split()[0]}: make PYTHON=python3.11 ..."
        )
    lock = ROOT / "requirements" / f"{which}.txt"
    digest = digest_of([lock], sys.version)
    place = PLACES[which]
    stamp = place / f"installed-{which}"
    if is_fresh(stamp, digest) or (which == "runtime" and _dev_is_there()):
        return
    python = place / "bin" / "python"
    if not python.exists():
        _create(place)
    print(f"Installing the locked packages ({which}) ...", flush=True)
    for old in place.glob("installed-*"):
        old.unlink()
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--requirement", str(lock)]
    if subprocess.run(command, check=False, env=_environment()).returncode != 0:
        sys.exit("The packages could not be installed: see the lines above.")
    leave(stamp, digest)


def _create(place: Path) -> None:
    """A virtual environment with pip in it."""
    try:
        venv.EnvBuilder(with_pip=True, symlinks=True).create(place)
    except (subprocess.CalledProcessError, ModuleNotFoundError):
        sys.exit(f"{sys.executable} cannot make a virtual environment with pip: install python3-venv.")


def _dev_is_there() -> bool:
    """The packages of `dev` contain those of `runtime`, in the same versions."""
    locks = [ROOT / "requirements" / "dev.txt"]
    return is_fresh(VENV / "installed-dev", digest_of(locks, sys.version))


def _environment() -> dict[str, str]:
    """Nothing of a surrounding virtual environment."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PLACES:
        sys.exit(f"usage: {Path(sys.argv[0]).name} {'|'.join(PLACES)}")
    prepare(sys.argv[1])
