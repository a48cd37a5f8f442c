"""What readers and programs do in the drill: they watch, want one mail a day, are called, and are given up."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from repository.lifecycle import Standing
from repository.models import Dataset, LifecycleEvent, Watch, Webhook, When
from repository.notifications.choices import choose
from repository.notifications.digests import order_digests
from repository.services.events import record_event
from repository.services.watches import ask_to_watch, confirm_watch, watch_dataset
from repository.services.webhooks import try_webhook
from tests.faults.cast import first as _first
from tests.faults.cast import who as _who


def watch() -> None:
    """An operator wants to know, once a day."""
    choose(person=_who("oscar"), wishes={"watching": When.DAILY})
    watch_dataset(dataset=_first(), actor=_who("oscar"))


def watch_by_address() -> None:
    """And somebody without an account."""
    ask_to_watch(dataset=_first(), email="jo@example.net", language="fr")


def confirm() -> None:
    """Who takes the link of the mail."""
    confirm_watch(watch=Watch.objects.get(email="jo@example.net"))


def tell_the_others() -> None:
    """There were more readers than are written to at a time."""
    event = LifecycleEvent.objects.filter(type="dataset.withdrawn").latest("pk")
    dataset = Dataset.objects.get(events=event, standing=Standing.WITHDRAWN)
    going_on = {"event": event.pk, "after": 0}
    with transaction.atomic():
        record_event("notice.continued", subject=dataset, payload=going_on, lane=f"watchers:{dataset.pk}")


def tell_the_day() -> None:
    """The morning after."""
    assert order_digests(now=timezone.now() + timedelta(days=1)) == 1


def call_a_program() -> None:
    """An address in no public network: the call fails, and is not made again."""
    program = {"url": "http://127.0.0.1:9/", "events": ["dataset.withdrawn"], "scope": "watched"}
    webhook = Webhook.objects.create(person=_who("alice"), **program)
    try_webhook(actor=_who("alice"), webhook_id=webhook.pk)


def give_it_up() -> None:
    """It took no call for days."""
    webhook, now = Webhook.objects.get(), timezone.now()
    with transaction.atomic():
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=now, disabled_at=now)
        record_event("webhook.disabled", subject=webhook, payload={"problem": "answered 500"})


WATCHING: Final = (watch, watch_by_address, confirm)
"""While the dataset is public."""
TOLD: Final = (tell_the_others, tell_the_day, call_a_program, give_it_up)
"""After its withdrawal."""
