"""The operator sees in one sentence whether all is well, and tries again what is held."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from repository.models import Delivery, Person
from tests.factories import make_person, make_submitted

REASON = "package 17 lacks <b>a.nc</b>"


def hold_one(author: Person) -> Delivery:
    """One piece of work that is held."""
    make_submitted(author)
    delivery = Delivery.objects.get(event__type="dataset.submitted")
    Delivery.objects.filter(pk=delivery.pk).update(held_at=timezone.now(), attempts=10, last_error=REASON)
    delivery.refresh_from_db()
    return delivery


@pytest.fixture
def browser(oscar: Person, signed_in: Callable[[Person], Client]) -> Client:
    """The operator's browser."""
    return signed_in(oscar)


def test_all_is_well_where_nothing_is_held_or_late(browser: Client) -> None:
    assert "All is well: nothing is held, nothing is late." in browser.get("/operations/").content.decode()


def test_held_work_is_shown_with_its_reason_and_tried_again(browser: Client, alice: Person) -> None:
    delivery = hold_one(alice)
    page = browser.get("/operations/").content.decode()
    assert "1 piece of work is held and needs a hand." in page
    assert "package 17 lacks &lt;b&gt;a.nc&lt;/b&gt;" in page
    assert f'action="/operations/deliveries/{delivery.pk}/retry/"' in page
    assert browser.post(f"/operations/deliveries/{delivery.pk}/retry/")["Location"] == "/operations/"
    delivery.refresh_from_db()
    assert (delivery.held_at, delivery.attempts) == (None, 0)
    assert delivery.due_at <= timezone.now()


def test_late_work_is_shown_with_its_age(browser: Client, alice: Person) -> None:
    make_submitted(alice)
    reviews = Delivery.objects.filter(event__type="dataset.submitted")
    reviews.update(due_at=timezone.now() - timedelta(minutes=12))
    page = browser.get("/operations/").content.decode()
    assert "1 piece of work is late, since 12" in page
    assert "moderation.consumers.open_review" in page


def test_work_that_failed_and_is_tried_again_is_shown_with_its_reason(browser: Client, alice: Person) -> None:
    make_submitted(alice)
    reviews = Delivery.objects.filter(event__type="dataset.submitted")
    reviews.update(due_at=timezone.now() + timedelta(minutes=12), attempts=3, last_error=REASON)
    page = browser.get("/operations/").content.decode()
    assert "1 piece of work failed and is tried again by itself." in page
    assert "All is well" not in page
    assert "package 17 lacks &lt;b&gt;a.nc&lt;/b&gt;" in page
    assert "3 attempts" in page
    reviews.update(last_error="")
    assert "All is well" in browser.get("/operations/").content.decode()


def test_what_happened_last_is_told(browser: Client, alice: Person) -> None:
    dataset = make_submitted(alice)
    page = browser.get("/operations/").content.decode()
    assert "dataset.submitted" in page
    assert dataset.doi in page
    assert "Alice Test" in page


def test_nobody_else_sees_or_retries_anything(
    alice: Person, mona: Person, reader: Client, signed_in: Callable[[Person], Client]
) -> None:
    delivery = hold_one(alice)
    retry = f"/operations/deliveries/{delivery.pk}/retry/"
    assert reader.get("/operations/")["Location"] == "/accounts/login/?next=/operations/"
    assert reader.post(retry)["Location"].startswith("/accounts/login/")
    for person in (alice, mona, make_person("bob")):
        assert signed_in(person).get("/operations/").status_code == 403
        assert signed_in(person).post(retry).status_code == 403
    delivery.refresh_from_db()
    assert delivery.held_at is not None


def test_retrying_what_is_not_there_or_not_held_does_no_harm(browser: Client, alice: Person) -> None:
    assert browser.post("/operations/deliveries/999999/retry/").status_code == 404
    make_submitted(alice)
    delivery = Delivery.objects.get(event__type="dataset.submitted")
    browser.post(f"/operations/deliveries/{delivery.pk}/retry/")
    delivery.refresh_from_db()
    assert delivery.attempts == 0
    assert browser.get(f"/operations/deliveries/{delivery.pk}/retry/").status_code == 405
