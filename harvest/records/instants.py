"""Times as filters write them: a moment, a day, a month or a year, and periods between two, in UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from harvest.records.refused import FilterRefused
from repository.catalogue.spans import EARLIEST, LATEST
from repository.record.dates import first_day, last_day

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_OPEN: Final = ("", "..", "*")
_TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as exact as it was written: its first and last microsecond, UTC."""

    first: datetime
    last: datetime

    @property
    def days(self) -> tuple[int, int]:
        """Its first and last day (``date.toordinal``)."""
        return self.first.toordinal(), self.last.toordinal()


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment to a moment, both included; None is an open end."""

    first: datetime | None
    last: datetime | None

    @property
    def days(self) -> tuple[int, int]:
        """Its first and last day; an open end lies far away."""
        return (
            EARLIEST if self.first is None else self.first.toordinal(),
            LATEST if self.last is None else self.last.toordinal(),
        )


def moment(text: str, locator: str = "filter") -> Moment:
    """A time that was written. Raises FilterRefused.

    >>> moment("2020-02").last.isoformat()
    '2020-02-29T23:59:59.999999+00:00'
    """
    told = text.strip()
    try:
        if _DAY.fullmatch(told):
            first, last = (datetime.combine(day(told), datetime.min.time(), UTC) for day in (first_day, last_day))
            return Moment(first, last + timedelta(days=1) - _TICK if last.year < 9999 else _end(last))
        if _TIME.fullmatch(told):
            read = datetime.fromisoformat(_six_digits(told))
            exact = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
            return Moment(exact, exact)
    except (ValueError, OverflowError) as error:
        raise FilterRefused(f"There is no such time: {told[:40]!r}.", locator) from error
    raise FilterRefused(f"This is not a date or time as 2020-05-31 or 2020-05-31T12:00:00Z: {told[:40]!r}.", locator)


def period(begin: str | None, end: str | None, locator: str = "filter") -> Period:
    """The time between two that were written; None, ``..`` or nothing is an open end. Raises FilterRefused."""
    first = None if begin is None or begin.strip() in _OPEN else moment(begin, locator).first
    last = None if end is None or end.strip() in _OPEN else moment(end, locator).last
    if first and last and first > last:
        raise FilterRefused("A period ends after it begins.", locator)
    return Period(first, last)


def period_of(text: str, locator: str = "datetime") -> Period:
    """A time or two with a stroke between them, as OGC APIs write them: ``2020-01-01/..``. Raises FilterRefused.

    >>> period_of("2020").days, period_of("../2020-01-01").last.day
    ((737425, 737790), 1)
    """
    begin, stroke, end = text.partition("/")
    if stroke:
        if begin.strip() in _OPEN and end.strip() in _OPEN:
            raise FilterRefused("A period has at least one end.", locator)
        return period(begin, end, locator)
    only = moment(text, locator)
    return Period(only.first, only.last)


def _end(last: datetime) -> datetime:
    return last.replace(hour=23, minute=59, second=59, microsecond=999_999)


def _six_digits(text: str) -> str:
    """A fraction of a second with the six digits that Python counts; more of them are cut."""
    return re.sub(r"[.,](\d+)", lambda found: "." + found[1][:6].ljust(6, "0"), text.replace(" ", "T"))
