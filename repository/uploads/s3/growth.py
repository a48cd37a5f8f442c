"""An upload that grows in a bucket: full pieces as they come, and what is left over as a small object of its own.

What is told to a sender lasts: a killed machine costs the bytes since the last piece, which nobody was told of.
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from repository.clients.s3.bucket import Bucket
from repository.clients.s3.failures import ObjectMissing, PiecesMissing, StorageAway
from repository.models import Upload
from repository.uploads.kept import SAMPLE
from repository.uploads.media_types import HEAD_SIZE
from repository.uploads.s3.keys import rest_key, upload_key
from repository.uploads.s3.passing import Passing
from repository.uploads.s3.pieces import Pieces, piece_size
from repository.uploads.tus.digest import CAN_REST, RestingSha256
from repository.uploads.tus.growth import Known, Piece
from repository.uploads.tus.refusals import UploadLost

REST_S: Final = 20.0
"""A slow line fills a piece in minutes: after so long what came of it is put away."""

TELL_S: Final = 0.5
"""So often at most the row is written while more comes: a killed process costs what came meanwhile, and no more."""

_BLOCK: Final = 256 * 1024


class BucketGrowth:
    """An upload that is held, to which bytes are added at its end."""

    def __init__(self, bucket: Bucket, passing: Passing, upload: Upload, known: Known, *, is_hashed: bool) -> None:
        self._bucket = bucket
        self._upload = upload
        self._key = upload_key(upload)
        self._piece = piece_size(upload.length)
        self._is_hashed = is_hashed and CAN_REST
        self._is_sealed = False
        self._rests: set[int] = {known.offset} if known.offset % self._piece else set()
        self._pieces = Pieces(bucket, self._key, passing, size=self._piece)
        self._begin(known)

    def _begin(self, known: Known, *, is_lost: bool = False) -> None:
        self._pieces.close()
        sending = known.sending or ("" if is_lost else self._pieces.sending)
        self._sure, self._size = replace(known, pieces=(), sending=sending), known.offset
        self._landed: list[Piece] = []
        goes_on = self._is_hashed and known.hashed == known.offset and (bool(known.state) or not known.offset)
        self._sha256 = RestingSha256(known.state) if goes_on else None
        self._first, self._last = known.first, known.last
        self._sent: deque[Known] = deque()
        self._is_open = False
        self._since = time.monotonic()

    @property
    def size(self) -> int:
        """Bytes that are here."""
        return self._size

    @property
    def is_due(self) -> bool:
        """Whether a piece has landed that the row should know of, or too long has nothing been put away."""
        has_news = self._sure.offset > self._upload.offset or self._pieces.has_landed
        return (has_news and time.monotonic() - self._since >= TELL_S) or self._is_resting_due

    @property
    def _is_resting_due(self) -> bool:
        return self._size > self._sure.offset and time.monotonic() - self._since > REST_S

    def write(self, block: bytes | memoryview) -> None:
        """Add bytes. Where the storage is away, all that is not sure is let go of."""
        with self._safe():
            self._open()
            left = memoryview(block)
            while left:
                taken = left[: self._pieces.write(left)]
                self._note(taken)
                left = left[len(taken) :]
                if self._pieces.is_full:
                    self._send()

    def add(self, source: BinaryIO) -> None:
        """Add what is left to read of another object."""
        while block := source.read(_BLOCK):
            self.write(block)

    def sure(self) -> Known:
        """What has landed by now; the rest too, where it waited long."""
        with self._safe():
            while self._pieces.has_landed:
                self._land()
            if self._is_resting_due:
                self._settle()
        return self._told()

    def known(self) -> Known:
        """Put all of it away, and wait for that."""
        with self._safe():
            self._settle()
        return self._told()

    def take_back(self, known: Known) -> None:
        """Let go of all that came after ``known``: pieces of the same number will be written over."""
        self._begin(known)

    def head(self) -> bytes:
        """The first bytes."""
        return self._first[:HEAD_SIZE]

    def sha256(self) -> str:
        """The checksum of the whole: kept along the way, or made by reading it once."""
        if self._sha256 is not None:
            return self._sha256.hexdigest()
        self.seal()
        digest, stream = sha256(), self._bucket.open(self._key)
        with stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()

    def seal(self) -> None:
        """Make one object of the pieces; what went in one piece is one already. Safe to repeat."""
        if self._is_sealed:
            return
        with self._safe():
            if self._sure.sending:
                etags = list(self._upload.pieces.order_by("number").values_list("etag", flat=True))
                if len(etags) != -(-self._upload.length // self._piece):
                    raise PiecesMissing("Not all pieces are remembered.")
                self._bucket.complete(self._key, self._sure.sending, etags, size=self._upload.length)
            elif self._bucket.size(self._key) != self._upload.length:
                raise PiecesMissing("The object is not there.")
        self._is_sealed = True

    def close(self) -> None:
        """Let go of the thread, and of every rest but the one that the row names."""
        self._pieces.close()
        is_whole = self._upload.offset == self._upload.length
        for offset in self._rests if is_whole else self._rests - {self._upload.offset}:
            with suppress(StorageAway):
                self._bucket.remove(rest_key(self._upload.key, offset))

    def _open(self) -> None:
        """Begin where the row says, with what it left over of a piece."""
        if not self._is_open:
            over = self._size % self._piece
            self._pieces.go_on(offset=self._size - over, sending=self._sure.sending)
            if over:
                self._fetch_rest(over)
            self._is_open = True

    def _fetch_rest(self, over: int) -> None:
        with self._bucket.open(rest_key(self._upload.key, self._size)) as rest:
            while block := rest.read(_BLOCK):
                self._pieces.write(block)
        if rest.size != over:
            raise PiecesMissing("The rest of a piece has another size.")

    def _note(self, taken: memoryview) -> None:
        self._size += len(taken)
        if self._sha256 is not None:
            self._sha256.update(taken)
        if len(self._first) < SAMPLE:
            self._first += bytes(taken[: SAMPLE - len(self._first)])
        end = bytes(taken[-SAMPLE:])
        self._last = end if len(end) == SAMPLE else (self._last + end)[-SAMPLE:]

    def _now(self) -> Known:
        state = self._sha256.rest() if self._sha256 is not None else b""
        hashed = self._size if self._sha256 is not None else 0
        return Known(self._size, hashed, state, sending=self._pieces.sending, first=self._first, last=self._last)

    def _send(self) -> None:
        if self._pieces.is_crowded:
            self._land()
        self._pieces.send()
        self._sent.append(self._now())

    def _land(self) -> bool:
        """Wait for the oldest piece: what is sure ends with it, whatever landed behind it. Whether there was one."""
        if (piece := self._pieces.landed()) is None:
            return False
        self._landed.append(piece)
        self._sure = self._sent.popleft()
        return True

    def _settle(self) -> None:
        """Put the open piece away beside those that fly; sure is all of it together, when the last has landed."""
        if self._size == self._sure.offset:
            return
        if not self._pieces.is_empty:
            self._put_open()
        while self._land():
            pass
        self._sure = self._now()

    def _put_open(self) -> None:
        if self._size < self._upload.length:
            self._pieces.put(rest_key(self._upload.key, self._size))
            self._rests.add(self._size)
        elif self._pieces.sending:
            self._send()
        else:
            self._pieces.put(self._key)

    def _told(self) -> Known:
        """What is sure, with the pieces that the row does not know of yet."""
        self._since = time.monotonic()
        self._landed = [piece for piece in self._landed if piece.number * self._piece > self._upload.offset]
        return replace(self._sure, pieces=tuple(self._landed))

    @contextmanager
    def _safe(self) -> Iterator[None]:
        """Go back to what is sure where the storage fails; to nothing where it lost what it had."""
        try:
            yield
        except (ObjectMissing, PiecesMissing) as failure:
            self._pieces.close()  # what still flies would come after the drop
            if sending := self._pieces.sending or self._sure.sending:
                with suppress(StorageAway):
                    self._bucket.drop(self._key, sending)
            self._begin(Known(), is_lost=True)
            words = _("The storage of this site lost what arrived of this file. It is sent again from its beginning.")
            raise UploadLost(words) from failure
        except (StorageAway, OSError):
            landed = self._landed
            self._begin(self._sure)
            self._landed = landed
            raise
