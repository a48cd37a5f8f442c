"""The members of one JSON object, and the items of its `features`, one after another, not the file at once. Pure."""

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

_CHUNK: Final = 1 << 20
VALUE_MOST: Final = 12 << 20
"""Characters that one member or one feature may have."""

BYTES_MOST: Final = 256 << 20
"""Bytes that are read of one file."""

_BLANKS: Final = re.compile(r"[ \t\n\r]*")
_CUT_WORD: Final = 16
"""Characters at the end of the window in which a word or an escape may be cut."""


class TooLarge(Exception):
    """One value is larger than `VALUE_MOST`, or the file than `BYTES_MOST`: the rest is not read."""


class TooDeep(Exception):
    """Arrays in arrays, or objects in objects, beyond any use."""


def members(path: Path) -> Iterator[tuple[str, Any]]:
    """Key and value of each member of the object that the file is; items of `features` come as `features[]`.

    Errors: ValueError where it is no JSON object in UTF-8, or breaks off; `TooLarge`; `TooDeep`.
    """
    with path.open("rb") as file:
        text = _Text(file)
        text.expect("{")
        if text.peek() == "}":
            return
        while True:
            key = text.value()
            if not isinstance(key, str):
                raise ValueError("a key that is no text")  # noqa: TRY004 (wrong bytes, as any other)
            text.expect(":")
            if key == "features" and text.peek() == "[":
                yield from _items(text)
            else:
                yield key, text.value()
            if text.take() == "}":
                text.end()
                return


def is_object(path: Path) -> bool:
    """Whether the first character that is no blank opens an object (a file of JSON may hold anything)."""
    with path.open("rb") as file:
        return file.read(_CHUNK).removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"


def _items(text: "_Text") -> Iterator[tuple[str, Any]]:
    text.expect("[")
    if text.peek() == "]":
        text.expect("]")
        return
    while True:
        yield "features[]", text.value()
        if text.take() == "]":
            return


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")


def _may_go_on(problem: json.JSONDecodeError, length: int) -> bool:
    """Whether the value is only not all there, rather than wrong."""
    return problem.msg.startswith("Unterminated") or problem.pos >= length - _CUT_WORD


class _Text:
    """A window on the text of a file, moved on as values are taken."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._decoder = json.JSONDecoder(parse_constant=_refuse)
        self._window = ""
        self._at = 0
        self._ended = False
        self._read = 0

    def peek(self) -> str:
        """The next character that is no blank; ValueError at the end."""
        while True:
            blanks = _BLANKS.match(self._window, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._more():
                raise ValueError("the text breaks off")

    def expect(self, character: str) -> None:
        """Take this character and no other."""
        if self.peek() != character:
            raise ValueError(f"no {character}")
        self._at += 1

    def take(self) -> str:
        """Take a comma, or what closes an object or array."""
        found = self.peek()
        if found not in ",]}":
            raise ValueError("no comma")
        self._at += 1
        return found

    def end(self) -> None:
        """Nothing but blanks may follow."""
        try:
            self.peek()
        except ValueError:
            return
        raise ValueError("more than one value")

    def value(self) -> Any:
        """Take the next value whole; where it is not all there, twice as much is read before the next try."""
        self.peek()
        wanted = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._window, self._at)
                if self._ended or end < len(self._window):
                    self._at = end
                    return value
            except RecursionError as problem:
                raise TooDeep from problem
            except json.JSONDecodeError as problem:
                if self._ended or not _may_go_on(problem, len(self._window)):
                    raise
            self._grow(wanted)
            wanted *= 2

    def _grow(self, wanted: int) -> None:
        if len(self._window) - self._at > VALUE_MOST:
            raise TooLarge
        start = len(self._window) - self._at
        while len(self._window) - self._at < start + wanted and self._more():
            pass

    def _more(self) -> bool:
        """Read on; what was taken is forgotten."""
        if self._ended:
            return False
        data = self._file.read(_CHUNK)
        self._ended = not data
        self._read += len(data)
        if self._read > BYTES_MOST:
            raise TooLarge
        self._window = self._window[self._at :] + self._decode(data, final=self._ended)
        self._at = 0
        return True
