"""The suite's surroundings, set before Django reads its settings: a home of its own under /tmp, and the addresses of
the servers that the fixtures in `tests/conftest.py` start when a test first asks for them.

Every process of the suite has surroundings and servers of its own, so that `make test` may run several.
"""

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

import hypothesis
import pytest

SURROUNDINGS = Path(tempfile.mkdtemp(prefix="varve-", dir="/tmp"))
"""Short, since unix sockets lie in it; removed when the suite ends."""

_OURS = "VARVE_SUITE_SERVERS"
"""Which servers the process that began the suite found missing, for those that it starts."""

_MISSING = os.environ.get(_OURS, "").split() or [
    name for name in ("DATABASE_URL", "CELERY_BROKER_URL") if not os.environ.get(name)
]
os.environ[_OURS] = " ".join(_MISSING) or "none"

GIVEN = frozenset({"DATABASE_URL", "CELERY_BROKER_URL"}.difference(_MISSING))
"""Servers that somebody else runs for us."""

os.environ["VARVE_HOME"] = str(SURROUNDINGS / "home")
if "DATABASE_URL" not in GIVEN:
    os.environ["DATABASE_URL"] = f"postgres://varve@{quote(str(SURROUNDINGS), safe='')}/varve"
if "CELERY_BROKER_URL" not in GIVEN:
    os.environ["CELERY_BROKER_URL"] = f"redis+socket://{SURROUNDINGS}/broker.sock"

# a busy machine is no fault of an example; what else the machine's own profile says (CI has one) stays
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")

_LONG = ("embedded", "faults", "e2e", "slow")
"""Markers of modules that wait more than they work."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the suite has several processes the long modules come first, so that all end together."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        long = {item.path for item in items if any(item.get_closest_marker(name) for name in _LONG)}
        items.sort(key=lambda item: item.path not in long)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(SURROUNDINGS, ignore_errors=True)
