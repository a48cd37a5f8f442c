"""The suite's surroundings, set before Django reads its settings: a home of its own under /tmp, and the addresses of
the servers that the fixtures in `tests/conftest.py` start when a test first asks for them.

Every process of the suite has surroundings and servers of its own, so that `make test` may run several.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling, Scheduling
from xdist.workermanage import WorkerController

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

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the cores are busy with the suite's other processes
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each process that a test starts would compile everything anew

os.environ["VARVE_HOME"] = str(SURROUNDINGS / "home")
if "DATABASE_URL" not in GIVEN:
    os.environ["DATABASE_URL"] = f"postgres://varve@{quote(str(SURROUNDINGS), safe='')}/varve"
if "CELERY_BROKER_URL" not in GIVEN:
    os.environ["CELERY_BROKER_URL"] = f"redis+socket://{SURROUNDINGS}/broker.sock"

gc.set_threshold(50_000, 20, 20)  # it looked for garbage every 700 objects: a tenth of the suite's work

# a busy machine is no fault of an example; what else the machine's own profile says (CI has one) stays
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")

_LONG = ("embedded", "faults", "e2e", "slow")
"""Markers of modules that wait more than they work."""

_LONGEST = ("tests/e2e", "tests/config", "tests/faults")
"""Where the longest of them are."""

_TOGETHER = ("tests/e2e", "tests/config/production", "tests/permissions", "tests/fuzz")
"""Folders whose files share a site or a scene that takes a minute to make."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the suite has several processes the long modules come first, and of these the longest; whole folders that
    only compute come last, where the other half begins: nothing large is left for the middle.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        long = {item.path for item in items if any(item.get_closest_marker(name) for name in _LONG)}
        items.sort(key=lambda item: _rank(item.nodeid, is_long=item.path in long))


def _rank(nodeid: str, *, is_long: bool) -> int:
    """The place of a module among the others."""
    if not is_long:
        return len(_LONGEST) + 1 + any(nodeid.startswith(f"{folder}/") for folder in _TOGETHER)
    found = (place for place, folder in enumerate(_LONGEST) if nodeid.startswith(f"{folder}/"))
    return next(found, len(_LONGEST))


class ByFile(LoadFileScheduling):  # type: ignore[misc]
    """Each file to one process; what shares a site or a scene, all to one.

    Every other process begins at the end, where nothing waits: so the cores work while browsers and servers are waited
    for, and all meet in the middle.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((folder for folder in _TOGETHER if file.startswith(f"{folder}/")), file)

    def _assign_work_unit(self, node: WorkerController) -> None:
        if _begins_at_the_end(node):
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)


def _begins_at_the_end(node: WorkerController) -> bool:
    return bool(int(node.gateway.id.removeprefix("gw")) % 2)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """Ours where files are what is given out."""
    return ByFile(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    """A property is tried with a third of its examples, and with all of them by the drills."""
    tried: Any = getattr(item, "obj", None)
    if hypothesis.is_hypothesis_test(tried):
        item.add_marker("any_input")
        if "any_input" not in str(item.config.option.markexpr):
            said = tried._hypothesis_internal_use_settings
            few = hypothesis.settings(said, max_examples=max(1, said.max_examples // 3))
            tried._hypothesis_internal_use_settings = few


def pytest_collection_finish() -> None:
    """What was collected, thirteen thousand tests, lives to the end: the garbage collector need not look at it."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(SURROUNDINGS, ignore_errors=True)
