"""One's webhooks: the pages, whose they are, and how many there may be."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.clients.networks import networks_of
from repository.errors import WrongState
from repository.models import Person, Pole, Webhook
from repository.queries.webhooks import secret_of
from repository.services.webhooks import MOST, make_webhook
from tests.driver import run_everything_due
from tests.factories import make_person, make_pole
from tests.repository.notices.receiver import Receiver, receiving
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _this_machine_may_be_called(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = networks_of("127.0.0.0/8")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A program that listens."""
    with receiving() as listening:
        yield listening


def hook(person: Person, receiver: Receiver, *, scope: str = "own") -> Webhook:
    """A webhook of a person that leads to the receiver."""
    return make_webhook(actor=person, url=receiver.url, events=["dataset.published"], scope=scope)


def test_the_pages_make_try_and_delete_one_and_show_its_secret_to_its_person_alone(
    alice: Person, rosa: Person, receiver: Receiver, signed_in: SignIn
) -> None:
    browser, ocean = signed_in(alice), make_pole("ocean")
    sent = {"url": receiver.url, "events": ["dataset.updated"], "scope": "pole", "pole": ocean.code}
    assert browser.post(reverse("webhooks"), sent).status_code == 302
    webhook = Webhook.objects.get()
    assert webhook.pole == Pole.objects.get(code="ocean")
    page = reverse("webhook", args=[webhook.pk])
    first = secret_of(webhook)
    assert first in browser.get(page).content.decode()
    assert signed_in(rosa).get(page).status_code == 404
    browser.post(reverse("webhook-renew", args=[webhook.pk]))
    webhook.refresh_from_db()
    assert secret_of(webhook) != first
    browser.post(reverse("webhook-try", args=[webhook.pk]))
    run_everything_due()
    assert "204" in browser.get(page).content.decode()
    for name in ("webhook-try", "webhook-renew", "webhook-on", "webhook-delete"):
        assert signed_in(rosa).post(reverse(name, args=[webhook.pk])).status_code == 404
    browser.post(reverse("webhook-delete", args=[webhook.pk]))
    assert not Webhook.objects.exists()
    assert browser.post(reverse("webhooks"), {**sent, "events": ["dataset.made"]}).status_code == 422


def test_nobody_has_more_than_ten(alice: Person, receiver: Receiver) -> None:
    for _number in range(MOST):
        hook(alice, receiver)
    with pytest.raises(WrongState) as refused:
        hook(alice, receiver)
    assert refused.value.code == "too-many-webhooks"


def test_a_closed_account_is_called_no_more(alice: Person, mona: Person, receiver: Receiver) -> None:
    follower = make_person("fay")
    hook(follower, receiver, scope="pole")
    Person.objects.filter(pk=follower.pk).update(is_active=False)
    published(alice, mona)
    assert receiver.calls == []
