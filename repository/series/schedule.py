"""When a source is due: every month, week or day, or as a line of cron says; always in UTC, at most once a day."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from celery.schedules import ParseException, crontab_parser

PRESETS: Final = {"monthly": "0 3 1 * *", "weekly": "0 3 * * 1", "daily": "0 3 * * *"}
LINE_LENGTH: Final = 100
_FARTHEST_DAYS: Final = 5 * 366
_FIELDS: Final = 5


class Times(NamedTuple):
    """A line of cron: one minute of one hour, on days that fit all three of the others."""

    minute: int
    hour: int
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]

    def fits(self, day: datetime) -> bool:
        """Whether it is due on that day."""
        return day.day in self.days and day.month in self.months and day.isoweekday() % 7 in self.weekdays


@lru_cache(maxsize=256)
def times_of(schedule: str) -> Times:
    """A preset, or ``minute hour day month weekday`` as in a crontab; days and weekdays must both fit.

    Raises ValueError for what is no such line, is due more often than once a day, or never.

    >>> times_of("weekly").weekdays
    frozenset({1})
    """
    fields = PRESETS.get(schedule, schedule).split()
    if len(fields) != _FIELDS or len(schedule) > LINE_LENGTH or not schedule.isascii():
        raise ValueError("a schedule has five fields")
    try:
        minutes, hours = crontab_parser(60).parse(fields[0]), crontab_parser(24).parse(fields[1])
        days, months = crontab_parser(31, 1).parse(fields[2]), crontab_parser(12, 1).parse(fields[3])
        weekdays = crontab_parser(7).parse(fields[4])
    except (ParseException, ValueError, TypeError, KeyError) as error:
        raise ValueError("no line of cron") from error
    if len(minutes) != 1 or len(hours) != 1:
        raise ValueError("more often than once a day")
    found = Times(min(minutes), min(hours), frozenset(days), frozenset(months), frozenset(weekdays))
    if _last(found, datetime(2029, 1, 1, tzinfo=UTC)) is None:
        raise ValueError("never due")
    return found


def last_due(schedule: str, now: datetime) -> datetime | None:
    """The last moment, not after ``now``, at which the schedule was due; None where that is years ago."""
    return _last(times_of(schedule), now)


def _last(times: Times, now: datetime) -> datetime | None:
    at = now.astimezone(UTC).replace(hour=times.hour, minute=times.minute, second=0, microsecond=0)
    for back in range(_FARTHEST_DAYS):
        day = at - timedelta(days=back)
        if day <= now and times.fits(day):
            return day
    return None
