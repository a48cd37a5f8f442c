"""One message of GRIB edition 1: product definition and grid description sections. Pure."""

from datetime import datetime
from typing import IO, Final

from repository.inspection.grib.field import Broken, Field, Grid, later, moment, regular, signed

_PDS_LEAST: Final = 28
_SECTION_READ: Final = 512
_LARGE: Final = 0x800000
_SECOND: Final = 254
_LAT_LON: Final = 0
_GAUSSIAN: Final = 4
_RANGES: Final = frozenset({2, 3, 4, 5})
_MISSING: Final = 0xFFFF


def message(file: IO[bytes], at: int, head: bytes) -> tuple[int, list[Field]]:
    """Length in bytes and the field of the message at that byte. Errors: `Broken`."""
    length = int.from_bytes(head[4:7])
    product = _section(file, at + 8)
    if len(product) < _PDS_LEAST:
        raise Broken
    behind = at + 8 + int.from_bytes(product[:3])
    grid, kind = None, 255
    if product[7] & 0x80:
        description = _section(file, behind)
        behind += int.from_bytes(description[:3])
        kind = description[5] if len(description) > 5 else 255
        grid = _grid(description, kind)
    if length & _LARGE:
        length = _large(file, at, length, behind, bitmap=bool(product[7] & 0x40))
    return length, [_field(product, grid, kind)]


def _section(file: IO[bytes], at: int) -> bytes:
    file.seek(at)
    content = file.read(_SECTION_READ)
    if len(content) < 6 or int.from_bytes(content[:3]) < 6:
        raise Broken
    return content[: int.from_bytes(content[:3])]


def _large(file: IO[bytes], at: int, length: int, behind: int, *, bitmap: bool) -> int:
    """The length of a message over 8 MB, which counts in 120 bytes (ECMWF's reading of the edition)."""
    if bitmap:
        behind += int.from_bytes(_section(file, behind)[:3])
    file.seek(behind)
    data = int.from_bytes(file.read(3))
    return length if data >= 120 else (length & ~_LARGE) * 120 - data + 4


def _field(product: bytes, grid: Grid | None, kind: int) -> Field:
    century, year = product[24], product[12]
    reference = moment((century - 1) * 100 + year, *product[13:17])
    return Field(
        edition=1,
        centre=product[4],
        parameter=(product[3], product[8]),
        level=(product[9], int.from_bytes(product[10:12])),
        reference=reference,
        times=_times(product, reference),
        grid=grid,
        grid_type=kind,
    )


def _times(product: bytes, reference: datetime) -> tuple[datetime, datetime] | None:
    """First and last moment for which the field is valid (code table 5)."""
    unit, p1, p2, indicator = product[17:21]
    if indicator == 1:
        return reference, reference
    begin = end = None
    if indicator == 0:
        begin = end = later(reference, unit, p1, seconds=_SECOND)
    elif indicator == 10:
        begin = end = later(reference, unit, p1 * 256 + p2, seconds=_SECOND)
    elif indicator in _RANGES:
        begin, end = (later(reference, unit, count, seconds=_SECOND) for count in (p1, p2))
    return (begin, end) if begin and end and begin <= end else None


def _grid(section: bytes, kind: int) -> Grid | None:
    if kind not in {_LAT_LON, _GAUSSIAN} or len(section) < 28:
        return None
    columns = int.from_bytes(section[6:8])
    first = signed(section[10:13]) / 1000, signed(section[13:16]) / 1000
    last = signed(section[17:20]) / 1000, signed(section[20:23]) / 1000
    given = bool(section[16] & 0x80)
    across, down = int.from_bytes(section[23:25]), int.from_bytes(section[25:27])
    finest = 90 / down if kind == _GAUSSIAN and down else 0.0
    grid = regular(
        first, last, columns=0 if columns == _MISSING else columns, step=finest, westward=bool(section[27] & 0x80)
    )
    if kind == _LAT_LON and given and _MISSING not in {across, down}:
        return grid._replace(step_east=across / 1000, step_north=down / 1000)
    return grid
