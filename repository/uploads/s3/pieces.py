"""Bytes on their way into one object: cut into pieces of one size, each sent while the next one fills.

A piece is always the same bytes of the file, wherever a line was cut: so a piece that is sent twice is the same twice.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from io import SEEK_END
from typing import BinaryIO, Final

from repository.clients.s3.bucket import Bucket
from repository.uploads.s3.passing import Passing
from repository.uploads.tus.growth import Piece

PIECE: Final = 8 * 1024 * 1024
"""Bytes of a piece: S3 wants 5 MiB at least, and a killed process loses less than two of them."""

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
    """The open piece of an object, and the one that is being sent. All raise what the bucket does, and OSError.

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
        self._spooled = 0
        self._thread: ThreadPoolExecutor | None = None
        self._flying: Future[Piece] | None = None

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
        """Whether what was sent has come to an end, for ``landed`` to say how."""
        return self._flying is not None and self._flying.done()

    def send(self) -> None:
        """Send the open piece beside what follows. The one before must have landed."""
        if self._flying is not None:
            raise RuntimeError("the piece before has not landed")
        if not self.sending:
            self.sending = self._bucket.begin(self._key)
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pieces")
        spool, self._spool, self._spooled = self._open(), None, 0
        self._flying = self._thread.submit(self._sent, self._number, spool)
        self._number += 1

    def landed(self) -> Piece | None:
        """Wait for what is being sent, if anything is."""
        flying, self._flying = self._flying, None
        return flying.result() if flying is not None else None

    def put(self, key: str) -> None:
        """Write what is in the open piece as an object of its own; it stays in the piece as well."""
        spool = self._open()
        self._bucket.put(key, spool)
        spool.seek(0, SEEK_END)

    def close(self) -> None:
        """Let go of what was not sent. May be called more than once."""
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)
            self._thread = None
        self._flying = None
        if self._spool is not None:
            self._spool.close()
        self._spool, self._spooled = None, 0

    def _open(self) -> BinaryIO:
        if self._spool is None:
            self._spool = self._passing.spool()
        return self._spool

    def _sent(self, number: int, spool: BinaryIO) -> Piece:
        with spool:
            return Piece(number, self._bucket.put_piece(self._key, self.sending, number, spool))
