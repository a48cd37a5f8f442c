"""SHA256 of bytes and files, read in blocks of 1 MiB."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

BLOCK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA256 in lower-case hexadecimal."""
    return _SHA256.fullmatch(text) is not None


def sha256_of_bytes(content: bytes) -> str:
    """SHA256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def blocks_of(path: Path) -> Iterator[memoryview]:
    """The file's bytes in order; a block is valid until the next is asked for. A symbolic link is not followed."""
    buffer = bytearray(BLOCK)
    view = memoryview(buffer)
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        while count := stream.readinto(buffer):
            yield view[:count]


def sha256_of_file(path: Path, *, after_each: Callable[[int], None] | None = None) -> str:
    """SHA256 of a file's bytes in lower-case hexadecimal; raises OSError where it cannot be read.

    ``after_each`` is told the number of bytes of every block that was read.
    """
    digest = hashlib.sha256()
    for block in blocks_of(path):
        digest.update(block)
        if after_each is not None:
            after_each(len(block))
    return digest.hexdigest()


def sha256_from_disk(path: Path, *, after_each: Callable[[int], None] | None = None) -> str:
    """As `sha256_of_file`, after asking the kernel to drop its cached pages, so that the disk itself is read."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)
    return sha256_of_file(path, after_each=after_each)
