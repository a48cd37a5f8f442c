"""Where a damaged copy is restored from: a copy elsewhere that is read, whole and compared, at this very moment."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from archive.aip.durable import PART, disk_failures, make_folder, take_stream
from archive.models import ARCHIVE, FileCopy
from archive.queries import archive_root
from archive.queries.copies import places
from archive.services.checks import Reading, judge_copy, same_file
from archive.services.places import check_is_there, store_of
from archive.stores.base import HoldsSeveral, Store
from archive.stores.posix import INCOMING
from repository.errors import PermanentFailure, TransientFailure


@dataclass(frozen=True, slots=True)
class Search:
    """What looking through the other places showed.

    ``path`` holds the sound bytes of ``place``, both None where there are none. ``damaged``: copies that were read and
    are not sound. ``silent``: places that did not answer, with their reasons.
    """

    place: str | None
    path: Path | None
    damaged: tuple[tuple[FileCopy, Reading], ...]
    silent: tuple[str, ...]


@dataclass(slots=True)
class _Looking:
    damaged: list[tuple[FileCopy, Reading]] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def found(self, place: str | None = None, path: Path | None = None) -> Search:
        return Search(place, path, tuple(self.damaged), tuple(self.silent))


@contextmanager
def sound_source(copy: FileCopy) -> Iterator[Search]:
    """The first place, the archive before the stores, whose copy is sound; a file from a store lies aside meanwhile.

    Of a store with several disks one that is sound is enough, also in the place of the copy itself, which comes last.

    However large it is, it passes in pieces through a file on the archive's disk, which is gone after the block; one
    that a killed process left is taken away first. TransientFailure ``disk-full`` where that disk has no room.
    """
    aside = archive_root() / INCOMING / f"{copy.dataset.suffix}--{copy.name}.for-{copy.place}"
    _drop(aside)
    try:
        yield _look(copy, aside)
    finally:
        _drop(aside)


def _drop(aside: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        aside.with_name(aside.name + PART).unlink(missing_ok=True)
        aside.unlink(missing_ok=True)


def _look(copy: FileCopy, aside: Path) -> Search:
    looking = _Looking()
    rows = {row.place: row for row in same_file(copy)}
    for place in _asked(copy):
        there = rows.get(place) or FileCopy(place=place, dataset=copy.dataset, name=copy.name, sha256=copy.sha256)
        try:
            path, reading = _taken(there, aside)
        except (TransientFailure, PermanentFailure) as failure:
            if failure.code == "disk-full":  # ours, not that of the place that is read
                raise
            looking.silent.append(f"{place}: {failure.sentence}")
            continue
        if there.pk is not None and reading.fault and place != copy.place:
            looking.damaged.append((there, reading))
        if path is not None:
            return looking.found(place, path)
    return looking.found()


def _asked(copy: FileCopy) -> Iterator[str]:
    """The other places; at last the copy's own, where it lies on several disks: one of them may be sound."""
    yield from (place for place in places() if place != copy.place)
    if isinstance(store_of(copy.place), HoldsSeveral):
        yield copy.place


def _taken(there: FileCopy, aside: Path) -> tuple[Path | None, Reading]:
    """Where the sound bytes of a copy can be read as a file of this machine, if any, and what is wrong with it."""
    store = store_of(there.place)
    check_is_there(there.place, store)
    if there.place == ARCHIVE:
        reading = judge_copy(store, there)
        return (None if reading.fault else archive_root() / there.dataset.suffix / there.name), reading
    check_is_there(ARCHIVE, store_of(ARCHIVE))
    try:
        is_whole = _brought(store, there, aside)
    except (TransientFailure, PermanentFailure) as failure:
        reading = judge_copy(store, there)
        if not reading.fault or failure.code == "disk-full":
            raise
        return None, reading
    return aside, Reading() if is_whole else judge_copy(store, there)


def _brought(store: Store, there: FileCopy, aside: Path) -> bool:
    """Bring the bytes aside, from any disk of the store whose bytes are sound; False where another's were not.

    Raises what reading the last of them raises.
    """
    package, name = there.dataset.suffix, there.name
    several = store.each_of(package, name) if isinstance(store, HoldsSeveral) else ()
    openings = several or (partial(store.open_file, package, name),)
    for place, opening in enumerate(openings, start=1):
        try:
            with disk_failures(archive_root()):
                make_folder(aside.parent)
                with opening() as stream:
                    take_stream(stream, aside, sha256=there.sha256)
        except (TransientFailure, PermanentFailure) as failure:
            if place == len(openings) or failure.code == "disk-full":
                raise
        else:
            return place == 1
    return False
