"""Large files go past the kernel's cache: whole, whatever their length; and through it where that cannot be done."""

import ctypes
import errno
import fcntl
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from archive.aip import direct, durable, from_disk
from archive.aip.direct import LARGE, PIECE
from archive.aip.durable import FixityMismatch, copy_unproved, take_file
from archive.aip.from_disk import sha256_from_disk
from archive.aip.writer import PackageWriter
from archive.stores.posix import PosixStore
from repository.errors import TransientFailure
from tests.archive.kill_points import at_points, every_kill_point, tree
from tests.packages.good_package import SUFFIX, first_archiving

BYTES = b"".join(bytes([number]) * PIECE for number in range(20)) + b"the end"
SHA256 = sha256(BYTES).hexdigest()
Copy = Callable[[Path, Path], None]


def taken(source: Path, target: Path) -> None:
    take_file(source, target, sha256=sha256(source.read_bytes()).hexdigest())


ways = pytest.mark.parametrize("copy", [taken, copy_unproved])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "source").write_bytes(BYTES)
    return tmp_path / "source"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@ways
@pytest.mark.parametrize("size", [LARGE - 1, LARGE, LARGE + 1, LARGE + 4096, LARGE + PIECE + 4095, len(BYTES)])
def test_every_byte_of_a_large_file_comes_over(source: Path, target: Path, copy: Copy, size: int) -> None:
    os.truncate(source, size)
    copy(source, target)
    assert target.read_bytes() == BYTES[:size]
    assert target.stat().st_ino != source.stat().st_ino
    assert sha256_from_disk(target) == sha256(BYTES[:size]).hexdigest()


def test_reading_from_the_disk_tells_every_byte_once(source: Path) -> None:
    counts: list[int] = []
    assert sha256_from_disk(source, after_each=counts.append) == SHA256
    assert sum(counts) == len(BYTES)


def test_what_the_kernel_remembers_is_not_what_is_read(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No request to forget is needed, which the kernel may refuse."""
    monkeypatch.setattr(os, "posix_fadvise", lambda *_: None)
    reads: list[int] = []
    real = os.preadv

    def read(descriptor: int, buffers: Any, start: int) -> int:
        reads.append(fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_DIRECT)
        return real(descriptor, buffers, start)

    monkeypatch.setattr(os, "preadv", read)
    assert sha256_from_disk(source) == SHA256
    assert reads
    assert all(reads)


def test_reads_and_writes_that_are_cut_short_are_gone_on_with(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, write = os.preadv, os.pwrite
    monkeypatch.setattr(os, "preadv", lambda file, buffers, at: read(file, [buffers[0][: 3 * PIECE // 4]], at))
    monkeypatch.setattr(os, "pwrite", lambda file, data, at: write(file, data[: max(PIECE // 2, 1)], at))
    taken(source, target)
    assert target.read_bytes() == BYTES
    assert sha256_from_disk(target) == SHA256


@ways
@pytest.mark.parametrize("where", ["asking", "reserving", "writing"])
def test_where_the_disk_cannot_do_it_the_file_comes_through_the_cache(
    source: Path, target: Path, copy: Copy, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, write = fcntl.fcntl, os.pwrite

    def asked(descriptor: int, command: int, flags: int = 0) -> int:
        if command == fcntl.F_SETFL and flags & os.O_DIRECT:
            raise OSError(errno.EINVAL, "not here")
        return real(descriptor, command, flags)

    def written(descriptor: int, data: memoryview, start: int) -> int:
        if start >= 2 * PIECE:
            raise OSError(errno.EINVAL, "not so")
        return write(descriptor, data, start)

    if where == "asking":
        monkeypatch.setattr(fcntl, "fcntl", asked)
    elif where == "writing":
        monkeypatch.setattr(os, "pwrite", written)
    else:
        monkeypatch.setattr(direct, "_LIBC", _NoRoom(errno.EOPNOTSUPP))
    copy(source, target)
    assert target.read_bytes() == BYTES
    assert sha256_from_disk(target) == SHA256


class _NoRoom:
    def __init__(self, number: int) -> None:
        self._number = number

    def fallocate(self, *_: object) -> int:
        ctypes.set_errno(self._number)
        return -1


@pytest.mark.parametrize("what", ["room", "write", "read"])
def test_a_disk_that_fails_on_the_way_leaves_nothing_and_is_told(
    source: Path, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    store = PosixStore(tmp_path / "store")
    with monkeypatch.context() as patch:
        if what == "room":
            patch.setattr(direct, "_LIBC", _NoRoom(errno.ENOSPC))
        else:
            patch.setattr(os, {"write": "pwrite", "read": "preadv"}[what], fail)
        with pytest.raises(TransientFailure) as failed:
            store.put_file("42182", "71230.nc-2026-03-05", source, sha256=SHA256)
    assert failed.value.code == "disk-full"
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == []
    assert store.put_file("42182", "71230.nc-2026-03-05", source, sha256=SHA256)


def test_other_bytes_are_refused_and_leave_nothing(source: Path, target: Path) -> None:
    with pytest.raises(FixityMismatch, match="is not archived"):
        take_file(source, target, sha256="0" * 64)
    assert [path.name for path in target.parent.iterdir()] == [source.name]


def test_blocks_are_shared_with_a_draft_where_the_file_system_can_and_the_new_file_is_hashed(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XFS and btrfs; here a clone that gives other bytes, which only reading the new file can find."""

    def cloned(_source: int, new: int) -> bool:
        os.write(new, b"other")
        os.lseek(new, 0, os.SEEK_SET)
        return True

    monkeypatch.setattr(durable, "share_blocks", cloned)
    with pytest.raises(FixityMismatch, match=sha256(b"other").hexdigest()):
        taken(source, target)
    copy_unproved(source, target)
    assert target.read_bytes() == BYTES, "a copy that must rot apart is never a clone"


@at_points(7)
def test_a_kill_at_every_operation_of_a_large_file_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    for module in (durable, from_disk):
        monkeypatch.setattr(module, "LARGE", 1)
    archiving = first_archiving(tmp_path / "drafts")
    expected = PackageWriter(tmp_path / "undisturbed", SUFFIX).create(archiving)

    def create_in(point: int) -> Callable[[], object]:
        return lambda: PackageWriter(tmp_path / str(point), SUFFIX).create(archiving)

    for point in every_kill_point(create_in, step):
        assert create_in(point)() == type(expected)(tmp_path / str(point) / SUFFIX, expected.seal, expected.added)
        assert tree(tmp_path / str(point)) == tree(tmp_path / "undisturbed"), f"killed at operation {point}"
