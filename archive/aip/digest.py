"""SHA256 of bytes and files, read in blocks of 1 MiB.

Imports little: a process that does nothing else begins with it.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = 1 << 20
_AT_ONCE = 1 << 18
_DIGITS = frozenset("0123456789abcdef")


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA256 in lower-case hexadecimal."""
    return len(text) == 64 and _DIGITS.issuperset(text)


def sha256_of_bytes(content: bytes) -> str:
    """SHA256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: "Path | str", *, after_each: Callable[[int], None] | None = None) -> str:
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
