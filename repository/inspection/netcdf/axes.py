"""Which variables of a NetCDF file are its coordinates, by CF (sections 4.1 to 4.4) and by common names."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from repository.inspection.netcdf.flags import flagged
from repository.inspection.netcdf.header import Header, Variable

_NORTH: Final = frozenset(["degrees_north", "degree_north", "degrees_n", "degree_n", "degreesn", "degreen"])
_EAST: Final = frozenset(["degrees_east", "degree_east", "degrees_e", "degree_e", "degreese", "degreee"])
_METRES: Final = {"m": 1.0, "meter": 1.0, "metre": 1.0, "meters": 1.0, "metres": 1.0, "km": 1000.0, "cm": 0.01}
"""Unit -> metres."""

_LATITUDE = re.compile(r"(nav_)?lat(itude)?s?", re.IGNORECASE)
_LONGITUDE = re.compile(r"(nav_)?lon(g|gitude)?s?", re.IGNORECASE)
_TIME = re.compile(r"time|date_?time|juld", re.IGNORECASE)
_DEPTH = re.compile(r"depth?s?|deptht|depthu|depthv|depthw", re.IGNORECASE)
_HEIGHT = re.compile(r"altitude|height", re.IGNORECASE)
_DOWN: Final = frozenset({"depth", "depth_below_geoid"})
_UP: Final = frozenset({"altitude", "height", "height_above_mean_sea_level", "height_above_geopotential_datum"})
_SINCE = re.compile(r"^\s*[a-z]+\s+since\s+\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Axes:
    """The coordinates of a file; ``misused`` are named as one by their standard name and have the unit of another."""

    latitudes: tuple[Variable, ...]
    longitudes: tuple[Variable, ...]
    times: tuple[Variable, ...]
    verticals: tuple[Variable, ...]
    misused: tuple[Variable, ...]

    @property
    def all(self) -> frozenset[str]:
        """The names of all of them."""
        parts = (self.latitudes, self.longitudes, self.times, self.verticals, self.misused)
        return frozenset(variable.name for part in parts for variable in part)


def axes_of(header: Header) -> Axes:
    """The coordinates among the variables: by standard name, else by unit and name."""
    bounds = _listed(header, "bounds", "climatology")
    numbers = [each for each in header.variables if each.is_number and each.short not in bounds]
    named = _listed(header, "coordinates")
    latitudes, wrong_north = _horizontal(numbers, named, "latitude", _NORTH, _LATITUDE)
    longitudes, wrong_east = _horizontal(numbers, named, "longitude", _EAST, _LONGITUDE)
    return Axes(
        flagged(latitudes, header),
        flagged(longitudes, header),
        flagged(_times(numbers), header),
        flagged((each for each in numbers if _is_vertical(each, named)), header),
        tuple({each.name: each for each in (*wrong_north, *wrong_east)}.values()),
    )


def climatologies_of(header: Header) -> tuple[Variable, ...]:
    """The axes of climatological time (CF section 7.4), each with a date to count from and bounds that are there."""
    climatic = (each for each in header.variables if each.is_number and "climatology" in each.attributes)
    return tuple(each for each in climatic if has_dates(each) and cells_of(each, header) is not None)


def cells_of(variable: Variable, header: Header) -> Variable | None:
    """Where each of its values begins and ends: the bounds of its cells (CF section 7.1), or of its climatology."""
    name = variable.line("climatology") or variable.line("bounds") or ""
    found = header.variable(name.rpartition("/")[2])
    is_such = found is not None and found.is_number and found.shape == (*variable.shape, 2)
    return found if is_such else None


def metres_of(variable: Variable) -> float | None:
    """How many metres its unit is; None where that is no length."""
    return _METRES.get((variable.line("units") or "").lower())


def sense_of(variable: Variable) -> str | None:
    """`up` or `down`, whichever way its numbers grow; None where it is not said, or said in two ways."""
    said = (variable.line("positive") or "").lower()
    name = variable.line("standard_name") or ""
    meant = "down" if name in _DOWN else "up" if name in _UP else ""
    if not name and not said:
        meant = "down" if _DEPTH.fullmatch(variable.short) else "up" if _HEIGHT.fullmatch(variable.short) else ""
    if said in ("up", "down"):
        return said if meant in ("", said) else None
    return meant or None


def is_contradictory(variable: Variable) -> bool:
    """Whether its standard name and its attribute ``positive`` point to opposite ends."""
    return sense_of(variable) is None and variable.line("positive") is not None


def has_dates(variable: Variable) -> bool:
    """Whether its unit counts from a date."""
    return bool(_SINCE.match(variable.line("units") or ""))


def _horizontal(
    numbers: list[Variable], named: frozenset[str], role: str, units: frozenset[str], names: re.Pattern[str]
) -> tuple[tuple[Variable, ...], tuple[Variable, ...]]:
    """The variables of that role, and those that claim it with a unit that is not the role's."""
    claimed = [each for each in numbers if each.line("standard_name") == role]
    right = [each for each in claimed if _unit(each) in units | {"degrees", "degree", ""}]
    wrong = tuple(each for each in claimed if each not in right)
    if not right:
        by_unit = [each for each in numbers if _unit(each) in units and each.line("standard_name") in (None, role)]
        right = _best(
            by_unit,
            lambda each: each.dimensions == (each.short,),
            lambda each: bool(names.fullmatch(each.short)),
            lambda each: each.short in named,
        )
    if not right and not wrong:
        right = [each for each in numbers if names.fullmatch(each.short) and _unit(each) in ("", "degrees", "degree")]
    return tuple(right), wrong


def _best(candidates: list[Variable], *tests: Callable[[Variable], bool]) -> list[Variable]:
    """Those that pass the first test that any passes."""
    for test in tests:
        if passed := [each for each in candidates if test(each)]:
            return passed
    return []


def _times(numbers: list[Variable]) -> tuple[Variable, ...]:
    dated = [each for each in numbers if "climatology" not in each.attributes]
    found = _best(
        dated,
        lambda each: each.line("standard_name") == "time",
        lambda each: (each.line("axis") or "").upper() == "T",
        lambda each: each.dimensions == (each.short,) and has_dates(each),
        lambda each: bool(_TIME.fullmatch(each.short)),
    )
    return tuple(found)


def _is_vertical(variable: Variable, named: frozenset[str]) -> bool:
    name = variable.line("standard_name") or ""
    if metres_of(variable) is None or not (name in _DOWN | _UP or name == ""):
        return False
    is_coordinate = (
        (variable.line("axis") or "").upper() == "Z"
        or variable.dimensions in ((variable.short,), ())
        or variable.short in named
    )
    meant = name != "" or variable.line("positive") is not None
    return is_coordinate and (meant or bool(_DEPTH.fullmatch(variable.short) or _HEIGHT.fullmatch(variable.short)))


def _unit(variable: Variable) -> str:
    return (variable.line("units") or "").lower()


def _listed(header: Header, *names: str) -> frozenset[str]:
    """The variables that others name in such an attribute (by their short names)."""
    texts: Iterable[str | None] = (variable.line(name) for variable in header.variables for name in names)
    return frozenset(word.rpartition("/")[2] for text in texts if text for word in text.split())
