"""What readers of an index see: the newest commit of the present folder, opened once for all threads of a process."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import tantivy

from repository.catalogue.index.asking import Asking
from repository.catalogue.index.folder import (
    IndexUnavailable,
    failures_told,
    list_of_segments,
    open_folder,
    present_folder,
)
from repository.catalogue.index.remembered import Remembered

MOST_COUNTS: Final = 256
"""Questions whose counts are kept: each takes some twenty kilobytes."""
_TRIES: Final = 3
"""An index may be replaced by the next one between two looks."""


class Stamp(NamedTuple):
    """Tells one state of an index from another: its folder, and the file that its last commit wrote."""

    folder: str
    modified_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a facet and how many of the found have it."""

    value: str
    count: int


class Counts(NamedTuple):
    """Facet -> its values and how many have each; decade -> how many: the same on each page of a list."""

    facets: Mapping[str, tuple[Counted, ...]]
    decades: Mapping[int, int]


class Seen(NamedTuple):
    """One state of an index, in which many threads may search at once; ``counts`` are those made of it so far."""

    stamp: Stamp
    source: tantivy.Index
    asking: Asking
    searcher: tantivy.Searcher
    counts: Remembered[Counts]


class Seeing:
    """Looks at one index; opens it anew only where something was committed since."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._seen: Seen | None = None

    def stamp(self) -> Stamp:
        """The newest state there is, by two looks at the disk; raises IndexUnavailable."""
        folder = present_folder(self._root)
        if folder is None:
            raise IndexUnavailable(f"{self._root} holds no index yet")
        with failures_told(self._root):
            told = list_of_segments(folder).stat()
        return Stamp(str(folder), told.st_mtime_ns, told.st_ino)

    def newest(self) -> Seen:
        """The newest state; raises IndexUnavailable."""
        for left in reversed(range(_TRIES)):
            try:
                return self._newest(self.stamp())
            except IndexUnavailable:
                if not left:
                    raise
        raise AssertionError

    def _newest(self, stamp: Stamp) -> Seen:
        seen = self._seen
        if seen is not None and seen.stamp == stamp:
            return seen
        with self._lock:
            seen = self._seen
            if seen is not None and seen.stamp == stamp:
                return seen
            self._seen = self._opened(stamp, seen)
            return self._seen

    def _opened(self, stamp: Stamp, before: Seen | None) -> Seen:
        if before is not None and before.stamp.folder == stamp.folder:
            index, asking = before.source, before.asking
        else:
            index = open_folder(Path(stamp.folder))
            asking = Asking(index.schema)
        with failures_told(self._root):
            index.reload()
            return Seen(stamp, index, asking, index.searcher(), Remembered(most=MOST_COUNTS))
