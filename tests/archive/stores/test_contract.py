"""What every kind of store does: brings in, reads back, lists, sets aside, and replaces nothing."""

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from archive.aip.durable import FixityMismatch
from archive.aip.layout import NameRefused
from archive.stores.base import NotStored, ReplicaDamaged, StoredFile
from config.numbers import highest_number_in_store
from repository.errors import TransientFailure
from tests.archive.stores.kinds import NAME, PACKAGE, Kind
from tests.archive.stores.sources import Source

PLACE = f"{PACKAGE}/{NAME}"
OTHER = "71231.csv-2026-03-05"

HARM: dict[str, Callable[[bytes], bytes]] = {
    "a bit is flipped": lambda content: content[:99] + bytes([content[99] ^ 4]) + content[100:],
    "a byte is appended": lambda content: content + b"\n",
    "it is truncated": lambda content: content[:-1],
    "it is emptied": lambda _: b"",
}


def test_a_file_is_brought_in_read_listed_and_verified(kind: Kind, source: Source) -> None:
    store = kind.open()
    assert store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    with store.open_file(PACKAGE, NAME) as stream:
        assert stream.read() == source.content
    assert store.sha256_of(PACKAGE, NAME) == source.sha256
    assert store.stat_file(PACKAGE, NAME) == StoredFile(NAME, len(source.content))
    assert store.list_files(PACKAGE) == (StoredFile(NAME, len(source.content)),)
    assert store.list_packages() == (PACKAGE,)
    assert kind.read(PLACE) == source.content
    assert kind.places() == {PLACE}


def test_an_empty_file_is_a_file(kind: Kind, tmp_path: Path) -> None:
    empty = Source.of(tmp_path / "empty", b"")
    assert kind.open().put_file(PACKAGE, NAME, empty.path, sha256=empty.sha256)
    assert kind.open().sha256_of(PACKAGE, NAME) == empty.sha256
    assert kind.open().list_files(PACKAGE) == (StoredFile(NAME, 0),)


def test_an_open_file_is_read_from_any_byte(kind: Kind, source: Source) -> None:
    kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    with kind.open().open_file(PACKAGE, NAME) as stream:
        stream.seek(5_000)
        assert stream.read(100) == source.content[5_000:5_100]


def test_what_a_store_does_not_have_is_said(kind: Kind) -> None:
    store = kind.open()
    assert store.stat_file(PACKAGE, NAME) is None
    assert store.list_files(PACKAGE) == ()
    assert store.list_packages() == ()
    assert store.set_aside(PACKAGE, NAME) is None
    for ask in (store.open_file, store.sha256_of):
        with pytest.raises(NotStored):
            ask(PACKAGE, NAME)


def test_files_and_packages_are_listed_by_name_each_in_its_own(kind: Kind, source: Source) -> None:
    store = kind.open()
    for package, name in (("421820", NAME), (PACKAGE, OTHER), (PACKAGE, NAME)):
        store.put_file(package, name, source.path, sha256=source.sha256)
    assert [file.name for file in store.list_files(PACKAGE)] == [NAME, OTHER]
    assert store.list_packages() == (PACKAGE, "421820")


def test_a_sound_file_is_not_written_again(kind: Kind, source: Source) -> None:
    store = kind.open()
    assert store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert not store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert kind.places() == {PLACE}


def test_a_source_with_other_bytes_is_refused(kind: Kind, source: Source) -> None:
    source.path.write_bytes(b"changed")
    with pytest.raises(FixityMismatch):
        kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert kind.places() == set()


