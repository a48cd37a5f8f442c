"""Many small files come in together: nothing of what is promised for one file is weaker for thousands."""

import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.aip import batch, durable, threads
from archive.aip.archiving import Archiving, SourceFile
from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import FixityMismatch
from archive.aip.validator import validate_package
from archive.aip.writer import PackageWriter, Sealed, recover
from repository.errors import PermanentFailure, TransientFailure
from tests.archive.kill_points import at_points, every_kill_point, tree
from tests.packages.good_package import FIRST_DAY, SUFFIX, first_archiving, second_layer

pytestmark = pytest.mark.in_memory

FILES = 7


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archiving:
    """More files than a batch begins with, in more chunks than one, beside the documents of a layer."""
    monkeypatch.setattr(batch, "MANY", 2)
    monkeypatch.setattr(threads, "_CHUNK", 2)
    first = first_archiving(tmp_path / "drafts")
    more = []
    for number in range(FILES - len(first.files)):
        source = tmp_path / "drafts" / f"more{number}"
        source.write_bytes(b"%d" % number * number)
        name = f"{81_000 + number}.bin-2026-03-05"
        more.append(SourceFile(name, source, sha256_of_bytes(source.read_bytes())))
    return Archiving(FIRST_DAY, [*first.files, *more], first.documents)


@pytest.fixture
def undisturbed(tmp_path: Path, small: Archiving) -> dict[str, tuple[int, bytes]]:
    PackageWriter(tmp_path / "undisturbed", SUFFIX).create(small)
    return tree(tmp_path / "undisturbed")


@at_points(7)
@pytest.mark.parametrize("restarted", [False, pytest.param(True, marks=pytest.mark.drill)])
def test_a_batch_survives_a_kill_at_every_operation(
    tmp_path: Path, small: Archiving, undisturbed: dict[str, tuple[int, bytes]], restarted: bool, step: int
) -> None:
    def create_in(point: int) -> Callable[[], Sealed]:
        return lambda: PackageWriter(tmp_path / str(point), SUFFIX).create(small)

    for point in every_kill_point(create_in, step):
        root = tmp_path / str(point)
        if (root / SUFFIX).exists():
            assert {fault.code for fault in validate_package(root / SUFFIX)} <= set()
        if restarted:
            recover(root)
        create_in(point)()
        assert tree(root) == undisturbed, f"killed at operation {point}"


@at_points(5)
def test_a_later_batch_survives_a_kill_at_every_operation(tmp_path: Path, small: Archiving, step: int) -> None:
    first, second = first_archiving(tmp_path / "drafts"), second_layer(tmp_path / "drafts")
    undisturbed = PackageWriter(tmp_path / "undisturbed", SUFFIX)
    seal = undisturbed.create(first).seal
    undisturbed.extend(second, after=seal)

    def extend_in(point: int) -> Callable[[], Sealed]:
        writer = PackageWriter(tmp_path / str(point), SUFFIX)
        if not (tmp_path / str(point)).exists():
            writer.create(first)
        return lambda: writer.extend(second, after=seal)

    for point in every_kill_point(extend_in, step):
        root = tmp_path / str(point)
        assert {fault.code for fault in validate_package(root / SUFFIX)} <= {"extra-file"}
        extend_in(point)()
        assert tree(root) == tree(tmp_path / "undisturbed"), f"killed at operation {point}"


def test_all_is_on_the_disk_before_the_manifest_is_begun(
    tmp_path: Path, small: Archiving, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[str] = []
    real_sync, real_open = durable.sync_file_system, os.open

    def synced(folder: Path) -> None:
        real_sync(folder)
        writes.append("sync")

    def opened(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_CREAT and not str(path).endswith(".lock"):
            writes.append(Path(path).name)
        return real_open(path, flags, *more, **named)

    monkeypatch.setattr("archive.aip.writer.sync_file_system", synced)
    monkeypatch.setattr(os, "open", opened)
    PackageWriter(tmp_path / "archive", SUFFIX).create(small)
    data, after = writes[: writes.index("sync")], writes[writes.index("sync") + 1 :]
    assert set(data) == {file.name for file in small.files}
    assert all(name.endswith(".part") for name in after)
    assert after[-1].startswith("manifest-sha256-")


def test_what_a_stop_left_is_brought_to_the_disk_too(
    tmp_path: Path, small: Archiving, undisturbed: dict[str, tuple[int, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of a killed run may lie in memory alone: the run that finds them whole has to sync them."""
    writer = PackageWriter(tmp_path / "archive", SUFFIX)
    with monkeypatch.context() as patch:
        patch.setattr("archive.aip.writer.sync_folder", _fails(errno.EIO))
        with pytest.raises(TransientFailure):
            writer.create(small)
    synced: list[Path] = []
    monkeypatch.setattr("archive.aip.writer.sync_file_system", synced.append)
    writer.create(small)
    assert len(synced) == 1
    assert tree(tmp_path / "archive") == undisturbed


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_in_a_batch_says_so_and_the_batch_can_be_repeated(
    tmp_path: Path,
    small: Archiving,
    undisturbed: dict[str, tuple[int, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    writer = PackageWriter(tmp_path / "archive", SUFFIX)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", _fails(number))
        with pytest.raises(TransientFailure) as failed:
            writer.create(small)
    assert failed.value.code == {errno.ENOSPC: "disk-full", errno.EIO: "disk-failed"}[number]
    assert not (tmp_path / "archive" / SUFFIX).exists()
    writer.create(small)
    assert tree(tmp_path / "archive") == undisturbed


def test_a_file_system_that_cannot_be_brought_to_the_disk_seals_nothing(
    tmp_path: Path, small: Archiving, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def syncfs(self, descriptor: int) -> int:
            ctypes.set_errno(errno.EIO)
            return -1

    monkeypatch.setattr(durable, "_LIBC", Broken())
    with pytest.raises(TransientFailure) as failed:
        PackageWriter(tmp_path / "archive", SUFFIX).create(small)
    assert failed.value.code == "disk-failed"
    assert not (tmp_path / "archive" / SUFFIX).exists()


def test_one_changed_file_among_many_is_refused_and_leaves_nothing(tmp_path: Path, small: Archiving) -> None:
    changed = small.files[5].source
    assert isinstance(changed, Path)
    changed.write_bytes(b"changed after it was checked")
    with pytest.raises(FixityMismatch) as refused:
        PackageWriter(tmp_path / "archive", SUFFIX).create(small)
    assert changed.name in refused.value.sentence
    assert list((tmp_path / "archive").rglob("*")) == [tmp_path / "archive" / ".incoming"]


@pytest.mark.parametrize("instead", ["nothing", "link", "folder"])
def test_a_source_that_is_no_file_is_refused(tmp_path: Path, small: Archiving, instead: str) -> None:
    source = small.files[6].source
    assert isinstance(source, Path)
    source.unlink()
    if instead == "link":
        source.symlink_to(tmp_path / "drafts" / "more0")
    elif instead == "folder":
        source.mkdir()
    with pytest.raises(PermanentFailure) as refused:
        PackageWriter(tmp_path / "archive", SUFFIX).create(small)
    assert refused.value.code == "source-missing"


def _fails(number: int) -> Callable[..., None]:
    def fail(*args: Any) -> None:
        raise OSError(number, os.strerror(number))

    return fail
