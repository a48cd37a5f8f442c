"""One field of a GRIB message: what was forecast or analysed, for when, and on which grid. Pure."""

import calendar
from datetime import datetime, timedelta
from typing import Final, NamedTuple


class Broken(Exception):
    """A header contradicts itself or breaks off."""


class Grid(NamedTuple):
    """A grid of latitudes and longitudes in degrees, from west to east; `steps` are 0 where the file gives none."""

    west: float
    south: float
    width: float
    north: float
    step_east: float = 0.0
    step_north: float = 0.0


class Field(NamedTuple):
    """`parameter` is the code as its tables number it, `grid` None for a projection, `times` None if not understood."""

    edition: int
    centre: int
    parameter: tuple[int, ...]
    level: tuple[int, ...]
    reference: datetime
    times: tuple[datetime, datetime] | None
    grid: Grid | None
    grid_type: int


_MINUTES: Final = {0: 1, 1: 60, 2: 1_440, 10: 180, 11: 360, 12: 720}
_MONTHS: Final = {3: 1, 4: 12, 5: 120, 6: 360, 7: 1_200}


def moment(year: int, month: int, day: int, *clock: int) -> datetime:
    """A moment of UTC from year, month, day, hour and so on. Errors: `Broken` where it is not in the calendar."""
    try:
        hour, minute, *second = clock
        return datetime(year, month, day, hour, minute, sum(second))  # noqa: DTZ001 - GRIB knows UTC only
    except ValueError as problem:
        raise Broken from problem


def later(begin: datetime, unit: int, count: int, *, seconds: int) -> datetime | None:
    """``begin`` and ``count`` units of code table 4.4, where ``seconds`` is the code of a second; None for others."""
    try:
        if unit in _MINUTES:
            return begin + timedelta(minutes=_MINUTES[unit] * count)
        if unit == seconds:
            return begin + timedelta(seconds=count)
        if unit not in _MONTHS:
            return None
        months = begin.year * 12 + begin.month - 1 + _MONTHS[unit] * count
        year, month = months // 12, months % 12 + 1
        return begin.replace(year=year, month=month, day=min(begin.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def regular(
    first: tuple[float, float], last: tuple[float, float], *, columns: int, step: float, westward: bool
) -> Grid:
    """A grid from its first and last (latitude, longitude); one that closes around the Earth is 360 degrees wide.

    ``columns`` is 0 where rows have different lengths; then ``step`` is the finest distance on the equator.
    """
    west, east = (last[1], first[1]) if westward else (first[1], last[1])
    width = (east - west) % 360 if columns != 1 else 0.0
    if columns > 1 and width == 0 and east != west:
        width = 360.0
    spacing = width / (columns - 1) if columns > 1 else step
    if spacing and width + spacing >= 360 - spacing / 100:
        width = 360.0
    return Grid(west, min(first[0], last[0]), width, max(first[0], last[0]))


def signed(raw: bytes) -> int:
    """A whole number whose first bit is its sign (GRIB has no two's complement)."""
    value = int.from_bytes(raw)
    most = 1 << (8 * len(raw) - 1)
    return most - value if value >= most else value
