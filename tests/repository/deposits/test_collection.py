"""The collector: what has no owner goes, what has one stays."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from repository.models import DataFile, Dataset, Person
from repository.services.collection import Collected, collect_orphans, drop_draft_copies
from repository.services.deposits import add_dataset, remove_dataset
from repository.services.files import remove_file
from repository.uploads.arrivals import Arrival
from repository.uploads.disk import DiskStore
from tests.factories import make_submitted
from tests.repository.deposits.test_files import attach
from tests.services.stores import kept

TOMORROW = timedelta(days=1, minutes=1)
pytestmark = pytest.mark.django_db(transaction=True)


def collect_later() -> Collected:
    """Collect as if more than a day had passed."""
    return collect_orphans(now=timezone.now() + TOMORROW)


def test_a_cut_upload_is_collected_only_when_it_is_old(store: DiskStore, alice: Person) -> None:
    Arrival("a.csv", most=100).write(b"half of a fi")
    assert collect_orphans().cut == 0
    assert len(kept(store)) == 1
    assert collect_later().cut == 1
    assert kept(store) == set()


def test_a_removed_file_goes_with_its_bytes_and_a_placed_one_stays(
    alice: Person, dataset: Dataset, store: DiskStore
) -> None:
    gone, stays = attach(dataset, alice, "a.csv", b"1"), attach(dataset, alice, "b.csv", b"2")
    remove_file(dataset_key=dataset.key, actor=alice, number=gone.file.number)
    assert collect_orphans().unplaced == 0
    assert collect_later().unplaced == 1
    assert kept(store) == {f"drafts/{stays.file.number}"}


def test_the_files_of_a_removed_dataset_go(alice: Person, dataset: Dataset, store: DiskStore) -> None:
    assert dataset.deposit is not None
    other = add_dataset(deposit_id=dataset.deposit.pk, actor=alice)
    attach(other, alice, "a.csv", b"1")
    remove_dataset(dataset_key=other.key, actor=alice)
    collect_later()
    assert kept(store) == set()


def test_a_file_that_the_moderators_read_is_kept_though_its_place_is_gone(alice: Person, store: DiskStore) -> None:
    dataset = make_submitted(alice)
    dataset.draft_files.all().delete()
    assert collect_later().unplaced == 0
    assert len(kept(store)) == 1


def test_bytes_that_are_archived_keep_no_draft_copy(alice: Person, dataset: Dataset, store: DiskStore) -> None:
    place = attach(dataset, alice, "a.csv", b"1")
    DataFile.objects.update(archived_name=f"{place.file.number}.csv-2026-03-05")
    assert drop_draft_copies(dataset_id=dataset.pk) == 1
    assert kept(store) == set()
    assert DataFile.objects.get().draft_path == ""
    assert drop_draft_copies(dataset_id=dataset.pk) == 0


def test_bytes_without_a_row_are_collected_when_they_are_old(alice: Person, dataset: Dataset, store: DiskStore) -> None:
    stays = attach(dataset, alice, "a.csv", b"1")
    for number, age in ((999_001, TOMORROW), (999_002, timedelta(0))):
        path = store.drafts / str(number)
        path.write_bytes(b"stray")
        then = (timezone.now() - age).timestamp()
        os.utime(path, (then, then))
    assert collect_orphans().strays == 1
    assert kept(store) == {f"drafts/{stays.file.number}", "drafts/999002"}
