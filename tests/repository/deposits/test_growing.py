"""A file that grows: on its way to the disk and hashed behind the writer; what it holds is what was given."""

import errno
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from repository.uploads import growing
from repository.uploads.arrivals import receive
from repository.uploads.disk import disk_store
from repository.uploads.growing import STEP, GrowingFile

MB = 1 << 20
LARGE = b"".join(bytes([number]) * MB for number in range(40)) + b"the end"


@pytest.fixture
def descriptor(tmp_path: Path) -> Iterator[int]:
    found = os.open(tmp_path / "growing", os.O_RDWR | os.O_CREAT)
    yield found
    os.close(found)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "source").write_bytes(LARGE)
    found = os.open(tmp_path / "source", os.O_RDONLY)
    yield found
    os.close(found)


def held(tmp_path: Path) -> bytes:
    return (tmp_path / "growing").read_bytes()


@pytest.mark.parametrize("size", [0, 1, STEP - 1, STEP, STEP + 1, len(LARGE)])
@pytest.mark.parametrize("block", [100_000, MB, len(LARGE)])
def test_what_is_written_in_blocks_of_any_size_is_there_and_hashed(
    tmp_path: Path, descriptor: int, size: int, block: int
) -> None:
    file = GrowingFile(descriptor)
    for start in range(0, size, block):
        file.write(memoryview(LARGE)[start : min(start + block, size)])
    assert file.finish() == sha256(LARGE[:size]).hexdigest()
    assert held(tmp_path) == LARGE[:size]


def test_a_block_may_change_as_soon_as_it_is_written(tmp_path: Path, descriptor: int) -> None:
    file, buffer = GrowingFile(descriptor), bytearray(LARGE)
    file.write(memoryview(buffer))
    buffer[:] = bytes(len(buffer))
    assert file.finish() == sha256(LARGE).hexdigest()


@pytest.mark.parametrize("how", ["copy", "take"])
def test_what_is_copied_from_another_file_is_there_and_hashed(
    tmp_path: Path, descriptor: int, source: int, how: str
) -> None:
    file = GrowingFile(descriptor)
    getattr(file, how)(source)
    assert file.finish() == sha256(LARGE).hexdigest()
    assert held(tmp_path) == LARGE
    assert os.stat(descriptor).st_ino != os.stat(source).st_ino


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS])
def test_where_the_kernel_cannot_copy_the_bytes_are_read_and_written(
    tmp_path: Path, descriptor: int, source: int, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "copy_file_range", refuse)
    file = GrowingFile(descriptor)
    file.take(source)
    assert file.finish() == sha256(LARGE).hexdigest()
    assert held(tmp_path) == LARGE


def test_a_kernel_that_stops_half_way_is_gone_on_from(
    tmp_path: Path, descriptor: int, source: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, counts = os.copy_file_range, iter((5 * MB, 3))

    def some(*args: int) -> int:
        count = next(counts, 0)
        return real(args[0], args[1], count) if count else 0

    monkeypatch.setattr(os, "copy_file_range", some)
    file = GrowingFile(descriptor)
    file.take(source)
    assert file.finish() == sha256(LARGE).hexdigest()
    assert held(tmp_path) == LARGE


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk_is_told(descriptor: int, source: int, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fail(*_args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "copy_file_range", fail)
    with pytest.raises(OSError, match=os.strerror(number)):
        GrowingFile(descriptor).take(source)


def test_a_disk_that_fails_while_hashing_behind_is_told(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "preadv", fail)
    file = GrowingFile(descriptor)
    file.write(bytes(STEP))
    with pytest.raises(OSError, match="Input/output error"):
        file.finish()
    file.close()


def test_the_disk_is_asked_for_every_byte_once_and_in_order(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(growing, "_begin_writing", lambda _file, start, count: asked.append((start, count)))
    file = GrowingFile(descriptor)
    for _block in range(40):
        file.write(bytes(MB))
    file.finish()
    assert asked == [(0, STEP), (STEP, STEP)]


def test_a_place_that_takes_no_such_request_is_left_alone() -> None:
    reading, writing = os.pipe()
    growing._begin_writing(writing, 0, 2 * STEP)
    os.close(reading)
    os.close(writing)


def test_what_is_received_is_what_was_sent(tmp_path: Path, settings: Any) -> None:
    settings.STORAGE_URL = tmp_path.as_uri()
    received = receive("a.bin", [LARGE[:MB], LARGE[MB:]], most=100 * MB)
    assert next(disk_store().incoming.iterdir()).read_bytes() == LARGE
    assert received.sha256 == sha256(LARGE).hexdigest()
    received.close()
