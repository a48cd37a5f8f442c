"""The records of a MiniSEED file, versions 2 and 3: which channel, from when to when, how often. No sample is decoded.

Sources: FDSN SEED 2.4 reference manual, chapter 8; FDSN miniSEED 3 specification, 2023.
"""

import struct
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Final, NamedTuple

_HEAD: Final = 48
_QUALITIES: Final = b"DRQM"
_BLOCKETTE_1000: Final = 1000
_BLOCKETTE_100: Final = 100
_BLOCKETTES_MOST: Final = 64
_RECORDS_MOST: Final = 3_000_000
_V3: Final = struct.Struct("<2sBBIHHBBBBdII BBHI".replace(" ", ""))
_YEARS: Final = range(1880, 2201)


class Record(NamedTuple):
    """One record: its source as `NET.STA.LOC.CHA`, first and last sample in UTC, samples a second, where it began."""

    version: int
    source: str
    begin: datetime
    end: datetime
    rate: float
    samples: int


class Cut(Exception):
    """The record at byte `at` is damaged, cut or none."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def records(path: Path) -> Iterator[Record]:
    """Each record with samples, in the order of the file. Errors: `Cut`, after the records that are good."""
    size = path.stat().st_size
    at = 0
    with path.open("rb") as file:
        for _ in range(_RECORDS_MOST):
            if at >= size:
                return
            file.seek(at)
            head = file.read(_HEAD)
            length, record = _version3(head, file) if head.startswith(b"MS\x03") else _version2(head, file, at)
            if length <= 0 or at + length > size:
                raise Cut(at)
            if record is not None and record.samples:
                yield record
            at += length
    raise Cut(at)


def _version2(head: bytes, file: IO[bytes], at: int) -> tuple[int, Record | None]:
    """Length of the record and what it holds; length 0 where the header cannot be one."""
    if len(head) < _HEAD or not head[:6].strip(b" ").isdigit() or head[6] not in _QUALITIES:
        return 0, None
    for order in (">", "<"):
        year, day, hour, minute, second, fraction = struct.unpack_from(f"{order}HHBBBxH", head, 20)
        if year in _YEARS and 1 <= day <= 366 and hour < 24 and minute < 60 and second <= 60 and fraction < 10_000:
            break
    else:
        return 0, None
    samples, factor, multiplier = struct.unpack_from(f"{order}Hhh", head, 30)
    length, rate = _blockettes(file, at, struct.unpack_from(f"{order}H", head, 46)[0], order)
    rate = rate or _rate(factor, multiplier)
    begin = datetime(year, 1, 1) + timedelta(  # noqa: DTZ001 - the format knows UTC only
        days=day - 1, hours=hour, minutes=minute, seconds=second, microseconds=100 * fraction
    )
    if not head[36] & 2:
        begin += timedelta(microseconds=100 * struct.unpack_from(f"{order}i", head, 40)[0])
    station, location, channel, network = (head[a:b].decode("ascii", errors="replace").strip() for a, b in _CODES)
    source = ".".join((network, station, location, channel))
    return length, Record(2, source, begin, _end(begin, rate, samples), rate, samples)


_CODES: Final = ((8, 13), (13, 15), (15, 18), (18, 20))


def _blockettes(file: IO[bytes], at: int, first: int, order: str) -> tuple[int, float]:
    """Length of the record (blockette 1000; 0 without one) and the exact rate (blockette 100; 0 without one)."""
    length, rate, offset = 0, 0.0, first
    for _ in range(_BLOCKETTES_MOST):
        if offset < _HEAD:
            break
        file.seek(at + offset)
        content = file.read(8)
        if len(content) < 8:
            break
        kind, following = struct.unpack_from(f"{order}HH", content)
        if kind == _BLOCKETTE_1000 and 6 <= content[6] <= 25:
            length = 1 << content[6]
        elif kind == _BLOCKETTE_100:
            rate = float(struct.unpack_from(f"{order}f", content, 4)[0])
        if following <= offset:
            break
        offset = following
    return length, rate if 0 < rate < 1e9 else 0.0


def _rate(factor: int, multiplier: int) -> float:
    """Samples a second (chapter 8, fields 10 and 11): a negative number is a period, or divides."""
    if not factor or not multiplier:
        return 0.0
    base = factor if factor > 0 else -1 / factor
    return base * multiplier if multiplier > 0 else base / -multiplier


def _version3(head: bytes, file: IO[bytes]) -> tuple[int, Record | None]:
    if len(head) < _V3.size:
        return 0, None
    _, _, _, nanoseconds, year, day, hour, minute, second, _, rate, samples, _, _, named, extra, data = _V3.unpack_from(
        head
    )
    plausible = year in _YEARS and 1 <= day <= 366 and hour < 24 and minute < 60 and second <= 60
    if not plausible or nanoseconds >= 1_000_000_000:
        return 0, None
    rate = -1 / rate if rate < 0 else rate
    file.seek(file.tell() - len(head) + _V3.size)
    said = file.read(named).decode("utf-8", errors="replace").removeprefix("FDSN:").split("_")
    network, station, location, *channel = said if len(said) >= 4 else [*said, "", "", "", ""][:4]
    source = ".".join((network, station, location, "".join(channel)))
    begin = datetime(year, 1, 1) + timedelta(  # noqa: DTZ001 - the format knows UTC only
        days=day - 1, hours=hour, minutes=minute, seconds=second, microseconds=nanoseconds // 1000
    )
    known = rate if 0 < rate < 1e9 else 0.0
    length = _V3.size + named + extra + data
    return length, Record(3, source, begin, _end(begin, known, samples), known, samples)


def _end(begin: datetime, rate: float, samples: int) -> datetime:
    """When the last sample was taken."""
    try:
        return begin + timedelta(seconds=(samples - 1) / rate) if rate and samples else begin
    except OverflowError:
        return begin
