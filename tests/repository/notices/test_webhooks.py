"""Programs are called, signed, until they take the call or are given up; each attempt is in the log."""

import hmac
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from repository.clients.networks import networks_of
from repository.errors import WrongState
from repository.models import Delivery, Person, Watch, Webhook, WebhookAttempt
from repository.queries.webhooks import secret_of
from repository.services.webhook_calls import KEPT_ATTEMPTS
from repository.services.webhooks import make_webhook, switch_on, try_webhook
from tests.driver import run_everything_due
from tests.factories import make_pole
from tests.repository.notices.receiver import Receiver, receiving
from tests.repository.public.stories import published, published_again, withdrawn

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
ALL = ("dataset.published", "dataset.updated", "dataset.withdrawn")


@pytest.fixture(autouse=True)
def _this_machine_may_be_called(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = networks_of("127.0.0.0/8")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A program that listens."""
    with receiving() as listening:
        yield listening


def hook(person: Person, receiver: Receiver, *, scope: str = "own", pole: str = "", events: Any = ALL) -> Webhook:
    """A webhook of a person that leads to the receiver."""
    found = make_pole(pole) if pole else None
    return make_webhook(actor=person, url=receiver.url, events=events, scope=scope, pole=found)


def ping(webhook: Webhook) -> None:
    """Call it now, however lately it was tried."""
    WebhookAttempt.objects.update(at=timezone.now() - timedelta(minutes=1))
    try_webhook(actor=webhook.person, webhook_id=webhook.pk)
    run_everything_due()


def due_again() -> None:
    """As if the next try had come."""
    Webhook.objects.update(next_try=timezone.now())
    Delivery.objects.filter(done_at__isnull=True).update(due_at=timezone.now())


def test_a_program_is_told_of_its_datasets_and_can_prove_who_told_it(
    alice: Person, mona: Person, rosa: Person, receiver: Receiver
) -> None:
    webhook = hook(alice, receiver)
    hook(rosa, receiver)  # rosa writes nothing: never called
    dataset = published(alice, mona)
    published_again(dataset, alice, mona, note="The unit was wrong.", title={"en": "Oxygen"})
    withdrawn(dataset, mona)
    told = [json.loads(body) for _headers, body in receiver.calls]
    assert [each["type"] for each in told] == list(ALL)
    assert told[0]["dataset"]["doi"] == dataset.doi
    assert told[0]["dataset"]["note"] == ""
    assert told[1]["dataset"]["note"] == "The unit was wrong."
    assert told[2]["dataset"]["withdrawal_reason"] == "Wrong calibration."
    for headers, body in receiver.calls:
        parts = dict(part.split("=", 1) for part in headers["varve-signature"].split(","))
        signed = f"{parts['t']}.".encode() + body
        assert parts["v1"] == hmac.new(secret_of(webhook).encode(), signed, sha256).hexdigest()
        assert headers["varve-delivery"] == json.loads(body)["id"]
        assert headers["varve-event"] == json.loads(body)["type"]


def test_a_program_may_follow_a_discipline_or_what_its_person_watches(
    alice: Person, mona: Person, rosa: Person, receiver: Receiver
) -> None:
    hook(rosa, receiver, scope="pole", pole="climate")
    hook(rosa, receiver, scope="watched", events=["dataset.withdrawn"])
    ocean = hook(rosa, receiver, scope="pole", pole="ocean", events=["dataset.published"])
    dataset = published(alice, mona)
    assert [str(attempt.webhook_id) for attempt in WebhookAttempt.objects.all()] == [str(ocean.pk)]
    Watch.objects.create(dataset=dataset, person=rosa, confirmed_at=timezone.now())
    withdrawn(dataset, mona)
    assert [headers["varve-event"] for headers, _body in receiver.calls] == ["dataset.published", "dataset.withdrawn"]


def test_a_call_that_is_not_taken_is_made_again_with_the_same_number(
    alice: Person, mona: Person, receiver: Receiver
) -> None:
    webhook = hook(alice, receiver)
    receiver.status = 302  # a redirect is not followed, and takes nothing
    published(alice, mona)
    row = Delivery.objects.get(consumer__endswith="call_webhook")
    assert (row.waits_for, row.held_at) == (webhook.lane, None)
    assert Webhook.objects.filter(pk=webhook.pk, failing_since__isnull=False).exists()
    receiver.status = 200
    due_again()
    run_everything_due()
    assert Webhook.objects.filter(pk=webhook.pk, failing_since__isnull=True).exists()
    first, second = (json.loads(body) for _headers, body in receiver.calls)
    assert first == second
    assert list(WebhookAttempt.objects.order_by("pk").values_list("status", "problem")) == [
        (302, "answered 302"),
        (200, ""),
    ]


def test_while_one_call_fails_the_others_wait_and_go_out_when_it_is_taken(
    alice: Person, mona: Person, receiver: Receiver
) -> None:
    hook(alice, receiver)
    receiver.status = 500
    dataset = published(alice, mona)
    withdrawn(dataset, mona)
    assert len(receiver.calls) == 1
    receiver.status = 200
    due_again()
    run_everything_due()
    assert [headers["varve-event"] for headers, _body in receiver.calls[1:]] == [ALL[0], ALL[2]]


def test_after_three_days_it_is_given_up_and_its_person_told_who_may_switch_it_on(
    alice: Person, mona: Person, receiver: Receiver
) -> None:
    webhook = hook(alice, receiver)
    receiver.status = 500
    published(alice, mona)
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=3, minutes=1))
    mail.outbox.clear()
    due_again()
    run_everything_due()
    webhook.refresh_from_db()
    assert webhook.disabled_at is not None
    assert not Delivery.objects.filter(done_at__isnull=True).exists()
    assert [each.subject for each in mail.outbox] == ["Varve: A webhook is not called any more"]
    with pytest.raises(WrongState):
        try_webhook(actor=alice, webhook_id=webhook.pk)
    switch_on(actor=alice, webhook_id=webhook.pk)
    receiver.status = 200
    ping(webhook)
    assert receiver.calls[-1][0]["varve-event"] == "ping"


def test_one_that_says_it_is_gone_is_given_up_at_once(alice: Person, mona: Person, receiver: Receiver) -> None:
    webhook = hook(alice, receiver)
    receiver.status = 410
    published(alice, mona)
    webhook.refresh_from_db()
    assert webhook.disabled_at is not None


def test_the_last_calls_are_kept_and_a_failed_try_is_not_repeated(alice: Person, receiver: Receiver) -> None:
    webhook = hook(alice, receiver)
    WebhookAttempt.objects.bulk_create(
        WebhookAttempt(webhook=webhook, event=webhook.key, type="ping", status=200) for _each in range(KEPT_ATTEMPTS)
    )
    receiver.status = 500
    ping(webhook)
    assert len(receiver.calls) == 1
    assert WebhookAttempt.objects.count() == KEPT_ATTEMPTS
    assert not Delivery.objects.filter(done_at__isnull=True).exists()
    with pytest.raises(WrongState):
        try_webhook(actor=alice, webhook_id=webhook.pk)
