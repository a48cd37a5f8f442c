"""Buttons that no page shows in this state: what is on its way, or public, moves only by the door that is meant."""

import pytest
from django.test import Client
from django.urls import reverse

from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, LifecycleEvent, Person
from tests.driver import run_everything_due
from tests.factories import accept, make_moderator, make_public, make_submitted
from tests.repository.deposits.pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def mona(db: None) -> Person:
    """Who moderates ocean."""
    return make_moderator("mona")


@pytest.mark.parametrize("name", ["correction-drop", "deposit-take-back", "deposit-submit"])
def test_what_is_accepted_and_on_its_way_cannot_be_moved_by_its_author(
    browser: Client, alice: Person, mona: Person, name: str
) -> None:
    dataset = make_submitted(alice)
    run_everything_due()
    accept(dataset, mona)
    events = LifecycleEvent.objects.count()
    assert browser.post(address(name, dataset)).status_code in (302, 409)
    dataset.refresh_from_db()
    assert (dataset.state, dataset.standing) == (DatasetState.ACCEPTED, Standing.UNPUBLISHED)
    assert LifecycleEvent.objects.count() == events


@pytest.mark.parametrize("name", ["correction-drop", "deposit-take-back", "deposit-submit"])
def test_what_is_public_is_opened_for_correction_by_its_own_door_only(
    browser: Client, alice: Person, mona: Person, name: str
) -> None:
    dataset = make_public(alice, mona)
    events = LifecycleEvent.objects.count()
    assert browser.post(address(name, dataset)).status_code in (302, 409)
    dataset.refresh_from_db()
    assert dataset.state == DatasetState.PUBLISHED
    assert LifecycleEvent.objects.count() == events
    assert browser.post(reverse("correction-begin", args=[dataset.key])).status_code == 302
    dataset.refresh_from_db()
    assert dataset.state == DatasetState.DRAFT


def test_an_accepted_correction_cannot_be_given_up_any_more(browser: Client, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    Dataset.objects.filter(pk=dataset.pk).update(state=DatasetState.ACCEPTED)
    assert browser.post(address("correction-drop", dataset)).status_code in (302, 409)
    dataset.refresh_from_db()
    assert dataset.state == DatasetState.ACCEPTED
