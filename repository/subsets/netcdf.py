"""The part of a NetCDF file: values by their coordinates, along dimensions or by CF's sampling geometries (9.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import netCDF4
import numpy as np

from repository.inspection.netcdf.axes import Axes, axes_of, has_dates, metres_of, sense_of
from repository.inspection.netcdf.header import Header, Variable, header_of
from repository.inspection.netcdf.variables import data_variables
from repository.inspection.reading import Reading
from repository.previews.netcdf_values import FAULTS, values_of
from repository.record.dates import first_day
from repository.stations.netcdf_instances import Instances, instances_of
from repository.stations.netcdf_times import moments
from repository.subsets.part import Cell, Part, TooMany, Where, number_text, too_many
from repository.subsets.question import SubsetQuestion, question_from

MOST_VALUES: Final = 20_000_000
"""Values of one variable that are looked at."""

PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str, question: Mapping[str, Any]) -> Reading:
    """The values of a file that belong to a part, in the order of its variables; nothing for what cannot be opened."""
    try:
        dataset = netCDF4.Dataset(path, "r")
    except OSError:
        return Reading(format="")
    part = Part(question_from(question), name)
    try:
        header = header_of(dataset)
        axes = axes_of(header)
        coordinates = _Coordinates.of(header, axes)
        for variable in data_variables(header, axes):
            if part.wants(_names(variable)):
                _take(variable, coordinates, part)
    except TooMany:
        return too_many()
    except FAULTS:
        return Reading(format="")
    finally:
        dataset.close()
    return part.reading()


@dataclass(frozen=True, slots=True)
class _Coordinates:
    """What says where and when; ``depth`` is turned by ``sense`` into metres downwards."""

    longitude: Variable | None
    latitude: Variable | None
    time: Variable | None
    depth: Variable | None
    sense: float
    instances: Instances | None

    @classmethod
    def of(cls, header: Header, axes: Axes) -> "_Coordinates":
        instances = instances_of(header, axes)
        longitude, latitude = (instances.longitude, instances.latitude) if instances else (None, None)
        if instances is None and axes.longitudes and axes.latitudes:
            longitude, latitude = axes.longitudes[0], axes.latitudes[0]
        time = next((each for each in axes.times if has_dates(each)), None)
        depth = next((each for each in axes.verticals if sense_of(each)), None)
        sense = (metres_of(depth) or 1.0) * (-1.0 if sense_of(depth) == "up" else 1.0) if depth else 1.0
        return cls(longitude, latitude, time, depth, sense, instances)

    def along(self, coordinate: Variable | None, variable: Variable) -> Any:
        """The values of a coordinate in a shape that fits to those of a variable; None where they do not belong to it.

        Errors: those of the library.
        """
        if coordinate is None:
            return None
        if set(coordinate.dimensions) <= set(variable.dimensions):
            values = values_of(coordinate).reshape(coordinate.shape)
            order = [coordinate.dimensions.index(each) for each in variable.dimensions if each in coordinate.dimensions]
            sizes = [n if each in coordinate.dimensions else 1 for each, n in _sized(variable)]
            return values.transpose(order).reshape(sizes)
        if self.instances is None or coordinate.dimensions != (self.instances.dimension,) or not variable.dimensions:
            return None
        owners = self.instances.owners.get(variable.dimensions[0])
        if owners is None:
            return None
        values = values_of(coordinate)
        found = np.where((owners >= 0) & (owners < len(values)), values[np.clip(owners, 0, len(values) - 1)], np.nan)
        return found.reshape([-1, *[1] * (len(variable.dimensions) - 1)])


def _take(variable: Variable, known: _Coordinates, part: Part) -> None:
    """Write the values of one variable that belong to the part. Raises TooMany; errors of the library."""
    if variable.size > MOST_VALUES:
        raise TooMany
    data = variable.data
    data.set_auto_maskandscale(True)
    values = np.ma.atleast_1d(np.ma.asarray(data[...]))
    axes = [known.along(each, variable) for each in (known.longitude, known.latitude, known.depth)]
    spread = [None if each is None else np.broadcast_to(each, values.shape) for each in axes]
    days = known.along(known.time, variable)
    there = ~np.ma.getmaskarray(values) & _is_value(values.data)
    times = None if days is None or known.time is None else np.broadcast_to(days, values.shape)
    chosen = there & _may_be_inside(part.question, spread, known.sense)
    if part.question.period and times is not None and known.time is not None:
        chosen &= np.broadcast_to(_are_days_inside(days, known.time, part.question.period), values.shape)
    names, unit = _names(variable), variable.line("units") or ""
    for row, where in _placed(np.flatnonzero(chosen), spread, times, known):
        if part.holds(where):
            part.take(row + 1, where, [Cell(names, unit, _text(values.data.flat[row]))])


def _placed(places: Any, spread: list[Any], times: Any, known: _Coordinates) -> Iterator[tuple[int, Where]]:
    """Each chosen value by its number, with what is said of it."""
    for start in range(0, len(places), 50_000):
        some = places[start : start + 50_000]
        longitudes, latitudes, depths = (None if each is None else each.flat[some] for each in spread)
        texts = [""] * len(some)
        if times is not None and known.time is not None:
            texts = moments(np.asarray(times.flat[some]), known.time)
        for index, row in enumerate(some.tolist()):
            place = []
            if longitudes is not None and latitudes is not None:
                place = _place(float(longitudes[index]), float(latitudes[index]))
            depth = (
                [] if depths is None or not np.isfinite(depths[index]) else [float(depths[index]) * known.sense + 0.0]
            )
            yield row, Where(place, [texts[index]] if texts[index] else [], depth)


def _place(longitude: float, latitude: float) -> list[tuple[float, float]]:
    is_one = abs(latitude) <= 90 and -180 <= longitude <= 360
    return [(longitude, latitude)] if is_one else []


def _may_be_inside(question: SubsetQuestion, spread: list[Any], sense: float) -> Any:
    """Where latitude and depth do not speak against it: a first look, many at once."""
    chosen: Any = True
    _, latitudes, depths = spread
    with np.errstate(invalid="ignore"):
        if question.box and latitudes is not None:
            chosen = chosen & ~((latitudes < question.box[1]) | (latitudes > question.box[3]))
        if question.depth and depths is not None:
            top, bottom = question.depth
            downwards = depths * sense
            if top is not None:
                chosen = chosen & ~(downwards < top)
            if bottom is not None:
                chosen = chosen & ~(downwards > bottom)
    return chosen


def _are_days_inside(days: Any, time: Variable, period: tuple[str, str]) -> Any:
    """Of each time, whether its day is within a period; a time that is none stays, to be counted as such."""
    flat = np.asarray(days).ravel()
    begin, end = period
    found = [
        not text or ((not begin or first_day(text[:10]).isoformat() >= begin) and (not end or text[:10] <= end))
        for start in range(0, len(flat), 50_000)
        for text in moments(flat[start : start + 50_000], time)
    ]
    return np.array(found, dtype=bool).reshape(np.shape(days))


def _sized(variable: Variable) -> Iterator[tuple[str, int]]:
    return zip(variable.dimensions, variable.shape, strict=True)


def _is_value(values: Any) -> Any:
    return np.isfinite(values) if values.dtype.kind == "f" else np.ones(values.shape, dtype=bool)


def _text(value: Any) -> str:
    """With as many digits as lead back to it in the precision that the file has."""
    return number_text(float(str(value))) if value.dtype.kind == "f" else str(int(value))


def _names(variable: Variable) -> tuple[str, ...]:
    names = (variable.name, variable.short, variable.line("standard_name"), variable.line("long_name"))
    return tuple(dict.fromkeys(name for name in names if name))
