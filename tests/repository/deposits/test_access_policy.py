"""Who may fetch the files, said beside the description: open, open later, restricted."""

import datetime
from typing import Any

import pytest
from django.test import Client

from repository.models import AccessPolicy, Dataset
from tests.repository.deposits.pages import Page, address
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
def test_an_embargo_without_a_day_opens_nothing_and_is_shown_as_typed(
    browser: Client, dataset: Dataset, typed: str, told: str
) -> None:
    page = save(browser, dataset, "description", access="embargoed", embargo_until=typed)
    assert policy(dataset) == (AccessPolicy.RESTRICTED, None)
    assert field(page, "embargo_until").get("value") == typed
    assert page.tree.xpath("//input[@name='access' and @value='embargoed']/@checked")
    error = page.text("//*[@id='embargo_until-error']")
    assert error.startswith(told)
    assert error.endswith("Until then the files stay restricted.")
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
