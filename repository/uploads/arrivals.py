"""One file on its way in: written to the store, counted and hashed in the same pass, whole or gone."""

import errno
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from repository.errors import FileRefused, TransientFailure
from repository.uploads.crowding import LOOK_EVERY, Share, is_crowded, leaves_too_little
from repository.uploads.media_types import HEAD_SIZE, media_type_of
from repository.uploads.names import path_of
from repository.uploads.store import DraftStore, Staged, draft_store

logger = logging.getLogger(__name__)

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Received:
    """A file that arrived whole: its path in the dataset, size in bytes, SHA256, media type, and the bytes.

    It is nobody's until ``services.files.attach_file`` takes it; ``close`` removes what was not taken.
    """

    path: str
    size: int
    sha256: str
    media_type: str
    staged: Staged

    def close(self) -> None:
        """Remove the bytes if nobody took them."""
        self.staged.close()


class Arrival:
    """Bytes being written. ``write`` each chunk, then ``finish``; or ``abandon``, after which nothing is left."""

    def __init__(
        self, path: str, *, most: int, store: DraftStore | None = None, share: Share | None = None, coming: int = 0
    ) -> None:
        """``path`` as ``names.path_of`` gave it; ``most`` is the greatest size allowed, in bytes; ``coming``, how many
        bytes the sender says will come.

        Raises ``FileRefused`` where the store takes no more, as ``write`` and ``finish`` do.
        """
        self.path = path
        self.size = 0
        self._most = most
        self._share = share
        self._looked_at = 0
        self._store = store or draft_store()
        self._head = b""
        with _failures_told(path):
            self._check_disk(coming=coming)
            self._incoming = self._store.receive(share.owner if share else "")

    def write(self, chunk: bytes) -> None:
        """Take the next bytes. Raises ``FileRefused`` past the greatest size or room; nothing is left then."""
        self.size += len(chunk)
        if self.size > self._most:
            self.abandon()
            raise self._too_large()
        if len(self._head) < HEAD_SIZE:
            self._head += chunk[: HEAD_SIZE - len(self._head)]
        try:
            with _failures_told(self.path):
                self._incoming.write(chunk)
                if self.size - self._looked_at >= LOOK_EVERY:
                    self._looked_at = self.size
                    self._check_disk()
        except (OSError, FileRefused):
            self.abandon()
            raise

    def finish(self) -> Received:
        """Make sure that it lasts. Raises ``FileRefused`` for a file without a byte; nothing is left then."""
        if not self.size:
            self.abandon()
            raise FileRefused(
                _("This file is empty, so it was not kept. Export it again and drop it here, or remove this line.")
            )
        try:
            with _failures_told(self.path):
                sha256, staged = self._incoming.finish()
        except (OSError, FileRefused):
            self.abandon()
            raise
        media_type = media_type_of(self._head, self.path)
        return Received(self.path, self.size, sha256, media_type, staged)

    def abandon(self) -> None:
        """Leave nothing behind. May be called at any time, more than once."""
        self._incoming.abandon()

    def _too_large(self) -> FileRefused:
        return FileRefused(
            _("“%(path)s” is larger than there is room for, so it was not kept. Ask the help desk for more room.")
            % {"path": self.path}
        )

    def _check_disk(self, *, coming: int = 0) -> None:
        """Refuse before the disk is full, and where this owner sends more in several requests than there is room."""
        if leaves_too_little(self._store, coming=coming):
            raise OSError(errno.ENOSPC, "less than the reserve is left")
        if self._share and is_crowded(self._store, self._share):
            raise self._too_large()


@contextmanager
def _failures_told(path: str) -> Iterator[None]:
    """Turn a disk that takes no more, and a storage that is away, into ``FileRefused``, in words for who sent it."""
    try:
        yield
    except TransientFailure as failure:
        logger.exception("upload.failed reason=%s", failure.code)
        words = _("The storage of this site does not answer now, so “%(path)s” was not kept. Send it again later.")
        raise FileRefused(words % {"path": path}, code=failure.code) from failure
    except OSError as error:
        if error.errno not in _FULL:
            raise
        logger.exception("upload.failed reason=disk-full")
        raise FileRefused(
            _("There is no room on the disk of this site for “%(path)s”, so it was not kept. Send it again later.")
            % {"path": path},
            code="disk-full",
        ) from error


def receive(name: str, chunks: Iterable[bytes], *, most: int) -> Received:
    """Receive a file that is already here, such as one made by a program. Raises ``FileRefused``."""
    arrival = Arrival(path_of(name), most=most)
    try:
        for chunk in chunks:
            arrival.write(chunk)
        return arrival.finish()
    except BaseException:
        arrival.abandon()
        raise
