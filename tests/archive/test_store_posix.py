"""A folder as a store: copies are verified, sound files are kept, nothing is replaced silently."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import FixityMismatch
from archive.aip.layout import NameRefused
from archive.stores.base import NotStored, ReplicaDamaged, Store, StoredFile
from archive.stores.posix import PosixStore
from repository.errors import TransientFailure
from tests.archive.kill_points import every_kill_point, tree

NAME, CONTENT = "71230.csv-2026-03-05", b"station,depth_m\nA1,5\n"
SHA256 = sha256_of_bytes(CONTENT)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "second" / "copy"


@pytest.fixture
def store(root: Path) -> Store:
    return PosixStore(root)


def test_a_file_is_copied_and_can_be_read_listed_and_verified(store: Store, source: Path, root: Path) -> None:
    assert store.put_file("42182", NAME, source, sha256=SHA256)
    with store.open_file("42182", NAME) as stream:
        assert stream.read() == CONTENT
    assert store.sha256_of("42182", NAME) == SHA256
    assert store.stat_file("42182", NAME) == StoredFile(NAME, len(CONTENT))
    assert store.list_files("42182") == (StoredFile(NAME, len(CONTENT)),)
    assert store.list_packages() == ("42182",)
    assert (root / "42182" / NAME).stat().st_nlink == 1
    assert (root / "42182" / NAME).stat().st_mode & 0o777 == 0o444


def test_what_a_store_does_not_have_is_said(store: Store) -> None:
    assert store.stat_file("42182", NAME) is None
    assert store.list_files("42182") == ()
    assert store.list_packages() == ()
    for ask in (store.open_file, store.sha256_of):
        with pytest.raises(NotStored):
            ask("42182", NAME)


def test_a_sound_file_is_not_written_again(store: Store, source: Path, root: Path) -> None:
    store.put_file("42182", NAME, source, sha256=SHA256)
    before = (root / "42182" / NAME).stat()
    assert not store.put_file("42182", NAME, source, sha256=SHA256)
    after = (root / "42182" / NAME).stat()
    assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)


def test_other_bytes_under_the_name_are_kept_and_reported(store: Store, source: Path, root: Path) -> None:
    (root / "42182").mkdir(parents=True)
    (root / "42182" / NAME).write_bytes(b"damaged")
    with pytest.raises(ReplicaDamaged) as refused:
        store.put_file("42182", NAME, source, sha256=SHA256)
    assert refused.value.code == "replica-damaged"
    assert (root / "42182" / NAME).read_bytes() == b"damaged"


def test_a_link_in_the_place_of_a_file_is_no_copy(store: Store, source: Path, root: Path) -> None:
    (root / "42182").mkdir(parents=True)
    (root / "42182" / NAME).symlink_to(source)
    assert store.stat_file("42182", NAME) is None
    with pytest.raises(ReplicaDamaged):
        store.put_file("42182", NAME, source, sha256=SHA256)


def test_a_source_with_other_bytes_is_refused(store: Store, source: Path, root: Path) -> None:
    source.write_bytes(b"changed")
    with pytest.raises(FixityMismatch):
        store.put_file("42182", NAME, source, sha256=SHA256)
    assert store.list_files("42182") == ()
    assert list((root / ".incoming").iterdir()) == []


@pytest.mark.parametrize(("package", "name"), [("..", NAME), ("42182", f"../{NAME}"), ("42182", "a"), ("a/b", NAME)])
def test_no_name_leads_out_of_the_store(store: Store, source: Path, package: str, name: str) -> None:
    with pytest.raises(NameRefused):
        store.put_file(package, name, source, sha256=SHA256)
    with pytest.raises(NameRefused):
        store.open_file(package, name)


def test_a_full_disk_may_pass(store: Store, source: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(TransientFailure) as failed:
            store.put_file("42182", NAME, source, sha256=SHA256)
    assert failed.value.code == "disk-full"
    assert store.list_files("42182") == ()
    assert list((root / ".incoming").iterdir()) == []
    assert store.put_file("42182", NAME, source, sha256=SHA256)


def test_bytes_that_come_back_changed_are_not_given_the_name(
    store: Store, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rot(descriptor: int, *_: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        path.chmod(0o644)
        path.write_bytes(CONTENT.replace(b"5", b"6"))

    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fadvise", rot)
        with pytest.raises(TransientFailure) as failed:
            store.put_file("42182", NAME, source, sha256=SHA256)
    assert failed.value.code == "copy-differs"
    assert store.list_files("42182") == ()


def test_a_copy_survives_a_kill_at_every_operation(tmp_path: Path, source: Path) -> None:
    PosixStore(tmp_path / "undisturbed").put_file("42182", NAME, source, sha256=SHA256)

    def put_in(point: int) -> Callable[[], bool]:
        return lambda: PosixStore(tmp_path / str(point)).put_file("42182", NAME, source, sha256=SHA256)

    for point in every_kill_point(put_in):
        there = PosixStore(tmp_path / str(point))
        found = there.stat_file("42182", NAME)
        assert found is None or there.sha256_of("42182", NAME) == SHA256
        put_in(point)()
        assert tree(tmp_path / str(point)) == tree(tmp_path / "undisturbed"), f"killed at operation {point}"


def test_what_lies_under_a_name_is_set_aside_and_never_deleted(store: Store, source: Path, root: Path) -> None:
    for content in (b"damaged", b"damaged again"):
        (root / "42182").mkdir(parents=True, exist_ok=True)
        (root / "42182" / NAME).write_bytes(content)
        place = store.set_aside("42182", NAME)
        assert place is not None
        assert (root / place).read_bytes() == content
        assert store.stat_file("42182", NAME) is None
    assert store.set_aside("42182", NAME) is None
    assert store.put_file("42182", NAME, source, sha256=SHA256)
    assert store.list_packages() == ("42182",)


def test_reading_back_tells_its_pace_of_every_byte(store: Store, source: Path) -> None:
    store.put_file("42182", NAME, source, sha256=SHA256)
    read: list[int] = []
    assert store.sha256_of("42182", NAME, pace=read.append) == SHA256
    assert sum(read) == len(CONTENT)


def test_the_room_of_a_folder_that_is_not_there_yet_is_that_of_its_disk(store: Store) -> None:
    space = store.space()
    assert space is not None
    assert 0 < space.free <= space.total
