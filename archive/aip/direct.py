"""Large files past the kernel's cache (O_DIRECT): from the disk and to it in pieces, several on their way at once.

What is read so is what the disk holds, whatever the kernel remembers; what is written so leaves nothing for the final
fsync and pushes nothing else out of memory.
"""

import ctypes
import errno
import fcntl
import mmap
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Final

PIECE: Final = 1024 * 1024
"""Bytes of one piece: a multiple of what any disk wants, and still near the processor when it is hashed."""

LARGE: Final = 16 * PIECE
"""Bytes from which a file is worth the threads."""

_AHEAD: Final = 4
"""Pieces that are being read while one is looked at."""

_KEPT: Final = 64
"""Pieces that wait to be written behind the one that is looked at: a disk that halts for a moment halts nobody."""

_READING: Final = 4
_WRITING: Final = 3
"""Pieces that are on their way at the same time: one alone does not fill a disk."""

_ALIGNED: Final = 4096
_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_NOT_HERE: Final = {errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS}
_FICLONE: Final = 0x40049409


class NotDirect(Exception):
    """The file system does not do it. The caller goes through the cache, from the beginning."""


def share_blocks(source: int, target: int) -> bool:
    """Let an empty file hold the blocks of another until one of both is written; False where no file system does."""
    try:
        fcntl.ioctl(target, _FICLONE, source)
    except OSError:
        return False
    return True


def pieces_from_disk(descriptor: int) -> Generator[memoryview]:
    """The bytes of a file from its beginning to the end that it has now; each piece is valid until the next.

    Raises NotDirect and OSError.
    """
    with _directly(descriptor), closing(_pieces(descriptor, _READING, kept=1)) as pieces:
        yield from pieces


def copy_to_disk(source: int, target: int, taken: Callable[[memoryview], object], *, forgetting: bool = False) -> None:
    """Fill an empty file with the bytes of another, sharing no block with it; ``taken`` sees each piece, in order.

    What it sees is the very memory that is written. The bytes are with the disk afterwards, but for the last few, and
    an fsync is due as always. ``forgetting``: the kernel keeps nothing of the source in memory. Raises NotDirect and
    OSError, whereupon the target holds anything.
    """
    with _directly(target):
        _reserve(target, os.fstat(source).st_size)
        rest, size = _written(source, target, taken, forgetting=forgetting)
    while rest:
        count = os.pwrite(target, rest, size)
        rest, size = rest[count:], size + count
    os.ftruncate(target, size)


def _written(source: int, target: int, taken: Callable[[memoryview], object], *, forgetting: bool) -> tuple[bytes, int]:
    """What is left to write, which no disk takes directly, and where it belongs."""
    rest, size = b"", 0
    writes: deque[Future[None]] = deque()
    pieces = _pieces(source, 1, kept=_KEPT)
    with closing(pieces), ThreadPoolExecutor(_WRITING, thread_name_prefix="to-disk") as pool:
        for piece in pieces:
            whole = len(piece) // _ALIGNED * _ALIGNED
            writes.append(pool.submit(_write, target, piece[:whole], size))
            taken(piece)
            rest, size = bytes(piece[whole:]), size + whole
            if forgetting and size % LARGE == 0:
                pool.submit(os.posix_fadvise, source, 0, size, os.POSIX_FADV_DONTNEED)
            if len(writes) == _KEPT:
                writes.popleft().result()
        for write in writes:
            write.result()
    return rest, size


def _write(descriptor: int, piece: memoryview, start: int) -> None:
    while piece:
        count = os.pwrite(descriptor, piece, start)
        piece, start = piece[count:], start + count


def _pieces(descriptor: int, at_once: int, *, kept: int) -> Generator[memoryview]:
    """Each piece stays as it is until ``kept`` more were asked for; only the last is shorter than `PIECE`."""
    size = os.fstat(descriptor).st_size
    starts = range(0, size, PIECE)
    several = min(_AHEAD + kept, len(starts))
    buffers = [memoryview(mmap.mmap(-1, PIECE)) for _ in range(several)]  # these begin where a page begins
    coming: deque[Future[memoryview]] = deque()
    with ThreadPoolExecutor(at_once, thread_name_prefix="from-disk") as pool:
        for number in range(len(starts) + _AHEAD):
            if number < len(starts):
                buffer = buffers[number % len(buffers)]
                coming.append(pool.submit(_read, descriptor, buffer, starts[number], size))
            if number >= _AHEAD:
                yield coming.popleft().result()


def _read(descriptor: int, buffer: memoryview, start: int, size: int) -> memoryview:
    wanted, got = min(len(buffer), size - start), 0
    while got < wanted:
        before = got // _ALIGNED * _ALIGNED  # a read that was cut short is gone on with from where the disk can
        count = os.preadv(descriptor, [buffer[before:]], start + before)
        if before + count <= got:
            raise OSError(errno.EIO, "a file became shorter while it was read")
        got = before + count
    return buffer[:wanted]


def _reserve(descriptor: int, size: int) -> None:
    """Take the room beforehand: the pieces are then written side by side, and a full disk says so at once."""
    while _LIBC.fallocate(descriptor, 0, ctypes.c_int64(0), ctypes.c_int64(size)) != 0:
        number = ctypes.get_errno()
        if number in _NOT_HERE:
            return
        if number != errno.EINTR:
            raise OSError(number, os.strerror(number))


@contextmanager
def _directly(descriptor: int) -> Iterator[None]:
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_DIRECT)
        yield
    except OSError as error:
        if error.errno in _NOT_HERE:
            raise NotDirect from error
        raise
    finally:
        fcntl.fcntl(descriptor, fcntl.F_SETFL, flags)
