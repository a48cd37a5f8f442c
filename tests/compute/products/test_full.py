"""A systematic product of very many files: so many wait, the others are noted when there is room; each is one job."""

import html
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from compute.doors.rest.products import product_shown
from compute.models import Job, Product
from compute.queries import granules_waiting
from compute.services.granules import take_late_files
from compute.states import JobState
from repository.models import Dataset, Delivery, Person
from tests.compute.pages.test_forms import signed_in
from tests.compute.people import site
from tests.compute.products.given import announced, heard, layer, public_dataset, systematic
from tests.compute.returns.given import Listing, alice, listing
from tests.factories import make_person

__all__ = ["alice", "listing", "site"]
pytestmark = pytest.mark.django_db
TABLES: dict[str, Any] = {f"t{number}": b"%d" % number for number in range(9)}


@pytest.fixture
def dataset(site: Path, listing: Listing, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """One job of a person at a time, four files of a product that wait."""
    settings.COMPUTE_JOBS_MOST = 1
    monkeypatch.setattr("compute.services.granules.MOST_WAITING", 4)
    return public_dataset(make_person("bob"))


def jobs_end() -> None:
    """All of them, well."""
    Delivery.objects.all().delete()
    Job.objects.update(state=JobState.SUCCEEDED, ended=timezone.now())


def most_that_waited(product: Product) -> int:
    """Turn after turn of the sweep, each job ending, until nothing more begins."""
    waited = [granules_waiting(product).count()]
    for _ in range(2 * len(TABLES)):
        jobs_end()
        take_late_files()
        waited.append(granules_waiting(product).count())
    return max(waited)


@pytest.mark.parametrize("pattern", ["", "t*"])
def test_beyond_those_that_wait_files_are_noted_when_there_is_room(
    dataset: Dataset, alice: Person, pattern: str
) -> None:
    product = systematic(alice, dataset, also_past=True, pattern=pattern)
    announced(layer(dataset, **TABLES))
    heard()
    page = f"/compute/products/{product.slug}/"
    assert "The others are noted when there is room." in html.unescape(signed_in(alice).get(page).text)
    assert product_shown(product, alice)["is_full"] is True
    assert most_that_waited(product) <= 4
    product.refresh_from_db()
    assert (product.granules.count(), Job.objects.count(), product.mark is None) == (9, 9, False)
    assert {row.job is not None for row in product.granules.all()} == {True}
    assert product_shown(product, alice)["is_full"] is False
    assert "The others are noted" not in html.unescape(signed_in(alice).get(page).text)


def test_an_old_layer_that_is_told_of_while_there_is_no_room_is_not_lost(dataset: Dataset, alice: Person) -> None:
    product = systematic(alice, dataset, also_past=True)
    layer(dataset, **{name: TABLES[name] for name in ("t0", "t1", "t2", "t3")})
    heard()
    take_late_files()
    product.refresh_from_db()
    assert product.mark is not None
    old = layer(dataset, at=timezone.now() - timedelta(days=9), **TABLES)
    announced(old)
    heard()
    assert granules_waiting(product).count() <= 4
    most_that_waited(product)
    assert (product.granules.count(), Job.objects.count()) == (9, 9)


def test_one_file_of_many_layers_takes_one_place(dataset: Dataset, alice: Person) -> None:
    product = systematic(alice, dataset, also_past=True)
    for _ in range(7):
        layer(dataset, t0=b"0")
    layer(dataset, t1=b"1")
    heard()
    assert product.granules.count() == 2
    product.refresh_from_db()
    assert product.mark is not None


def test_what_comes_while_the_process_is_away_is_found_when_it_is_back(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = systematic(alice, dataset, also_past=True)
    with monkeypatch.context() as patch:
        patch.setattr("compute.services.granules.processes", dict)
        announced(layer(dataset, at=timezone.now() - timedelta(days=9), t0=b"0"))
        heard()
        assert take_late_files() == 0
    assert take_late_files() == 1
    assert product.granules.count() == 1
