"""The process that goes wrong is installed beside our own, also for the processes that tests start."""

import sys
from collections.abc import Iterator

import pytest

from compute.processes.base import Process
from compute.processes.registry import processes
from tests.compute.jobs import TROUBLES


@pytest.fixture
def troubles(monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    """Found by its entry point, here and in every worker."""
    monkeypatch.setenv("PYTHONPATH", str(TROUBLES))
    monkeypatch.syspath_prepend(str(TROUBLES))
    processes.cache_clear()
    yield processes()["troubles"]
    processes.cache_clear()
    sys.modules.pop("varve_troubles", None)
