"""SHA256 of bytes and files, read in blocks of 1 MiB."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from archive.aip.direct import LARGE, NotDirect, pieces_from_disk

BLOCK = 1 << 20
_AT_ONCE = 1 << 18
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA256 in lower-case hexadecimal."""
    return _SHA256.fullmatch(text) is not None


def sha256_of_bytes(content: bytes) -> str:
    """SHA256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path | str, *, after_each: Callable[[int], None] | None = None) -> str:
    """SHA256 of a file's bytes in lower-case hexadecimal; raises OSError where it cannot be read.

    ``after_each`` is told the number of bytes of every block that was read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        return sha256_of_rest(descriptor, after_each=after_each)
    finally:
        os.close(descriptor)


def sha256_of_each(folder: str, names: Iterable[str]) -> list[str | OSError]:
    """As `sha256_of_file`, of each file of a folder; the error in the place of one that cannot be read."""
    found: list[str | OSError] = []
    for name in names:
        try:
            found.append(sha256_of_file(f"{folder}/{name}"))
        except OSError as error:
            found.append(error)
    return found


def sha256_of_rest(descriptor: int, *, after_each: Callable[[int], None] | None = None) -> str:
    """SHA256 of what is left to read of a descriptor; a small file is read at once, without a buffer to fill."""
    size = os.fstat(descriptor).st_size
    first = os.read(descriptor, min(size + 1, _AT_ONCE))
    digest = hashlib.sha256(first)
    if after_each is not None and first:
        after_each(len(first))
    if len(first) <= size < _AT_ONCE:
        return digest.hexdigest()
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_SEQUENTIAL)  # the kernel reads further ahead: twice as fast
    view = memoryview(bytearray(BLOCK))
    while count := os.readv(descriptor, [view]):
        digest.update(view[:count])
        if after_each is not None:
            after_each(count)
    return digest.hexdigest()


def sha256_from_disk(path: Path, *, after_each: Callable[[int], None] | None = None) -> str:
    """As `sha256_of_file`, of what the disk itself gives.

    A large file is read past the kernel's cache; for a smaller one, and where that cannot be done, the kernel is asked
    to drop its cached pages before.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        if os.fstat(descriptor).st_size >= LARGE:
            with suppress(NotDirect):
                return _sha256_past_cache(descriptor, after_each)
        return sha256_of_rest(descriptor, after_each=after_each)
    finally:
        os.close(descriptor)


def sha256_of_each_from_disk(paths: Sequence[Path]) -> list[str]:
    """As `sha256_from_disk`, of small files that are on the disk: it is asked for all of them, then each is awaited."""
    with ExitStack() as closing_all:
        descriptors = []
        for path in paths:
            descriptors.append(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC))
            closing_all.callback(os.close, descriptors[-1])
            for advice in (os.POSIX_FADV_DONTNEED, os.POSIX_FADV_WILLNEED):
                os.posix_fadvise(descriptors[-1], 0, 0, advice)
        return [sha256_of_rest(descriptor) for descriptor in descriptors]


def _sha256_past_cache(descriptor: int, after_each: Callable[[int], None] | None) -> str:
    digest = hashlib.sha256()
    with closing(pieces_from_disk(descriptor)) as pieces:
        for piece in pieces:
            digest.update(piece)
            if after_each is not None:
                after_each(len(piece))
    return digest.hexdigest()
