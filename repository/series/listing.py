"""What a source holds, put beside what was taken of it: new, changed, gone, and what looks wrong. Pure."""

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

NAME_LENGTH: Final = 1000
MOST_FILES: Final = 1_000_000
MOST_LEFT_OUT: Final = 20
"""So many names of what was left out are kept, to be shown."""


class Found(NamedTuple):
    """A file at its source: its name there, its bytes, and a mark that changes with them (ETag or time of change)."""

    name: str
    size: int
    mark: str
    is_whole: bool = True
    """Not while nothing of it can be read: it is there, and what it holds is not known."""


class Held(NamedTuple):
    """What is known of a file that was taken before."""

    size: int
    mark: str


class Alarm(StrEnum):
    """Why a source is not obeyed before a person has looked at it."""

    SHRANK = "source-shrank"
    CLASH = "names-clash"
    TOO_MANY = "source-too-long"


@dataclass(frozen=True, slots=True)
class Listing:
    """Files by their path in the dataset. ``clashes``: pairs of names that some computer takes for the same one.

    ``left_out``: the first names that are not taken, as no dataset can hold them or an order of law erased what they
    have, and ``left_out_count`` how many these are.
    """

    files: Mapping[str, Found]
    clashes: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    left_out_count: int = 0
    is_cut: bool = False

    @property
    def size(self) -> int:
        """All bytes."""
        return sum(found.size for found in self.files.values())

    @property
    def mark(self) -> str:
        """The SHA256 of all that is told, names that clash too: what a person let pass is known by it."""
        digest = hashlib.sha256()
        for path, found in sorted(self.files.items()):
            digest.update(f"{path}\0{found.size}\0{found.mark}\n".encode())
        for pair in self.clashes:
            digest.update("\0".join(pair).encode())
        return digest.hexdigest()

    def without(self, paths: Collection[str]) -> "Listing":
        """The same with these left out."""
        if not paths:
            return self
        files = {path: found for path, found in self.files.items() if path not in paths}
        names = tuple(self.files[path].name for path in sorted(paths))
        first = (*names, *self.left_out)[:MOST_LEFT_OUT]
        return replace(self, files=files, left_out=first, left_out_count=self.left_out_count + len(paths))


class Change(NamedTuple):
    """Paths, in their order."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def listing_of(found: Iterable[Found], *, path_of: Callable[[str], str | None], most: int = MOST_FILES) -> Listing:
    """Put a source's own listing in order. ``path_of``: the path of a name in the dataset, None where it can have none.

    A name told twice in the same words is one file where both say the same of it, else a clash, as are names that
    differ only in capitals or in the form of their accents. Of those the first in the order of their bytes is kept.
    """
    files: dict[str, Found] = {}
    folded: dict[str, str] = {}
    clashes: list[tuple[str, str]] = []
    left_out: list[str] = []
    told: list[Found] = []
    for each in found:
        if len(told) >= most:
            return Listing({}, is_cut=True)
        told.append(each)
    for each in sorted(told, key=_order):
        path = path_of(each.name) if _may_be_taken(each) else None
        if path is None:
            left_out.append(each.name[:NAME_LENGTH])
            continue
        known = folded.get(key := _folded(path))
        if known is not None and files[known] != each:
            clashes.append((files[known].name, each.name))
        if path not in files:
            files[path] = each
            folded.setdefault(key, path)
    first = tuple(name.encode(errors="replace").decode() for name in left_out[:MOST_LEFT_OUT])
    return Listing(files, tuple(clashes), first, len(left_out))


def compare(before: Mapping[str, Held], now: Mapping[str, Found]) -> Change:
    """What is new, changed and gone. A file without a mark counts as changed: only its bytes can tell."""
    new = tuple(sorted(path for path in now if path not in before))
    gone = tuple(sorted(path for path in before if path not in now))
    changed = tuple(sorted(path for path, found in now.items() if path in before and _differs(before[path], found)))
    return Change(new, changed, gone)


def alarm_of(before: Mapping[str, Held], listing: Listing, *, percent: int) -> Alarm | None:
    """Whether a person has to look: more than ``percent`` of the files or of the bytes are gone, or names clash."""
    if listing.is_cut:
        return Alarm.TOO_MANY
    if listing.clashes:
        return Alarm.CLASH
    missing = sum(path not in listing.files for path in before)
    bytes_before = sum(held.size for held in before.values())
    there = [(held.size, listing.files[path]) for path, held in before.items() if path in listing.files]
    left = sum(min(size, found.size) if found.is_whole else size for size, found in there)
    has_shrunk = missing * 100 > len(before) * percent or (bytes_before - left) * 100 > bytes_before * percent
    return Alarm.SHRANK if has_shrunk else None


def _order(found: Found) -> tuple[bytes, int, str]:
    return found.name.encode(errors="surrogatepass"), found.size, found.mark


def _may_be_taken(found: Found) -> bool:
    """Not what is absolute, leads elsewhere, has no bytes or cannot be written down."""
    steps = found.name.replace("\\", "/").split("/")
    is_relative = bool(found.name) and steps[0] != "" and not (steps[0].endswith(":") and len(steps[0]) == 2)
    if not is_relative or ".." in steps or "\0" in found.name or len(found.name) > NAME_LENGTH:
        return False
    if found.size <= 0 and found.is_whole:
        return False
    try:
        found.name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _differs(held: Held, found: Found) -> bool:
    return not found.mark or held.mark != found.mark or held.size != found.size
