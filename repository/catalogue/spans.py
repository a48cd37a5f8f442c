"""Time as whole days, from the age of the Earth to tomorrow, so that deep time and yesterday lie on one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from repository.record.dates import DeepTime, Period, first_day, last_day

DAYS_OF_A_YEAR: Final = 365.2425
_PRESENT: Final = first_day("1950").toordinal()
EARLIEST: Final = -5_000_000_000_000
"""Before the universe, in days: where a period without a beginning begins."""
LATEST: Final = 5_000_000_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; day 1 is 0001-01-01 of the Gregorian calendar (``date.toordinal``)."""

    first: int
    last: int

    def meets(self, other: "Span") -> bool:
        """Whether they share a day."""
        return self.first <= other.last and self.last >= other.first


def span_of(period: Period) -> Span | None:
    """The days of a period, an open end far away; None where it has only a name."""
    if period.begin is None and period.end is None:
        return None
    first = EARLIEST if period.begin is None else _day(period.begin, last=False)
    last = LATEST if period.end is None else _day(period.end, last=True)
    return Span(max(first, EARLIEST), min(last, LATEST))


def spans_of(periods: Iterable[Period]) -> tuple[Span, ...]:
    """The days of all periods that have any, in order, those that touch made one."""
    merged: list[Span] = []
    for span in sorted(filter(None, map(span_of, periods)), key=lambda each: (each.first, each.last)):
        if merged and span.first <= merged[-1].last + 1:
            merged[-1] = Span(merged[-1].first, max(merged[-1].last, span.last))
        else:
            merged.append(span)
    return tuple(merged)


def day_of_year(year: int, *, last: bool) -> int:
    """The first or last day of a year of our era or before it: year 0 is 1 BC, -65999999 is the end of the dinosaurs.

    >>> day_of_year(1, last=False), day_of_year(0, last=True)
    (1, 0)
    """
    if 1 <= year <= 9999:
        return (last_day if last else first_day)(f"{year:04d}").toordinal()
    day = round((year if last else year - 1) * DAYS_OF_A_YEAR) + (0 if last else 1)
    return min(max(day, EARLIEST), LATEST)


def year_of_day(day: int) -> int:
    """The year that a day lies in, near enough far from our era.

    >>> year_of_day(day_of_year(2019, last=True)), year_of_day(day_of_year(-66_000_000, last=False))
    (2019, -66000000)
    """
    guess = int((day - 1) // DAYS_OF_A_YEAR) + 1
    while day_of_year(guess, last=True) < day:
        guess += 1
    while day_of_year(guess, last=False) > day:
        guess -= 1
    return guess


def _day(moment: str | DeepTime, *, last: bool) -> int:
    if isinstance(moment, DeepTime):
        doubt = DeepTime(age=moment.plus_minus or 0, unit=moment.unit).years
        years = moment.years - doubt if last else moment.years + doubt
        return _PRESENT - round(years * DAYS_OF_A_YEAR)
    return (last_day if last else first_day)(moment).toordinal()
