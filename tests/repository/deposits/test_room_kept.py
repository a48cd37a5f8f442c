"""The bytes of a deposit are known without counting its files, whatever was done with them before."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from repository.models import Dataset, Deposit, DraftFile, Person
from repository.queries.draft_files import DraftPaths
from repository.queries.room import bytes_kept_for, counted_bytes
from repository.services.collection import collect_orphans, make_room
from repository.services.deposits import add_dataset, remove_dataset
from repository.services.files import remove_file
from tests.repository.deposits.test_files import attach


@pytest.mark.parametrize("seed", range(4))
def test_what_is_known_is_what_would_be_counted(alice: Person, dataset: Dataset, seed: int) -> None:
    dice = random.Random(seed)
    datasets = [dataset, add_dataset(deposit_id=dataset.deposit_id, actor=alice)]  # type: ignore[arg-type]
    for _step in range(40):
        chosen = dice.choice(datasets)
        match dice.choice(("attach", "attach", "attach", "remove", "make room", "collect")):
            case "attach":
                content = bytes(dice.randrange(1, 50))
                attach(chosen, alice, f"{dice.randrange(6)}.dat", content, replace=True)
            case "remove":
                place = DraftFile.objects.filter(dataset=chosen).first()
                if place is not None:
                    remove_file(dataset_key=chosen.key, actor=alice, number=place.file.number)
            case "make room":
                make_room(deposit_id=chosen.deposit_id)
            case _:
                collect_orphans()
        assert bytes_kept_for(dataset) == counted_bytes(dataset)
    remove_dataset(dataset_key=datasets[1].key, actor=alice)
    assert bytes_kept_for(dataset) == counted_bytes(dataset)


def test_adding_a_file_asks_as_much_of_a_deposit_with_many_files(alice: Person, dataset: Dataset) -> None:
    attach(dataset, alice, "0.csv", b"0")
    with CaptureQueriesContext(connection) as first:
        attach(dataset, alice, "1.csv", b"1")
    assert not [query for query in first.captured_queries if "SUM(" in query["sql"]]
    assert Deposit.objects.get(datasets=dataset).kept_bytes == 2


def test_the_paths_of_a_draft_are_asked_for_one_by_one(alice: Person, dataset: Dataset) -> None:
    paths = DraftPaths(dataset)
    assert not paths
    attach(dataset, alice, "leg 1/a.csv", b"1")
    assert paths
    assert len(paths) == 1
    assert list(paths) == ["leg 1/a.csv"]
    assert "leg 1/a.csv" in paths
    assert "a.csv" not in paths
    assert "a\x00b" not in paths
