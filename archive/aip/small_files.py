"""Small files taken into a folder: each hashed as it is written, all brought to the disk by the caller.

Imports little: a process that does nothing else begins with it.
"""

import os
import stat
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

READ_ONLY: Final = 0o444

SMALL: Final = 1 << 20
"""Bytes of the largest file that is taken so: one read, one write, and an fsync of its own would cost more."""

Small = tuple[str, str, str]
"""Where a small file comes from, the name that it gets and its SHA256: no object, for there are very many of them."""


def take_small(folder: str, files: Iterable[Small]) -> tuple[Small, str] | None:
    """Copy small files into a folder, read-only and not on the disk yet, each under a name that is free.

    The first that has another SHA256, with the one it has; neither it nor what follows is copied then.
    """
    buffer = memoryview(bytearray(SMALL + 1))
    for file in files:
        content = _content(file[0], buffer)
        found = sha256(content).hexdigest()
        if found != file[2]:
            return file, found
        _write(f"{folder}/{file[1]}", content)
    return None


def _write(target: str, content: memoryview) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(target, flags, READ_ONLY)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != READ_ONLY:  # the umask took something: seldom, and it costs
            os.fchmod(descriptor, READ_ONLY)
    finally:
        os.close(descriptor)


def _content(source: str, buffer: memoryview) -> memoryview:
    """What a small file holds; of one that is too large now, more than a small file can, which no SHA256 fits."""
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        size = os.readv(descriptor, [buffer])
        while size < os.fstat(descriptor).st_size and (count := os.readv(descriptor, [buffer[size:]])):
            size += count
        return buffer[:size]
    finally:
        os.close(descriptor)
