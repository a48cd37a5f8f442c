"""Marks of readers are kept in memory for seconds, written together, and summed up when their hour is over."""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock, Thread
from time import sleep
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from repository.models import UsageKind, UsageMark

logger = logging.getLogger(__name__)

WRITE_AFTER_S: Final = 5.0
"""What a process that is killed may lose."""

MOST_IN_MEMORY: Final = 20_000
"""Marks; while the database does not answer, more are not counted."""

_WAIT: Final = timedelta(minutes=5)
"""After the end of an hour, for the marks that are still in memory somewhere."""

_SUM_UP = """
    WITH gone AS (
        DELETE FROM repository_usagemark WHERE hour <= %s RETURNING dataset_id, kind, hour
    )
    INSERT INTO repository_usagemonth AS known (dataset_id, month, views, downloads)
    SELECT dataset_id, date_trunc('month', hour AT TIME ZONE 'UTC')::date,
           count(*) FILTER (WHERE kind = 'view'), count(*) FILTER (WHERE kind = 'download')
    FROM gone GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (dataset_id, month)
    DO UPDATE SET views = known.views + EXCLUDED.views, downloads = known.downloads + EXCLUDED.downloads
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """One reader, one dataset, one hour."""

    hour: datetime
    dataset_id: int
    kind: UsageKind
    reader: bytes


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def reader_of(address: str, user_agent: str, hour: datetime) -> bytes:
    """16 bytes for one address and browser within one hour."""
    told = "\0".join((hour.isoformat(), address, user_agent))
    return hmac.digest(f"usage {settings.SECRET_KEY}".encode(), told.encode("utf-8", "replace"), "sha256")[:16]


class Marks:
    """The marks of one process that are not written yet; many threads may add, and one writes."""

    def __init__(self) -> None:
        self._marks: set[Mark] = set()
        self._lock = Lock()
        self._writes = False

    def add(self, mark: Mark) -> None:
        """Remember a mark; they are written a few seconds after the first of them."""
        with self._lock:
            if len(self._marks) < MOST_IN_MEMORY:
                self._marks.add(mark)
            begins, self._writes = not self._writes, True
        if begins:
            start_writing(self._write_soon)

    def write(self) -> int:
        """Write what is remembered, now; how many marks that were. A mark that is there already is left alone.

        Where the database does not take them they stay remembered.
        """
        with self._lock:
            marks, self._marks, self._writes = self._marks, set(), False
        try:
            UsageMark.objects.bulk_create(
                [UsageMark(dataset_id=m.dataset_id, kind=m.kind, hour=m.hour, reader=m.reader) for m in marks],
                ignore_conflicts=True,
                batch_size=1000,
            )
        except DatabaseError as error:
            logger.warning("usage.unwritten marks=%d error=%s", len(marks), error)
            with self._lock:
                self._marks |= marks
            return 0
        return len(marks)

    def _write_soon(self) -> None:
        sleep(WRITE_AFTER_S)
        try:
            self.write()
        finally:
            connection.close()


def start_writing(write: Callable[[], None]) -> None:
    """In a thread of its own, which ends with its process."""
    Thread(target=write, name="usage", daemon=True).start()


MARKS: Final = Marks()


def note_use(*, dataset_id: int, kind: UsageKind, address: str, user_agent: str, now: datetime | None = None) -> None:
    """Count a reader of a dataset, once an hour. Costs no question to the database and raises nothing."""
    hour = (now or clock()).replace(minute=0, second=0, microsecond=0)
    MARKS.add(Mark(hour, dataset_id, kind, reader_of(address, user_agent, hour)))


def sum_up_usage(*, now: datetime | None = None) -> int:
    """Add the hours that are over to their months and drop their marks, in one statement; the months touched."""
    over = (now or clock()) - _WAIT - timedelta(hours=1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SUM_UP, [over])
        return int(cursor.rowcount)
