"""Nobody types twice: the profile fills an author, the first dataset fills the next."""

import pytest
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, Person
from repository.services.deposits import write_shared
from tests.factories import DOCUMENT, make_draft
from tests.repository.deposits.pages import Page, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(alice: Person) -> Person:
    """alice, whose profile is filled in."""
    alice.given_name, alice.family_name, alice.orcid = "Alice", "Marchand", "0000-0002-1825-0097"
    alice.affiliation = "Observatory of Banyuls"
    alice.save()
    return alice


def press_author(browser: Client, dataset: Dataset) -> list[object]:
    """The creators after the button was pressed on the form as it stands."""
    page = Page.of(browser, address("deposit-people", dataset))
    assert "add:creators:me" in page.buttons()
    assert browser.post(page.url, {**page.posts(), "do": "add:creators:me"}).status_code == 302
    dataset.refresh_from_db()
    return list(dataset.draft["creators"])


def test_one_button_makes_an_author_of_the_profile_once(browser: Client, known: Person, dataset: Dataset) -> None:
    row = {
        "kind": "person",
        "family": "Marchand",
        "given": "Alice",
        "orcid": "0000-0002-1825-0097",
        "affiliations": [{"name": "Observatory of Banyuls"}],
    }
    assert press_author(browser, dataset) == [row]
    assert press_author(browser, dataset) == [row]


def test_the_authors_who_are_there_stay_first(browser: Client, alice: Person) -> None:
    alice.orcid = ""
    alice.save()
    dataset = make_draft(alice)
    creators = press_author(browser, dataset)
    assert creators[:2] == DOCUMENT["creators"]
    assert len(creators) == 3


def test_another_dataset_begins_with_the_description_of_the_first_but_not_its_files(
    browser: Client, alice: Person
) -> None:
    first = make_draft(alice, documents=[{"path": "oxygen.csv"}])
    assert first.deposit is not None
    write_shared(deposit_id=first.deposit.pk, actor=alice, fields={"lineage": {"en": "Said once for all."}})
    page = Page.of(browser, reverse("deposit-status", args=[first.deposit_id]))
    assert page.tree.xpath("//button[@name='from' and @value='first']")
    browser.post(reverse("dataset-add", args=[first.deposit_id]), {"from": "first"})
    second = first.deposit.datasets.get(position=2)
    assert second.draft["title"] == DOCUMENT["title"]
    assert "documents" not in second.draft
    assert not second.draft_files.exists()
    first.deposit.refresh_from_db()
    assert first.deposit.shared == {"lineage": {"en": "Said once for all."}}


def test_another_dataset_is_blank_where_nothing_else_is_asked_for(browser: Client, alice: Person) -> None:
    first = make_draft(alice)
    assert first.deposit is not None
    browser.post(reverse("dataset-add", args=[first.deposit_id]))
    assert first.deposit.datasets.get(position=2).draft == {}
