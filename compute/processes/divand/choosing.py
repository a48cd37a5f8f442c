"""Which observations belong to a request, and what to say where none do. Pure numbers on the table of observations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from compute.observations.table import Observations
from compute.processes.divand.grid import EARTH_RADIUS_M, Flags, Floats, arc_degrees
from compute.refusals import DataRefused, Said

_LISTED: Final = 10


class Box(NamedTuple):
    """Degrees; `west` from -180 to 180, `east` above it, up to 540: beyond 180 over the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def is_round(self) -> bool:
        """Whether it goes all around."""
        return self.east - self.west >= 360

    def eastward(self, lon: Any) -> Floats:
        """Longitudes as the box counts them: from its west on."""
        return np.asarray(self.west + np.mod(np.asarray(lon, dtype=float) - self.west, 360.0))

    def holds(self, lon: Any, lat: Any) -> Flags:
        """Which lie in it, ends included."""
        rounded = 1e-9
        inside = (np.asarray(lat) >= self.south - rounded) & (np.asarray(lat) <= self.north + rounded)
        behind = np.mod(np.asarray(lon, dtype=float) - self.west + rounded, 360.0) - rounded
        return np.asarray(inside & (behind <= self.east - self.west + rounded))

    @property
    def said(self) -> Said:
        """Its sides, with longitudes from -180 to 180."""
        east = self.east if self.east <= 180 else self.east - 360
        sides = {"west": self.west, "east": east, "south": self.south, "north": self.north}
        return Said("{west} to {east} degrees east, {south} to {north} degrees north", sides)


