"""The file of one upload while bytes are added to it: who holds it, how much of it is sure, and its SHA256 so far."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from repository.uploads.growing import Digest, GrowingFile, Unhashed
from repository.uploads.media_types import HEAD_SIZE
from repository.uploads.tus.digest import CAN_REST, RestingSha256
from repository.uploads.tus.refusals import SenderSilent, UploadBusy

CHECKPOINT: Final = 128 * 1024 * 1024
"""Bytes after which a long PATCH is brought to the disk and remembered: all that a power cut can take of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that a bucket has: its number from 1, and its ETag."""

    number: int
    etag: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an upload: bytes sure to last, bytes hashed with the state after them, and in which run of
    the machine that was written.

    In a bucket also what it calls the sending, the pieces that came since the last time, and the first and last bytes.
    """

    offset: int = 0
    hashed: int = 0
    state: bytes = b""
    boot: str = ""
    sending: str = ""
    pieces: tuple[Piece, ...] = ()
    first: bytes = b""
    last: bytes = b""


class Holding:
    """The right to write one upload, until it is let go of from another thread, which never happens within ``kept``."""

    def __init__(self) -> None:
        self.settle: Callable[[], None] = _settled
        self._lock = Lock()
        self._is_lost = False

    @contextmanager
    def kept(self) -> Iterator[None]:
        """It is not let go of within this block. Raises ``SenderSilent`` where it was before."""
        with self._lock:
            if self._is_lost:
                raise SenderSilent("Nothing came for too long. What arrived is kept: ask how much, and go on.")
            yield


class Hold(Holding):
    """A file that is held against all others."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self.descriptor = descriptor

    def let_go(self, *, back_to: int | None) -> None:
        """Leave the file to others, cut to its first ``back_to`` bytes where that is said."""
        with self._lock:
            if back_to is not None:
                os.ftruncate(self.descriptor, back_to)
            self._is_lost = True
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def growth(self, known: Known, *, length: int, is_hashed: bool) -> "Growth":
        """Go on from what is remembered of the file."""
        return Growth(self.descriptor, known, length=length, is_hashed=is_hashed)


def _settled() -> None:
    """Nothing is left to do: the kernel has all that was written, or nothing came yet that could be lost."""


@contextmanager
def held(place: Path) -> Iterator[Hold]:
    """The file at ``place``, made where it is missing, held against all others until the block ends.

    The kernel lets go of it when this process dies. Raises ``UploadBusy`` while another request writes it.
    """
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise UploadBusy(_("This upload is being written at this moment. Try again in a few seconds.")) from taken
        yield Hold(descriptor)
    finally:
        os.close(descriptor)


def settled_size(found: int, known: Known, *, length: int, boot: str) -> int:
    """How many bytes of a file count, where ``found`` lie there.

    All of them after a killed process, since the kernel kept what it was given. Only those known to be on the disk
    after the machine itself stopped. Never more than ``length``.
    """
    sure = found if known.boot == boot else min(found, known.offset)
    return min(sure, length)


class Growth:
    """A held file to which bytes are added at the end, up to ``length``.

    ``write`` and ``add``, then ``known`` for what to remember; ``close`` in any case.
    """

    def __init__(self, descriptor: int, known: Known, *, length: int, is_hashed: bool = True) -> None:
        """``is_hashed``: whether the checksum goes along; otherwise it is made from the file when it is asked for."""
        self._descriptor = descriptor
        self._is_hashed = is_hashed and CAN_REST
        size = settled_size(os.fstat(descriptor).st_size, known, length=length, boot=boot_of_machine())
        rests = self._is_hashed and bool(known.state) and known.hashed <= size
        self._begin(size, Known(hashed=known.hashed, state=known.state) if rests else Known())

    def _begin(self, size: int, known: Known) -> None:
        os.ftruncate(self._descriptor, size)
        os.lseek(self._descriptor, size, os.SEEK_SET)
        self._sha256 = RestingSha256(known.state) if self._is_hashed else None
        digest: Digest = self._sha256 or Unhashed()
        self._file = GrowingFile(self._descriptor, digest=digest, size=size, hashed=known.hashed)
        self._remembered = size

    @property
    def size(self) -> int:
        """Bytes that are here."""
        return self._file.size

    @property
    def is_due(self) -> bool:
        """Whether so much came that it should be remembered."""
        return self.size - self._remembered >= CHECKPOINT

    def write(self, block: bytes) -> None:
        """Add bytes at the end. Raises OSError."""
        self._file.write(block)

    def add(self, source: BinaryIO) -> None:
        """Add what is left to read of another file, inside the kernel where it can. Raises OSError."""
        self._file.take(source.fileno())

    def sure(self) -> Known:
        """The same as `known`."""
        return self.known()

    def known(self) -> Known:
        """Bring everything to the disk; what to remember. Raises OSError."""
        self._file.settle()
        self._remembered = self.size
        if self._sha256 is None:
            return Known(offset=self.size, boot=boot_of_machine())
        return Known(self.size, self.size, self._sha256.rest(), boot_of_machine())

    def take_back(self, known: Known) -> None:
        """Let go of all that came after ``known``, of this same growth."""
        self._file.close()
        self._begin(known.offset, known)

    def sha256(self) -> str:
        """The checksum of the whole, all of it on the disk. Raises OSError."""
        if self._sha256 is None:
            self._file.settle()
            return GrowingFile(self._descriptor, size=self.size).finish()
        self._file.settle()
        return self._sha256.hexdigest()

    def head(self) -> bytes:
        """The first bytes. Raises OSError."""
        return os.pread(self._descriptor, HEAD_SIZE, 0)

    def seal(self) -> None:
        """It is one file from the beginning."""

    def close(self) -> None:
        """Let the thread go that hashes."""
        self._file.close()


@cache
def boot_of_machine() -> str:
    """A name of this run of the machine: another one after each start."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
