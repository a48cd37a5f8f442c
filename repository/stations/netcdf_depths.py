"""The depths of each instance in metres downwards: from a depth or height, else from a pressure of sea water."""

from typing import Any, Final

import numpy as np

from repository.inspection.netcdf.axes import Axes, metres_of, sense_of
from repository.inspection.netcdf.header import Header, Variable
from repository.inspection.table.vertical import DEEPEST, HIGHEST
from repository.stations.netcdf_instances import Instances
from repository.stations.netcdf_ranges import Ranges, ranges_of
from repository.stations.places import depth_of

_PRESSURE_UNITS: Final = frozenset({"dbar", "decibar", "decibars", "db"})


def depths_of(header: Header, axes: Axes, instances: Instances, sides: Any) -> Ranges | None:
    """The ranges of depth; None where no coordinate tells them. ``sides``: see `sides_of`.

    Errors: those of the library for values that cannot be read.
    """
    for variable in axes.verticals:
        sense, metres = sense_of(variable), metres_of(variable)
        found = ranges_of(variable, instances) if sense and metres else None
        if found and metres and np.isfinite(found.low).any():
            return _plausible(_downwards(found, metres, is_up=sense == "up"))
    for variable in header.variables:
        if _is_pressure(variable) and (found := ranges_of(variable, instances)) and np.isfinite(found.low).any():
            return _plausible(_from_pressure(found, sides))
    return None


def _downwards(found: Ranges, metres: float, *, is_up: bool) -> Ranges:
    low, high = found.low * metres, found.high * metres
    return Ranges(-high, -low) if is_up else Ranges(low, high)


def _from_pressure(found: Ranges, sides: Any) -> Ranges:
    north = np.nan_to_num((sides[:, 1] + sides[:, 3]) / 2)
    with np.errstate(invalid="ignore"):
        return Ranges(*(np.array([depth_of(p, y) for p, y in zip(each, north, strict=True)]) for each in _both(found)))


def _both(found: Ranges) -> tuple[Any, Any]:
    return found.low, found.high


def _plausible(found: Ranges) -> Ranges:
    """Deeper than any trench is a mark or another unit; a slightly negative depth is the deck."""
    with np.errstate(invalid="ignore"):
        wrong = ~((found.high <= DEEPEST) & (found.low >= -HIGHEST))
    found.low[wrong] = found.high[wrong] = np.nan
    return found


def _is_pressure(variable: Variable) -> bool:
    named = variable.line("standard_name") == "sea_water_pressure" or variable.short.upper() in ("PRES", "PRESSURE")
    return variable.is_number and named and (variable.line("units") or "").lower() in _PRESSURE_UNITS
