"""How much a deposit may take, and what makes room."""

from typing import Any

import pytest

from repository.errors import FileRefused
from repository.models import Allowance, Dataset, Person
from repository.queries.room import room_in
from repository.services.collection import make_room
from repository.services.deposits import add_dataset
from repository.services.files import remove_file
from tests.repository.deposits.test_files import attach


def test_a_deposit_takes_no_more_than_the_site_allows(alice: Person, dataset: Dataset, settings: Any) -> None:
    settings.DEPOSIT_MAX_BYTES, settings.UPLOAD_MAX_BYTES = 10, 8
    attach(dataset, alice, "a.csv", b"123456")
    assert room_in(dataset).total_bytes == 4
    with pytest.raises(FileRefused, match="no room left"):
        attach(dataset, alice, "b.csv", b"12345")
    attach(dataset, alice, "b.csv", b"1234")


def test_the_room_is_counted_over_all_datasets_of_a_deposit(alice: Person, dataset: Dataset, settings: Any) -> None:
    settings.DEPOSIT_MAX_BYTES = 10
    attach(dataset, alice, "a.csv", b"123456")
    assert dataset.deposit is not None
    other = add_dataset(deposit_id=dataset.deposit.pk, actor=alice)
    assert room_in(other).total_bytes == 4


def test_an_allowance_of_the_person_counts_before_the_settings(alice: Person, dataset: Dataset) -> None:
    Allowance.objects.create(person=alice, deposit_bytes=100, deposit_files=1)
    attach(dataset, alice, "a.csv", b"1")
    assert (room_in(dataset).total_bytes, room_in(dataset).files) == (99, 0)
    with pytest.raises(FileRefused, match="as many files as it may"):
        attach(dataset, alice, "b.csv", b"2")
    attach(dataset, alice, "a.csv", b"3", replace=True)


def test_what_was_replaced_or_removed_gives_its_room_back(alice: Person, dataset: Dataset, settings: Any) -> None:
    settings.DEPOSIT_MAX_BYTES = 10
    place = attach(dataset, alice, "a.csv", b"123456")
    remove_file(dataset_key=dataset.key, actor=alice, number=place.file.number)
    assert room_in(dataset).total_bytes == 4
    assert make_room(deposit_id=dataset.deposit_id) == 1
    assert room_in(dataset).total_bytes == 10


def test_a_file_larger_than_one_file_may_be_is_refused_while_it_comes(
    alice: Person, dataset: Dataset, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 5
    with pytest.raises(FileRefused, match="larger than there is room for"):
        attach(dataset, alice, "a.csv", b"123456")
