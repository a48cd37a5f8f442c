"""What every kind of store does when an order of law has one file be gone: all of it, and nothing else."""

import pytest

from repository.errors import TransientFailure
from tests.archive.stores.kinds import NAME, PACKAGE, Kind, Trouble
from tests.archive.stores.sources import Source

OTHER = "71231.csv-2026-03-05"


def test_a_file_goes_with_all_that_was_set_aside_and_nothing_else(kind: Kind, source: Source) -> None:
    store = kind.open()
    for name in (NAME, OTHER):
        store.put_file(PACKAGE, name, source.path, sha256=source.sha256)
    for _ in range(2):
        store.set_aside(PACKAGE, NAME)
        store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    store.set_aside(PACKAGE, OTHER)
    store.put_file(PACKAGE, OTHER, source.path, sha256=source.sha256)
    assert len(store.traces_of(PACKAGE, NAME)) >= 3
    store.erase_file(PACKAGE, NAME)
    assert store.traces_of(PACKAGE, NAME) == ()
    assert store.stat_file(PACKAGE, NAME) is None
    assert store.sha256_of(PACKAGE, OTHER) == source.sha256
    assert {place for place in kind.places() if NAME in place and not place.endswith(".lock")} == set()
    assert kind.read(f".aside/{PACKAGE}/{OTHER}") == source.content


def test_what_is_not_there_is_erased_without_a_word(kind: Kind) -> None:
    kind.open().erase_file(PACKAGE, NAME)
    assert kind.open().traces_of(PACKAGE, NAME) == ()


def test_a_store_that_is_away_is_not_taken_for_one_without_the_file(kind: Kind, source: Source) -> None:
    if Trouble.AWAY not in kind.troubles:
        pytest.skip("it cannot be away")
    kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    if kind.is_remote:
        with kind.trouble(Trouble.AWAY), pytest.raises(TransientFailure):
            kind.open().traces_of(PACKAGE, NAME)
    kind.open().erase_file(PACKAGE, NAME)
    assert kind.open().traces_of(PACKAGE, NAME) == ()
