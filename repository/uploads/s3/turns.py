"""One writer of an upload at a time, on however many machines: an advisory lock of the database.

It is held by a connection of its own and dies with it, as a file's lock dies with its process. Behind it stands the
row: what is remembered is only written where the row still holds what this writer read (``services.tus_writing``).
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from repository.errors import RepositoryError
from repository.uploads.s3.growth import BucketGrowth
from repository.uploads.tus.growth import Holding, Known
from repository.uploads.tus.refusals import UploadBusy

logger = logging.getLogger(__name__)

PATIENCE_S: Final = 1.0
"""The database needs a moment to see that a process was killed."""


class Turn(Holding):
    """The right to write one upload, held until ``let_go`` or the end of ``taken``."""

    def __init__(self, line: BaseDatabaseWrapper, key: int, begin: Callable[[Known, bool], BucketGrowth]) -> None:
        super().__init__()
        self._line = line
        self._key = key
        self._begin = begin

    def growth(self, known: Known, *, length: int, is_hashed: bool) -> BucketGrowth:
        """Go on from what is remembered."""
        return self._begin(known, is_hashed)

    def let_go(self, *, back_to: int | None) -> None:
        """Leave the upload to others, with all that came, or as it was remembered where ``back_to`` says so."""
        with self._lock:
            try:
                if back_to is None:
                    self.settle()
            except RepositoryError as failure:
                logger.warning("upload.unsettled code=%s", failure.code)
            finally:
                self._is_lost = True
                self._unlock()
                connection.close()  # the one of the thread that watches the sender

    def _unlock(self) -> None:
        with self._line.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [self._key])


@contextmanager
def taken(key: UUID, begin: Callable[[Known, bool], BucketGrowth]) -> Iterator[Turn]:
    """Hold an upload against all others until the block ends. Raises ``UploadBusy``."""
    line, number = connection.copy(), int.from_bytes(key.bytes[:8], "big", signed=True)
    line.inc_thread_sharing()
    try:
        if not _is_locked(line, number):
            raise UploadBusy(_("This upload is being written at this moment. Try again in a few seconds."))
        yield Turn(line, number, begin)
    finally:
        line.close()


def _is_locked(line: BaseDatabaseWrapper, number: int) -> bool:
    until = time.monotonic() + PATIENCE_S
    with line.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
            if cursor.fetchall()[0][0]:
                return True
            if time.monotonic() > until:
                return False
            time.sleep(0.1)
