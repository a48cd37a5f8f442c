"""One message of GRIB edition 2: identification, grid definition and product definition sections. Pure."""

from datetime import datetime
from typing import IO, Final

from repository.inspection.grib.field import Broken, Field, Grid, later, moment, regular, signed

_SECTION_READ: Final = 1_024
_SECTIONS_MOST: Final = 10_000
_SECOND: Final = 13
_LAT_LON: Final = 0
_GAUSSIAN: Final = 40
_MISSING: Final = 0xFFFFFFFF
_INSTANT: Final = frozenset({0, 1, 2})
_INTERVAL_END: Final = {8: 34, 11: 37, 12: 36}
"""Product template over an interval -> where the year of its end stands."""


def message(file: IO[bytes], at: int, head: bytes) -> tuple[int, list[Field]]:
    """Length in bytes and all fields of the message at that byte. Errors: `Broken`."""
    discipline, length = head[6], int.from_bytes(head[8:16])
    if length < 20:
        raise Broken
    identification = grid_section = b""
    found: list[Field] = []
    here = at + 16
    for _ in range(_SECTIONS_MOST):
        file.seek(here)
        section = file.read(_SECTION_READ)
        if section[:4] == b"7777":
            break
        size = int.from_bytes(section[:4])
        if len(section) < 5 or size < 5 or here + size > at + length:
            raise Broken
        section = section[:size]
        match section[4]:
            case 1:
                identification = section
            case 3:
                grid_section = section
            case 4:
                found.append(_field(discipline, identification, grid_section, section))
        here += size
    return length, found


def _field(discipline: int, identification: bytes, grid_section: bytes, product: bytes) -> Field:
    if len(identification) < 19 or len(grid_section) < 14 or len(product) < 11:
        raise Broken
    reference = moment(int.from_bytes(identification[12:14]), *identification[14:19])
    kind = int.from_bytes(grid_section[12:14])
    return Field(
        edition=2,
        centre=int.from_bytes(identification[5:7]),
        parameter=(identification[9], discipline, product[9], product[10]),
        level=(product[22], signed(product[23:24]), signed(product[24:28])) if len(product) >= 28 else (255,),
        reference=reference,
        times=_times(product, reference),
        grid=_grid(grid_section, kind),
        grid_type=kind,
    )


def _times(product: bytes, reference: datetime) -> tuple[datetime, datetime] | None:
    """First and last moment for which the field is valid, in the templates that are understood."""
    template = int.from_bytes(product[7:9])
    if template not in {*_INSTANT, *_INTERVAL_END} or len(product) < 22:
        return None
    begin = later(reference, product[17], signed(product[18:22]), seconds=_SECOND)
    end = begin
    if template in _INTERVAL_END:
        at = _INTERVAL_END[template]
        if len(product) < at + 7:
            return None
        end = moment(int.from_bytes(product[at : at + 2]), *product[at + 2 : at + 7])
    return (begin, end) if begin and end and begin <= end else None


def _grid(section: bytes, kind: int) -> Grid | None:
    if kind not in {_LAT_LON, _GAUSSIAN} or len(section) < 72:
        return None
    basic, parts = int.from_bytes(section[38:42]), int.from_bytes(section[42:46])
    unit = basic / parts if basic not in {0, _MISSING} and parts not in {0, _MISSING} else 1e-6
    columns = int.from_bytes(section[30:34])
    first = signed(section[46:50]) * unit, signed(section[50:54]) * unit
    last = signed(section[55:59]) * unit, signed(section[59:63]) * unit
    across, down = int.from_bytes(section[63:67]), int.from_bytes(section[67:71])
    finest = 90 / down if kind == _GAUSSIAN and down else 0.0
    grid = regular(
        first, last, columns=0 if columns == _MISSING else columns, step=finest, westward=bool(section[71] & 0x80)
    )
    if kind == _LAT_LON and section[54] & 0x30 == 0x30 and _MISSING not in {across, down}:
        return grid._replace(step_east=across * unit, step_north=down * unit)
    return grid
