"""Many small files come to a folder together: each whole, read back from the disk, and nothing there is replaced."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.aip import batch, durable, threads
from archive.aip.archiving import SourceFile
from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import FixityMismatch, move_new
from archive.services.bringing import bring_files
from archive.stores import posix
from archive.stores.base import ReplicaDamaged, TakesMany
from archive.stores.posix import PosixStore
from repository.errors import TransientFailure
from tests.archive.kill_points import at_points, every_kill_point, tree

pytestmark = pytest.mark.in_memory

PACKAGE = "42182"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[SourceFile]:
    """Six files, in more chunks than one, the last of them the manifest."""
    monkeypatch.setattr(batch, "MANY", 2)
    monkeypatch.setattr(threads, "_CHUNK", 2)
    (tmp_path / "package").mkdir()
    found = []
    for name in [*(f"{number}.nc-2026-03-05" for number in range(1, 6)), "manifest-sha256-2026-03-05.txt"]:
        content = name.encode() * 100
        (tmp_path / "package" / name).write_bytes(content)
        found.append(SourceFile(name, tmp_path / "package" / name, sha256_of_bytes(content)))
    return found


@pytest.fixture
def store(tmp_path: Path) -> PosixStore:
    return PosixStore(tmp_path / "store")


def bring(store: PosixStore, files: list[SourceFile]) -> None:
    bring_files(store=store, package=PACKAGE, files=files)


def held(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / PACKAGE).iterdir()}


def test_they_come_as_they_would_one_by_one(store: PosixStore, files: list[SourceFile], tmp_path: Path) -> None:
    assert isinstance(store, TakesMany)
    bring(store, files)
    alone = PosixStore(tmp_path / "alone")
    for file in files:
        assert isinstance(file.source, Path)
        alone.put_file(PACKAGE, file.name, file.source, sha256=file.sha256)
    assert tree(tmp_path / "store") == tree(tmp_path / "alone")
    assert all(path.stat().st_nlink == 1 for path in (tmp_path / "store" / PACKAGE).iterdir())


def test_the_last_alone_comes_one_by_one(
    store: PosixStore, files: list[SourceFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone: list[str] = []
    put_file = PosixStore.put_file

    def noted(self: PosixStore, package: str, name: str, source: Path, *, sha256: str) -> bool:
        alone.append(name)
        return put_file(self, package, name, source, sha256=sha256)

    monkeypatch.setattr(PosixStore, "put_file", noted)
    bring_files(store=store, package=PACKAGE, files=files)
    assert alone == [files[-1].name]


@at_points(7)
def test_a_kill_at_any_operation_is_made_good_by_the_next(
    store: PosixStore, files: list[SourceFile], tmp_path: Path, step: int
) -> None:
    bring(store, files)

    def at(point: int) -> Callable[[], None]:
        return lambda: bring(PosixStore(tmp_path / f"at{point}"), files)

    for point in every_kill_point(at, step):
        root = tmp_path / f"at{point}"
        if (root / PACKAGE).exists():
            whole = held(tmp_path / "store")
            assert all(whole[name] == content for name, content in held(root).items()), "what has a name is whole"
            assert files[-1].name not in held(root) or held(root) == whole, "the manifest comes last"
        at(point)()
        assert tree(root) == tree(tmp_path / "store"), f"killed at operation {point}"


def test_other_bytes_under_a_name_stay_and_are_told(store: PosixStore, files: list[SourceFile], tmp_path: Path) -> None:
    (tmp_path / "store" / PACKAGE).mkdir(parents=True)
    (tmp_path / "store" / PACKAGE / files[2].name).write_bytes(b"not ours")
    with pytest.raises(ReplicaDamaged):
        bring(store, files)
    assert held(tmp_path / "store") == {files[2].name: b"not ours"}


def test_what_came_meanwhile_is_not_replaced(
    store: PosixStore, files: list[SourceFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process names the file between our look and our rename."""

    def raced(source: Path, target: Path) -> None:
        if target.name == files[1].name:
            target.write_bytes(b"not ours")
        move_new(source, target)

    monkeypatch.setattr(posix, "move_new", raced)
    with pytest.raises(ReplicaDamaged):
        bring(store, files)
    assert held(tmp_path / "store")[files[1].name] == b"not ours"


@pytest.mark.parametrize("without", ["renameat2", "the file system's promise"])
def test_nothing_is_replaced_where_the_system_cannot_promise_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    class Old:
        pass

    class Nfs:
        def renameat2(self, *arguments: object) -> int:
            import ctypes
            import errno

            ctypes.set_errno(errno.EINVAL)
            return -1

    monkeypatch.setattr(durable, "_LIBC", Old() if without == "renameat2" else Nfs())
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        move_new(source, target)
    target.unlink()
    move_new(source, target)
    assert target.read_bytes() == b"new"


def test_a_damaged_source_is_told_and_has_no_name(store: PosixStore, files: list[SourceFile], tmp_path: Path) -> None:
    assert isinstance(files[3].source, Path)
    files[3].source.write_bytes(b"rotten")
    with pytest.raises(FixityMismatch):
        bring(store, files)
    assert held(tmp_path / "store") == {}


def test_a_disk_that_gives_other_bytes_back_is_told(
    store: PosixStore, files: list[SourceFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(posix, "sync_file_system", lambda folder: _rot(folder / files[0].name))
        with pytest.raises(TransientFailure) as failed:
            bring(store, files)
    assert failed.value.code == "copy-differs"
    assert held(tmp_path / "store") == {}
    bring(store, files)
    assert len(held(tmp_path / "store")) == len(files)


def _rot(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)
    os.sync()
