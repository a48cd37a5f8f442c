"""Bytes on their way to the disk while more are coming, so that the fsync at the end has little left to do. Pure."""

import ctypes
from typing import Final

STEP: Final = 16 * 1024 * 1024
"""Bytes after which the kernel is asked again."""

_SYNC_FILE_RANGE_WRITE: Final = 2
_LIBC: Final = ctypes.CDLL(None, use_errno=True)


class Writeback:
    """Tells the kernel to begin writing what a growing file holds. Promises nothing: only fsync does.

    Where the system has no ``sync_file_range`` (Linux), or the file system refuses it, nothing happens; an error of the
    disk is told by the fsync that follows.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._written = 0
        self._begun = 0

    def wrote(self, count: int) -> None:
        """Take note of bytes written at the end of the file."""
        self._written += count
        if self._written - self._begun >= STEP:
            _begin(self._descriptor, self._begun, self._written - self._begun)
            self._begun = self._written


def _begin(descriptor: int, start: int, count: int) -> None:
    call = getattr(_LIBC, "sync_file_range", None)
    if call is not None:
        call(descriptor, ctypes.c_int64(start), ctypes.c_int64(count), ctypes.c_uint(_SYNC_FILE_RANGE_WRITE))
