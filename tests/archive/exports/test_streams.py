"""An export as it leaves: the same files as a folder, a TAR and a ZIP, always the same bytes, whole or not at all."""

import tarfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from archive.aip.durable import FixityMismatch
from archive.exports.bagit import bag_of
from archive.exports.content import Entry
from archive.exports.streams import tar_stream, write_archive, write_folder
from repository.errors import PermanentFailure
from repository.zip_format import CutShort
from tests.archive.exports.packages import ADVERSARIAL, package_of, premis
from tests.archive.kill_points import dies_at, tree

DAY = date(2026, 3, 5)
Entries = tuple[Entry, ...]


@pytest.fixture
def entries(tmp_path: Path) -> Entries:
    package = package_of(tmp_path / "archive", [ADVERSARIAL, {**ADVERSARIAL, "new": b"2"}])
    return bag_of(package, premis=premis(package))


def test_a_tar_a_zip_and_a_folder_hold_the_same(entries: Entries, tmp_path: Path) -> None:
    write_folder(tmp_path / "folder", entries)
    for name in ("bag.tar", "bag.zip"):
        write_archive(tmp_path / name, entries, folder="42182", day=DAY)
    with tarfile.open(tmp_path / "bag.tar") as tar:
        tar.extractall(tmp_path / "from tar", filter="data")
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        archive.extractall(tmp_path / "from zip")

    def files(root: Path) -> dict[str, bytes]:
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert (
        files(tmp_path / "from tar" / "42182") == files(tmp_path / "folder") == files(tmp_path / "from zip" / "42182")
    )
    assert len(files(tmp_path / "folder")) == len(entries)


@pytest.mark.parametrize("name", ["bag.tar", "bag.zip"])
def test_the_same_package_gives_the_same_bytes(entries: Entries, tmp_path: Path, name: str) -> None:
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        write_archive(tmp_path / place / name, entries, folder="42182", day=DAY)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_tar_tells_nothing_of_the_machine_it_was_made_on(entries: Entries) -> None:
    import io

    content = b"".join(tar_stream(entries, folder="42182", day=DAY))
    assert len(content) % 10240 == 0
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        told = {(info.uid, info.gid, info.uname, info.gname, info.mode, info.mtime) for info in tar}
    assert told == {(0, 0, "", "", 0o644, 1772668800)}


@pytest.mark.parametrize("name", ["bag", "bag.tar", "bag.zip"])
def test_what_is_there_is_not_replaced(entries: Entries, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(PermanentFailure) as refused:
        _write(tmp_path / name, entries)
    assert refused.value.code == "export-exists"
    assert (tmp_path / name).read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["bag", "bag.tar", "bag.zip"])
def test_an_export_that_fails_has_no_name(entries: Entries, tmp_path: Path, name: str) -> None:
    def fails() -> Iterator[bytes]:
        yield b"ab"
        raise FixityMismatch("not what was sealed")

    with pytest.raises(FixityMismatch):
        _write(tmp_path / name, (*entries, Entry("last", 4, "0" * 64, fails)))
    assert not (tmp_path / name).exists()
    _write(tmp_path / name, entries)
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["bag.tar", "bag.zip"])
def test_a_file_of_another_length_ends_the_archive(entries: Entries, tmp_path: Path, name: str) -> None:
    with pytest.raises(CutShort):
        _write(tmp_path / name, (Entry("short", 4, "0" * 64, lambda: iter((b"ab",))),))
    assert not (tmp_path / name).exists()


def test_a_folder_that_was_killed_on_its_way_has_no_name_and_is_written_again(entries: Entries, tmp_path: Path) -> None:
    few = entries[:4]
    write_folder(tmp_path / "undisturbed", few)
    point = 1
    while dies_at(point, lambda: write_folder(tmp_path / "bag", few)):
        assert not (tmp_path / "bag").exists() or tree(tmp_path / "bag") == tree(tmp_path / "undisturbed")
        if (tmp_path / "bag").exists():
            break
        point += 1
    if not (tmp_path / "bag").exists():
        write_folder(tmp_path / "bag", few)
    assert tree(tmp_path / "bag") == tree(tmp_path / "undisturbed")
    assert point > 5


def _write(target: Path, entries: Entries) -> None:
    if target.suffix:
        write_archive(target, entries, folder="42182", day=DAY)
    else:
        write_folder(target, entries)
