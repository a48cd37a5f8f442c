"""Lines that break anywhere, replies that are cut, silence: a file is whole or not there, and nothing hangs."""

import time
from pathlib import Path

import pytest

from archive.stores.irods.store import IrodsStore
from repository.clients.irods import sessions
from repository.errors import TransientFailure
from tests.archive.irods.content import CONTENT, NAME, PACKAGE, SHA256
from tests.fakes.irods.codes import CHKSUM, CLOSE, GEN_QUERY, OPEN, READ, RENAME, REPLICATE, WRITE
from tests.fakes.irods.faults import Fault
from tests.services.irods_zone import TestZone


def _is_whole_or_absent(store: IrodsStore) -> bool:
    return store.stat_file(PACKAGE, NAME) is None or store.sha256_of(PACKAGE, NAME) == SHA256


def _bytes_of_a_put(zone: TestZone, source: Path) -> int:
    """How many bytes a put sends where another was before."""
    counts = []
    for name in ("1.csv-2026-03-05", "2.csv-2026-03-05"):
        zone.fake.cut_after(10**9)
        assert zone.store().put_file(PACKAGE, name, source, sha256=SHA256)
        counts.append(10**9 - (zone.fake.faults.bytes_left or 0))
    return counts[-1]


def _failure_of_a_put(store: IrodsStore, source: Path) -> str | None:
    try:
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    except TransientFailure as failure:
        return failure.code
    return None


@pytest.mark.parametrize("parts", [False, True])
def test_a_line_that_breaks_at_any_byte_leaves_the_file_whole_or_absent(
    both: TestZone, source: Path, parts: bool, request: pytest.FixtureRequest
) -> None:
    if parts:
        request.getfixturevalue("in_parts")
    total, fake = _bytes_of_a_put(both, source), both.fake
    points = [1, *(total * step // 20 for step in range(1, 20)), total * 99 // 100]
    without_harm = []
    for point in points:
        store = both.store()
        fake.cut_after(point)
        if (code := _failure_of_a_put(store, source)) is None:
            without_harm.append(point)
        else:
            assert code in {"store-away", "package-busy"}, point
        fake.cut_after(10**9)
        fake.wait_until_left()
        assert _is_whole_or_absent(store), point
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
        assert store.sha256_of(PACKAGE, NAME) == SHA256
        assert both.incoming() == []
        store.set_aside(PACKAGE, NAME)
    assert len(without_harm) < 3, "only a goodbye may be lost without harm: one in a thousand of the bytes"


@pytest.mark.parametrize("keeps", [0, 2, 4, 100, 250, 10_000, len(CONTENT) - 1])
def test_a_reply_that_is_cut_short_ends_at_once(zone: TestZone, source: Path, keeps: int) -> None:
    store = zone.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    for request in (READ, OPEN, GEN_QUERY):
        zone.fake.next(Fault(request, keeps=min(keeps, 250) if request != READ else keeps))
        begun = time.monotonic()
        with pytest.raises(TransientFailure):
            store.sha256_of(PACKAGE, NAME)
        assert time.monotonic() - begun < 60
    assert store.sha256_of(PACKAGE, NAME) == SHA256
    zone.fake.next(Fault(READ, keeps=keeps))
    with store.open_file(PACKAGE, NAME) as stream, pytest.raises(TransientFailure):
        stream.read()


@pytest.mark.parametrize("request_", [WRITE, CLOSE, CHKSUM, READ, RENAME, REPLICATE])
@pytest.mark.parametrize("works", [False, True])
def test_a_server_that_dies_before_or_after_any_step_leaves_the_file_whole_or_absent(
    both: TestZone, source: Path, request_: int, works: bool
) -> None:
    store = both.store()
    both.fake.next(Fault(request_, is_cut=True, works=works))
    with pytest.raises(TransientFailure):
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    both.fake.wait_until_left()
    assert _is_whole_or_absent(store)
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert store.sha256_of(PACKAGE, NAME) == SHA256
    assert both.incoming() == []


def test_silence_is_not_waited_for_longer_than_agreed(
    zone: TestZone, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = zone.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    zone.fake.next(Fault(READ, pause_s=60.0))
    begun = time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(sessions, "SILENCE_S", 0.5)
        with pytest.raises(TransientFailure) as failed:
            zone.store().sha256_of(PACKAGE, NAME)
    assert failed.value.code == "store-away"
    assert time.monotonic() - begun < 30
    zone.fake.faults.planned.clear()
    assert zone.store().sha256_of(PACKAGE, NAME) == SHA256


def test_a_slow_server_is_waited_for(zone: TestZone, source: Path) -> None:
    zone.fake.next(Fault(WRITE, pause_s=0.3), Fault(CHKSUM, pause_s=0.3))
    assert zone.store().put_file(PACKAGE, NAME, source, sha256=SHA256)


def test_a_zone_that_is_not_there_may_come_back(zone: TestZone, source: Path) -> None:
    store = zone.store()
    assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    zone.fake.stop()
    for ask in (store.sha256_of, store.stat_file, store.open_file, store.set_aside):
        with pytest.raises(TransientFailure) as failed:
            ask(PACKAGE, NAME)
        assert failed.value.code == "store-away"
