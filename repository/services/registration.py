"""Telling the registrar what a DOI leads to and describes: outside every transaction, each attempt logged."""

from dataclasses import dataclass, replace

from django.utils import timezone

from repository.crosswalks import datacite
from repository.errors import PermanentFailure
from repository.lifecycle import Standing
from repository.models import Dataset, Publication
from repository.queries.editions import edition_of, landing_url, registrar_of
from repository.queries.relations import related_by
from repository.record.canonical import parse
from repository.registrars.base import Registrar, digest
from repository.services.deliveries import Claim
from repository.services.doi_attempts import logged_attempt
from repository.services.events import record_event
from repository.services.reservations import require_reserved

PUBLISH, WITHDRAW, REFRESH = "publish", "withdraw", "refresh"


@dataclass(frozen=True, slots=True)
class Sending:
    """What a DOI is to hold: address and DataCite XML; ``sha256`` is over both."""

    dataset: Dataset
    doi: str
    url: str
    metadata: bytes

    @property
    def sha256(self) -> str:
        """What the attempt is logged with, and compared by."""
        return digest(url=self.url, metadata=self.metadata)

    @property
    def agency(self) -> Registrar:
        """Who holds the DOI."""
        return registrar_of(self.dataset, self.doi)


def register_publication(*, claim: Claim) -> None:
    """Consumer of ``package.replicated``: make the DOI findable with the new record."""
    publication = Publication.objects.select_related("dataset", "record_version", "snapshot").get(
        pk=claim.event.subject_id
    )
    sending = sending_of(publication.dataset, upcoming=publication)
    send(sending, action=PUBLISH)
    with claim.complete():
        publication.registered_at = timezone.now()
        publication.save(update_fields=["registered_at"])
        payload = {"doi": sending.doi, "registrar": sending.agency.name, "sent_sha256": sending.sha256}
        record_event("doi.registered", subject=publication, payload=payload, once=True)


def register_withdrawal(*, claim: Claim) -> None:
    """Consumer of ``dataset.withdrawn``: let the DOI resolve to the tombstone page."""
    dataset = Dataset.objects.select_related("current_version").get(pk=claim.event.subject_id)
    sending = sending_of(dataset)
    send(sending, action=WITHDRAW)
    with claim.complete():
        record_event("doi.updated", subject=dataset, payload={"doi": sending.doi, "sent_sha256": sending.sha256})


def sending_of(dataset: Dataset, *, upcoming: Publication | None = None) -> Sending:
    """What the registrar is to hold of a dataset: as readers see it, or as ``upcoming`` will make it."""
    version = upcoming.record_version if upcoming else dataset.current_version
    if version is None:
        raise PermanentFailure(f"{dataset.doi} has no record", code="wrong-state")
    edition = replace(edition_of(dataset, upcoming=upcoming), related_by=related_by(dataset))
    metadata = datacite.render(parse(bytes(version.document)), edition)
    return Sending(dataset=dataset, doi=edition.doi, url=landing_url(dataset), metadata=metadata)


def send(sending: Sending, *, action: str) -> None:
    """One logged request. Raises what the registrar raises, and refuses a DOI that this site did not reserve."""
    dataset, agency = sending.dataset, sending.agency
    require_reserved(dataset=dataset, doi=sending.doi)
    call = agency.withdraw if dataset.standing == Standing.WITHDRAWN else agency.publish
    with logged_attempt(
        dataset=dataset, doi=sending.doi, agency=agency, action=action, url=sending.url, metadata=sending.metadata
    ) as attempt:
        receipt = call(doi=sending.doi, url=sending.url, metadata=sending.metadata)
        attempt.outcome, attempt.detail = receipt.state, receipt.detail
