"""Webhooks: making one, a new secret, on again after it was given up, a call to try it, deleting."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.clients.networks import is_literal, is_public
from repository.clients.outgoing import OutgoingClient
from repository.errors import PermanentFailure, WrongState
from repository.models import Person, Pole, Webhook, WebhookEvent, WebhookScope
from repository.services.events import record_event

MOST: Final = 10
"""Webhooks of one person."""

PING: Final = "ping"
"""What a call to try it is of."""


@transaction.atomic
def make_webhook(*, actor: Person, url: str, events: Collection[str], scope: str, pole: Pole | None = None) -> Webhook:
    """A new webhook of the actor, called from now on.

    Raises ``WrongState`` where there are ``MOST``, or for an address that is never called; ``ValueError`` for unknown
    events or scopes.
    """
    wanted = [event.value for event in WebhookEvent if event.value in events]
    if not wanted or len(wanted) != len(set(events)):
        raise ValueError("a webhook is told of known events")
    check_target(url)
    Person.objects.select_for_update().get(pk=actor.pk)
    if Webhook.objects.filter(person=actor).count() >= MOST:
        words = _("You have %(most)d webhooks, as many as one person may. Delete one that is not needed any more.")
        raise WrongState(words % {"most": MOST}, code="too-many-webhooks")
    chosen = WebhookScope(scope)
    return Webhook.objects.create(
        person=actor, url=url, events=wanted, scope=chosen, pole=pole if chosen == WebhookScope.POLE else None
    )


def check_target(url: str) -> None:
    """Raise ``WrongState`` for an address that is seen not to be a public one; names are looked up with each call."""
    allowed = settings.WEBHOOK_NETWORKS
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
        OutgoingClient(base_url=url.partition("?")[0].partition("#")[0], timeout_s=1.0)
    except (PermanentFailure, ValueError):
        host = ""
    if not host:
        words = _("This is no address that can be called: it begins with https and holds no sign-in.")
        raise WrongState(words, code="webhook-refused")
    bare = "127.0.0.1" if host == "localhost" else host
    if is_literal(bare) and not is_public(bare, allowed=allowed):
        raise WrongState(_("This address is not in a public network, so it is not called."), code="webhook-refused")


@transaction.atomic
def renew_secret(*, actor: Person, webhook_id: int) -> Webhook:
    """Sign with another secret from now on. Raises ``Webhook.DoesNotExist``."""
    webhook = _own(actor, webhook_id)
    webhook.issue += 1
    webhook.save(update_fields=["issue"])
    return webhook


@transaction.atomic
def switch_on(*, actor: Person, webhook_id: int) -> Webhook:
    """Call it again from now on. Raises ``Webhook.DoesNotExist``."""
    webhook = _own(actor, webhook_id)
    webhook.disabled_at = webhook.failing_since = webhook.next_try = None
    webhook.save(update_fields=["disabled_at", "failing_since", "next_try"])
    return webhook


@transaction.atomic
def try_webhook(*, actor: Person, webhook_id: int) -> Webhook:
    """Have it called once with nothing to tell. Raises ``Webhook.DoesNotExist``, ``WrongState`` within a minute."""
    webhook = _own(actor, webhook_id)
    now = timezone.now()
    if webhook.disabled_at is not None:
        raise WrongState(_("This webhook is not called any more. Switch it on first."), code="webhook-off")
    lately = webhook.attempts.filter(type=PING, at__gt=now - timedelta(seconds=10))
    if lately.exists():
        raise WrongState(_("It was tried a moment ago. Wait ten seconds."), code="webhook-tried")
    record_event("webhook.ordered", subject=webhook, actor=actor, payload={"type": PING, "dataset": None})
    return webhook


@transaction.atomic
def delete_webhook(*, actor: Person, webhook_id: int) -> None:
    """Never call it again, and forget how it was called. Raises ``Webhook.DoesNotExist``."""
    _own(actor, webhook_id).delete()


def _own(actor: Person, webhook_id: int) -> Webhook:
    return Webhook.objects.select_for_update().get(pk=webhook_id, person=actor)
