"""The curves of a NetCDF file: one cast along depth, or one series in time (CF-1.11, chapter 9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any, Final, NamedTuple

import numpy as np

from repository.inspection.netcdf.axes import Axes, has_dates, sense_of
from repository.inspection.netcdf.header import Header, Variable
from repository.inspection.netcdf.times import moment_of
from repository.previews.netcdf_values import values_of
from repository.previews.shapes import MOST_LINES, Line, Plot, Station, words
from repository.previews.thinning import finite, kept_indexes

_LONGEST_READ: Final = 400_000
"""Values of one curve that are read; a longer one is read in steps."""
_TRIED: Final = 20
"""Casts that are tried for values."""
_PRESSURES: Final = frozenset({"sea_water_pressure", "air_pressure", "sea_water_pressure_due_to_sea_water"})
_WANTED: Final = ("temperature", "salinity", "oxygen", "chlorophyll", "nitrate", "velocity", "speed", "height")
_PRESSURE_UNITS: Final = frozenset({"dbar", "decibar", "db"})


class _Along(NamedTuple):
    """An axis and the dimension it runs along; ``rows``: the first rows of ragged casts, where they are."""

    variable: Variable
    dimension: str
    kind: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Casts:
    """What is known of each cast or series: coordinates, names, and positions (longitude, latitude) in rows."""

    axes: Axes
    names: Sequence[str] = ()
    places: Any = None

    def station(self, number: int) -> Station | None:
        """The position of one of them."""
        if self.places is None or number >= len(self.places):
            return None
        longitude, latitude = (float(value) for value in self.places[number])
        if not (-180 <= longitude <= 360 and -90 <= latitude <= 90):
            return None
        return Station(longitude=round(longitude, 4), latitude=round(latitude, 4))


def curves_of(header: Header, measured: Sequence[Variable], casts: Casts) -> Plot | None:
    """The first cast or series that has values; None where no variable runs along depth or time."""
    for along in _axes(header, casts.axes):
        group = sorted((each for each in measured if _fits(each, along)), key=_rank)
        if group:
            plot = _plot(along, group, casts)
            if plot:
                return plot
    return None


def _axes(header: Header, axes: Axes) -> Iterator[_Along]:
    """Depths and pressures first, then times: of the last dimension of theirs, where it is longer than one."""
    verticals = [*axes.verticals, *(each for each in header.variables if _is_pressure(each))]
    counts = _row_sizes(header)
    for kind, found in (("profile", verticals), ("series", axes.times)):
        for variable in found:
            if variable.shape and variable.shape[-1] > 1:
                dimension = variable.dimensions[-1]
                if kind == "series" and _is_of_profiles(header):
                    continue
                rows = counts.get(dimension, ())
                if kind == "profile" and not rows and _is_path(header, variable):
                    continue
                yield _Along(variable, dimension, kind, rows)


def _is_path(header: Header, variable: Variable) -> bool:
    """Whether depth changes along with time on one dimension: a path or a mooring, which is drawn in time."""
    kind = (header.line("featureType") or "").lower()
    return len(variable.shape) == 1 and kind in ("trajectory", "timeseries", "point")


def _is_of_profiles(header: Header) -> bool:
    """Whether a time is that of a cast, and not one step of a series."""
    return (header.line("featureType") or "").lower() == "profile"


def _is_pressure(variable: Variable) -> bool:
    named = variable.line("standard_name") in _PRESSURES or variable.short.upper() in ("PRES", "PRESSURE")
    is_upright = (variable.line("axis") or "").upper() == "Z"
    return variable.is_number and named and (is_upright or (variable.line("units") or "").lower() in _PRESSURE_UNITS)


def _row_sizes(header: Header) -> dict[str, tuple[int, ...]]:
    """Dimension of ragged values -> the lengths of its first casts (CF section 9.3.3, ``sample_dimension``)."""
    found = {}
    for variable in header.variables:
        dimension = variable.line("sample_dimension")
        if dimension and len(variable.shape) == 1:
            sizes = values_of(variable, slice(0, _TRIED))
            found[dimension] = tuple(int(size) for size in sizes if size > 0)
    return found


def _fits(variable: Variable, along: _Along) -> bool:
    """Whether a variable runs along an axis; the axis itself does not."""
    axis = along.variable
    if variable.name == axis.name or variable.group != axis.group or along.dimension not in variable.dimensions:
        return False
    return not _is_pressure(variable) and set(axis.dimensions) <= set(variable.dimensions)


def _plot(along: _Along, group: Sequence[Variable], casts: Casts) -> Plot | None:
    count = _count(group[0], along)
    for number in range(min(count, _TRIED)):
        axis = _read(along.variable, along, number)
        drawn = []
        for variable in group:
            values = _read(variable, along, number)
            if values is not None and axis is not None and values.size == axis.size:
                both = np.isfinite(values) & np.isfinite(axis)
                if both.sum() >= 2:
                    drawn.append((variable, values))
            if len(drawn) == MOST_LINES:
                break
        if axis is not None and drawn and _varies(axis):
            return _drawn(along, axis, drawn, casts, which=(number, count))
    return None


def _rank(variable: Variable) -> int:
    """What most readers look for comes first, however many variables beside it only serve to compute it."""
    name = f"{variable.line('standard_name') or ''} {variable.line('long_name') or ''}".lower()
    return int("sensor" in name or not any(word in name for word in _WANTED))


def _varies(axis: Any) -> bool:
    """Whether an axis leads anywhere."""
    values = axis[np.isfinite(axis)]
    return bool(values.size) and float(values.max()) > float(values.min())


def _count(variable: Variable, along: _Along) -> int:
    """How many casts or series there are."""
    if along.rows:
        return len(along.rows)
    sizes = zip(variable.dimensions, variable.shape, strict=True)
    return next((length for name, length in sizes if name != along.dimension), 1)


def _read(variable: Variable, along: _Along, number: int) -> Any:
    """The values of one cast or series; None where there are none."""
    first = sum(along.rows[:number])
    stretch = slice(first, first + along.rows[number]) if along.rows else slice(None)
    length = variable.shape[variable.dimensions.index(along.dimension)]
    if not along.rows and length > _LONGEST_READ:
        stretch = slice(None, None, -(-length // _LONGEST_READ))
    where: list[slice | int] = []
    is_outermost = True
    for name, size in zip(variable.dimensions, variable.shape, strict=True):
        if name == along.dimension:
            where.append(stretch)
            continue
        where.append(min(number, size - 1) if is_outermost else 0)
        is_outermost = False
    return values_of(variable, tuple(where)).ravel() if 0 not in variable.shape else None


def _drawn(
    along: _Along, axis: Any, drawn: Sequence[tuple[Variable, Any]], casts: Casts, *, which: tuple[int, int]
) -> Plot:
    number, count = which
    curves = [finite(values.tolist()) for _, values in drawn]
    kept = kept_indexes(curves)
    is_profile = along.kind == "profile"
    return Plot(
        kind="profile" if is_profile else "series",
        axis=_axis(along, axis, kept),
        lines=tuple(
            Line(name=name_of(variable), unit=unit_of(variable), values=tuple(values[index] for index in kept))
            for (variable, _), values in zip(drawn, curves, strict=True)
        ),
        down=is_profile and (_is_pressure(along.variable) or sense_of(along.variable) != "up"),
        station=casts.station(number),
        label=words(casts.names[number]) if number < len(casts.names) else "",
        day=_day(casts.axes, number, count) if is_profile else "",
        number=number + 1,
        count=count,
    )


def _axis(along: _Along, values: Any, kept: Sequence[int]) -> Line:
    if along.kind == "series":
        seconds = _seconds([float(values[index]) for index in kept], along.variable)
        return Line(name=name_of(along.variable), unit="UTC", values=tuple(seconds))
    found = finite([float(values[index]) for index in kept])
    return Line(name=name_of(along.variable), unit=unit_of(along.variable), values=tuple(found))


def _seconds(values: Sequence[float], variable: Variable) -> list[float | None]:
    """Times as seconds since 1970; a day that our calendar does not have is taken as the one before."""
    return [moment_in(value, variable) for value in values]


def moment_in(value: float, variable: Variable) -> float | None:
    """A value of an axis of time as seconds since 1970; None for what is no moment."""
    if not isfinite(value) or not has_dates(variable):
        return None
    units, calendar = variable.line("units") or "", (variable.line("calendar") or "standard").lower()
    try:
        found = moment_of(value, units, calendar)
        day = min(found.day, 28 if found.month == 2 else 30) if calendar.endswith(("_day", "leap")) else found.day
        moment = datetime(found.year, found.month, day, found.hour, found.minute, found.second, tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    return moment.timestamp()


def _day(axes: Axes, number: int, count: int) -> str:
    """The day of a cast, where there is one time for each."""
    for variable in axes.times:
        if variable.shape in ((count,), ()) and has_dates(variable):
            value = values_of(variable, number if variable.shape else ...)
            seconds = moment_in(float(value.ravel()[0]), variable)
            return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds is not None else ""
    return ""


def name_of(variable: Variable) -> str:
    """The name that says most in few letters: a short long name, else the name of the variable."""
    label = variable.line("long_name") or ""
    return words(label if 0 < len(label) <= 32 else variable.short)


def unit_of(variable: Variable) -> str:
    """The unit as the file writes it; nothing for a plain number."""
    unit = variable.line("units") or ""
    return "" if unit in ("1", "none") else words(unit)
