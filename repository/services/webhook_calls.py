"""Calling webhooks: one delivery for each call, tried again for days, each attempt in a log, given up in the end."""

import json
import logging
import time
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from repository.clients.networks import public_address
from repository.clients.outgoing import OutgoingClient
from repository.errors import PatientFailure, PermanentFailure, TransientFailure
from repository.models import Dataset, Publication, Webhook, WebhookAttempt, WebhookEvent
from repository.queries.webhooks import secret_of, signature_of, told_of, webhooks_told
from repository.services.deliveries import Claim, go_on_with
from repository.services.events import record_event
from repository.services.webhooks import PING

logger = logging.getLogger(__name__)

PATIENCE: Final = timedelta(days=3)
"""So long no call may succeed before a webhook is given up."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
TIMEOUT_S: Final = 10.0
KEPT_ATTEMPTS: Final = 50
_LARGEST_ANSWER: Final = 64 * 1024
_GONE: Final = 410


class WebhookSilent(PatientFailure):
    """A webhook did not take a call; it is called again."""

    code = "webhook-silent"

    def __init__(self, webhook: Webhook, problem: str, *, wait: timedelta) -> None:
        patience_s = 2 * PATIENCE.total_seconds()
        super().__init__(problem, waits_for=webhook.lane, patience_s=patience_s, retry_after_s=wait.total_seconds())


def plan_webhooks(*, claim: Claim) -> None:
    """Consumer of ``snapshot.published``, ``record.published``, ``dataset.withdrawn``: a call for each that is told."""
    if claim.event.type == "dataset.withdrawn":
        dataset, kind = Dataset.objects.get(pk=claim.event.subject_id), WebhookEvent.WITHDRAWN
        told = told_of(dataset)
    else:
        found = Publication.objects.select_related("dataset__current_version", "snapshot").get(
            pk=claim.event.subject_id
        )
        is_first = found.number == 1
        dataset, kind = found.dataset, WebhookEvent.PUBLISHED if is_first else WebhookEvent.UPDATED
        layer = found.snapshot.number if found.snapshot else None
        told = told_of(dataset, layer=layer, note="" if is_first else found.note)
    with claim.complete():
        for webhook in webhooks_told(dataset, kind):
            record_event("webhook.ordered", subject=webhook, payload={"type": kind.value, "dataset": told})


def call_webhook(*, claim: Claim) -> None:
    """Consumer of ``webhook.ordered``: one call. Raises ``WebhookSilent`` where it has to be made again."""
    called = Webhook.objects.filter(disabled_at__isnull=True, person__is_active=True)
    webhook = called.filter(pk=claim.event.subject_id).first()
    if webhook is None:
        with claim.complete():
            return
    now = timezone.now()
    if webhook.next_try and webhook.next_try > now and claim.event.payload["type"] != PING:
        raise WebhookSilent(webhook, "earlier calls are tried first", wait=webhook.next_try - now)
    attempt = _called(webhook, claim, now)
    _log(attempt)
    if attempt.problem:
        _failed(webhook, attempt, claim, now)
        return
    with claim.complete():
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=None, next_try=None)
    go_on_with(waits_for=webhook.lane)


def _called(webhook: Webhook, claim: Claim, now: datetime) -> WebhookAttempt:
    """The outside work: how a call ended."""
    event, told = claim.event, claim.event.payload
    content = {"id": str(event.key), "type": told["type"], "at": event.at.isoformat(), "dataset": told["dataset"]}
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    attempt = WebhookAttempt(webhook=webhook, event=event.key, type=told["type"], at=now)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Varve-Event": told["type"],
        "Varve-Delivery": str(event.key),
        "Varve-Signature": signature_of(secret_of(webhook), body, timestamp=int(now.timestamp())),
    }
    began = time.monotonic()
    try:
        attempt.status = _post(webhook.url, body, headers)
        attempt.problem = "" if 200 <= attempt.status < 300 else f"answered {attempt.status}"
    except (TransientFailure, PermanentFailure, OSError) as error:
        attempt.problem = str(error)[:200] or type(error).__name__
    attempt.milliseconds = int((time.monotonic() - began) * 1000)
    return attempt


def _post(url: str, body: bytes, headers: dict[str, str]) -> int:
    parts = urlsplit(url)
    client = OutgoingClient(
        base_url=f"{parts.scheme}://{parts.netloc}",
        timeout_s=TIMEOUT_S,
        largest_answer=_LARGEST_ANSWER,
        address_of=partial(public_address, allowed=settings.WEBHOOK_NETWORKS),
    )
    query = f"?{parts.query}" if parts.query else ""
    return client.request("POST", f"{parts.path or '/'}{query}", body=body, headers=headers).status


def _failed(webhook: Webhook, attempt: WebhookAttempt, claim: Claim, now: datetime) -> None:
    since = webhook.failing_since or now
    if attempt.type == PING:  # a person looks at the log: nothing to be made again
        with claim.complete():
            return
    if attempt.status == _GONE or now - since > PATIENCE:
        with claim.complete():
            Webhook.objects.filter(pk=webhook.pk).update(disabled_at=now, failing_since=since)
            record_event("webhook.disabled", subject=webhook, payload={"problem": attempt.problem})
        return
    wait = min(max((now - since) / 2, FIRST_PAUSE), LONGEST_PAUSE)
    Webhook.objects.filter(pk=webhook.pk).update(failing_since=since, next_try=now + wait)
    raise WebhookSilent(webhook, f"the webhook did not take the call: {attempt.problem}", wait=wait)


def _log(attempt: WebhookAttempt) -> None:
    attempt.save()
    newest = WebhookAttempt.objects.filter(webhook=attempt.webhook_id).order_by("-pk").values_list("pk", flat=True)
    oldest = newest[KEPT_ATTEMPTS - 1 : KEPT_ATTEMPTS].first() if len(newest[:KEPT_ATTEMPTS]) == KEPT_ATTEMPTS else None
    if oldest:
        WebhookAttempt.objects.filter(webhook=attempt.webhook_id, pk__lt=oldest).delete()
    told = "webhook.called webhook=%d status=%s milliseconds=%d"
    logger.info(told, attempt.webhook_id, attempt.status, attempt.milliseconds)
