"""One round of the audit: all places at once, each in a thread of its own, so that a slow one delays itself alone."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import connection

from archive.queries.copies import places
from archive.services.audit import audit_place
from archive.services.pacing import Bucket
from archive.services.turns import only_one
from repository.errors import TransientFailure

logger = logging.getLogger(__name__)

REST_S: Final = 5.0
"""How often a place without work looks again while another keeps the round open."""


class Round:
    """The time of one round. Over it goes who began to read before its end, and so long the others go on too."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._reading: dict[str, float] = {}
        self._lock = threading.Condition()

    def may_go_on(self, place: str) -> bool:
        """Whether a place may read another copy; noted as begun where it may."""
        with self._lock:
            if time.monotonic() >= self._end and not self._others(place):
                self._leave(place)
                return False
            self._reading[place] = time.monotonic()
            return True

    def rest(self, place: str) -> bool:
        """A place has nothing to do: False where the round is over for it, else True after a pause."""
        with self._lock:
            self._leave(place)
            if not self._reading:
                return False
            self._lock.wait(REST_S)
            return bool(self._others(place))

    def leave(self, place: str) -> None:
        """A place ended."""
        with self._lock:
            self._leave(place)

    def _leave(self, place: str) -> None:
        self._reading.pop(place, None)
        self._lock.notify_all()

    def _others(self, place: str) -> bool:
        """Whether another place reads something that it began in time."""
        return any(began < self._end for other, began in self._reading.items() if other != place)


def run_audit(*, seconds: float = 25.0) -> dict[str, int]:
    """Read back what is due in every place for about that long; the copies read, by place.

    Nothing where another process audits: no two read one copy. May be killed at any moment: what was read whole is
    written, the rest is due still.
    """
    read: dict[str, int] = {}
    ours = Round(seconds)
    try:
        with only_one("audit"):
            threads = [
                threading.Thread(target=_in_thread, args=(place, ours, read), name=f"audit-{place}", daemon=True)
                for place in places()
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    except TransientFailure:
        return {}
    return read


def _in_thread(place: str, ours: Round, read: dict[str, int]) -> None:
    pace = Bucket(settings.ARCHIVE_AUDIT_BYTES_PER_S)
    try:
        while True:
            read[place] = read.get(place, 0) + audit_place(place=place, may_go_on=_asked(ours, place), pace=pace)
            if not ours.rest(place):
                return
    except Exception:
        logger.exception("audit.failed place=%s", place)
    finally:
        ours.leave(place)
        connection.close()


def _asked(ours: Round, place: str) -> Callable[[], bool]:
    return lambda: ours.may_go_on(place)
