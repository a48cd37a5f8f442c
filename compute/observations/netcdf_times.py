"""Moments of a NetCDF time: counted from a date, in a calendar whose days are real ones."""

import re
import warnings
from typing import Any, Final

import cftime
import numpy as np

from compute.observations.instants import NOT_KNOWN, chronological, counted, likely
from repository.inspection.netcdf.header import Variable
from repository.inspection.times import Since

_REAL: Final = ("standard", "gregorian", "proleptic_gregorian", "julian")
_FIRST: Final = 1583
"""The first whole year in which all of them but the last agree."""
_MILLISECONDS: Final = (
    ("milli", 1.0),
    ("ms", 1.0),
    ("d", 86_400_000.0),
    ("h", 3_600_000.0),
    ("mi", 60_000.0),
    ("s", 1_000.0),
)


def moments(values: Any, variable: Variable) -> Any:
    """As datetime64 in milliseconds, UTC; NaT for what is none, and for calendars of models such as `360_day`."""
    if variable.line("sdn_parameter_urn") == "SDN:P01::CJDY1101":
        return chronological(values)
    units, calendar = variable.line("units") or "", (variable.line("calendar") or "standard").lower()
    unknown = np.full(values.shape, NOT_KNOWN)
    if calendar not in _REAL:
        return unknown
    since = Since.of(units)
    if since is not None and since.origin.year >= _FIRST and calendar != "julian":
        return counted(values, since)
    there = np.flatnonzero(np.isfinite(values))
    return _by_calendar(values, values.ravel()[there[0]], units, calendar) if there.size else unknown


def _by_calendar(values: Any, first: float, units: str, calendar: str) -> Any:
    """From the moment of one of the values: days have the same length in all real calendars."""
    word = re.match(r"\s*([a-z]+)", units.lower())
    scale = next((scale for start, scale in _MILLISECONDS if word and word[1].startswith(start)), None)
    if scale is None:
        return np.full(values.shape, NOT_KNOWN)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            moment = cftime.num2date(first, units, calendar, only_use_cftime_datetimes=True)
        if calendar == "julian":
            moment = moment.change_calendar("standard")
        origin = np.datetime64(moment.strftime("%Y-%m-%dT%H:%M:%S"), "ms") + np.timedelta64(
            moment.microsecond // 1000, "ms"
        )
    except (ValueError, OverflowError, ArithmeticError):
        return np.full(values.shape, NOT_KNOWN)
    shifts = (values - first) * scale
    good = np.isfinite(shifts) & (np.abs(shifts) < 1e15)
    found = origin + np.round(np.where(good, shifts, 0)).astype(np.int64).astype("m8[ms]")
    return likely(np.where(good, found, NOT_KNOWN))
