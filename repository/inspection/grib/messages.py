"""The messages of a GRIB file, editions 1 and 2: what their headers say. Values are skipped, not decoded. Pure.

Sources: WMO Manual on Codes, volume I.2, FM 92 GRIB; WMO No. 306, FM 92-VIII Ext. (edition 1).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from repository.inspection.grib import edition1 as grib_edition1
from repository.inspection.grib import edition2 as grib_edition2
from repository.inspection.grib.field import Broken, Field

_SEARCH: Final = 1 << 16
_MESSAGES_MOST: Final = 200_000


class Stopped(Exception):
    """Reading ends at byte `at`: `reason` is `damaged`, or `many` where there are too many messages."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


def fields(path: Path) -> Iterator[Field]:
    """Each field of each message, in the order of the file. Errors: `Stopped`, after the fields that are good."""
    size = path.stat().st_size
    with path.open("rb") as file:
        at, count = _next(file, 0, size), 0
        while at < size:
            count += 1
            if count > _MESSAGES_MOST:
                raise Stopped(at, "many")
            try:
                length, found = _message(file, at, size)
            except Broken as problem:
                raise Stopped(at, "damaged") from problem
            yield from found
            at = _next(file, at + length, size)


def _message(file: IO[bytes], at: int, size: int) -> tuple[int, list[Field]]:
    file.seek(at)
    head = file.read(16)
    if len(head) < 16:
        raise Broken
    match head[7]:
        case 1:
            length, found = grib_edition1.message(file, at, head)
        case 2:
            length, found = grib_edition2.message(file, at, head)
        case _:
            raise Broken
    if length < len(head) or at + length > size:
        raise Broken
    file.seek(at + length - 4)
    if file.read(4) != b"7777":
        raise Broken
    return length, found


def _next(file: IO[bytes], at: int, size: int) -> int:
    """Where the next message begins, behind any padding; `size` at the end. Errors: `Stopped` behind other bytes."""
    start = at
    while at < size:
        file.seek(at)
        window = file.read(_SEARCH)
        found = window.find(b"GRIB")
        if found >= 0:
            return at + found
        if window.strip(b"\0 \r\n") and at > start + 16 * _SEARCH:
            break
        if len(window) < _SEARCH:
            if window.strip(b"\0 \r\n\x03\x01"):
                raise Stopped(start, "damaged")
            return size
        at += _SEARCH - 3
    if at < size:
        raise Stopped(start, "damaged")
    return size
