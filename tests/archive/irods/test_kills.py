"""A process that is killed at any request it makes: the next attempt ends as if nothing had happened."""

from functools import partial
from pathlib import Path

import pytest

from tests.archive.irods.content import NAME, PACKAGE, SHA256
from tests.archive.kill_points import at_points
from tests.archive.stores.zone_kind import dies_at
from tests.services.irods_zone import TestZone


def _everything(zone: TestZone) -> list[tuple[str, str, str, int]]:
    """Collection, object, state and size of every replica."""
    rows = "select C.name, D.name, D.status, D.size from data D join coll C on C.id=D.coll_id order by 1, 2, D.repl"
    return [(row[0], row[1], row[2], row[3]) for row in zone.fake.catalogue.rows(rows)]


@at_points(4)
@pytest.mark.parametrize("parts", [False, True])
def test_a_put_survives_a_kill_at_every_request(
    both: TestZone, source: Path, parts: bool, step: int, request: pytest.FixtureRequest
) -> None:
    if parts:
        request.getfixturevalue("in_parts")
    both.store().put_file(PACKAGE, NAME, source, sha256=SHA256)
    undisturbed = _everything(both)
    point = 1
    while True:
        assert both.store().set_aside(PACKAGE, NAME)
        was_killed = dies_at(both, point, lambda: both.store().put_file(PACKAGE, NAME, source, sha256=SHA256))
        store = both.store()
        assert store.stat_file(PACKAGE, NAME) is None or store.sha256_of(PACKAGE, NAME) == SHA256
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
        there = [row for row in _everything(both) if "/.aside/" not in row[0]]
        assert there == undisturbed, f"killed at request {point}"
        if not was_killed:
            break
        point += step
    assert point > 25, "the requests are not counted any more"


def test_setting_aside_survives_a_kill_at_every_request(both: TestZone, source: Path) -> None:
    store, point, was_killed = both.store(), 0, True
    while was_killed:
        point += 1
        package = str(point)
        store.put_file(package, NAME, source, sha256=SHA256)
        before = len(_everything(both))
        was_killed = dies_at(both, point, partial(both.store().set_aside, package, NAME))
        assert len(_everything(both)) == before, "nothing is ever deleted"
        store.set_aside(package, NAME)
        assert store.stat_file(package, NAME) is None
    assert point > 5
