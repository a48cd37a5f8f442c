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


Looked = tuple[int, int, str | OSError]
"""Bytes of a file, number of its hard links, and its SHA256 or why it cannot be read."""

NOTHING = (-1, 0)
"""Bytes and links of a file that is not there any more."""


def look_at_each(folder: str, names: Iterable[str]) -> list[Looked]:
    """What each file of a folder is, as it is opened and read."""
    return [_looked_at(f"{folder}/{name}") for name in names]


def _looked_at(path: str) -> Looked:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return (*_size_and_links(path), error)
    try:
        status = os.fstat(descriptor)
        try:
            return status.st_size, status.st_nlink, sha256_of_rest(descriptor, size=status.st_size)
        except OSError as error:
            return status.st_size, status.st_nlink, error
    finally:
        os.close(descriptor)


def _size_and_links(path: str) -> tuple[int, int]:
    try:
        status = os.lstat(path)
    except OSError:
        return NOTHING
    return status.st_size, status.st_nlink


def sha256_of_rest(descriptor: int, *, after_each: Callable[[int], None] | None = None, size: int | None = None) -> str:
    """SHA256 of what is left to read of a descriptor; a small file is read at once, without a buffer to fill.

    ``size``: bytes of the file, where the caller has asked for them already.
    """
    if size is None:
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
