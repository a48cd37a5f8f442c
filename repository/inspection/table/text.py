"""A text file as lines, in bounded memory whatever is in it: encoding, endless lines, bytes that are no text. Pure."""

import codecs
import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Final

CHUNK: Final = 1 << 20
LONGEST_LINE: Final = 1 << 20
"""Characters. A line that is longer is no row of a table."""

PATIENCE: Final = 50.0
"""Seconds that reading a whole file may take; what is longer is left, and nothing is concluded from the part."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_GARBLED: Final = re.compile("[\udc80-\udcff]")
_FORMULA: Final = re.compile(r'(?:^|[\t;,|"]) ?(?:=[A-Za-z(@+-]|[-+@]\w+[(!|])', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a text: its encoding (Python's name and the usual one), whole lines, and whether that is all."""

    codec: str
    encoding: str
    lines: tuple[str, ...]
    complete: bool
    nul: bool


def head_of(path: Path) -> Head:
    """The first megabyte of a file, as text; a line that does not end within it counts as one."""
    with path.open("rb") as stream:
        start = stream.read(CHUNK)
        complete = not stream.read(1)
    codec, encoding = _encoding(start)
    decoder = codecs.getincrementaldecoder(codec)(errors="surrogateescape" if codec != "utf-16" else "replace")
    text = decoder.decode(start, final=complete)
    lines = io.StringIO(text, newline=None).readlines()
    if not complete and len(lines) > 1:
        lines.pop()
    return Head(codec, encoding, tuple(lines), complete, "\0" in text)


def _encoding(start: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if start.startswith(mark):
            return codec, name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start, final=False)
    except UnicodeDecodeError:
        return "cp1252", "Windows-1252"
    return "utf-8", "ASCII" if start.isascii() else "UTF-8"


class Lines:
    """The lines of a file from its beginning, read once, and what was met on the way.

    ``garbled``, ``nul`` and ``formula`` are numbers of lines, 0 where there is none; ``endless`` says that a line was
    longer than `LONGEST_LINE` and reading stopped there; ``late`` that time ran out; ``taken`` counts characters.
    """

    def __init__(self, path: Path, codec: str, patience: float = PATIENCE) -> None:
        self.garbled = self.nul = self.formula = 0
        self.endless = self.late = self.cut = False
        self.taken = 0
        self._path, self._codec = path, codec
        self._deadline = time.monotonic() + patience

    @property
    def whole(self) -> bool:
        """Whether the file was read to its end."""
        return not (self.endless or self.late)

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._pieces())

    def _pieces(self) -> Iterator[list[str]]:
        """The lines of one chunk after the other, with their ends."""
        faults = "replace" if self._codec == "utf-16" else "surrogateescape"
        with self._path.open("r", encoding=self._codec, errors=faults) as stream:
            yield from self._lines_of(stream)

    def _lines_of(self, stream: IO[str]) -> Iterator[list[str]]:
        rest, before = "", 0
        while chunk := stream.read(CHUNK):
            if time.monotonic() > self._deadline:
                self.late = True
                return
            text = rest + chunk
            lines = io.StringIO(text, newline="\n").readlines()
            rest = "" if lines[-1].endswith("\n") else lines.pop()
            self._look(text, before)
            if len(rest) > LONGEST_LINE:
                self.endless = True
                return
            before += len(lines)
            self.taken += len(text)
            yield lines
        if rest:
            self.cut = True
            yield [rest]

    def _look(self, text: str, before: int) -> None:
        """Note the first line with bytes that are no text, with NUL, or with a formula."""
        if not self.garbled and not text.isascii() and (found := _GARBLED.search(text)):
            self.garbled = before + text.count("\n", 0, found.start()) + 1
        if not self.nul and "\0" in text:
            self.nul = before + text.count("\n", 0, text.index("\0")) + 1
        if not self.formula and ("=" in text or "@" in text) and (found := _FORMULA.search(text)):
            self.formula = before + text.count("\n", 0, found.start() + 1) + 1
