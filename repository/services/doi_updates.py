"""Keeping the registrar up to date: what it holds is known by the log of attempts, what differs is sent again."""

import logging
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from repository.errors import PermanentFailure
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Delivery, DoiAttempt, Person, Publication
from repository.services.deliveries import Claim, retry_delivery
from repository.services.events import record_event
from repository.services.registration import REFRESH, Sending, send, sending_of
from repository.services.reservations import RELEASE, RESERVE

logger = logging.getLogger(__name__)

TAKEN_OVER = ("registered", "findable")
"""Outcomes after which the registrar holds what was sent."""

REFRESHING: Final = "repository.consumers.refresh_doi"
SENDING: Final = tuple(
    f"repository.consumers.{name}"
    for name in ("reserve_doi", "release_doi", "register", "register_withdrawal", "refresh_doi", "move_doi")
)
"""The consumers that ask the registrar."""


def refresh_doi(*, claim: Claim) -> None:
    """Consumer of ``doi.stale`` and ``embargo.ended``: send what differs; with ``all`` in the payload, anything.

    What is on its way to the public is left alone: the road sends it.
    """
    if claim.event.dataset_id is None:
        raise PermanentFailure(f"event {claim.event.pk} is of no dataset", code="wrong-state")
    dataset = Dataset.objects.select_related("current_version").get(pk=claim.event.dataset_id)
    sending = None if _is_on_its_way(dataset) or dataset.standing == Standing.UNPUBLISHED else sending_of(dataset)
    is_wanted = sending is not None and (bool(claim.event.payload.get("all")) or why_stale(sending) is not None)
    if sending and is_wanted:
        send(sending, action=REFRESH)
    with claim.complete():
        if sending and (is_wanted or _was_sent_for(claim, sending)):
            payload = {"doi": sending.doi, "sent_sha256": sending.sha256}
            row = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset.pk)
            record_event("doi.refreshed", subject=row, payload=payload)


def _was_sent_for(claim: Claim, sending: Sending) -> bool:
    """Whether an attempt that was cut short before its end had sent this."""
    attempts = DoiAttempt.objects.filter(doi=sending.doi, action=REFRESH, at__gte=claim.event.at)
    return attempts.filter(sent_sha256=sending.sha256, outcome__in=TAKEN_OVER).exists()


class Why(StrEnum):
    """Why a DOI is stale."""

    NEVER_SENT = "never-sent"
    """No attempt is known."""
    NOT_TAKEN = "not-taken"
    """The newest attempt failed, or nobody knows how it ended."""
    DIFFERS = "differs"
    """Address or metadata are no longer those that were sent."""


class Stale(NamedTuple):
    """A DOI that the registrar does not hold as it is now, and why."""

    dataset: Dataset
    why: Why
    outcome: str
    """How the newest attempt ended; empty where there is none."""


def why_stale(sending: Sending) -> Stale | None:
    """Whether the newest attempt did anything but bring this very address and metadata to the registrar."""
    newest = newest_sending(sending.doi)
    if newest is None:
        return Stale(sending.dataset, Why.NEVER_SENT, "")
    if newest.outcome not in TAKEN_OVER:
        return Stale(sending.dataset, Why.NOT_TAKEN, newest.outcome)
    differs = newest.sent_sha256 != sending.sha256
    return Stale(sending.dataset, Why.DIFFERS, newest.outcome) if differs else None


def newest_sending(doi: str) -> DoiAttempt | None:
    """The newest attempt that brought address and metadata."""
    return DoiAttempt.objects.filter(doi=doi).exclude(action__in=(RESERVE, RELEASE)).order_by("-id").first()


def unreserved_datasets() -> QuerySet[Dataset]:
    """Drafts and submitted datasets whose DOI the registrar does not hold yet."""
    found = Dataset.objects.filter(reserved_at__isnull=True, is_removed=False, is_synthetic=False)
    return found.filter(standing=Standing.UNPUBLISHED).exclude(state=DatasetState.REJECTED).order_by("id")


def shown_datasets() -> QuerySet[Dataset]:
    """Public and withdrawn datasets with nothing on its way, synthetic ones left out."""
    under_way = Publication.objects.filter(dataset=OuterRef("pk"), published_at__isnull=True)
    found = Dataset.objects.filter(~Q(standing=Standing.UNPUBLISHED), ~Exists(under_way), is_synthetic=False)
    return found.select_related("current_version").order_by("id")


def compared(*, everything: bool = False) -> Iterator[Stale | None]:
    """Each shown dataset compared with what was sent last: what is stale of it; with ``everything`` all of them."""
    for dataset in shown_datasets().iterator(chunk_size=100):
        found = why_stale(sending_of(dataset))
        yield Stale(dataset, Why.DIFFERS, "") if everything and found is None else found


@transaction.atomic
def order_refresh(*, dataset: Dataset, everything: bool = False, actor: Person | None = None) -> int | None:
    """Have one DOI sent by the workers, unless that is ordered already; the delivery, where it was."""
    open_rows = Delivery.objects.filter(event__dataset=dataset, consumer=REFRESHING, done_at__isnull=True)
    if open_rows.exists() and not everything:
        return None
    event = record_event("doi.stale", subject=dataset, actor=actor, payload={"all": True} if everything else {})
    return event.deliveries.get(consumer=REFRESHING).pk if event else None


@transaction.atomic
def send_again(*, dataset_id: int, actor: Person) -> bool:
    """An operator's order: what waits is tried again, else what is shown is sent, stale or not; ``False`` for neither.

    A DOI that is not reserved yet is asked for. Nothing is ordered twice.
    """
    dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset_id)
    open_rows = Delivery.objects.filter(event__dataset=dataset, consumer__in=SENDING, done_at__isnull=True)
    waiting = list(open_rows.values_list("pk", flat=True))
    if waiting:
        for delivery_id in waiting:
            retry_delivery(delivery_id=delivery_id)
        Delivery.objects.filter(pk__in=waiting, lease_until__isnull=True).update(due_at=timezone.now())
        return True
    if dataset.standing != Standing.UNPUBLISHED:
        return order_refresh(dataset=dataset, everything=True, actor=actor) is not None
    if unreserved_datasets().filter(pk=dataset.pk).exists():
        return record_event("doi.wanted", subject=dataset, actor=actor) is not None
    return False


def order_stale() -> int:
    """Every night: compare all that is shown with the log of attempts, and order what differs; how many these are.

    One short transaction for each DOI: it may be killed and run again at any time.
    """
    ordered = sum(order_refresh(dataset=each.dataset) is not None for each in compared() if each)
    if ordered:
        logger.warning("dois.stale ordered=%d", ordered)
    return ordered


def _is_on_its_way(dataset: Dataset) -> bool:
    return Publication.objects.filter(dataset=dataset, published_at__isnull=True).exists()
