"""What is known of one station, and the stations of one file as they come from the process that read it."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any, Final, NamedTuple

from repository.inspection.reading import Reading
from repository.inspection.remarks import shown

MOST_STATIONS: Final = 100_000
"""So many of one file are kept, in their order."""
MOST_VARIABLES: Final = 200
"""Names of variables that are kept of one station."""
MOST_SETS: Final = 20_000
LONGEST: Final = 80
"""Characters of a name."""
KINDS: Final = ("profile", "series", "path", "sample", "area")

_READ: Final = "stations"
_DEEPEST: Final = 120_000.0
_LONGEST_MOMENT: Final = 20


class Station(NamedTuple):
    """One cast, series, path or sample of a file; ``area`` is what covers more than that, such as a grid.

    Degrees of WGS 84, ``west > east`` goes over the antimeridian; all four None where no place is known. ``begin`` and
    ``end`` as `2019`, `2019-04`, `2019-04-12`, `2019-04-12T10:30:00` and with a Z where it is known to be UTC; metres
    downwards, heights negative; ``observations``: rows or values in space and time, not counted by variable.
    """

    name: str = ""
    kind: str = "sample"
    west: float | None = None
    south: float | None = None
    east: float | None = None
    north: float | None = None
    begin: str = ""
    end: str = ""
    top: float | None = None
    bottom: float | None = None
    observations: int = 0
    variables: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether it tells where, when or how deep."""
        return self.west is not None or bool(self.begin) or self.top is not None


class Found(NamedTuple):
    """The stations of one file; ``is_cut``: it has more than were kept."""

    stations: tuple[Station, ...]
    is_cut: bool = False


def carried(stations: Iterable[Station], *, is_cut: bool = False) -> Reading:
    """What a reader answers: rows, their variables by number, each set of names once."""
    sets: dict[tuple[str, ...], int] = {}
    rows: list[list[Any]] = []
    for station in stations:
        if len(rows) == MOST_STATIONS:
            is_cut = True
            break
        if station.variables not in sets and len(sets) == MOST_SETS:
            station = station._replace(variables=next(iter(sets)))  # noqa: PLW2901
        rows.append([*station[:-1], sets.setdefault(station.variables, len(sets))])
    return Reading(format=_READ, facts={"rows": rows, "sets": [list(each) for each in sets], "is_cut": is_cut})


def nothing() -> Reading:
    """What a reader answers for a file that tells of no station."""
    return Reading(format="")


def found_from(reading: Reading) -> Found | None:
    """The stations of an answer; None where it holds none, or is not what a reader says."""
    if reading.format != _READ:
        return None
    try:
        sets = [tuple(map(_words, names[:MOST_VARIABLES])) for names in reading.facts["sets"]]
        rows = reading.facts["rows"][:MOST_STATIONS]
        stations = tuple(station for row in rows if (station := _station(row, sets)).says_something)
        return Found(stations, bool(reading.facts.get("is_cut"))) if stations else None
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return None


def in_order(low: float, high: float) -> tuple[float, float]:
    """Two ends of a range, the smaller first."""
    return (low, high) if low <= high else (high, low)


def _station(row: Sequence[Any], sets: Sequence[tuple[str, ...]]) -> Station:
    """Believed no further than its numbers can be. Errors: those of a row that is none."""
    name, kind, *_ = row
    if kind not in KINDS:
        raise ValueError(kind)
    sides = _sides(row[2:6])
    ends = [str(each)[:_LONGEST_MOMENT] for each in row[6:8]]
    depths = [_within(each, _DEEPEST) for each in row[8:10]]
    top, bottom = depths if None not in depths else (None, None)
    if top is not None and bottom is not None:
        top, bottom = in_order(top, bottom)
    count = min(max(int(row[10]), 0), 2**31 - 1)
    return Station(_words(name), kind, *sides, *_moments(ends), top, bottom, count, sets[int(row[11])])


def _sides(values: Sequence[Any]) -> tuple[float | None, float | None, float | None, float | None]:
    west, south, east, north = (
        _within(value, most) for value, most in zip(values, (180.0, 90.0, 180.0, 90.0), strict=True)
    )
    if west is None or south is None or east is None or north is None or south > north:
        return None, None, None, None
    return west, south, east, north


def _within(value: Any, most: float) -> float | None:
    if value is None:
        return None
    number = float(value)
    return number + 0.0 if isfinite(number) and abs(number) <= most else None


def _moments(ends: Sequence[str]) -> tuple[str, str]:
    begin, end = ends
    are_good = all(each[:4].isascii() and each[:4].isdigit() and len(each) >= 4 for each in ends)
    return (begin, end) if are_good else ("", "")


def _words(text: Any) -> str:
    return shown(" ".join(str(text).split()), LONGEST)


def names_of(facts: Mapping[str, Any]) -> list[str]:
    """The names of variables in a described list (`variables` of a record)."""
    return [str(each["name"]) for each in facts.get("variables", ()) if isinstance(each, Mapping) and "name" in each]
