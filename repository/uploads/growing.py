"""A new file that grows to its end: on its way to the disk and hashed while more is coming. Pure.

Behind the writer, every `STEP` bytes, the kernel is asked to begin writing and a thread hashes what the file holds, so
that little is left to do at the end. Measured on ext4: 2 GB take as long as hashing them alone.
"""

import ctypes
import errno
import os
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from typing import Final, Protocol

STEP: Final = 16 * 1024 * 1024
"""Bytes after which the disk and the hash go on; a smaller file has no thread."""

_PIECE: Final = 64 * 1024
"""Bytes of one write: large ones cost ext4 several times as long for each byte."""

_READ: Final = 256 * 1024
_SYNC_FILE_RANGE_WRITE: Final = 2
_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_NOT_IN_THE_KERNEL: Final = {errno.EXDEV, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM, errno.EBADF}


class Digest(Protocol):
    """What takes the bytes in their order and tells their checksum."""

    def update(self, data: memoryview, /) -> None:
        """Take the next bytes."""

    def hexdigest(self) -> str:
        """The checksum of all that was taken, in lower-case hexadecimal."""


class Unhashed:
    """A digest that takes nothing, for bytes that are hashed later: they are not read again behind the writer."""

    def update(self, data: memoryview, /) -> None:
        """Do nothing."""

    def hexdigest(self) -> str:
        """Nothing is known of the bytes."""
        return ""


class GrowingFile:
    """The bytes of a descriptor that is open for reading and writing at the end of its file.

    ``write`` and ``copy`` in any order, then ``finish``; ``close`` in any case, which leaves the descriptor open.
    ``size``: bytes that the file holds already, of which ``digest`` has taken the first ``hashed``. Every method raises
    OSError.
    """

    def __init__(self, descriptor: int, *, digest: Digest | None = None, size: int = 0, hashed: int = 0) -> None:
        self._descriptor = descriptor
        self._digest: Digest = digest or sha256()
        self._size = size
        self._passed = hashed
        self._thread: ThreadPoolExecutor | None = None
        self._behind: Future[None] | None = None

    def write(self, block: bytes | memoryview) -> None:
        """Add bytes at the end."""
        left = memoryview(block)
        while left:
            count = os.write(self._descriptor, left[:_PIECE])
            left = left[count:]
            self._grew(count)

    def copy(self, source: int) -> None:
        """Add what is left to read of another descriptor, read and written here: no block is shared with it."""
        buffer = memoryview(bytearray(_PIECE))
        while count := os.readv(source, [buffer]):
            self.write(buffer[:count])

    def take(self, source: int) -> None:
        """As `copy`, of what is not read again: inside the kernel where it can, and what was read is let go of.

        On XFS and btrfs no block is written: both files share them until one side is written.
        """
        try:
            while count := os.copy_file_range(source, self._descriptor, STEP):
                self._grew(count)
                os.posix_fadvise(source, 0, self._size, os.POSIX_FADV_DONTNEED)
        except OSError as error:
            if error.errno not in _NOT_IN_THE_KERNEL:
                raise
        self.copy(source)

    @property
    def size(self) -> int:
        """Bytes that the file holds."""
        return self._size

    def settle(self) -> None:
        """Bring everything to the disk (fsync), and into the checksum."""
        os.fsync(self._descriptor)
        self._wait()
        self._hash(self._passed, self._size)
        self._passed = self._size

    def finish(self) -> str:
        """As `settle`, once for all; the SHA256 of what the file holds, in lower-case hexadecimal."""
        self.settle()
        self.close()
        return self._digest.hexdigest()

    def close(self) -> None:
        """Let the thread go, if there is one. May be called more than once."""
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)

    def _grew(self, count: int) -> None:
        self._size += count
        if self._size - self._passed < STEP:
            return
        start, self._passed = self._passed, self._size
        _begin_writing(self._descriptor, start, self._size - start)
        self._wait()
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sha256")
        self._behind = self._thread.submit(self._hash, start, self._size)

    def _wait(self) -> None:
        if self._behind is not None:
            self._behind.result()
            self._behind = None

    def _hash(self, start: int, end: int) -> None:
        if isinstance(self._digest, Unhashed):
            return
        buffer = memoryview(bytearray(min(_READ, max(end - start, 1))))
        while start < end:
            count = os.preadv(self._descriptor, [buffer[: end - start]], start)
            if not count:
                raise OSError(errno.EIO, "a growing file became shorter")
            self._digest.update(buffer[:count])
            start += count


def _begin_writing(descriptor: int, start: int, count: int) -> None:
    """Ask the kernel to begin writing. Promises nothing: where it cannot, nothing happens; errors come with fsync."""
    call = getattr(_LIBC, "sync_file_range", None)
    if call is not None:
        call(descriptor, ctypes.c_int64(start), ctypes.c_int64(count), ctypes.c_uint(_SYNC_FILE_RANGE_WRITE))
