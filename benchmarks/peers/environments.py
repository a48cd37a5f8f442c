"""An environment of its own for each peer, below ``build/``; one that cannot be had is absent."""

import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

PLACE: Final = Path(__file__).resolve().parents[2] / "build" / "peers"
PATIENCE_S: Final = 600
SERVER: Final = ("granian==2.8.7", "lxml")
"""What each of them is served by: the same server that serves ours."""
PYCSW: Final = ("pycsw==2.6.2", "SQLAlchemy<2", "shapely<2", "psycopg2-binary", *SERVER)
PYOAI: Final = ("pyoai==2.5.0", "psycopg[binary]", *SERVER)
OAI_REPO: Final = ("oai-repo==0.5.2", "psycopg[binary]", *SERVER)


def python_of(name: str, packages: tuple[str, ...]) -> Path | None:
    """The interpreter with these packages, made where there is none; None where they cannot be had."""
    place = PLACE / name
    python, told = place / "bin" / "python", place / "packages"
    if told.is_file() and told.read_text() == " ".join(packages):
        return python
    try:
        venv.EnvBuilder(with_pip=True, symlinks=True, clear=True).create(place)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        subprocess.run([*command, *packages], check=True, capture_output=True, timeout=PATIENCE_S)
    except (subprocess.SubprocessError, OSError) as problem:
        print(f"{name}: peer absent ({type(problem).__name__})", file=sys.stderr, flush=True)
        return None
    told.write_text(" ".join(packages))
    return python
