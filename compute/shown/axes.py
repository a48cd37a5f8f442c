"""A NetCDF file as fields over latitude and longitude, with depths and times where it has them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from repository.inspection.netcdf.axes import axes_of
from repository.inspection.netcdf.header import Header, Variable
from repository.previews.netcdf_curves import moment_in
from repository.previews.netcdf_values import values_of

_LEAST: Final = 2
_MOST_FIELDS: Final = 60
MOST_OBSERVED: Final = 2_000_000
_MASKED: Final = "_L2"
"""The field without what lies too far from observations: shown first where there is one."""


@dataclass(frozen=True, slots=True)
class Observed:
    """Where values were observed that a grid was made of: columns of one length."""

    longitude: Variable
    latitude: Variable
    depth: Variable | None
    time: Variable | None


@dataclass(frozen=True, slots=True)
class Gridded:
    """Fields with the same two horizontal axes; ``depths`` is empty and ``times`` 1 where a file has none."""

    fields: tuple[Variable, ...]
    latitude: Variable
    longitude: Variable
    vertical: Variable | None
    time: Variable | None
    bounds: Variable | None
    depths: Any
    times: int
    observed: Observed | None = None

    @property
    def default(self) -> Variable:
        """What is shown where nothing was chosen."""
        return next((each for each in self.fields if each.short.endswith(_MASKED)), self.fields[0])

    def has_depth(self, field: Variable) -> bool:
        """Whether a field has several levels."""
        return self.depths.size > 1 and self.vertical is not None and self.vertical.dimensions[0] in field.dimensions

    def field_at(self, field: Variable, *, depth: int, time: int) -> Any:
        """Rows by columns, in the order of the axes."""
        return self._cut(field, {"depth": depth, "time": time}, ("row", "column"))

    def section_at(self, field: Variable, *, along: str, at: int, time: int) -> Any:
        """Depths by columns along a row, or by rows along a column: ``along`` names the axis that stays."""
        fixed = {"column": "row", "row": "column"}[along]
        return self._cut(field, {fixed: at, "time": time}, ("depth", along))

    def profile_at(self, field: Variable, *, place: tuple[int, int], time: int) -> Any:
        """Along depth."""
        return self._cut(field, {"row": place[0], "column": place[1], "time": time}, ("depth",))

    def series_at(self, field: Variable, *, place: tuple[int, int], depth: int) -> Any:
        """Along time."""
        return self._cut(field, {"row": place[0], "column": place[1], "depth": depth}, ("time",))

    def seconds(self) -> list[float | None]:
        """Times as seconds since 1970."""
        return [moment_in(float(value), self.time) for value in values_of(self.time)] if self.time else []

    def _cut(self, field: Variable, fixed: Mapping[str, int], wanted: tuple[str, ...]) -> Any:
        """Values with some dimensions fixed; one that a field does not have is there once."""
        names = {"row": self.latitude, "column": self.longitude, "depth": self.vertical, "time": self.time}
        called = {axis.dimensions[0]: name for name, axis in names.items() if axis is not None and axis.dimensions}
        roles = [called.get(each, "") for each in field.dimensions]
        where = tuple(slice(None) if role in wanted else fixed.get(role, 0) for role in roles)
        values = values_of(field, where)
        have = [role for role in roles if role in wanted]
        lacking = [role for role in wanted if role not in have]
        values = values.reshape([*values.shape[: len(have)], *[1] * len(lacking)])
        return np.transpose(values, [[*have, *lacking].index(role) for role in wanted])


def gridded_of(header: Header) -> Gridded | None:
    """What a file holds as grids; None where it holds none."""
    axes = axes_of(header)
    for latitude in axes.latitudes:
        for longitude in axes.longitudes:
            if len(latitude.shape) == len(longitude.shape) == 1 and min(latitude.size, longitude.size) >= _LEAST:
                both = {*latitude.dimensions, *longitude.dimensions}
                fields = [each for each in header.variables if _is_field(each, both, axes.all)]
                if len(both) == _LEAST and fields:
                    return _gridded(header, axes, (latitude, longitude), fields[:_MOST_FIELDS])
    return None


def _is_field(variable: Variable, both: set[str], named: frozenset[str]) -> bool:
    return variable.is_number and variable.name not in named and both <= set(variable.dimensions)


def _gridded(header: Header, axes: Any, pair: tuple[Variable, Variable], fields: list[Variable]) -> Gridded:
    used = {name for each in fields for name in each.dimensions}
    vertical = next((each for each in axes.verticals if len(each.shape) == 1 and each.dimensions[0] in used), None)
    times = [*axes.times, *(each for each in header.variables if each.line("climatology"))]
    time = next((each for each in times if len(each.shape) == 1 and each.dimensions[0] in used), None)
    bounds = header.variable((time.line("climatology") or time.line("bounds") or "") if time else "")
    depths = values_of(vertical) if vertical else np.empty(0)
    steps = time.size if time else 1
    return Gridded(tuple(fields), *pair, vertical, time, bounds, depths, steps, _observed(axes, used))


def _observed(axes: Any, used: set[str]) -> Observed | None:
    """Positions along a dimension of their own, with their depths and times."""
    for latitude in axes.latitudes:
        own = latitude.dimensions
        longitude = next((each for each in axes.longitudes if each.dimensions == own), None)
        if longitude is not None and len(own) == 1 and not used & {*own} and latitude.size <= MOST_OBSERVED:
            depth = next((each for each in axes.verticals if each.dimensions == own), None)
            return Observed(longitude, latitude, depth, next((e for e in axes.times if e.dimensions == own), None))
    return None


def times_of(found: Gridded) -> list[list[str]]:
    """The first and the last day of each time where it has bounds, else the day."""
    if found.time is None:
        return []
    ends = values_of(found.bounds) if found.bounds is not None and len(found.bounds.shape) == _LEAST else None
    if ends is None:
        return [[_day(second)] for second in found.seconds()]
    return [[_day(moment_in(float(one), found.time), -end) for end, one in enumerate(pair)] for pair in ends]


def _day(seconds: float | None, ends: int = 0) -> str:
    """A day; an end that is a midnight is the day before."""
    if seconds is None:
        return ""
    return datetime.fromtimestamp(seconds + (ends and -1), UTC).date().isoformat()


def at_of(index: int, size: int) -> int:
    """Within the axis."""
    return max(0, min(index, size - 1))
