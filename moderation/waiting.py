"""How long a deposit waits, in the working days that the target is given in. Pure."""

from datetime import date, timedelta
from typing import Final

TARGET_DAYS: Final = 5
"""Working days within which a submission should be answered."""

_WEEK: Final = 7
_WORKING: Final = 5


def working_days(begin: date, end: date) -> int:
    """The working days (Monday to Friday) after `begin`, up to and including `end`; 0 where `end` is not later."""
    days = (end - begin).days
    if days <= 0:
        return 0
    weeks, rest = divmod(days, _WEEK)
    odd = sum((end - timedelta(days=back)).weekday() < _WORKING for back in range(rest))
    return weeks * _WORKING + odd


def late_from(begin: date, target: int) -> date:
    """The first day on which more working days than `target` have passed since `begin`.

    >>> late_from(date(2026, 11, 20), 5).isoformat()
    '2026-11-30'
    """
    weeks, rest = divmod(target + 1, _WORKING)
    day = begin + timedelta(days=weeks * _WEEK)
    if not rest:
        rest, day = _WORKING, day - timedelta(days=_WEEK)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() < _WORKING
    return day