@pytest.mark.parametrize(
    ("package", "name"), [("..", NAME), (PACKAGE, f"../{NAME}"), (PACKAGE, "a"), ("a/b", NAME), ("", NAME)]
)
def test_no_name_leads_out_of_the_store(kind: Kind, source: Source, package: str, name: str) -> None:
    store = kind.open()
    with pytest.raises(NameRefused):
        store.put_file(package, name, source.path, sha256=source.sha256)
    for ask in (store.open_file, store.stat_file, store.sha256_of, store.set_aside):
        with pytest.raises(NameRefused):
            ask(package, name)
    assert kind.places() == set()


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_harmed_bytes_are_found_kept_set_aside_and_made_good(
    kind: Kind, source: Source, harm: Callable[[bytes], bytes]
) -> None:
    store = kind.open()
    store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    harmed = harm(source.content)
    kind.write(PLACE, harmed)
    assert store.sha256_of(PACKAGE, NAME) != source.sha256
    with pytest.raises(ReplicaDamaged) as refused:
        store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert refused.value.code == "replica-damaged"
    assert kind.read(PLACE) == harmed
    place = store.set_aside(PACKAGE, NAME)
    assert place is not None
    assert place.startswith(f".aside/{PACKAGE}/")
    assert kind.read(place) == harmed
    assert store.stat_file(PACKAGE, NAME) is None
    assert store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert kind.places() == {PLACE, place}
    assert store.list_packages() == (PACKAGE,)


def test_a_file_that_somebody_removed_is_missing_and_comes_back(kind: Kind, source: Source) -> None:
    store = kind.open()
    store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    kind.remove(PLACE)
    assert store.stat_file(PACKAGE, NAME) is None
    with pytest.raises(NotStored):
        store.sha256_of(PACKAGE, NAME)
    assert store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert kind.read(PLACE) == source.content


def test_two_files_that_were_swapped_are_both_found(kind: Kind, source: Source, tmp_path: Path) -> None:
    store, other = kind.open(), Source.of(tmp_path / "other", source.content[::-1])
    store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    store.put_file(PACKAGE, OTHER, other.path, sha256=other.sha256)
    kind.write(PLACE, other.content)
    kind.write(f"{PACKAGE}/{OTHER}", source.content)
    assert store.sha256_of(PACKAGE, NAME) == other.sha256
    assert store.sha256_of(PACKAGE, OTHER) == source.sha256


def test_what_is_set_aside_never_takes_the_place_of_what_was_before(kind: Kind, source: Source) -> None:
    store, places = kind.open(), []
    for content in (b"damaged", b"damaged again", b"and again"):
        kind.write(PLACE, content)
        places.append(str(store.set_aside(PACKAGE, NAME)))
    assert [kind.read(place) for place in places] == [b"damaged", b"damaged again", b"and again"]
    assert store.list_files(PACKAGE) == ()


def test_reading_back_tells_its_pace_of_every_byte(kind: Kind, source: Source) -> None:
    kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    read: list[int] = []
    assert kind.open().sha256_of(PACKAGE, NAME, pace=read.append) == source.sha256
    assert sum(read) == len(source.content)


def test_two_writers_at_once_leave_one_sound_file(kind: Kind, source: Source) -> None:
    start, ends = Barrier(2), list[object]()

    def put() -> None:
        store = kind.open()
        start.wait()
        try:
            ends.append(store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256))
        except TransientFailure as busy:
            ends.append(busy.code)

    writers = [Thread(target=put) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert ends.count(True) == 1, ends
    assert ends[1 - ends.index(True)] in {False, "package-busy"}
    assert kind.read(PLACE) == source.content
    assert kind.places() == {PLACE}


def test_numbers_go_on_above_those_of_copies(kind: Kind, source: Source) -> None:
    store = kind.open()
    assert highest_number_in_store(store) == 0
    store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    store.put_file("90001", "manifest-sha256-2026-03-05.txt", source.path, sha256=source.sha256)
    assert highest_number_in_store(store) == 90001
    store.put_file(PACKAGE, "90002.csv-2026-03-05", source.path, sha256=source.sha256)
    assert highest_number_in_store(store) == 90002


def test_the_room_is_told_or_unknown(kind: Kind) -> None:
    space = kind.open().space()
    assert space is None or 0 < space.free <= space.total
