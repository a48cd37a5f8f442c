"""Webhooks: whose there are, which of them are told of a dataset, what they are told, and how it is signed."""

import hmac
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from repository.access import AUTHORS, holds_today
from repository.accounts.tokens import WEBHOOK, token_of
from repository.models import Dataset, Grant, Person, Webhook, WebhookEvent, WebhookScope
from repository.queries.editions import landing_url
from repository.record.canonical import parse


def webhooks_of(person: Person) -> QuerySet[Webhook]:
    """Those of a person."""
    return Webhook.objects.filter(person=person).select_related("pole")


def webhooks_told(dataset: Dataset, event: WebhookEvent) -> QuerySet[Webhook]:
    """The webhooks that are called when this happens to a dataset."""
    grants = Grant.objects.filter(Q(dataset=dataset) | Q(deposit__datasets=dataset), holds_today(), role__in=AUTHORS)
    wanted = (
        Q(scope=WebhookScope.OWN, person__in=grants.filter(person__isnull=False).values("person_id"))
        | Q(scope=WebhookScope.WATCHED, person__in=dataset.watches.filter(person__isnull=False).values("person_id"))
        | Q(scope=WebhookScope.POLE, pole__isnull=True)
        | Q(scope=WebhookScope.POLE, pole__code__in=dataset.poles)
    )
    open_ones = Webhook.objects.filter(disabled_at__isnull=True, person__is_active=True)
    return open_ones.filter(wanted, events__contains=[event.value]).order_by("pk")


def told_of(dataset: Dataset, *, layer: int | None = None, note: str = "") -> dict[str, Any]:
    """What a webhook is told of a dataset: what everybody reads on its page."""
    record = parse(bytes(dataset.current_version.document)) if dataset.current_version else None
    return {
        "doi": dataset.doi,
        "url": landing_url(dataset),
        "title": record.main_title if record else "",
        "disciplines": dataset.poles,
        "standing": dataset.standing,
        "modified": dataset.datestamp.isoformat() if dataset.datestamp else None,
        "layer": layer,
        "note": note,
        "withdrawal_reason": dataset.withdrawal_reason,
        "site": settings.SITE_URL,
    }


def secret_of(webhook: Webhook) -> str:
    """What calls are signed with."""
    return f"whsec_{token_of(WEBHOOK, webhook.key, issue=webhook.issue)}"


def signature_of(secret: str, body: bytes, *, timestamp: int) -> str:
    """The header ``Varve-Signature``: HMAC-SHA256 over the seconds of Unix time, a full stop and the body.

    >>> signature_of("whsec_x", b"{}", timestamp=1_700_000_000)[:31]
    't=1700000000,v1=be8cb8325f22024'
    """
    signed = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256).hexdigest()
    return f"t={timestamp},v1={signed}"
