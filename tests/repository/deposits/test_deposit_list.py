"""The list of one's deposits: what asks something first, twenty a page, and no query for each."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from repository.lifecycle import DatasetState
from repository.models import Dataset, Deposit, Grant, Person, Role
from repository.services.deposits import add_dataset, create_deposit, write_draft, write_shared
from tests.repository.deposits.pages import Page

pytestmark = pytest.mark.django_db


def open_deposits(person: Person, count: int) -> list[Deposit]:
    """So many deposits, the last one changed last, each with a title of its own."""
    made = []
    for number in range(count):
        deposit = create_deposit(actor=person)
        write_draft(dataset_key=deposit.datasets.get().key, actor=person, fields={"title": {"en": f"Core {number}"}})
        made.append(deposit)
    return made


def titles(page: Page) -> list[str]:
    """The titles that a page lists."""
    return [link.text_content() for link in page.tree.xpath("//a[@class='card__t']")]


def test_deposits_are_listed_twenty_a_page_the_last_changed_first(browser: Client, alice: Person) -> None:
    open_deposits(alice, 23)
    first = Page.of(browser, reverse("deposit-list"))
    assert titles(first) == [f"Core {number}" for number in range(22, 2, -1)]
    assert "?page=2" in first.links()
    assert "1 – 20 of 23" in first.text("//nav[@aria-label='Pages of your deposits']")
    assert titles(Page.of(browser, f"{reverse('deposit-list')}?page=2")) == ["Core 2", "Core 1", "Core 0"]


@pytest.mark.parametrize("page", ["0", "-1", "none", "9" * 5_000, "²", "3.5", "\x00"])
def test_a_page_that_is_none_shows_one_that_is(browser: Client, alice: Person, page: str) -> None:
    open_deposits(alice, 1)
    assert browser.get(reverse("deposit-list"), {"page": page}).status_code == 200


def test_what_asks_something_comes_before_all_others(browser: Client, alice: Person) -> None:
    oldest = open_deposits(alice, 22)[0]
    Dataset.objects.filter(deposit=oldest).update(state=DatasetState.CHANGES_REQUESTED)
    assert titles(Page.of(browser, reverse("deposit-list")))[0] == "Core 0"


def test_the_number_of_queries_does_not_grow_with_the_datasets(
    browser: Client, alice: Person, django_assert_num_queries: Any
) -> None:
    deposits = open_deposits(alice, 2)
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("deposit-list"))
    open_deposits(alice, 8)
    for _number in range(6):
        add_dataset(deposit_id=deposits[0].pk, actor=alice)
    with django_assert_num_queries(len(few)):
        assert len(titles(Page.of(browser, reverse("deposit-list")))) == 16


def test_a_title_that_the_deposit_says_for_all_is_shown_for_each(browser: Client, alice: Person) -> None:
    deposit = create_deposit(actor=alice)
    add_dataset(deposit_id=deposit.pk, actor=alice)
    write_shared(deposit_id=deposit.pk, actor=alice, fields={"title": {"fr": "Carotte"}, "language": "fr"})
    assert titles(Page.of(browser, reverse("deposit-list"))) == ["Carotte", "Carotte"]


def test_a_co_author_of_one_dataset_sees_that_one_only(client: Client, alice: Person, bob: Person) -> None:
    (deposit,) = open_deposits(alice, 1)
    other = add_dataset(deposit_id=deposit.pk, actor=alice)
    Grant.objects.create(person=bob, role=Role.CO_AUTHOR, dataset=other)
    client.force_login(bob)
    assert titles(Page.of(client, reverse("deposit-list"))) == ["Dataset without a title yet"]
    Dataset.objects.filter(pk=other.pk).update(is_removed=True)
    assert titles(Page.of(client, reverse("deposit-list"))) == []
