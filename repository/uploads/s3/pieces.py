"""Bytes on their way into one object: cut into pieces of one size, a few sent at a time while the next one fills.

A piece is always the same bytes of the file, wherever a line was cut: so a piece that is sent twice is the same twice.
"""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from io import SEEK_END
from typing import BinaryIO, Final

from repository.clients.s3.bucket import Bucket
from repository.uploads.s3.passing import Passing
from repository.uploads.tus.growth import Piece

PIECE: Final = 8 * 1024 * 1024
"""Bytes of a piece: S3 wants 5 MiB at least, and a killed process loses those in flight and the open one at most."""

IN_FLIGHT: Final = 3
"""Pieces of one object that are sent at a time: a storage answers late, but writes several at once."""

PIECES_MOST: Final = 10_000
"""So many S3 takes for one object."""


def piece_size(length: int) -> int:
    """Bytes of each piece of a file of ``length`` bytes, but for its last.

    >>> [piece_size(length) // 2**20 for length in (1, 80 * 2**30, 200 * 2**30)]
    [8, 9, 21]
    """
    megabyte = 1 << 20
    wanted = -(-length // PIECES_MOST)
    return max(PIECE, -(-wanted // megabyte) * megabyte)


class Pieces:
    """The open piece of an object, and those that are being sent. All raise what the bucket does, and OSError.

    ``sending`` names the sending in the storage, once a piece went.
    """

    def __init__(self, bucket: Bucket, key: str, passing: Passing, *, size: int) -> None:
        self.sending = ""
        self._bucket = bucket
        self._key = key
        self._passing = passing
        self._size = size
        self._number = 1
        self._spool: BinaryIO | None = None
        self._spare: list[BinaryIO] = []
        self._spooled = 0
        self._thread: ThreadPoolExecutor | None = None
        self._flying: deque[Future[Piece]] = deque()

    def go_on(self, *, offset: int, sending: str) -> None:
        """Begin at the first byte of a piece."""
        self.sending = sending
        self._number = offset // self._size + 1

    def write(self, block: bytes | memoryview) -> int:
        """Add bytes to the open piece, up to its end; how many. One that ``is_full`` has to be sent first."""
        spool, view = self._open(), memoryview(block)[: self._size - self._spooled]
        left = view
        while left:
            left = left[spool.write(left) :]
        self._spooled += len(view)
        return len(view)

    @property
    def is_full(self) -> bool:
        """Whether nothing more goes into the open piece."""
        return self._spooled == self._size

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in the open piece."""
        return self._spooled == 0

    @property
    def has_landed(self) -> bool:
        """Whether the oldest that was sent has come to an end, for ``landed`` to say how."""
        return bool(self._flying) and self._flying[0].done()

    @property
    def is_crowded(self) -> bool:
        """Whether one has to land before another is sent."""
        return len(self._flying) >= IN_FLIGHT

    def send(self) -> None:
        """Send the open piece beside what follows, unless it ``is_crowded``."""
        if self.is_crowded:
            raise RuntimeError("too many pieces have not landed")
        if not self.sending:
            self.sending = self._bucket.begin(self._key)
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=IN_FLIGHT, thread_name_prefix="pieces")
        spool = self._closed_off()
        self._spool, self._spooled = None, 0
        self._flying.append(self._thread.submit(self._sent, self._number, spool))
        self._number += 1

    def landed(self) -> Piece | None:
        """Wait for the oldest that is being sent, if anything is: so pieces land in their order."""
        return self._flying.popleft().result() if self._flying else None

    def put(self, key: str) -> None:
        """Write what is in the open piece as an object of its own; it stays in the piece as well."""
        spool = self._closed_off()
        self._bucket.put(key, spool)
        spool.seek(0, SEEK_END)

    def close(self) -> None:
        """Let go of what was not sent. May be called more than once."""
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)
            self._thread = None
        self._flying.clear()
        for spool in (self._spool, *self._spare):
            if spool is not None:
                spool.close()
        self._spool, self._spooled = None, 0
        self._spare.clear()

    def _open(self) -> BinaryIO:
        """One that a piece left is written over: its pages are there already."""
        if self._spool is None:
            self._spool = self._spare.pop() if self._spare else self._passing.spool()
        return self._spool

    def _closed_off(self) -> BinaryIO:
        """The open one, without what an earlier piece left behind its end."""
        spool = self._open()
        spool.truncate(self._spooled)
        return spool

    def _sent(self, number: int, spool: BinaryIO) -> Piece:
        try:
            etag = self._bucket.put_piece(self._key, self.sending, number, spool)
            spool.seek(0)
            self._spare.append(spool)
        except BaseException:
            spool.close()
            raise
        return Piece(number, etag)
