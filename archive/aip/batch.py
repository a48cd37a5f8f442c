"""Many small files taken into a stage at once: each hashed as it is written, all brought to the disk together.

A stage is nobody's package: its files are trusted by their SHA256 alone until its manifest is written, and that comes
after `sync_file_system`. So they need no fsync and no rename each, which cost far more than their bytes.
"""

import os
import stat
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from archive.aip.archiving import SourceFile
from archive.aip.durable import READ_ONLY, FixityMismatch
from repository.errors import PermanentFailure

SMALL: Final = 1 << 20
"""Bytes of the largest file that is taken so: one read, one write, and an fsync of its own would cost more."""

MANY: Final = 32
"""Fewer files are brought to the disk one by one: everything else that waits for that disk has not to wait for them."""


Small = tuple[str, str, str]
"""Where a small file comes from, the name that it gets and its SHA256: no object, for there are very many of them."""


def small_files(files: Iterable[SourceFile]) -> list[Small]:
    """Those that are worth a batch; none where there are few of them.

    Raises PermanentFailure ``source-missing`` for a source that is not a file.
    """
    found = [
        (str(file.source), file.name, file.sha256)
        for file in files
        if isinstance(file.source, Path) and size_of_source(file.source) <= SMALL
    ]
    return found if len(found) >= MANY else []


def size_of_source(source: Path) -> int:
    """Bytes of a regular file; PermanentFailure ``source-missing`` for anything else."""
    try:
        status = os.stat(source, follow_symlinks=False)  # noqa: PTH116 - Path.stat costs twice as much
    except FileNotFoundError:
        status = None
    if status is None or not stat.S_ISREG(status.st_mode):
        raise PermanentFailure(f"There is no file {source} to archive.", code="source-missing")
    return status.st_size


def take_small(folder: str, files: Iterable[Small]) -> None:
    """Copy small files into a folder, read-only and not on the disk yet, each under a name that is free.

    Raises FixityMismatch, leaving no such file, where one has another SHA256.
    """
    buffer = memoryview(bytearray(SMALL + 1))
    for source, name, expected in files:
        _take(source, f"{folder}/{name}", buffer, expected=expected)


def _take(source: str, target: str, buffer: memoryview, *, expected: str) -> None:
    content = _content(source, buffer)
    found = sha256(content).hexdigest()
    if found != expected:
        raise FixityMismatch(f"{Path(source).name} has SHA256 {found}, expected {expected}: it is not archived.")
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