class Period(NamedTuple):
    """Years with both ends, and months in the order of a season: before a turn of the year they are of the year before.

    >>> Period(2000, 2001, (12, 1, 2)).first_month_is_of_year_before
    True
    """

    first: int
    last: int
    months: tuple[int, ...] = tuple(range(1, 13))

    @property
    def first_month_is_of_year_before(self) -> bool:
        """Whether the season begins in the year before."""
        return bool(self._turned)

    @property
    def bounds(self) -> tuple[Any, Any]:
        """The first day, and the first day after, as CF bounds of a climatology have them."""
        begin = np.datetime64(f"{self.first - bool(self._turned):04d}-{self.months[0]:02d}", "M")
        end = np.datetime64(f"{self.last:04d}-{self.months[-1]:02d}", "M") + 1
        return begin.astype("M8[D]"), end.astype("M8[D]")

    @property
    def middle(self) -> Any:
        """The middle of the season in the middle year."""
        year = (self.first + self.last) // 2
        begin, end = Period(year, year, self.months).bounds
        if len(set(self.months)) == 12:
            begin, end = self.bounds
        return (begin + (end - begin) // 2).astype("M8[D]")

    @property
    def _turned(self) -> tuple[int, ...]:
        turn = next(
            (i for i, pair in enumerate(zip(self.months, self.months[1:], strict=False)) if pair[1] < pair[0]), -1
        )
        return self.months[: turn + 1]

    def holds(self, time: Any) -> Flags:
        """Which moments belong to it; one that is not known does not."""
        month = time.astype("M8[M]").astype(np.int64)
        year, number = month // 12 + 1970, month % 12 + 1
        season = year + np.isin(number, self._turned)
        within = (season >= self.first) & (season <= self.last)
        return np.asarray(~np.isnat(time) & np.isin(number, self.months) & within)

    @property
    def said(self) -> Said | str:
        """Its years, and months where it has not all of them."""
        ends = {"first": str(self.first), "last": str(self.last)}
        years = ends["first"] if self.first == self.last else Said("{first} to {last}", ends)
        is_whole = len(set(self.months)) == 12
        return years if is_whole else Said("{years}, months {months}", {"years": years, "months": list(self.months)})

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: area, depths in metres (both ends), periods (any of them), flags of L20, limits of values."""

    variable: str
    box: Box
    depth: tuple[float, float]
    periods: tuple[Period, ...]
    flags: str
    limits: tuple[float, float] = (-np.inf, np.inf)

    def tests(self, table: Observations) -> dict[str, Flags]:
        """Each condition by what it is about."""
        depth = np.where(np.isnan(table.depth), 0.0, table.depth)
        whenever = [period.holds(table.time) for period in self.periods]
        return {
            "area": self.box.holds(table.lon, table.lat),
            "depth": (depth >= self.depth[0]) & (depth <= self.depth[1]),
            "period": np.logical_or.reduce(whenever) if whenever else np.ones(len(table), dtype=bool),
            "quality": np.isin(table.qc, np.array([flag.encode() for flag in self.flags], dtype="S1")),
            "value": np.isfinite(table.value) & (table.value >= self.limits[0]) & (table.value <= self.limits[1]),
        }


def choose(table: Observations, choice: Choice) -> Observations:
    """Those that meet all conditions. Raises DataRefused where none do, with what is missing and what is near."""
    tests = choice.tests(table)
    chosen = np.logical_and.reduce(list(tests.values()))
    if not chosen.any():
        raise DataRefused(*_why_none(table, choice, tests))
    return table.where(chosen)


def check_one_unit(table: Observations) -> str:
    """The unit of all values. Raises DataRefused where there are several."""
    units = sorted({each.unit for each, _count in table.present})
    if len(units) > 1:
        raise DataRefused(
            "The values have different units: {units}.", units=[unit or Said("without a unit") for unit in units]
        )
    return units[0] if units else ""


def _why_none(table: Observations, choice: Choice, tests: dict[str, Flags]) -> list[Said]:
    """How many there are without each condition alone, and what there is instead; without any where none is alone."""
    whole = {"all": len(table), "variable": choice.variable}
    if len(table) == 1:
        missed = [name for name, met in tests.items() if not met.all()]
        one = Said("The one observation of “{variable}” does not meet all conditions.", whole)
        return [one, *(Said("It lies {where}.", {"where": _where(name, table, choice)}) for name in missed)]
    said = [Said("None of the {all} observations of “{variable}” meets all conditions.", whole)]
    for name, met in tests.items():
        others = np.logical_and.reduce([each for other, each in tests.items() if other != name])
        found = table.where(others & ~met)
        if len(found):
            said.append(_all_but_one(len(found), _where(name, found, choice)))
    if len(said) > 1:
        return said
    for name, met in tests.items():
        if not met.all():
            found = table.where(~met)
            said.append(_lying(len(found), _where(name, found, choice)))
    return said


def _all_but_one(count: int, where: Said) -> Said:
    if count == 1:
        return Said("One meets all but one: it lies {where}.", {"where": where})
    return Said("{count} meet all but one: they lie {where}.", {"count": count, "where": where})


def _lying(count: int, where: Said) -> Said:
    if count == 1:
        return Said("One lies {where}.", {"where": where})
    return Said("{count} lie {where}.", {"count": count, "where": where})


def _where(name: str, found: Observations, choice: Choice) -> Said:
    """What is asked for, and what there is instead: the nearest place, the depths, the years, the flags."""
    if name == "area":
        lon, lat, km = nearest(found, choice)
        place = {"lon": round(lon, 2), "lat": round(lat, 2), "km": round(km), "box": choice.box.said}
        return Said("outside the area {box}, the nearest at {lon} E, {lat} N, {km} km away", place)
    if name == "depth":
        depth = np.where(np.isnan(found.depth), 0.0, found.depth)
        return Said("outside {low} to {high} m, at {least} to {most} m", _ends(choice.depth, depth))
    if name == "period":
        return _when(found, choice)
    if name == "quality":
        flags = {"asked": list(choice.flags), "seen": _listed(sorted({flag.decode() for flag in found.qc}))}
        return Said("with other quality flags than {asked}: with {seen}", flags)
    ends = _ends(choice.limits, found.value[np.isfinite(found.value)])
    return Said("outside the values {low} to {high}, from {least} to {most}", ends)


def _when(found: Observations, choice: Choice) -> Said:
    asked = _listed([period.said for period in choice.periods])
    known = found.time[~np.isnat(found.time)]
    if not len(known):
        return Said("outside {asked}, at times not known", {"asked": asked})
    days = {"least": str(known.min().astype("M8[D]")), "most": str(known.max().astype("M8[D]"))}
    return Said("outside {asked}, from {least} to {most}", {"asked": asked, **days})


def _ends(asked: tuple[float, float], values: Any) -> dict[str, float]:
    least, most = (values.min(), values.max()) if len(values) else (np.nan, np.nan)
    return {"low": float(asked[0]), "high": float(asked[1]), "least": float(least), "most": float(most)}


def nearest(found: Observations, choice: Choice) -> tuple[float, float, float]:
    """Longitude and latitude of the observation nearest to the area, and how many kilometres away it lies."""
    east = np.clip(choice.box.eastward(found.lon), choice.box.west, choice.box.east)
    edge = np.where(_past(found.lon, choice.box), choice.box.west, east)
    away = arc_degrees(found.lon, found.lat, edge, np.clip(found.lat, choice.box.south, choice.box.north))
    place = int(np.argmin(away))
    km = float(away[place]) * np.pi / 180 * EARTH_RADIUS_M / 1000
    return float(found.lon[place]), float(found.lat[place]), km


def _past(lon: Any, box: Box) -> Flags:
    """Which are nearer to the western edge than to the eastern one, going around."""
    beyond = box.eastward(lon) - box.east
    return np.asarray((beyond > 0) & (beyond > 360 - (box.eastward(lon) - box.west)))


def _listed(words: Sequence[Any]) -> list[Any]:
    return [*words[:_LISTED], "…"] if len(words) > _LISTED else list(words)
