"""What happens between the asking for a product and its job: it is stopped, its process goes, much is to be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compute.models import Job, Product
from compute.processes.base import InputRefused
from compute.processes.registry import processes
from compute.services import granules
from compute.services.granules import begin_waiting, note_files, take_late_files
from compute.services.keeping import change_product
from compute.services.resolving import begin_product, resolve
from repository.errors import WrongState
from repository.models import Dataset, Person, Snapshot
from tests.compute.people import site
from tests.compute.products.given import (
    address_of,
    layer,
    nobody_asked_too_often,
    public_dataset,
    systematic,
    taken,
    virtual,
)
from tests.compute.returns.given import Listing, alice, listing
from tests.factories import make_person

__all__ = ["alice", "listing", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(site: Path, listing: Listing) -> Dataset:
    return public_dataset(make_person("bob"))


@pytest.mark.parametrize("do", ["pause", "retire"])
def test_a_product_that_is_stopped_while_its_files_are_taken_begins_no_more(
    dataset: Dataset, alice: Person, do: str
) -> None:
    product = systematic(alice, dataset)
    layer(dataset, one=b"1", two=b"2")
    assert note_files(product, Snapshot.objects.all())
    assert product.granules.count() == 2
    change_product(product_id=product.pk, actor=alice, do=do)
    assert begin_waiting(product) == 0, "as a worker has it that read the product before"
    assert not Job.objects.exists()


def test_a_virtual_product_that_is_stopped_while_it_is_asked_for_begins_nothing(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = virtual(alice)
    with pytest.raises(WrongState) as refused, stopped_meanwhile(product):
        begin_product(product)
    assert refused.value.code == "product-stopped"
    monkeypatch.setattr("compute.doors.products._asked", lambda *asked: was_asked(product, *asked))
    assert Client().get(address_of(product)).status_code == 410
    assert not Job.objects.exists()


@contextmanager
def stopped_meanwhile(product: Product) -> Iterator[None]:
    """By another request: the row that is at hand does not know."""
    change_product(product_id=product.pk, actor=product.owner, do="retire")
    yield


def was_asked(product: Product, request: Any, _asker: Any, _slug: str, name: str) -> Any:
    """As the door found the product before it was stopped."""
    from compute.doors.products import Asked

    return Asked(request, product, name, True)


def test_a_process_that_is_away_for_a_while_costs_no_file(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = systematic(alice, dataset)
    layer(dataset, one=b"1")
    note_files(product, Snapshot.objects.all())
    with monkeypatch.context() as patch:
        patch.setattr(granules, "processes", lambda: {"echo": processes()["echo"]})
        assert take_late_files() == 0
    product.refresh_from_db()
    assert product.hindrance == "no-such-process"
    assert take_late_files() == 1
    assert taken(product) == ["one.csv"]


def test_a_refusal_of_another_input_than_the_file_lets_files_wait(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(self: Listing, inputs: Any) -> None:
        raise InputRefused("text", "no-such-file", "text: there is no such file.")

    product = systematic(alice, dataset)
    layer(dataset, one=b"1", two=b"2")
    with monkeypatch.context() as patch:
        patch.setattr(Listing, "check", refuses)
        assert take_late_files() == 0
    product.refresh_from_db()
    assert (product.hindrance, product.granules.exclude(code="").count()) == ("no-such-file", 0)
    assert take_late_files() == 2


def test_many_files_are_looked_up_together(dataset: Dataset, alice: Person) -> None:
    tables: dict[str, Any] = {f"f{number}": b"%d" % number for number in range(60)}
    layer(dataset, **tables)
    costs = []
    for count in (2, 60):
        files = [{"dataset": dataset.suffix, "path": f"data/f{number}.csv"} for number in range(count)]
        product = virtual(alice, "listing", title=f"Of {count}", source=files)
        with CaptureQueriesContext(connection) as asked:
            assert len(resolve(product).files) == count
        costs.append(len(asked))
    assert costs[0] == costs[1] < 8
