"""Writing a package: what is taken in, what is refused, what is never touched again."""

import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.aip.archiving import Archiving, Document, SourceFile
from archive.aip.digest import BLOCK, sha256_of_bytes, sha256_of_file
from archive.aip.durable import FixityMismatch, locked
from archive.aip.layout import Kind, NameRefused
from archive.aip.manifest import Seal
from archive.aip.writer import PackageWriter
from repository.errors import PermanentFailure, TransientFailure
from tests.archive.kill_points import tree
from tests.packages import good_package
from tests.packages.good_package import FIRST_DAY, SECOND_DAY, SUFFIX, correction, first_archiving, second_layer

GOOD = Path(good_package.__file__).parent / "good" / SUFFIX


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def writer(tmp_path: Path) -> PackageWriter:
    return PackageWriter(tmp_path / "archive", SUFFIX)


def only(file: SourceFile) -> Archiving:
    return Archiving(FIRST_DAY, [file])


def test_the_same_archivings_give_the_package_that_was_kept_byte_for_byte(tmp_path: Path, drafts: Path) -> None:
    sealed = good_package.write_good_package(tmp_path / "archive", drafts)
    kept = {path.name: path.read_bytes() for path in GOOD.iterdir()}
    assert {path.name: path.read_bytes() for path in sealed.package.iterdir()} == kept
    assert sealed.seal == Seal("manifest-sha256-2026-03-07.txt", sha256_of_bytes(kept[sealed.seal.name]))


def test_sealed_files_are_read_only_copies(writer: PackageWriter, drafts: Path) -> None:
    sealed = writer.create(first_archiving(drafts))
    for path in sealed.package.iterdir():
        status = path.stat()
        assert stat.S_IMODE(status.st_mode) == 0o444
        assert status.st_nlink == 1, "a hard link is not a copy"
    assert all(source.exists() for source in drafts.iterdir()), "drafts are dropped by whoever knows that all is done"


def test_an_archiving_that_is_done_already_is_recognised(writer: PackageWriter, drafts: Path, tmp_path: Path) -> None:
    first = writer.create(first_archiving(drafts))
    second = writer.extend(second_layer(drafts), after=first.seal)
    before = tree(tmp_path / "archive")
    for source in drafts.iterdir():
        source.unlink()
    assert writer.extend(second_layer(drafts), after=first.seal) == second
    assert tree(tmp_path / "archive") == before


def test_a_second_document_of_a_day_is_told_apart_by_a_counter(writer: PackageWriter, drafts: Path) -> None:
    first = writer.create(first_archiving(drafts))
    again = writer.extend(replace(correction(), archived_on=FIRST_DAY), after=first.seal)
    assert again.added == ("record2026-03-05.2.json", "manifest-sha256-2026-03-05.2.txt")


def test_a_source_with_other_bytes_is_refused_and_leaves_nothing(
    writer: PackageWriter, drafts: Path, tmp_path: Path
) -> None:
    archiving = first_archiving(drafts)
    changed = archiving.files[1].source
    assert isinstance(changed, Path)
    changed.write_bytes(b"changed after it was checked")
    with pytest.raises(FixityMismatch) as refused:
        writer.create(archiving)
    assert refused.value.code == "fixity-mismatch"
    assert list((tmp_path / "archive").rglob("*")) == [tmp_path / "archive" / ".incoming"]


def test_a_file_larger_than_one_block_arrives_whole(writer: PackageWriter, drafts: Path) -> None:
    drafts.mkdir()
    content = os.urandom(2 * BLOCK + 17)
    (drafts / "7").write_bytes(content)
    sealed = writer.create(only(SourceFile("7.bin-2026-03-05", drafts / "7", sha256_of_bytes(content))))
    assert sha256_of_file(sealed.package / "7.bin-2026-03-05") == sha256_of_bytes(content)


