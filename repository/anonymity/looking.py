"""Looking through the bytes of a file for names: as they stand, and in every compressed part that can be opened.

Bounded in time, memory and depth; nothing is parsed but the marks at which compressed parts begin. Whatever was not
seen is said (``is_whole``), so that nobody takes silence for innocence.
"""

import bz2
import lzma
import re
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final

from repository.anonymity.cores import Cores, cores_of
from repository.anonymity.names import TELLING
from repository.anonymity.seeking import Seeker

WINDOW: Final = 4 * 1024 * 1024
OVERLAP: Final = 4 * 1024
AROUND: Final = 160
WORK: Final = 200 * 1000**3
"""Bytes looked at, each once for every spelling: some minutes."""
INFLATED_MOST: Final = 2 * 1000**3
DEEPEST: Final = 3
MOST_TELLS: Final = 12
_PIECE: Final = 64 * 1024

HEAD: Final = 1024 * 1024
"""Where files say who made them."""
_SOMEBODY: Final = re.compile(
    rb"[A-Za-z0-9._+-]{2,64}@[A-Za-z0-9-]{2,63}(?:\.[A-Za-z0-9-]{2,63}){1,5}|\b\d{4}-\d{4}-\d{4}-\d{3}[\dXx]\b"
)
_BEGINNINGS: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04|BZh[1-9]1AY&SY|\xfd7zXZ\x00")
_CLOSED: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"%PDF-", b"\xd0\xcf\x11\xe0")
"""Files whose text cannot be surely read so: 7z, RAR, Zstandard, PDF (glyphs, not letters), old Office."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Where a file names somebody, in both languages, and the words."""

    english: str
    french: str
    words: str


@dataclass(slots=True)
class Look:
    """What was found. ``is_whole``: there is nothing in the file that was not looked at."""

    tells: list[Tell] = field(default_factory=list)
    is_whole: bool = True

    def add(self, tell: Tell) -> None:
        """Keep one, each once."""
        if tell not in self.tells and len(self.tells) < MOST_TELLS:
            self.tells.append(tell)


