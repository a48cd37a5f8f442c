"""The stations of a NetCDF file: the instances of its sampling geometry (CF-1.11, chapter 9); a grid is one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import netCDF4
import numpy as np

from repository.inspection.netcdf.axes import Axes, axes_of
from repository.inspection.netcdf.header import Header, header_of
from repository.inspection.netcdf.variables import data_variables
from repository.inspection.reading import Reading
from repository.previews.netcdf_values import FAULTS
from repository.stations import whole
from repository.stations.netcdf_counts import Seen, seen_in
from repository.stations.netcdf_depths import depths_of
from repository.stations.netcdf_instances import Instances, instances_of
from repository.stations.netcdf_names import names_of
from repository.stations.netcdf_ranges import Ranges, sides_of
from repository.stations.netcdf_times import times_of
from repository.stations.shapes import MOST_STATIONS, Station, carried, nothing

_KINDS: Final = {
    "point": "sample",
    "profile": "profile",
    "timeseries": "series",
    "timeseriesprofile": "series",
    "trajectory": "path",
    "trajectoryprofile": "profile",
}

PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str) -> Reading:
    """The stations of a file; one row for one that has none, such as a grid; nothing for what cannot be opened."""
    try:
        dataset = netCDF4.Dataset(path, "r")
    except OSError:
        return nothing()
    try:
        header = header_of(dataset)
        found = _sampled(header, axes_of(header))
    except FAULTS:
        found = nothing()
    finally:
        dataset.close()
    return found if found.format else whole.read(path, name=name)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of all instances; see the modules it comes from."""

    kind: str
    instances: Instances
    sides: Any
    names: Sequence[str]
    times: Sequence[tuple[str, str]]
    depths: Ranges | None
    seen: Seen


def _sampled(header: Header, axes: Axes) -> Reading:
    instances = instances_of(header, axes)
    if instances is None:
        return nothing()
    sides = sides_of(instances)
    if not np.isfinite(sides).any():
        return nothing()
    known = _Known(
        kind=_KINDS.get((header.line("featureType") or "").lower().replace("_", ""), ""),
        instances=instances,
        sides=sides,
        names=names_of(header, instances),
        times=times_of(axes, instances),
        depths=depths_of(header, axes, instances, sides),
        seen=seen_in(data_variables(header, axes), instances),
    )
    count = min(instances.count, MOST_STATIONS)
    rows = (_station(known, number) for number in range(count))
    return carried((each for each in rows if each.says_something), is_cut=instances.count > count)


def _station(known: _Known, number: int) -> Station:
    sides, depths, names = known.sides[number], known.depths, known.names
    west, south, east, north = sides.tolist() if np.isfinite(sides).all() else [None] * 4
    begin, end = known.times[number] if known.times else ("", "")
    top, bottom = (float(depths.low[number]), float(depths.high[number])) if depths else (np.nan, np.nan)
    is_deep = bool(np.isfinite(top) and np.isfinite(bottom))
    return Station(
        name=names[number] if number < len(names) else "",
        kind=known.kind or _kind(known.instances, is_deep=is_deep and top < bottom),
        west=west,
        south=south,
        east=east,
        north=north,
        begin=begin,
        end=end,
        top=round(top, 2) + 0.0 if is_deep else None,
        bottom=round(bottom, 2) + 0.0 if is_deep else None,
        observations=int(known.seen.counts[number]),
        variables=known.seen.names(number),
    )


def _kind(instances: Instances, *, is_deep: bool) -> str:
    """Where the file does not say: what goes down is a cast, what moves a path."""
    if instances.is_path:
        return "path"
    return "profile" if is_deep else "series" if instances.along else "sample"
