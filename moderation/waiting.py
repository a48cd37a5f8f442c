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
