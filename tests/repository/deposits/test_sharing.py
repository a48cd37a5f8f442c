"""Several datasets in one deposit: what they share, what one says apart, adding and removing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.errors import NotAllowed, WrongState
from repository.models import Dataset, Person
from repository.queries.drafts import effective_document
from repository.services.deposits import add_dataset, write_draft
from repository.services.sharing import drop_own_field, own_field, share_field
from tests.factories import DOCUMENT
from tests.repository.deposits.pages import Page, address
from tests.repository.deposits.test_steps import save

pytestmark = pytest.mark.django_db

PLACE: dict[str, Any] = DOCUMENT["place"]


@pytest.fixture
def other(alice: Person, dataset: Dataset) -> Dataset:
    """A second dataset of the deposit."""
    assert dataset.deposit_id is not None
    return add_dataset(deposit_id=dataset.deposit_id, actor=alice)


def test_a_field_is_said_once_for_all_and_apart_for_one(alice: Person, dataset: Dataset, other: Dataset) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"place": PLACE, "title": {"en": "One"}})
    share_field(dataset_key=dataset.key, actor=alice, field="place")
    for each in (dataset, other):
        each.refresh_from_db()
        assert "place" not in each.draft
        assert effective_document(Dataset.objects.get(pk=each.pk))["place"] == PLACE
    own_field(dataset_key=other.key, actor=alice, field="place")
    other.refresh_from_db()
    assert other.draft["place"] == PLACE
    drop_own_field(dataset_key=other.key, actor=alice, field="place")
    other.refresh_from_db()
    assert other.draft == {}


def test_going_back_to_what_the_deposit_does_not_say_is_refused(alice: Person, dataset: Dataset) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"place": PLACE})
    with pytest.raises(WrongState):
        drop_own_field(dataset_key=dataset.key, actor=alice, field="place")
    dataset.refresh_from_db()
    assert dataset.draft["place"] == PLACE


def test_a_stranger_shares_nothing(bob: Person, dataset: Dataset) -> None:
    for change in (share_field, own_field, drop_own_field):
        with pytest.raises(NotAllowed):
            change(dataset_key=dataset.key, actor=bob, field="place")


def test_the_pages_share_and_say_apart_with_buttons(browser: Client, dataset: Dataset, other: Dataset) -> None:
    page = save(browser, dataset, "place", place__boxes__0__west="3", place__boxes__0__south="42")
    assert "share:place" in page.buttons()
    page = save(browser, dataset, "place", do="share:place", place__boxes__0__east="5", place__boxes__0__north="43")
    assert "from the deposit" in page.text("//section[@id='section-place']")
    assert "3, 42, 5, 43" in page.text("//*[@class='told']")
    assert not page.tree.xpath("//*[@name='place-boxes-0-west']")

    page = Page.of(browser, address("deposit-place", other))
    assert "3, 42, 5, 43" in page.text("//*[@class='told']")
    page = save(browser, other, "place", do="own:place")
    assert other.draft["place"]["boxes"] == [{"west": 3, "south": 42, "east": 5, "north": 43}]
    page = save(browser, other, "place", place__boxes__0__north="44")
    assert "drop:place" in page.buttons()
    save(browser, other, "place", do="drop:place")
    assert "place" not in other.draft


def test_saving_a_step_leaves_what_comes_from_the_deposit_alone(
    browser: Client, alice: Person, dataset: Dataset, other: Dataset
) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"creators": DOCUMENT["creators"]})
    share_field(dataset_key=dataset.key, actor=alice, field="creators")
    save(browser, other, "people", contacts__0__name="Help desk")
    assert set(other.draft) == {"contacts"}


def test_a_deposit_of_one_dataset_speaks_of_no_sharing(browser: Client, dataset: Dataset) -> None:
    page = save(browser, dataset, "place", place__boxes__0__west="3")
    assert not [button for button in page.buttons() if button.startswith("share:")]
    assert not page.tree.xpath("//nav[@class='rail']")


def test_a_dataset_is_added_and_removed_with_buttons(browser: Client, dataset: Dataset) -> None:
    added = browser.post(reverse("dataset-add", args=[dataset.deposit_id]))
    assert added.status_code == 302
    page = Page.of(browser, added["Location"])
    assert len(page.tree.xpath("//nav[@class='rail']//a")) == 2
    newest = Dataset.objects.order_by("-pk")[0]
    status = Page.of(browser, reverse("deposit-status", args=[dataset.deposit_id]))
    assert status.text("//h1") == "A deposit of 2 datasets"
    assert browser.post(address("dataset-remove", newest)).status_code == 302
    newest.refresh_from_db()
    assert newest.is_removed
    assert browser.get(address("deposit-files", newest)).status_code == 404
