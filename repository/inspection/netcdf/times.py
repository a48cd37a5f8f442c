"""Times of a NetCDF file as days of the calendar that we use: units and calendars of CF section 4.4."""

import re
import warnings
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import Final

import cftime

from repository.inspection.netcdf.header import Variable
from repository.inspection.times import FIRST_YEAR, LAST_YEAR

_ISO = re.compile(
    r"(\d{4})(?:-?(\d{2})(?:-?(\d{2})"
    r"(?:[T ]+(\d{2}):?(\d{2})(?::?\d{2}(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?)?)?",
    re.ASCII,
)
_REAL: Final = frozenset({"standard", "gregorian", "proleptic_gregorian", "julian"})
"""Calendars whose days were lived through; the others are those of models."""

_NEARLY_NEXT: Final = timedelta(milliseconds=1)
"""What rounding of a binary number may take from a day."""


class NoDates(ValueError):
    """A unit or a value that gives no date."""


def day_of(value: float, variable: Variable, *, is_end: bool = False) -> str:
    """The day (`2001-12-10`, Gregorian, UTC) of a value of a time variable; the month where a model has a 30 February.

    `is_end`: the end of a cell of time, which at midnight is of the day before.
    Errors: `NoDates` for units, calendars or values that give none.
    """
    units, calendar = variable.line("units") or "", (variable.line("calendar") or "standard").lower()
    try:
        if not isfinite(value):
            raise NoDates("not finite")
        moment = moment_of(value, units, calendar) - (2 * _NEARLY_NEXT if is_end else timedelta())
    except (ValueError, OverflowError, TypeError, KeyError, AttributeError) as fault:
        raise NoDates(str(fault)) from fault
    if not 1 <= moment.year <= 9999:
        raise NoDates(f"year {moment.year}")
    try:
        return date(moment.year, moment.month, moment.day).isoformat()
    except ValueError:
        return f"{moment.year:04d}-{moment.month:02d}"


def moment_of(value: float, units: str, calendar: str) -> cftime.datetime:
    """The day and its time in its calendar; in ours for the Julian one, whose days are thirteen behind.

    Errors: those of cftime.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        moment = cftime.num2date(value, units, calendar, only_use_cftime_datetimes=True) + _NEARLY_NEXT
        return moment.change_calendar("standard") if calendar == "julian" else moment


def is_likely(day: str, variable: Variable) -> bool:
    """Whether a day can be that of data: no year 1 of a model, no mark of a missing value."""
    year = int(day[:4])
    calendar = (variable.line("calendar") or "standard").lower()
    return FIRST_YEAR <= year <= LAST_YEAR or (calendar in _REAL and LAST_YEAR < year <= 2500)


def day_from_text(text: str) -> str | None:
    """The day, month or year of an ISO 8601 text in UTC; None where it is none."""
    match = _ISO.fullmatch(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, zone = match.groups()
    if not day:
        return f"{year}-{month}" if month and 1 <= int(month) <= 12 else year if not month else None
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), tzinfo=UTC)
    except ValueError:
        return None
    if zone and zone not in ("Z", "UTC"):
        sign = -1 if zone[0] == "+" else 1
        moment += sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return moment.date().isoformat()
