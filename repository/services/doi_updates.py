"""Keeping the registrar up to date: what it holds is known by the log of attempts, what differs is sent again."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from repository.errors import PermanentFailure
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, DoiAttempt, Publication
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.registration import REFRESH, Sending, send, sending_of
from repository.services.reservations import RELEASE, RESERVE

_TAKEN_OVER = ("registered", "findable")
"""Outcomes after which the registrar holds what was sent."""


def refresh_doi(*, claim: Claim) -> None:
    """Consumer of ``doi.stale`` and ``embargo.ended``: send what differs; with ``all`` in the payload, anything.

    What is on its way to the public is left alone: the road sends it.
    """
    if claim.event.dataset_id is None:
        raise PermanentFailure(f"event {claim.event.pk} is of no dataset", code="wrong-state")
    dataset = Dataset.objects.select_related("current_version").get(pk=claim.event.dataset_id)
    sending = None if _is_on_its_way(dataset) or dataset.standing == Standing.UNPUBLISHED else sending_of(dataset)
    is_wanted = sending is not None and (bool(claim.event.payload.get("all")) or is_stale(sending))
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
    return attempts.filter(sent_sha256=sending.sha256, outcome__in=_TAKEN_OVER).exists()


def is_stale(sending: Sending) -> bool:
    """Whether the newest attempt did anything but bring this very address and metadata to the registrar."""
    attempts = DoiAttempt.objects.filter(doi=sending.doi).exclude(action__in=(RESERVE, RELEASE))
    newest = attempts.order_by("-id").first()
    return newest is None or newest.outcome not in _TAKEN_OVER or newest.sent_sha256 != sending.sha256


def unreserved_datasets() -> QuerySet[Dataset]:
    """Drafts and submitted datasets whose DOI the registrar does not hold yet."""
    found = Dataset.objects.filter(reserved_at__isnull=True, is_removed=False, is_synthetic=False)
    return found.filter(standing=Standing.UNPUBLISHED).exclude(state=DatasetState.REJECTED).order_by("id")


def shown_datasets() -> QuerySet[Dataset]:
    """Public and withdrawn datasets with nothing on its way, synthetic ones left out."""
    under_way = Publication.objects.filter(dataset=OuterRef("pk"), published_at__isnull=True)
    found = Dataset.objects.filter(~Q(standing=Standing.UNPUBLISHED), ~Exists(under_way), is_synthetic=False)
    return found.select_related("current_version").order_by("id")


def stale_datasets(*, everything: bool = False) -> Iterator[Dataset]:
    """The shown datasets whose DOI differs from what the registrar holds; with ``everything`` all of them."""
    for dataset in shown_datasets().iterator(chunk_size=100):
        if everything or is_stale(sending_of(dataset)):
            yield dataset


def _is_on_its_way(dataset: Dataset) -> bool:
    return Publication.objects.filter(dataset=dataset, published_at__isnull=True).exists()
