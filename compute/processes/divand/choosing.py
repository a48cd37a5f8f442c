"""Which observations belong to a request, and what to say where none do. Pure numbers on the table of observations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from compute.observations.table import Observations
from compute.processes.divand.grid import EARTH_RADIUS_M, Flags, Floats, arc_degrees
from compute.refusals import DataRefused

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

    def __str__(self) -> str:
        east = self.east if self.east <= 180 else self.east - 360
        return f"{self.west:g} to {east:g} degrees east, {self.south:g} to {self.north:g} degrees north"


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

    def __str__(self) -> str:
        years = f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"
        return years if len(set(self.months)) == 12 else f"{years}, months {', '.join(map(str, self.months))}"


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
        raise DataRefused(_why_none(table, choice, tests))
    return table.where(chosen)


def check_one_unit(table: Observations) -> str:
    """The unit of all values. Raises DataRefused where there are several."""
    units = sorted({each.unit for each, _count in table.present})
    if len(units) > 1:
        raise DataRefused(f"The values have different units ({', '.join(unit or 'none' for unit in units)}).")
    return units[0] if units else ""


def _why_none(table: Observations, choice: Choice, tests: dict[str, Flags]) -> str:
    """How many there are without each condition alone, and the nearest to the area."""
    told = {
        "area": f"outside the area {choice.box}",
        "depth": f"outside {choice.depth[0]:g} to {choice.depth[1]:g} m",
        "period": f"outside {_listed([str(period) for period in choice.periods])}",
        "quality": f"with other quality flags than {', '.join(choice.flags)}",
        "value": f"outside the values {choice.limits[0]:g} to {choice.limits[1]:g}",
    }
    said = [f"None of the {len(table)} observations of {choice.variable!r} meets all conditions."]
    for name, text in told.items():
        others = np.logical_and.reduce([met for other, met in tests.items() if other != name])
        count = int((others & ~tests[name]).sum())
        if count:
            said.append(f"{count} meet all but one: they lie {text}{_near(name, table.where(others), choice)}.")
    if len(said) == 1:
        failed = [f"{int((~met).sum())} {told[name]}" for name, met in tests.items() if not met.all()]
        said.append(f"Of them lie {'; '.join(failed)}{_near('area', table, choice)}.")
    return " ".join(said)


def _near(name: str, found: Observations, choice: Choice) -> str:
    """What there is instead: the nearest place, the depths, the years, the flags."""
    if name == "area":
        lon, lat, km = nearest(found, choice)
        return f", the nearest at {lon:.2f} E, {lat:.2f} N, {km:.0f} km away"
    if name == "depth":
        depth = np.where(np.isnan(found.depth), 0.0, found.depth)
        return f", at {depth.min():g} to {depth.max():g} m"
    if name == "period" and not np.isnat(found.time).all():
        known = found.time[~np.isnat(found.time)]
        return f", from {known.min().astype('M8[D]')} to {known.max().astype('M8[D]')}"
    if name == "quality":
        return f", with {_listed(sorted({flag.decode() for flag in found.qc}))}"
    return f", from {found.value.min():g} to {found.value.max():g}" if name == "value" else ", at times not known"


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


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:_LISTED]) + (", …" if len(words) > _LISTED else "")
