"""Telling the registrar, outside every transaction, and keeping each attempt with the SHA256 of what was sent."""

from django.utils import timezone

from repository.crosswalks import datacite
from repository.errors import PermanentFailure, TransientFailure
from repository.models import Dataset, DoiAttempt, Publication
from repository.queries.editions import edition_of, landing_url
from repository.record.canonical import parse
from repository.registrars.base import Receipt
from repository.registrars.choice import registrar
from repository.services.deliveries import Claim
from repository.services.events import record_event


def register_publication(*, claim: Claim) -> None:
    """Consumer of ``package.replicated``: make the DOI findable with the new record."""
    publication = Publication.objects.select_related("dataset", "record_version", "snapshot").get(
        pk=claim.event.subject_id
    )
    dataset = publication.dataset
    record = parse(bytes(publication.record_version.document))
    metadata = datacite.render(record, edition_of(dataset, upcoming=publication))
    receipt = _call(dataset, "publish", metadata)
    with claim.complete():
        publication.registered_at = timezone.now()
        publication.save(update_fields=["registered_at"])
        record_event(
            "doi.registered",
            subject=publication,
            payload={"doi": dataset.doi, "registrar": registrar().name, "sent_sha256": receipt.sent_sha256},
            once=True,
        )


def register_withdrawal(*, claim: Claim) -> None:
    """Consumer of ``dataset.withdrawn``: let the DOI resolve to the tombstone page."""
    dataset = Dataset.objects.select_related("current_version").get(pk=claim.event.subject_id)
    if dataset.current_version is None:
        raise PermanentFailure("a withdrawn dataset without a record", code="wrong-state")
    record = parse(bytes(dataset.current_version.document))
    metadata = datacite.render(record, edition_of(dataset))
    receipt = _call(dataset, "withdraw", metadata)
    with claim.complete():
        record_event("doi.updated", subject=dataset, payload={"doi": dataset.doi, "sent_sha256": receipt.sent_sha256})


def _call(dataset: Dataset, action: str, metadata: bytes) -> Receipt:
    agency = registrar()
    method = agency.publish if action == "publish" else agency.withdraw
    try:
        receipt = method(doi=dataset.doi, url=landing_url(dataset), metadata=metadata)
    except (TransientFailure, PermanentFailure) as error:
        DoiAttempt.objects.create(
            dataset=dataset, registrar=agency.name, action=action, sent_sha256="", outcome=error.code, detail=str(error)
        )
        raise
    DoiAttempt.objects.create(
        dataset=dataset,
        registrar=agency.name,
        action=action,
        sent_sha256=receipt.sent_sha256,
        outcome=receipt.state,
        detail=receipt.detail,
    )
    return receipt
