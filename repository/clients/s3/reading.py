"""One object as a file to read: from anywhere, in a stream, going on where a line broke."""

import io
from typing import Any, Final

from repository.clients.s3.failures import StorageAway, told

PIECE: Final = 256 * 1024
TRIES: Final = 4


class ObjectReader(io.RawIOBase):
    """Reads an object of ``size`` bytes while its ETag stays what it was; at most one connection at a time.

    ``stream``: its bytes from the first one, where somebody asked for them already.
    """

    def __init__(self, s3: Any, at: dict[str, str], *, size: int, etag: str, stream: Any = None) -> None:
        self._s3 = s3
        self._at = at
        self._etag = etag
        self._place = 0
        self._stream: Any = stream
        self.size = size

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the next byte is read, from 0."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Read on from another byte; nothing is asked of the storage before the next read."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size}[whence]
        place = max(start + offset, 0)
        if place != self._place:
            self._let_go()
            self._place = place
        return place

    def readinto(self, buffer: Any) -> int:
        """The next bytes, none at the end. Raises StorageAway."""
        wanted = min(len(buffer), self.size - self._place)
        if wanted <= 0:
            return 0
        block = self._next(wanted)
        buffer[: len(block)] = block
        self._place += len(block)
        return len(block)

    def close(self) -> None:
        """Let the connection go."""
        self._let_go()
        super().close()

    def _next(self, wanted: int) -> bytes:
        for tries_left in reversed(range(TRIES)):
            try:
                with told():
                    if self._stream is None:
                        self._stream = self._s3.get_object(
                            **self._at, Range=f"bytes={self._place}-", IfMatch=self._etag
                        )["Body"]
                    if block := bytes(self._stream.read(wanted)):
                        return block
                    raise ConnectionError("the object ended before its end")
            except StorageAway:
                self._let_go()
                if not tries_left:
                    raise
        raise AssertionError("unreachable")

    def _let_go(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
