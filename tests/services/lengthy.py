"""Tests that take long: `make test` leaves them to `.ci/run`. `tests/lengthy.txt` names them, a function a line.

`pytest --measure-lengthy` writes the list anew from the tests that it runs, where all ends well; what it does not run,
or skips, stays as it was.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pytest

LIST: Final = Path(__file__).parents[1] / "lengthy.txt"

LENGTHY_S: Final = 0.8
"""A function is listed where one of its tests takes longer on average, beside two others on two cores."""

_named = frozenset(LIST.read_text().split() if LIST.exists() else ())
_seconds: dict[str, float] = defaultdict(float)
_passed: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that measures."""
    parser.addoption("--measure-lengthy", action="store_true", help=f"write {LIST.name} anew from what is run")


def pytest_itemcollected(item: pytest.Item) -> None:
    """A test that is listed has the marker ``lengthy``."""
    if function_of(item.nodeid) in _named:
        item.add_marker("lengthy")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Fixtures count: they are made for the test."""
    _seconds[report.nodeid] += report.duration
    if report.when == "call" and report.passed:
        _passed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """The list, in the process that hears of every test."""
    is_told = "PYTEST_XDIST_WORKER" not in os.environ and exitstatus == pytest.ExitCode.OK
    if is_told and session.config.getoption("measure_lengthy"):
        measured = {nodeid: seconds for nodeid, seconds in _seconds.items() if nodeid in _passed}
        LIST.write_text("".join(f"{name}\n" for name in sorted(listed(_named, measured))))


def listed(before: Iterable[str], seconds: Mapping[str, float]) -> set[str]:
    """The functions to be named: those that were, as far as none of their tests ran, and those that took long."""
    taken = defaultdict(list)
    for nodeid, each in seconds.items():
        taken[function_of(nodeid)].append(each)
    return {name for name in before if name not in taken} | {
        name for name, each in taken.items() if sum(each) > LENGTHY_S * len(each)
    }


def function_of(nodeid: str) -> str:
    """A test without what it is given.

    >>> function_of("tests/test_a.py::test_a_word_is_found[a/b::c]")
    'tests/test_a.py::test_a_word_is_found'
    """
    return nodeid.partition("[")[0]
