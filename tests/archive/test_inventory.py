"""Every sealed file has a row in every place, written with the sealing or the copy, or filled in later."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.utils import timezone

from archive.aip.digest import sha256_of_file
from archive.models import FileCopy
from archive.services.inventory import Entry, fill_in, list_copies
from repository.models import Dataset
from tests.archive.road import archived_dataset, frozen_dataset, package_of, publish
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


def listed(dataset: Dataset) -> Mapping[tuple[str, str], tuple[str, int]]:
    rows = FileCopy.objects.filter(dataset=dataset)
    return {(row.place, row.name): (row.sha256, row.size) for row in rows}


def lying(dataset: Dataset, archive: Path) -> Mapping[tuple[str, str], tuple[str, int]]:
    """What the folders hold."""
    return {
        (place, path.name): (sha256_of_file(path), path.stat().st_size)
        for place in ("archive", "second", "third")
        for path in (archive / place / dataset.suffix).iterdir()
    }


def test_every_sealed_file_is_listed_in_every_place_with_its_manifests(archive: Path) -> None:
    dataset = archived_dataset()
    assert listed(dataset) == lying(dataset, archive)
    publish(dataset)
    run_everything_due()
    assert listed(dataset) == lying(dataset, archive)
    assert not FileCopy.objects.exclude(state="sound").exists()


def test_a_later_archiving_lists_only_what_is_new(archive: Path) -> None:
    dataset = archived_dataset()
    before = {row.pk: row.checked_at for row in FileCopy.objects.all()}
    publish(dataset)
    run_everything_due()
    assert {row.pk: row.checked_at for row in FileCopy.objects.filter(pk__in=before)} == before


def test_what_was_sealed_before_there_was_a_list_is_filled_in_once(archive: Path) -> None:
    dataset = archived_dataset()
    expected = listed(dataset)
    FileCopy.objects.all().delete()
    assert fill_in() == 3
    assert listed(dataset) == expected
    assert fill_in() == 0


def test_a_package_whose_newest_archiving_alone_is_listed_is_filled_in(archive: Path) -> None:
    dataset = archived_dataset()
    FileCopy.objects.all().delete()
    publish(dataset)
    run_everything_due()
    assert fill_in() > 0
    assert listed(dataset) == lying(dataset, archive)


def test_what_is_missing_when_the_list_is_filled_in_is_listed_too(archive: Path) -> None:
    dataset = archived_dataset()
    expected = listed(dataset)
    FileCopy.objects.all().delete()
    for path in package_of(dataset).iterdir():
        path.unlink()
    fill_in()
    assert listed(dataset).keys() == expected.keys()
    assert {key: sha256 for key, (sha256, _) in listed(dataset).items()} == {
        key: sha256 for key, (sha256, _) in expected.items()
    }


def test_filling_in_goes_on_where_its_time_was_over(archive: Path) -> None:
    dataset = archived_dataset()
    expected = listed(dataset)
    FileCopy.objects.all().delete()
    assert fill_in(seconds=-1) == 0
    assert fill_in() == 3
    assert listed(dataset) == expected


def test_a_package_of_which_no_manifest_can_be_read_keeps_no_other_waiting(
    archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dataset = archived_dataset()
    FileCopy.objects.all().delete()
    for place in ("archive", "second", "third"):
        (archive / place / dataset.suffix).rename(archive / f"gone from {place}")
    assert fill_in() == 0
    assert f"inventory.unreadable dataset={dataset.suffix}" in caplog.text


def test_synthetic_datasets_are_left_out(archive: Path) -> None:
    dataset = frozen_dataset()
    dataset.is_synthetic = True
    entry = Entry("1.csv-2026-03-05", "0" * 64, 1)
    assert list_copies(dataset=dataset, place="archive", entries=[entry], read_at=timezone.now()) == 0
    assert not FileCopy.objects.exists()


def test_a_layer_of_thousands_of_files_is_listed_in_seconds(archive: Path) -> None:
    dataset = frozen_dataset()
    entries = [Entry(f"{number}.csv-2026-03-05", f"{number:064x}", number) for number in range(1, 20_001)]
    began = time.monotonic()
    list_copies(dataset=dataset, place="archive", entries=entries, read_at=timezone.now())
    assert time.monotonic() - began < 20, "a hundred thousand have to take seconds, not minutes"
    assert FileCopy.objects.count() == 20_000