def test_a_missing_or_linked_source_is_refused(writer: PackageWriter, drafts: Path) -> None:
    drafts.mkdir()
    (drafts / "real").write_bytes(b"x")
    (drafts / "link").symlink_to(drafts / "real")
    for source in (drafts / "absent", drafts / "link", drafts):
        with pytest.raises(PermanentFailure) as refused:
            writer.create(only(SourceFile("7.bin-2026-03-05", source, sha256_of_bytes(b"x"))))
        assert refused.value.code == "source-missing"


@pytest.mark.parametrize("name", ["../7.bin-2026-03-05", "7.bin-2026-03-06", "record2026-03-05.json", "7.bin"])
def test_a_file_comes_in_under_no_other_name(writer: PackageWriter, drafts: Path, name: str) -> None:
    with pytest.raises(NameRefused):
        writer.create(only(SourceFile(name, drafts / "x", "0" * 64)))


def test_a_sealed_name_is_never_given_again(writer: PackageWriter, drafts: Path) -> None:
    archiving = first_archiving(drafts)
    first = writer.create(archiving)
    with pytest.raises(NameRefused):
        writer.extend(only(archiving.files[0]), after=first.seal)


def test_a_package_made_from_something_else_is_not_made_anew(writer: PackageWriter, drafts: Path) -> None:
    first = writer.create(first_archiving(drafts))
    before = tree(first.package)
    with pytest.raises(PermanentFailure) as refused:
        writer.create(correction())
    assert refused.value.code == "package-exists"
    assert tree(first.package) == before


def test_an_archiving_follows_the_seal_that_its_caller_knows(writer: PackageWriter, drafts: Path) -> None:
    first = writer.create(first_archiving(drafts))
    writer.extend(correction(), after=first.seal)
    with pytest.raises(TransientFailure) as moved:
        writer.extend(second_layer(drafts), after=first.seal)
    assert moved.value.code == "package-moved"
    with pytest.raises(PermanentFailure) as broken:
        writer.extend(second_layer(drafts), after=Seal(first.seal.name, "0" * 64))
    assert broken.value.code == "broken-chain"


def test_a_missing_package_cannot_be_extended(writer: PackageWriter) -> None:
    with pytest.raises(PermanentFailure) as refused:
        writer.extend(correction(), after=Seal("manifest-sha256-2026-03-05.txt", "0" * 64))
    assert refused.value.code == "broken-chain"


def test_a_record_older_than_the_newest_is_refused(writer: PackageWriter, drafts: Path) -> None:
    second = writer.extend(correction(), after=writer.create(first_archiving(drafts)).seal)
    with pytest.raises(PermanentFailure) as refused:
        writer.extend(replace(correction(), archived_on=date(2026, 3, 6)), after=second.seal)
    assert refused.value.code == "date-goes-back"


def test_a_late_archiving_of_an_earlier_day_still_gets_the_newest_manifest(writer: PackageWriter, drafts: Path) -> None:
    second = writer.extend(correction(), after=writer.create(first_archiving(drafts)).seal)
    late = writer.extend(good_package.publication_events(), after=second.seal)
    assert late.added == ("events2026-03-05.json", "manifest-sha256-2026-03-07.2.txt")


def test_data_and_manifests_are_no_documents(writer: PackageWriter) -> None:
    for kind in (Kind.DATA, Kind.MANIFEST):
        with pytest.raises(NameRefused):
            writer.create(Archiving(SECOND_DAY, documents=[Document(kind, b"x", 1)]))


def test_a_package_is_written_by_one_process_at_a_time(writer: PackageWriter, drafts: Path, tmp_path: Path) -> None:
    (tmp_path / "archive" / ".incoming").mkdir(parents=True)
    with locked(tmp_path / "archive" / ".incoming" / f"{SUFFIX}.lock", busy="held by the test"):
        with pytest.raises(TransientFailure) as busy:
            writer.create(first_archiving(drafts))
        assert busy.value.code == "package-busy"
    writer.create(first_archiving(drafts))
