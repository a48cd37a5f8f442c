"""Who may fetch the files, said beside the description: open, open later, restricted."""

import datetime
from typing import Any

import pytest
from django.test import Client

from repository.lifecycle import DatasetState
from repository.models import AccessPolicy, Dataset, Person
from tests.factories import make_draft
from tests.repository.deposits.pages import AGREED, Page, address
from tests.repository.deposits.test_steps import field, save

pytestmark = pytest.mark.django_db

LATER = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=200)).isoformat()


def policy(dataset: Dataset) -> tuple[Any, Any]:
    """What is kept."""
    return dataset.access, dataset.embargo_until and dataset.embargo_until.isoformat()


def test_files_are_open_unless_somebody_says_otherwise(browser: Client, dataset: Dataset) -> None:
    save(browser, dataset, "description", title__en="Oxygen")
    assert policy(dataset) == (AccessPolicy.OPEN, None)


def test_an_embargo_is_kept_with_its_day(browser: Client, dataset: Dataset) -> None:
    page = save(browser, dataset, "description", access="embargoed", embargo_until=LATER)
    assert policy(dataset) == (AccessPolicy.EMBARGOED, LATER)
    assert field(page, "embargo_until").get("value") == LATER
    save(browser, dataset, "description", access="open")
    assert policy(dataset) == (AccessPolicy.OPEN, None)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Give the day on which the files open."),
        ("next spring", "“next spring” is not a day"),
        ("2020-01-01", "2020-01-01 has come already"),
    ],
)
def test_an_embargo_without_a_day_is_shown_as_typed(browser: Client, dataset: Dataset, typed: str, told: str) -> None:
    page = save(browser, dataset, "description", access="embargoed", embargo_until=typed)
    assert policy(dataset) == (AccessPolicy.EMBARGOED, None)
    assert field(page, "embargo_until").get("value") == typed
    assert page.tree.xpath("//input[@name='access' and @value='embargoed']/@checked")
    error = page.text("//*[@id='embargo_until-error']")
    assert error.startswith(told)
    assert told in Page.of(browser, address("deposit-review", dataset)).text("//main")
    save(browser, dataset, "description", access="embargoed", embargo_until=LATER)
    assert policy(dataset) == (AccessPolicy.EMBARGOED, LATER)


def test_an_embargo_whose_day_has_come_is_not_closed_by_saving_the_page(browser: Client, dataset: Dataset) -> None:
    ended = datetime.date(2020, 1, 1)
    Dataset.objects.filter(pk=dataset.pk).update(access=AccessPolicy.EMBARGOED, embargo_until=ended)
    save(browser, dataset, "description", title__en="Oxygen")
    assert policy(dataset) == (AccessPolicy.EMBARGOED, "2020-01-01")


def test_a_policy_nobody_offered_is_left_aside(browser: Client, dataset: Dataset) -> None:
    save(browser, dataset, "description", access="secret")
    assert policy(dataset) == (AccessPolicy.OPEN, None)


@pytest.mark.parametrize("typed", ["", "2020-01-01"])
def test_an_embargo_without_a_day_to_come_blocks_submission_at_its_field(
    browser: Client, alice: Person, typed: str
) -> None:
    dataset = make_draft(alice)
    save(browser, dataset, "description", access="embargoed", embargo_until=typed)
    page = Page.of(browser, address("deposit-review", dataset))
    assert page.text("//h2[@id='missing']") == "1 thing is missing"
    (link,) = page.tree.xpath("//ul[@class='lacks']//a/@href")
    assert link == f"{address('deposit-description', dataset)}#embargo_until"
    assert field(Page.of(browser, link.partition("#")[0]), "embargo_until") is not None
    browser.post(address("deposit-submit", dataset), AGREED)
    dataset.refresh_from_db()
    assert (dataset.state, dataset.submitted_version) == (DatasetState.DRAFT, None)


def test_a_day_typed_after_the_policy_was_saved_on_its_own_completes_it(browser: Client, dataset: Dataset) -> None:
    there = address("deposit-description-autosave", dataset)
    browser.post(there, {"access": "embargoed"})
    browser.post(there, {"embargo_until": LATER})
    dataset.refresh_from_db()
    assert policy(dataset) == (AccessPolicy.EMBARGOED, LATER)
