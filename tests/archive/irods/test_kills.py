"""A process that is killed at any request it makes: the next attempt ends as if nothing had happened."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.archive.irods.content import NAME, PACKAGE, SHA256
from tests.services.irods_zone import TestZone


def _dies_at(zone: TestZone, point: int, work: Callable[[], object]) -> bool:
    """Run ``work`` in a process that is killed while the server has its ``point``-th request; False at the end."""
    asked, child = 0, 0

    def count(_request: int) -> None:
        nonlocal asked
        asked += 1
        if asked == point:
            _until(lambda: child != 0)
            os.kill(child, signal.SIGKILL)

    zone.fake.when_asked = count
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    zone.fake.when_asked = lambda _request: None
    zone.fake.wait_until_left()
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the work failed by itself"
    return False


def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.001)


def _everything(zone: TestZone) -> list[tuple[str, str, str, int]]:
    """Collection, object, state and size of every replica."""
    rows = "select C.name, D.name, D.status, D.size from data D join coll C on C.id=D.coll_id order by 1, 2, D.repl"
    return [(row[0], row[1], row[2], row[3]) for row in zone.fake.catalogue.rows(rows)]


@pytest.mark.parametrize("parts", [False, True])
def test_a_put_survives_a_kill_at_every_request(
    both: TestZone, source: Path, parts: bool, request: pytest.FixtureRequest
) -> None:
    if parts:
        request.getfixturevalue("in_parts")
    both.store().put_file(PACKAGE, NAME, source, sha256=SHA256)
    undisturbed = _everything(both)
    point = 1
    while True:
        assert both.store().set_aside(PACKAGE, NAME)
        was_killed = _dies_at(both, point, lambda: both.store().put_file(PACKAGE, NAME, source, sha256=SHA256))
        store = both.store()
        assert store.stat_file(PACKAGE, NAME) is None or store.sha256_of(PACKAGE, NAME) == SHA256
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
        there = [row for row in _everything(both) if "/.aside/" not in row[0]]
        assert there == undisturbed, f"killed at request {point}"
        if not was_killed:
            break
        point += 1
    assert point > 25, "the requests are not counted any more"


def test_setting_aside_survives_a_kill_at_every_request(both: TestZone, source: Path) -> None:
    store, point, was_killed = both.store(), 0, True
    while was_killed:
        point += 1
        package = str(point)
        store.put_file(package, NAME, source, sha256=SHA256)
        before = len(_everything(both))
        was_killed = _dies_at(both, point, partial(both.store().set_aside, package, NAME))
        assert len(_everything(both)) == before, "nothing is ever deleted"
        store.set_aside(package, NAME)
        assert store.stat_file(package, NAME) is None
    assert point > 5
