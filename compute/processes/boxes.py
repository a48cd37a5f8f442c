"""Boxes and periods as inputs: what they look like, what is wrong with them, a box across the antimeridian in two.

Boxes after OGC 18-062r2, 7.11.2.5: `{"bbox": [minx, miny, maxx, maxy], "crs": URI}`; six numbers have heights.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from compute.processes.base import InputRefused

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_LONGITUDE_FIRST: Final = {CRS84, "http://www.opengis.net/def/crs/OGC/0/CRS84h", "CRS84", "OGC:CRS84"}
_LATITUDE_FIRST: Final = {"http://www.opengis.net/def/crs/EPSG/0/4326", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"}
_DAY: Final = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_MOMENT: Final = re.compile(rf"{_DAY}(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{{1,6}})?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
Box = tuple[float, float, float, float]


def canonical_box(name: str, value: Any) -> dict[str, Any]:
    """A box in CRS84, longitude first, as numbers. minx > maxx crosses the antimeridian. Raises InputRefused."""
    if not isinstance(value, Mapping) or not isinstance(value.get("bbox"), list):
        raise InputRefused(name, "bbox", f'{name}: a box is {{"bbox": [minx, miny, maxx, maxy], "crs": "…"}}.')
    if set(value) - {"bbox", "crs"}:
        raise InputRefused(name, "bbox", f"{name}: a box has bbox and crs alone.")
    numbers = value["bbox"]
    if len(numbers) not in {4, 6} or not all(_is_number(one) for one in numbers):
        raise InputRefused(name, "bbox", f"{name}: a box has four numbers, or six with heights.")
    half = len(numbers) // 2
    low, high = list(numbers[:half]), list(numbers[half:])
    if _is_latitude_first(name, value.get("crs", CRS84)):
        low[:2], high[:2] = low[1::-1], high[1::-1]
    _check_box(name, low, high)
    return {"bbox": low + high, "crs": CRS84}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_latitude_first(name: str, crs: Any) -> bool:
    if isinstance(crs, str) and crs in _LONGITUDE_FIRST:
        return False
    if isinstance(crs, str) and crs in _LATITUDE_FIRST:
        return True
    raise InputRefused(name, "bbox-crs", f"{name}: the reference system is {CRS84} or EPSG:4326.")


def _check_box(name: str, low: list[float], high: list[float]) -> None:
    if any(not -180 <= one[0] <= 180 or not -90 <= one[1] <= 90 for one in (low, high)):
        raise InputRefused(
            name, "bbox-outside-crs", f"{name}: longitudes are -180 to 180, latitudes -90 to 90, longitude first."
        )
    if any(low[axis] > high[axis] for axis in range(1, len(low))):
        raise InputRefused(
            name, "bbox-order", f"{name}: the southern (or lower) edge is above the northern (or upper)."
        )
    if low[0] == high[0] or low[1] == high[1] or (low[0], high[0]) == (180, -180):
        raise InputRefused(name, "bbox-empty", f"{name}: the box has no area.")


def boxes_of(value: Mapping[str, Any]) -> list[Box]:
    """A canonical box as one box, or two where it crosses the antimeridian; heights are left out.

    >>> boxes_of({"bbox": [170, -10, -170, 10]})
    [(170, -10, 180.0, 10), (-180.0, -10, -170, 10)]
    """
    numbers = value["bbox"]
    half = len(numbers) // 2
    west, south, east, north = numbers[0], numbers[1], numbers[half], numbers[half + 1]
    if west <= east:
        return [(west, south, east, north)]
    sides = [(west, south, 180.0, north), (-180.0, south, east, north)]
    return [side for side in sides if side[0] < side[2]]


def moment(name: str, value: Any) -> datetime:
    """A day or a moment of RFC 3339 in UTC; without an offset it is UTC. Raises InputRefused."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            read = datetime.fromisoformat(value)
            return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            pass
    raise InputRefused(name, "moment", f"{name}: a day is 2020-02-29, a moment 2020-02-29T12:00:00Z.")


def check_period(name: str, value: Any) -> None:
    """A period has start and end, days or moments, start not after end. Raises InputRefused."""
    if not isinstance(value, Mapping) or set(value) != {"start", "end"}:
        raise InputRefused(name, "period", f'{name}: a period is {{"start": "2020-01-01", "end": "2020-12-31"}}.')
    if moment(name, value["start"]) > moment(name, value["end"]):
        raise InputRefused(name, "period-order", f"{name}: the period ends before it starts.")
