"""Who gets a product: everybody while all that it reads is open, else who sees its owner's jobs. Asked each time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from compute.models import Job, Product
from compute.services.keeping import change_product
from compute.services.resolving import begin_product
from repository.accounts.rate import Rate
from repository.lifecycle import Standing
from repository.models import DataFile, Dataset, Person
from tests.compute.pages.test_forms import signed_in
from tests.compute.people import site
from tests.compute.products.given import (
    address_of,
    layer,
    nobody_asked_too_often,
    public_dataset,
    virtual,
)
from tests.compute.returns.given import Listing, alice, finished, listing
from tests.factories import make_draft, make_operator, make_person
from tests.repository.api.program import program

__all__ = ["alice", "listing", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def bob() -> Person:
    return make_person("bob")


@pytest.fixture
def product(site: Path, listing: Listing, alice: Person, bob: Person) -> Product:
    """Of a file of bob's that is open, computed."""
    dataset = public_dataset(bob)
    layer(dataset, oxygen=b"a\n1\n")
    made = virtual(alice, "listing", source=[{"dataset": dataset.suffix, "path": "data/oxygen.csv"}])
    finished(begin_product(made))
    return made


def status(product: Product, person: Person | None = None) -> int:
    """What a GET of the result is answered."""
    client = signed_in(person) if person else Client()
    return int(client.get(address_of(product)).status_code)


@pytest.mark.parametrize(
    "closed",
    [
        {"access": "restricted"},
        {"access": "embargoed", "embargo_until": timezone.now().date() + timedelta(days=9)},
        {"standing": Standing.WITHDRAWN},
    ],
    ids=["restricted", "embargoed", "withdrawn"],
)
def test_what_is_no_longer_open_is_not_there_for_strangers(product: Product, bob: Person, closed: Any) -> None:
    assert status(product) == status(product, bob) == 200
    Dataset.objects.update(**closed)
    assert status(product) == status(product, make_person("carol")) == status(product, bob) == 404
    assert status(product, product.owner) == 409, "its owner may not read it either, and is told so"
    page = Client().get(f"/compute/products/{product.slug}/")
    assert page.status_code == 200
    assert "oxygen.csv" not in page.text
    assert "echo.json" not in page.text
    assert Job.objects.count() == 1


def test_a_file_of_a_draft_is_for_its_owner_alone(site: Path, listing: Listing, alice: Person, bob: Person) -> None:
    draft = make_draft(alice, files={"secret.csv": b"a\n1\n"})
    made = virtual(alice, "listing", source=[{"draft": str(draft.key), "path": "secret.csv"}])
    finished(begin_product(made))
    people = {alice: 200, bob: 404, make_operator(): 200}
    assert {person: status(made, person) for person in people} == people
    assert status(made) == 404
    for client in (Client(), signed_in(bob)):
        text = client.get(f"/compute/products/{made.slug}/").text
        assert "Not everything that it reads is open" in text
        assert "secret" not in text
        assert str(draft.key) not in text


def test_a_product_that_is_not_public_is_not_there(site: Path, alice: Person, bob: Person) -> None:
    made = virtual(alice, is_public=False)
    address = f"/compute/products/{made.slug}/"
    assert Client().get(address).status_code == signed_in(bob).get(address).status_code == 404
    assert status(made) == status(made, bob) == 404
    assert made.title not in Client().get("/compute/products/").text
    assert not Job.objects.exists()
    assert signed_in(make_operator()).get(address).status_code == 200
    assert status(made, alice) == 202


def test_a_token_opens_what_is_its_persons(site: Path, alice: Person, bob: Person) -> None:
    made = virtual(alice, is_public=False)
    told = {name: program(person, scopes).get(address_of(made)).status_code for name, person, scopes in (
        ("own", alice, ["compute"]), ("scope", alice, ["deposits:read"]), ("bob", bob, ["compute"]),
        ("operator", make_operator(), ["compute"]),
    )}  # fmt: skip
    assert told == {"own": 202, "scope": 403, "bob": 404, "operator": 404}


def test_nobody_else_changes_it(site: Path, alice: Person, bob: Person) -> None:
    made = virtual(alice)
    address = f"/compute/products/{made.slug}/"
    for person in (bob, make_operator()):
        assert signed_in(person).post(address, {"do": "retire"}).status_code == 404
    assert Client().post(address, {"do": "retire"}).status_code == 302
    made.refresh_from_db()
    assert made.retired is None


def test_what_is_stopped_answers_nobody(product: Product) -> None:
    change_product(product_id=product.pk, actor=product.owner, do="retire")
    assert status(product) == status(product, product.owner) == 410
    told = Client().get(address_of(product))
    assert (told.json()["detail"], told["Cache-Control"]) == ("This product was stopped.", "private, no-store")
    assert "This product was stopped." in Client().get(address_of(product), headers={"Accept": "text/html"}).text
    assert Client().get(f"/compute/products/{product.slug}/").status_code == 404
    assert signed_in(product.owner).get(f"/compute/products/{product.slug}/").status_code == 200


def test_of_an_erased_file_and_of_a_closed_account_nothing_is_given(product: Product, alice: Person) -> None:
    Person.objects.filter(pk=alice.pk).update(is_active=False)
    assert status(product) == 404
    Person.objects.filter(pk=alice.pk).update(is_active=True)
    assert status(product) == 200
    DataFile.objects.update(erased_at=timezone.now())
    assert status(product) == 404
    assert signed_in(alice).get(address_of(product)).json()["code"] == "file-erased"


def test_strangers_begin_few_computations_a_minute(site: Path, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.doors.products.STARTS_MOST", 1)
    first, second = virtual(alice, text="1"), virtual(alice, text="2")
    assert [status(first), status(second), status(second, alice), status(first)] == [202, 429, 202, 202]
    assert "Disallow: /compute/products/*/*." in Client().get("/robots.txt").text


def test_strangers_who_look_very_often_are_asked_to_wait_its_owner_is_not(
    site: Path, alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compute.views.products.RATE", Rate(most=2))
    page = f"/compute/products/{virtual(alice).slug}/"
    stranger, part = Client(), f"{page}?part=progress"
    looks = [client.get(address) for client, address in (
        (stranger, page), (signed_in(bob), part), (stranger, part), (stranger, page),
    )]  # fmt: skip
    assert [answer.status_code for answer in looks] == [200, 200, 429, 429]
    assert (looks[-1]["Retry-After"], "Wait a minute." in looks[-1].text) == ("60", True)
    assert {signed_in(person).get(page).status_code for person in (alice, make_operator())} == {200}
