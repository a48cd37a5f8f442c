"""Where and when the data of all records are about, for the one collection of the APIs."""

from datetime import date
from typing import Final

from django.db import connection

from harvest.ogcapi_records.documents import Extent
from harvest.queries_records import State, catalogue_state
from harvest.records.kept import Kept

_ENDS: Final = """
    SELECT min(least((hull[0])[0], (hull[1])[0])), min(least((hull[0])[1], (hull[1])[1])),
           max(greatest((hull[0])[0], (hull[1])[0])), max(greatest((hull[0])[1], (hull[1])[1])),
           min(order_began) FILTER (WHERE order_began >= 1), max(order_ended) FILTER (WHERE order_ended >= 1)
    FROM repository_catalogueentry
"""
"""Days of our era alone: ages before it have no place in a time of RFC 3339."""
_WORLD: Final = (-180.0, -90.0, 180.0, 90.0)
_LAST_DAY: Final = date.max.toordinal()

_extents: Kept[tuple[State, Extent]] = Kept(1)


def records_extent() -> Extent:
    """The extent of all records now; asked once for each state of the catalogue."""
    state = catalogue_state()
    kept = _extents.get("all")
    if kept and kept[0] == state:
        return kept[1]
    with connection.cursor() as cursor:
        cursor.execute(_ENDS)
        (*sides, first, last) = cursor.fetchone()
    found = Extent(_box(sides), _day(first), _day(last))
    _extents.put("all", (state, found))
    return found


def _box(sides: list[float | None]) -> tuple[float, float, float, float]:
    """The sides; those of the whole world where no record has a place."""
    west, south, east, north = (whole if side is None else side for side, whole in zip(sides, _WORLD, strict=True))
    return max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0)


def _day(number: int | None) -> str | None:
    """A day; None for an end that is open, or that nobody knows."""
    return date.fromordinal(number).isoformat() if number is not None and number <= _LAST_DAY else None
