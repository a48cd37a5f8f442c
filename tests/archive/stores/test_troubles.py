"""What no kind of store does, whatever goes wrong: name other bytes, believe a checksum, raise what nobody expects."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

import pytest

from archive.stores.base import ReplicaDamaged
from repository.errors import PermanentFailure, TransientFailure
from tests.archive.kill_points import at_points
from tests.archive.stores.kinds import NAME, PACKAGE, PASSES, Kind, Trouble
from tests.archive.stores.sources import Source

PLACE = f"{PACKAGE}/{NAME}"
FOR_A_PERSON = (Trouble.REFUSES, Trouble.GONE)
READING = (Trouble.TORN_READING, Trouble.ALTERED_READING)


def skip_where_it_cannot_be(kind: Kind, trouble: Trouble) -> None:
    if trouble not in kind.troubles:
        pytest.skip(f"of this kind it is never so that {trouble.value}")


@pytest.mark.parametrize("trouble", Trouble)
def test_a_file_is_brought_in_or_the_reason_is_told_and_then_it_is_brought_in(
    kind: Kind, source: Source, trouble: Trouble
) -> None:
    skip_where_it_cannot_be(kind, trouble)
    with kind.trouble(trouble):
        if trouble in (*PASSES, *kind.unbelieved):
            assert kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
        else:
            expected = PermanentFailure if trouble in FOR_A_PERSON else TransientFailure
            with pytest.raises(expected) as failed:
                kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
            assert failed.value.code
            assert len(failed.value.sentence) > 20
    assert kind.read(PLACE) in {None, source.content}, "a name was given to other bytes"
    kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert kind.read(PLACE) == source.content
    assert kind.places() == {PLACE}


@pytest.mark.parametrize("trouble", sorted(set(Trouble) - {Trouble.FULL}, key=str))
def test_in_no_trouble_a_harmed_copy_is_called_sound_or_a_sound_one_is_lost(
    kind: Kind, source: Source, trouble: Trouble
) -> None:
    skip_where_it_cannot_be(kind, trouble)
    kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    with kind.trouble(trouble):
        try:
            told = kind.open().sha256_of(PACKAGE, NAME)
        except (TransientFailure, PermanentFailure):
            told = "a reason"
        if trouble in (*PASSES, *kind.unbelieved):
            assert told == source.sha256
        if trouble in (*READING, Trouble.AWAY, *FOR_A_PERSON[1:]):
            assert told != source.sha256
        try:
            assert not kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
        except (TransientFailure, PermanentFailure):
            assert trouble not in PASSES
    assert kind.read(PLACE) == source.content
    kind.write(PLACE, b"harmed")
    with pytest.raises(ReplicaDamaged):
        kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)


@pytest.mark.parametrize("trouble", [Trouble.AWAY, Trouble.REFUSES, Trouble.GONE, Trouble.SILENT])
def test_a_store_that_cannot_be_asked_says_so_to_every_question(kind: Kind, source: Source, trouble: Trouble) -> None:
    skip_where_it_cannot_be(kind, trouble)
    if not kind.is_remote:
        pytest.skip("a folder that is not there holds nothing")
    kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    with kind.trouble(trouble):
        store = kind.open()
        questions: list[Callable[[], object]] = [
            lambda: store.list_files(PACKAGE),
            store.list_packages,
            lambda: store.stat_file(PACKAGE, NAME),
            lambda: store.sha256_of(PACKAGE, NAME),
        ]
        for ask in questions:
            with pytest.raises((TransientFailure, PermanentFailure)):
                ask()
    assert kind.open().sha256_of(PACKAGE, NAME) == source.sha256


@at_points(3)
def test_a_writer_that_is_killed_anywhere_leaves_nothing_that_the_next_does_not_make_good(
    kind: Kind, source: Source, step: int
) -> None:
    def put(package: str) -> None:
        kind.open().put_file(package, NAME, source.path, sha256=source.sha256)

    packages = []
    for package in killed_at_each_step(kind, put, step=step):
        packages.append(package)
        assert kind.read(f"{package}/{NAME}") in {None, source.content}, f"killed at {package}"
        put(package)
    assert kind.places() == {f"{package}/{NAME}" for package in packages}


def test_a_hand_that_is_killed_while_it_sets_aside_loses_nothing(kind: Kind) -> None:
    def set_aside(package: str) -> None:
        kind.open().set_aside(package, NAME)

    def harmed(package: str) -> None:
        kind.write(f"{package}/{NAME}", b"harmed")

    for package in killed_at_each_step(kind, set_aside, before=harmed):
        set_aside(package)
        assert kind.open().stat_file(package, NAME) is None
        aside = {place for place in kind.places() if place.startswith(f".aside/{package}/")}
        assert aside
        assert {kind.read(place) for place in aside} == {b"harmed"}


def killed_at_each_step(
    kind: Kind, work: Callable[[str], None], before: Callable[[str], None] = lambda _: None, *, step: int = 1
) -> Iterator[str]:
    """Kill the work on a package of its own at its first step, then ``step`` later; each package, until one ends."""
    for point in count(1, step):
        before(str(point))
        died = kind.dies_at(point, partial(work, str(point)))
        yield str(point)
        if not died:
            assert point > 3, "steps are not counted any more"
            return
