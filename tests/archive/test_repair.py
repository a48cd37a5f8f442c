"""Whatever happens to a copy, it is found, named, set aside and restored; a sound one is never written again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.models import FileCopy, FixityEvent
from repository.models import Dataset, LifecycleEvent
from tests.archive.copies import audited, copy_in, damage, folder, is_sound, kinds, long_ago, path_of
from tests.archive.road import archived_dataset, held
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = ("archive", "second")


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    found = archived_dataset()
    long_ago()
    return found


def append(path: Path) -> None:
    damage(path, path.read_bytes() + b"\n")


def truncate(path: Path) -> None:
    damage(path, path.read_bytes()[:-1])


def empty(path: Path) -> None:
    damage(path, b"")


def delete(path: Path) -> None:
    path.unlink()


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_bytes(b"kept")


def put_a_link(path: Path) -> None:
    moved = path.parent.parent / f"moved-{path.name}"
    path.rename(moved)
    path.symlink_to(moved)


FAULTS: dict[Callable[[Path], None], str] = {
    damage: "changed-hash",
    append: "changed-hash",
    truncate: "changed-hash",
    empty: "changed-hash",
    delete: "missing-file",
    put_a_folder: "directory",
    put_a_link: "symlink",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("do", FAULTS, ids=lambda do: do.__name__)
def test_a_fault_is_found_named_set_aside_and_mended(
    dataset: Dataset, archive: Path, place: str, do: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    copy = copy_in(place, dataset)
    do(path_of(copy))
    audited()
    copy.refresh_from_db()
    assert (copy.state, copy.fault) == ("faulty", FAULTS[do])
    run_everything_due()
    assert is_sound(copy)
    assert held() == []
    assert caplog.text.count("copy.faulty place=") == 1
    aside = archive / place / ".aside" / dataset.suffix / copy.name
    expected = [("check", FAULTS[do]), ("quarantine", FAULTS[do]), ("repair", "")]
    if do is delete:
        expected = [("check", "missing-file"), ("repair", "")]
    assert kinds(copy) == expected
    assert aside.exists() == (do is not delete)
    assert path_of(copy).stat().st_mode & 0o777 == 0o444
    assert list((archive / place / ".incoming").iterdir()) == []


@pytest.mark.parametrize("place", PLACES)
def test_two_files_that_were_swapped_are_both_mended(dataset: Dataset, place: str) -> None:
    one, other = copy_in(place, dataset, ".csv-"), copy_in(place, dataset, ".pdf-")
    between = path_of(one).with_name("between")
    path_of(one).rename(between)
    path_of(other).rename(path_of(one))
    between.rename(path_of(other))
    audited()
    run_everything_due()
    assert is_sound(one)
    assert is_sound(other)


@pytest.mark.parametrize("place", PLACES)
def test_a_package_that_is_gone_comes_back_whole(dataset: Dataset, place: str) -> None:
    shutil.rmtree(folder(place, dataset))
    audited()
    run_everything_due()
    assert all(is_sound(copy) for copy in FileCopy.objects.filter(place=place))
    assert held() == []


def test_several_faults_in_several_places_are_mended_from_each_other(dataset: Dataset) -> None:
    first, second = copy_in("archive", dataset, ".csv-"), copy_in("second", dataset, ".pdf-")
    third = copy_in("archive", dataset, "manifest-")
    both = copy_in("third", dataset, ".csv-")
    for copy in (first, second, third, both):
        damage(path_of(copy))
    audited()
    run_everything_due()
    assert all(is_sound(copy) for copy in FileCopy.objects.all())
    assert FixityEvent.objects.get(copy=first, kind="repair").detail == "second"


def test_a_damaged_source_is_found_on_the_way_and_mended_too(dataset: Dataset) -> None:
    target, source = copy_in("second", dataset), copy_in("archive", dataset)
    damage(path_of(target))
    damage(path_of(source))
    audited("second")
    run_everything_due()
    assert is_sound(target)
    assert is_sound(source)
    assert kinds(source)[0] == ("check", "changed-hash")


def test_what_is_sound_again_when_its_repair_begins_is_not_touched(dataset: Dataset) -> None:
    copy = copy_in("second", dataset)
    kept = path_of(copy).read_bytes()
    damage(path_of(copy))
    audited("second")
    damage(path_of(copy), kept)
    before = path_of(copy).stat()
    run_everything_due()
    after = path_of(copy).stat()
    assert is_sound(copy)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert kinds(copy) == [("check", "changed-hash"), ("check", "")]


def test_a_sound_archive_is_read_and_left_as_it_is(dataset: Dataset, archive: Path) -> None:
    files = [path for path in archive.rglob("*") if path.is_file()]
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns, path.stat().st_ctime_ns) for path in files}
    assert audited() == FileCopy.objects.count()
    assert audited() == 0
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns, path.stat().st_ctime_ns) for path in files} == before
    assert not FileCopy.objects.exclude(state="sound").exists()
    assert not LifecycleEvent.objects.filter(type="copy.faulty").exists()
    assert set(FixityEvent.objects.values_list("kind", "fault")) == {("check", "")}
