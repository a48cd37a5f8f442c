"""An event whose work was cut and done again: its key is that of the first time, so it is never told twice."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from repository.models import Delivery, Deposit, LifecycleEvent
from repository.services.deposits import create_deposit
from repository.services.events import record_event
from tests.factories import make_person

CONSUMER = "tests.repository.test_deliveries.consume"
TABLE = {"test.begun": (), "test.ended": (CONSUMER, f"{CONSUMER}_too"), "deposit.created": (), "dataset.added": ()}


@pytest.fixture
def deposit(db: None, settings: Settings) -> Deposit:
    settings.PIPELINE = "tests.repository.test_events_told_once.TABLE"
    return create_deposit(actor=make_person("alice"))


def begun(deposit: Deposit) -> LifecycleEvent:
    event = record_event("test.begun", subject=deposit)
    assert event is not None
    return event


def test_what_one_event_caused_is_told_once(deposit: Deposit) -> None:
    cause = begun(deposit)
    record_event("test.ended", subject=deposit, caused_by=cause)
    with pytest.raises(IntegrityError, match="told before"), transaction.atomic():
        record_event("test.ended", subject=deposit, caused_by=cause)
    assert Delivery.objects.count() == 2


def test_an_event_is_given_back_as_it_is_kept(deposit: Deposit) -> None:
    told = {"a": [1, None, "é"], "b": {"c": True}}
    event = record_event("test.ended", subject=deposit, reason="Because.", payload=told, lane="here", once=True)
    kept = LifecycleEvent.objects.get(type="test.ended")
    assert event == kept
    names = [field.attname for field in LifecycleEvent._meta.concrete_fields]
    assert [getattr(event, name) for name in names] == [getattr(kept, name) for name in names]
    rows = kept.deliveries.order_by("pk").values_list("consumer", "lane", "attempts", "told", "done_at")
    assert list(rows) == [(CONSUMER, "here", 0, [], None), (f"{CONSUMER}_too", "here", 0, [], None)]
