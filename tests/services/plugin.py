"""The suite's surroundings, set before Django reads its settings: a home of its own under /tmp, and the addresses of
the servers that the fixtures in `tests/conftest.py` start when a test first asks for them.
"""

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

SURROUNDINGS = Path(tempfile.mkdtemp(prefix="varve-", dir="/tmp"))
"""Short, since unix sockets lie in it; removed when the suite ends."""

GIVEN = frozenset(name for name in ("DATABASE_URL", "CELERY_BROKER_URL") if os.environ.get(name))
"""Servers that somebody else runs for us."""

os.environ["VARVE_HOME"] = str(SURROUNDINGS / "home")
if "DATABASE_URL" not in GIVEN:
    os.environ["DATABASE_URL"] = f"postgres://varve@{quote(str(SURROUNDINGS), safe='')}/varve"
if "CELERY_BROKER_URL" not in GIVEN:
    os.environ["CELERY_BROKER_URL"] = f"redis+socket://{SURROUNDINGS}/broker.sock"


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(SURROUNDINGS, ignore_errors=True)
