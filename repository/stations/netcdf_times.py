"""The first and last moment of each instance, as written in the answer."""

import warnings
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

import cftime
import numpy as np

from repository.inspection.netcdf.axes import Axes, has_dates
from repository.inspection.netcdf.header import Variable
from repository.inspection.times import FIRST_YEAR, LAST_YEAR
from repository.previews.netcdf_values import FAULTS
from repository.stations.netcdf_instances import Instances
from repository.stations.netcdf_ranges import ranges_of
from repository.stations.shapes import MOST_STATIONS

_HALF_A_SECOND: Final = timedelta(milliseconds=500)


def times_of(axes: Axes, instances: Instances) -> Sequence[tuple[str, str]]:
    """(begin, end) of each instance kept, blank where it has none; nothing where the file tells no time."""
    for variable in axes.times:
        if not has_dates(variable):
            continue
        try:
            ranges = ranges_of(variable, instances)
            if ranges is None or not np.isfinite(ranges.low).any():
                continue
            ends = [moments(each[:MOST_STATIONS], variable) for each in (ranges.low, ranges.high)]
        except FAULTS:
            continue
        return [(begin, end) if begin and end else ("", "") for begin, end in zip(*ends, strict=True)]
    return ()


def moments(values: Any, variable: Variable) -> list[str]:
    """`2019-04-12T10:30:00Z` for each value; blank for what is none, or a year that no measurement has."""
    units, calendar = variable.line("units") or "", (variable.line("calendar") or "standard").lower()
    there = np.isfinite(values)
    found = [""] * len(values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        moments = cftime.num2date(values[there], units, calendar, only_use_cftime_datetimes=True)
    for place, moment in zip(np.flatnonzero(there), np.atleast_1d(moments), strict=True):
        found[int(place)] = _text(moment, calendar)
    return found


def _text(moment: Any, calendar: str) -> str:
    """Rounded to the second: a day counted in floats comes out a millisecond before it."""
    moment = moment + _HALF_A_SECOND
    if calendar == "julian":
        moment = moment.change_calendar("standard")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return ""
    day = f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}"
    if moment.month == 2 and moment.day > 28 and calendar in ("360_day", "all_leap", "366_day"):
        return day[:7]
    return f"{day}T{moment.hour:02d}:{moment.minute:02d}:{moment.second:02d}Z"
