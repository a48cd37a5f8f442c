"""The scheduler looks at the clock: what two looks agree on is sure, one alone after a jump or a pause is not."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from repository.clock import is_steady
from repository.models import ClockLook

logger = logging.getLogger(__name__)

APART: Final = timedelta(minutes=5)
"""So far this machine's clock and that of the database may differ."""
_BETWEEN: Final = timedelta(minutes=1)
"""Two looks that are nearer to each other are one: twice the same mistake confirms nothing."""


@transaction.atomic
def look_at_clock(*, now: datetime) -> datetime:
    """The moment that is sure after this look.

    A clock that goes on is believed at once. After a jump, or a pause of the scheduler, it is believed at the next look
    that agrees; one that differs from the database's is never.
    """
    look, is_first = ClockLook.objects.select_for_update().get_or_create(pk=1, defaults={"sure_at": now})
    if is_first:
        return look.sure_at
    if abs(_moment_of_database() - now) > APART:
        logger.error("clock.differs from=database now=%s", now.isoformat())
    elif is_steady(look.sure_at, now) or _is_confirmed(look.other_at, now):
        look.sure_at, look.other_at = now, None
    elif look.other_at is None or not is_steady(look.other_at, now):
        logger.warning("clock.jumped sure=%s now=%s", look.sure_at.isoformat(), now.isoformat())
        look.other_at = now
    look.save(update_fields=["sure_at", "other_at"])
    return look.sure_at


def _is_confirmed(other: datetime | None, now: datetime) -> bool:
    return other is not None and is_steady(other, now) and now - other >= _BETWEEN


def _moment_of_database() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return datetime.fromisoformat(str(cursor.fetchone()[0]))
