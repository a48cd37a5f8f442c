"""Bytes that pass this machine on their way to or from a bucket, in a folder of VARVE_HOME; nothing lasts there.

What is being sent has no name, so the kernel drops it with its process. A copy for a reader has one, and is locked as
long as its process lives: whoever comes next removes what a killed process left.
"""

import fcntl
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.utils.translation import gettext as _

from repository.clients.s3.failures import StorageAltered
from repository.errors import TransientFailure
from repository.uploads.kept import CopyTooLarge

_BLOCK: Final = 256 * 1024
_COPY: Final = "copy."
_MARK: Final = "arriving."


class NoRoomForCopy(TransientFailure):
    """Other copies take the room now: tried again later."""

    code = "copies-full"


class Passing:
    """The folder. ``most``: bytes that copies may take at once."""

    def __init__(self, folder: Path, *, most: int) -> None:
        self.folder = folder
        self.most = most

    def spool(self) -> BinaryIO:
        """A file without a name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=self.folder, buffering=0)

    @contextmanager
    def copy(self, source: BinaryIO, *, size: int, digest: str) -> Iterator[Path]:
        """A copy of ``size`` bytes for the length of a block, hashed as it is written.

        Raises NoRoomForCopy, CopyTooLarge, StorageAltered for other bytes, and OSError where the disk takes no more.
        """
        if size > self.most:
            raise CopyTooLarge("The file is larger than all copies together may be.")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sweep()
        if sum(_size_of(path) for path in self.folder.glob(f"{_COPY}*")) + size > self.most:
            raise NoRoomForCopy(_("Other files are being read just now. This one is read a little later."))
        place = self.folder / f"{_COPY}{uuid.uuid4().hex}"
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            os.posix_fallocate(descriptor, 0, max(size, 1))  # others see the room that it will take
            if _filled(descriptor, source) != digest:
                raise StorageAltered(_("The storage holds other bytes than those that arrived."))
            os.ftruncate(descriptor, size)
            yield place
        finally:
            place.unlink(missing_ok=True)
            os.close(descriptor)

    def sweep(self) -> int:
        """Remove the copies of processes that are gone; how many."""
        count = 0
        for path in self.folder.glob(f"{_COPY}*"):
            count += _removed_if_left(path)
        return count

    def mark(self, owner: str) -> "Mark":
        """Say that bytes arrive for an owner."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return Mark(self.folder / f"{_MARK}{owner}.{uuid.uuid4().hex}")

    def marked(self, owner: str, *, since: float) -> int:
        """Bytes that arrive for an owner through this machine, and have grown ``since``."""
        total = 0
        for path in self.folder.glob(f"{_MARK}{owner}.*"):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            total += found.st_size if found.st_mtime >= since else 0
        return total

    def remove_marks(self, *, before: float) -> int:
        """Remove what was said by processes that are gone."""
        old = [path for path in self.folder.glob(f"{_MARK}*") if _modified(path) < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


class Mark:
    """A file of no blocks that is as long as what has arrived, so that every process of the machine can count it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch(mode=0o600)

    def grow(self, size: int) -> None:
        """So many bytes have come."""
        os.truncate(self._path, size)

    def close(self) -> None:
        """Nothing arrives any more. May be called more than once."""
        self._path.unlink(missing_ok=True)


def passing() -> Passing:
    """The folder of this machine."""
    return Passing(Path(settings.VARVE_HOME) / "passing", most=settings.STORAGE_COPIES_BYTES)


def _filled(descriptor: int, source: BinaryIO) -> str:
    digest = sha256()
    with source:
        while block := source.read(_BLOCK):
            digest.update(block)
            left = memoryview(block)
            while left:
                left = left[os.write(descriptor, left) :]
    return digest.hexdigest()


def _removed_if_left(path: Path) -> int:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return 0
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return 0
    finally:
        os.close(descriptor)
    return 1


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
