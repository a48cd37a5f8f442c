"""A file that arrives in a bucket in one go: small ones in one request, others in pieces, hashed as they come."""

import logging
from contextlib import suppress
from hashlib import sha256
from uuid import uuid4

from repository.clients.s3.bucket import Bucket
from repository.clients.s3.failures import PiecesMissing, StorageAway
from repository.uploads.s3.keys import draft_key
from repository.uploads.s3.passing import Mark, Passing
from repository.uploads.s3.pieces import PIECE, Pieces

logger = logging.getLogger(__name__)


class IncomingObject:
    """A new object under ``drafts/``, which nobody knows of before its row stands."""

    def __init__(self, bucket: Bucket, passing: Passing, owner: str, *, piece: int = PIECE) -> None:
        self._bucket = bucket
        self._key = draft_key(uuid4())
        self._pieces = Pieces(bucket, self._key, passing, size=piece)
        self._mark: Mark | None = passing.mark(owner) if owner else None
        self._sha256 = sha256()
        self._size = 0
        self._etags: list[str] = []

    def write(self, chunk: bytes) -> None:
        """Add bytes. Raises StorageAway, OSError."""
        left = memoryview(chunk)
        while left:
            count = self._pieces.write(left)
            self._sha256.update(left[:count])
            self._size += count
            left = left[count:]
            if self._pieces.is_full:
                self._send()
                if self._mark is not None:
                    self._mark.grow(self._size)

    def finish(self) -> "tuple[str, StagedObject]":
        """Make it an object. Raises StorageAway."""
        if self._pieces.sending:
            if not self._pieces.is_empty:
                self._send()
            while self._land():
                pass
            self._completed()
        else:
            self._pieces.put(self._key)
        self._close()
        return self._sha256.hexdigest(), StagedObject(self._bucket, self._key, is_kept=False)

    def abandon(self) -> None:
        """Let go of what was sent; where the storage is away, the collector does it later."""
        self._close()
        with suppress(StorageAway):
            if self._pieces.sending:
                self._bucket.drop(self._key, self._pieces.sending)

    def _completed(self) -> None:
        try:
            self._bucket.complete(self._key, self._pieces.sending, self._etags, size=self._size)
        except PiecesMissing as failure:
            raise StorageAway(failure.sentence) from failure

    def _send(self) -> None:
        if self._pieces.is_crowded:
            self._land()
        self._pieces.send()

    def _land(self) -> bool:
        if (piece := self._pieces.landed()) is None:
            return False
        self._etags.append(piece.etag)
        return True

    def _close(self) -> None:
        self._pieces.close()
        if self._mark is not None:
            self._mark.close()


class StagedObject:
    """A whole object at its last place. ``is_kept``: an upload goes on holding it where nobody adopts it."""

    def __init__(self, bucket: Bucket, key: str, *, is_kept: bool) -> None:
        self._bucket = bucket
        self._key = key
        self._is_taken = is_kept
        self._is_kept = is_kept

    def adopt(self, *, number: int) -> str:
        """It stays where it is; the row gives it to its draft."""
        self._is_taken = True
        return self._key

    def release(self, draft_path: str) -> None:
        """Its row could not be written."""
        self._is_taken = self._is_kept
        self.close()

    def close(self) -> None:
        """Remove it, unless it was adopted; where the storage is away, the collector does it later."""
        if not self._is_taken:
            with suppress(StorageAway):
                self._bucket.remove(self._key)
