"""The harvesters' clock: whole seconds, never going back, visible in their order."""

from datetime import UTC, datetime

from django.db import connection

PUBLISHING_LOCK = 5_471_001
"""Key of the advisory lock that publishing, withdrawing and re-rendering pass one at a time."""


def next_datestamp() -> datetime:
    """Take the publishing lock until the transaction ends and return ``max(last, now)``, UTC, whole seconds."""
    if not connection.in_atomic_block:
        raise RuntimeError("a datestamp belongs to the transaction that shows it")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING_LOCK])
        cursor.execute("SELECT max(datestamp) FROM repository_dataset")
        row = cursor.fetchone()
    now = datetime.now(UTC).replace(microsecond=0)
    last = row[0] if row else None
    return max(last, now) if last else now