def look_at_name(path: str, seeker: Seeker) -> list[Tell]:
    """Whether the name of a file tells, also one written without blanks: ``CruiseMarin2019.nc``."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[^\W\d_])(?=\d)", " ", path)
    for text in (path, apart):
        if spots := seeker.spots(text):
            return [Tell("the name of the file", "le nom du fichier", text[spots[0].start : spots[0].end])]
    return []


def look_at_reading(reading: Mapping[str, Any] | None, seeker: Seeker) -> list[Tell]:
    """What the reader of its format found already: each value with the place it was read at.

    What it read as people or projects tells, also where the deposit does not know them (yet).
    """
    found = []
    for proposal in (reading or {}).get("proposals", ()):
        place = proposal.get("place") or {}
        is_somebody = str(proposal.get("field", "")).partition("/")[0] in TELLING
        for text in _texts(proposal.get("value")):
            spots = seeker.spots(text)
            if spots or is_somebody:
                words = text[spots[0].start : spots[0].end] if spots else text
                found.append(Tell(str(place.get("english", "")), str(place.get("french", "")), words))
                break
    return found[:MOST_TELLS]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield " ".join(str(value[key]) for key in ("given", "family") if value.get(key))
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def look_through(source: IO[bytes], seeker: Seeker) -> Look:
    """Everything in a file that names somebody."""
    look = Look()
    cores = cores_of(seeker.known)
    begins = source.read(8)
    source.seek(0)
    if begins.startswith(_CLOSED):
        look.is_whole = False
    _Search(look, cores, seeker).through(source, depth=0)
    return look


class _Search:
    """One search, with what is left of its allowances."""

    def __init__(self, look: Look, cores: Cores, seeker: Seeker) -> None:
        self._look, self._cores, self._seeker = look, cores, seeker
        self._work, self._inflated = WORK, INFLATED_MOST

    def through(self, source: IO[bytes], *, depth: int) -> None:
        """Window by window; each begins with the end of the one before."""
        at, carried, opened_until = 0, b"", 0
        while block := source.read(WINDOW):
            window, start = carried + block, at - len(carried)
            self._work -= len(block) * self._cores.count
            if self._work < 0:
                self._look.is_whole = False
                return
            self._search(window, depth)
            if not at:
                self._reach(window[:HEAD], depth)
            if depth <= DEEPEST:
                opened_until = self._open_all(source, window, start, opened_until, depth)
            at += len(block)
            source.seek(at)
            carried = window[-OVERLAP:]

    def _search(self, window: bytes, depth: int) -> None:
        if not window.strip(b"\0"):
            return
        small = window.lower()
        for core in self._cores.small:
            at = small.find(core)
            tries = 0
            while at >= 0 and tries < 200:
                if words := self._words_at(window, at, len(core)):
                    self._tell(words, depth)
                    break
                at, tries = small.find(core, at + 1), tries + 1
        for core in self._cores.encoded:
            if (at := window.find(core)) >= 0:
                self._tell(window[at : at + 24].decode("ascii", "replace"), depth)

    def _reach(self, head: bytes, depth: int) -> None:
        """Mail addresses and ORCIDs at the beginning of a file lead to somebody, known or not."""
        for found in _SOMEBODY.finditer(head):
            self._tell(found[0].decode("ascii", "replace"), depth)

    def _words_at(self, window: bytes, at: int, length: int) -> str:
        part = window[max(0, at - AROUND) : at + length + AROUND]
        for encoding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be", "cp850", "mac-roman", "gb18030", "shift-jis"):
            for text in _decoded(part, encoding):
                if spots := self._seeker.spots(text, is_noise=_is_noise(text)):
                    return text[spots[0].start : spots[0].end]
        return ""

    def _tell(self, words: str, depth: int) -> None:
        clean = "".join(character for character in words if character.isprintable())[:80]
        if depth:
            self._look.add(Tell("a compressed part of the file", "une partie compressée du fichier", clean))
        else:
            self._look.add(Tell("the content of the file", "le contenu du fichier", clean))

    def _open_all(self, source: IO[bytes], window: bytes, start: int, opened_until: int, depth: int) -> int:
        """Open every compressed part that begins in the window. Returns where the last one ended."""
        for found in _BEGINNINGS.finditer(window):
            at = start + found.start()
            if at < opened_until:
                continue
            if self._inflated <= 0:
                self._look.is_whole = False
                return opened_until
            opened_until = max(opened_until, at + self._open(source, at, found[0], window[found.start() :], depth))
        return opened_until

    def _open(self, source: IO[bytes], at: int, mark: bytes, head: bytes, depth: int) -> int:
        """Open one part and look through it. Returns the bytes it took; none where it was no such part."""
        skip, opener = _opener(mark, head)
        if opener is None:
            self._look.is_whole = self._look.is_whole and skip == 0
            return 0
        source.seek(at + skip)
        with tempfile.SpooledTemporaryFile(max_size=2 * WINDOW) as inside:
            taken, is_whole = _inflate(source, opener, inside, most=self._inflated)
            length = inside.tell()
            self._inflated -= length
            if length < 8:
                return 0
            if not is_whole or depth >= DEEPEST:
                self._look.is_whole = False
            inside.seek(0)
            self.through(inside, depth=depth + 1)
        return skip + taken


def _is_noise(text: str) -> bool:
    return sum(character.isprintable() or character in "\n\r\t" for character in text) < 0.9 * len(text)


def _decoded(part: bytes, encoding: str) -> Iterator[str]:
    """A text around a place, of two bytes a letter from either of them."""
    for first in (0, 1) if encoding.startswith("utf-16") else (0,):
        yield part[first:].decode(encoding, "replace")


def _opener(mark: bytes, head: bytes) -> tuple[int, Any]:
    """Bytes to leave out, and what opens the rest; nothing to open where it is stored, or (1) closed by a password."""
    if mark == b"PK\x03\x04":
        return _member(head)
    if mark.startswith(b"BZh"):
        return 0, bz2.BZ2Decompressor()
    return 0, lzma.LZMADecompressor() if mark.startswith(b"\xfd7z") else zlib.decompressobj(47)


def _member(head: bytes) -> tuple[int, Any]:
    """The same of a member of a zip (APPNOTE 4.3.7): stored, deflated, closed by a password, or by a rare method."""
    if len(head) < 30:
        return 0, None
    flags, method = head[6] | head[7] << 8, head[8] | head[9] << 8
    names = (head[26] | head[27] << 8) + (head[28] | head[29] << 8)
    if method == 8 and not flags & 1:
        return 30 + names, zlib.decompressobj(-15)
    return (0 if method == 0 and not flags & 1 else 1), None


def _inflate(source: IO[bytes], opener: Any, target: IO[bytes], *, most: int) -> tuple[int, bool]:
    """Open a stream into a file. Returns the bytes it took, and whether it was opened to its end."""
    taken, left = 0, most
    try:
        while not opener.eof and left > 0:
            piece = getattr(opener, "unconsumed_tail", b"")
            if not piece and getattr(opener, "needs_input", True):
                piece = source.read(_PIECE)
                if not piece:
                    return taken, False
                taken += len(piece)
            out = opener.decompress(piece, min(left, 8 * _PIECE))
            left -= len(out)
            target.write(out)
    except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
        return 0, True  # no such part after all: what follows its mark may be one
    return taken - len(opener.unused_data), opener.eof
