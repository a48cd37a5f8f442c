"""Writing that survives a stop at any moment: aside, to the disk, then under its name. Nothing under a name changes."""

import ctypes
import errno
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import BinaryIO

from archive.aip.digest import sha256_of_file, sha256_of_rest
from archive.aip.direct import LARGE, NotDirect, copy_to_disk, share_blocks
from archive.aip.small_files import READ_ONLY
from repository.errors import PermanentFailure, TransientFailure
from repository.uploads.growing import Digest, GrowingFile, Unhashed

PART = ".part"
_BLOCK = 256 * 1024
_BEHIND_S = 0.1
_LIBC = ctypes.CDLL(None, use_errno=True)
_HERE, _NO_REPLACE = -100, 1
_NOT_THERE = {errno.EINVAL, errno.ENOSYS}
_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


class FixityMismatch(PermanentFailure):
    """Bytes are not those that were expected."""

    code = "fixity-mismatch"


@contextmanager
def disk_failures(folder: Path) -> Iterator[None]:
    """Turn every OSError of the block into TransientFailure or PermanentFailure.

    ``disk-full`` and ``disk-failed`` may pass; ``disk-refused`` (no right to write there) waits for a person.
    """
    try:
        yield
    except OSError as error:
        reason = f"{error.strerror or error} ({error.filename or folder})"
        if error.errno in _FULL:
            raise TransientFailure(f"The disk of {folder} is full: {reason}.", code="disk-full") from error
        if error.errno in _REFUSED:
            raise PermanentFailure(
                f"The disk of {folder} may not be written: {reason}.", code="disk-refused"
            ) from error
        raise TransientFailure(f"The disk of {folder} failed: {reason}.", code="disk-failed") from error


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file_system(folder: Path) -> None:
    """Bring the whole file system of a folder to the disk: for many files far cheaper than each alone."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if _LIBC.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


@contextmanager
def syncing_behind(folder: Path) -> Iterator[None]:
    """Bring what the block writes to the disk meanwhile, where it lasts, so that little is left for the end.

    Raises at its end what the disk said then: the kernel tells a failure once. `sync_file_system` is due as always.
    """
    done = Event()

    def behind() -> None:
        while not done.wait(_BEHIND_S):
            sync_file_system(folder)

    with ThreadPoolExecutor(1, thread_name_prefix="sync") as pool:
        syncing = pool.submit(behind)
        try:
            yield
        finally:
            done.set()
    syncing.result()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each brought to the disk; done already is fine."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o755, exist_ok=True)
    sync_folder(folder.parent)


def move(source: Path, target: Path) -> None:
    """Rename within one file system and bring both folders to the disk. The caller holds the lock and has looked."""
    source.rename(target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def move_new(source: Path, target: Path) -> None:
    """Rename within one file system where nothing has the name; FileExistsError. No folder is brought to the disk.

    Nothing is ever replaced, whoever writes there at the same time, but on systems that cannot promise it (NFS): there
    it is looked before.
    """
    if hasattr(_LIBC, "renameat2"):
        if _LIBC.renameat2(_HERE, os.fsencode(source), _HERE, os.fsencode(target), _NO_REPLACE) == 0:
            return
        number = ctypes.get_errno()
        if number not in _NOT_THERE:
            raise OSError(number, os.strerror(number), str(target))
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def write_file(target: Path, content: bytes) -> None:
    """Write a new read-only file whole. The folder itself is brought to the disk by `sync_folder`."""
    part, _sha256 = _made_aside(target, partial(_grown, lambda growing: growing.write(content)))
    part.rename(target)


def take_file(source: Path, target: Path, *, sha256: str) -> None:
    """Give a draft's bytes a new read-only file of their own, hashed while they are written.

    XFS and btrfs write nothing twice: both files share blocks until the draft is dropped. A store therefore never
    does this: `copy_unproved` is for copies that must rot apart. Raises FixityMismatch, leaving nothing, where the new
    file holds bytes of another SHA256.
    """
    with _opened(source) as stream:
        part, found = _made_aside(target, partial(_taken, stream))
    _named(part, found, target, sha256=sha256, source=source.name)


def take_stream(source: BinaryIO, target: Path, *, sha256: str) -> None:
    """Give the bytes of a stream a new read-only file, hashed behind the writer.

    Raises FixityMismatch, leaving nothing, where the SHA256 of what the new file holds is not ``sha256``.
    """

    def fill(growing: GrowingFile) -> None:
        while block := source.read(_BLOCK):
            growing.write(block)

    part, found = _made_aside(target, partial(_grown, fill))
    _named(part, found, target, sha256=sha256, source=target.name)


def copy_unproved(source: Path, target: Path) -> None:
    """Copy bytes into a new read-only file that shares nothing with its source; never a link.

    Not hashed: who copies reads the file back from the disk anyway, and compares then.
    """
    with _opened(source) as stream:
        part, _none = _made_aside(target, partial(_copied, stream))
    part.rename(target)


@contextmanager
def _opened(source: Path) -> Iterator[int]:
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _taken(source: int, target: int) -> str:
    """The SHA256 of what ``target`` holds afterwards, on the disk; of ``source`` the kernel keeps nothing in memory."""
    size = os.fstat(source).st_size
    if size >= LARGE and share_blocks(source, target):
        os.fsync(target)
        return sha256_of_rest(target)
    if size >= LARGE:
        digest = hashlib.sha256()
        if _brought(source, target, digest.update, forgetting=True):
            return digest.hexdigest()
    return _grown(lambda growing: growing.take(source), target)


def _copied(source: int, target: int) -> str:
    """Nothing is known of what ``target`` holds afterwards, on the disk."""
    if os.fstat(source).st_size >= LARGE and _brought(source, target, len):
        return ""
    return _grown(lambda growing: growing.copy(source), target, digest=Unhashed())


def _brought(source: int, target: int, taken: Callable[[memoryview], object], *, forgetting: bool = False) -> bool:
    """Whether a large file came to the disk directly; else ``target`` is as empty as before."""
    try:
        copy_to_disk(source, target, taken, forgetting=forgetting)
    except NotDirect:
        os.ftruncate(target, 0)
        return False
    os.fsync(target)
    return True


def _grown(fill: Callable[[GrowingFile], None], descriptor: int, *, digest: Digest | None = None) -> str:
    with closing(GrowingFile(descriptor, digest=digest)) as growing:
        fill(growing)
        return growing.finish()


def check_source(source: Path, sha256: str) -> None:
    """Raise FixityMismatch where the bytes of a file to be copied are not those that were sealed."""
    found = sha256_of_file(source)
    if found != sha256:
        raise FixityMismatch(f"{source.name} has SHA256 {found}, expected {sha256}: it is not archived.")


def _named(part: Path, found: str, target: Path, *, sha256: str, source: str) -> None:
    if found != sha256:
        part.unlink()
        raise FixityMismatch(f"{source} has SHA256 {found}, expected {sha256}: it is not archived.")
    part.rename(target)


def _made_aside(target: Path, fill: Callable[[int], str]) -> tuple[Path, str]:
    """``target`` plus ``.part``, made anew and read-only, and what ``fill`` says, which brings its bytes to the disk.

    Nothing is left on a failure.
    """
    part = target.with_name(target.name + PART)
    part.unlink(missing_ok=True)
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            os.fchmod(descriptor, READ_ONLY)
            return part, fill(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def locked(path: Path, *, busy: str) -> Iterator[int]:
    """Hold a lock file, gone afterwards; the kernel drops the lock of a process that dies.

    Gives its descriptor: who inherits it holds the lock too.
    Raises TransientFailure ``package-busy`` with the sentence ``busy`` where another process holds it.
    """
    descriptor = _lock(path, busy)
    try:
        yield descriptor
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _lock(path: Path, busy: str) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise TransientFailure(busy, code="package-busy") from None
        if _is_still(descriptor, path):
            return descriptor
        os.close(descriptor)


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether the locked file is still the one under the name: its last holder may just have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
