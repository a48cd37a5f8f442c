"""What a start does with what it finds in the archive: nothing is lost, nothing sealed is touched."""

from pathlib import Path

from archive.aip.durable import locked
from archive.aip.validator import validate_package
from archive.aip.writer import PackageWriter, Recovery, recover
from tests.archive.kill_points import dies_at, tree
from tests.packages.good_package import SUFFIX, correction, first_archiving, second_layer, write_good_package


def test_a_sound_archive_is_left_as_it_is(tmp_path: Path) -> None:
    write_good_package(tmp_path / "archive", tmp_path / "drafts")
    before = tree(tmp_path / "archive")
    assert recover(tmp_path / "archive") == Recovery()
    assert tree(tmp_path / "archive") == before


def test_an_archive_that_does_not_exist_yet_needs_nothing(tmp_path: Path) -> None:
    assert recover(tmp_path / "absent") == Recovery()
    assert not (tmp_path / "absent").exists()


def test_files_without_a_manifest_are_moved_aside_and_kept(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    package = write_good_package(root, tmp_path / "drafts").package
    (package / "71299.nc-2026-03-07").write_bytes(b"half an archiving")
    (package / "notes").mkdir()
    (package / "notes" / "a.txt").write_bytes(b"somebody's notes")
    places = recover(root).set_aside
    assert places == (root / ".aside" / SUFFIX / "71299.nc-2026-03-07", root / ".aside" / SUFFIX / "notes")
    assert places[0].read_bytes() == b"half an archiving"
    assert (places[1] / "a.txt").read_bytes() == b"somebody's notes"
    assert validate_package(package) == ()


def test_what_is_moved_aside_never_covers_what_was_moved_before(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    package = write_good_package(root, tmp_path / "drafts").package
    for content in (b"first", b"second"):
        (package / "71299.nc-2026-03-07").write_bytes(content)
        recover(root)
    kept = {path.name: path.read_bytes() for path in (root / ".aside" / SUFFIX).iterdir()}
    assert kept == {"71299.nc-2026-03-07": b"first", "71299.nc-2026-03-07.2": b"second"}


def test_a_directory_without_manifest_is_moved_aside_whole_and_the_package_written_anew(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    (root / SUFFIX).mkdir(parents=True)
    (root / SUFFIX / "71229.nc-2026-03-05").write_bytes(b"a copy that was broken off")
    sealed = PackageWriter(root, SUFFIX).create(first_archiving(tmp_path / "drafts"))
    assert validate_package(sealed.package, seal=sealed.seal) == ()
    assert [path.name for path in (root / ".aside" / SUFFIX / SUFFIX).iterdir()] == ["71229.nc-2026-03-05"]


def test_an_unfinished_archiving_gives_way_to_another_one(tmp_path: Path) -> None:
    root, drafts = tmp_path / "archive", tmp_path / "drafts"
    writer = PackageWriter(root, SUFFIX)
    first, other = writer.create(first_archiving(drafts)), second_layer(drafts)
    assert dies_at(20, lambda: writer.extend(other, after=first.seal))
    assert len(list((root / ".incoming").glob(f"{SUFFIX}-*"))) == 1
    sealed = writer.extend(correction(), after=first.seal)
    assert validate_package(sealed.package, seal=sealed.seal) == ()
    assert list((root / ".incoming").iterdir()) == []


def test_a_prepared_manifest_that_does_not_follow_the_package_is_moved_aside(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    package = write_good_package(root, tmp_path / "drafts").package
    stage = root / ".incoming" / f"{SUFFIX}-{'0' * 16}"
    stage.mkdir()
    (stage / "manifest-sha256-2026-03-09.txt").write_text(f"{'0' * 64}  71299.nc-2026-03-09\n")
    before = tree(package)
    assert recover(root).set_aside == (root / ".aside" / SUFFIX / stage.name,)
    assert tree(package) == before


def test_a_package_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    package = write_good_package(root, tmp_path / "drafts").package
    (package / "71299.nc-2026-03-07").write_bytes(b"on its way")
    with locked(root / ".incoming" / f"{SUFFIX}.lock", busy="held by the test"):
        assert recover(root) == Recovery(busy=(SUFFIX,))
    assert (package / "71299.nc-2026-03-07").exists()


def test_directories_that_are_no_packages_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "archive" / "lost+found").mkdir(parents=True)
    assert recover(tmp_path / "archive") == Recovery()
    assert (tmp_path / "archive" / "lost+found").is_dir()


def test_a_prepared_file_that_changed_meanwhile_is_copied_again(tmp_path: Path) -> None:
    root, archiving = tmp_path / "archive", first_archiving(tmp_path / "drafts")
    point = 1
    while not list(root.glob(".incoming/*/71229.nc-2026-03-05")):
        assert dies_at(point, lambda: PackageWriter(root, SUFFIX).create(archiving))
        point += 1
    (prepared,) = root.glob(".incoming/*/71229.nc-2026-03-05")
    prepared.chmod(0o644)
    prepared.write_bytes(b"rotten")
    sealed = PackageWriter(root, SUFFIX).create(archiving)
    assert validate_package(sealed.package, seal=sealed.seal) == ()
