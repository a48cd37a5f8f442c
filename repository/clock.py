"""Which moment is sure, told by the looks of the scheduler: a clock that jumps, or has to be set, opens no file."""

from datetime import datetime, timedelta
from typing import Final

from repository.models import ClockLook

STEADY: Final = timedelta(minutes=25)
"""So far the clock may have gone on since a look; what is further was not looked at, or jumped. Looks come every ten
minutes (``config/celery.py``)."""


def sure_moment(now: datetime) -> datetime:
    """``now``, but not before nor long after what the scheduler is sure of; where it never looked, ``now``."""
    sure = ClockLook.objects.filter(pk=1).values_list("sure_at", flat=True).first()
    return now if sure is None else min(max(now, sure), sure + STEADY)


def is_steady(before: datetime, now: datetime) -> bool:
    """Whether two looks one after the other can be of one clock that goes as it should.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    >>> is_steady(noon, noon + timedelta(minutes=10)), is_steady(noon, noon + timedelta(days=400))
    (True, False)
    """
    return timedelta() <= now - before <= STEADY
