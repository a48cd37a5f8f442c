"""Moving datasets from the local registrar to DataCite: the number stays, the prefix changes, what is sealed stays.

A dataset that was never frozen gets the new prefix at once. A public one gets a new record version, which names the new
DOI and goes the whole road; until that is public the old DOI stands everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from repository.errors import PermanentFailure, WrongState
from repository.lifecycle import DatasetState, MoveRefused, Standing, check_reseal
from repository.models import Dataset, DoiAttempt, Publication, PublicationKind, RecordVersion
from repository.record.canonical import canonical_bytes, complete, digest, parse
from repository.registrars.base import Reserved
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.reservations import RESERVE, RESERVED_OUTCOMES, ask_for_doi
from repository.services.told import told_of_version
from repository.services.versions import next_version_number

LOCAL, DATACITE = "local", "datacite"


class Step(StrEnum):
    """What the move does with a dataset."""

    PREFIX = "prefix"
    """Never frozen: another prefix, and a new reservation."""
    RECORD = "record"
    """Public: a new record version, published with the new DOI."""
    LATER = "later"
    """A correction or publication is under way: run the command again when it has ended."""
    NEVER = "never"
    """Withdrawn: what it was cited by is all that is left of it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One dataset of the plan."""

    dataset_id: int
    doi: str
    new_doi: str
    step: Step


def planned_moves(*, prefix: str) -> Iterator[Move]:
    """Every dataset of the local registrar, synthetic, removed and rejected ones left out; changes nothing."""
    _require_datacite(prefix)
    rows = Dataset.objects.filter(registrar=LOCAL, is_synthetic=False, is_removed=False).order_by("id")
    for dataset in rows.exclude(state=DatasetState.REJECTED):
        yield Move(dataset.pk, dataset.doi, f"{prefix}/{dataset.suffix}", _step(dataset))


@transaction.atomic
def order_move(*, dataset_id: int, prefix: str) -> Step:
    """Begin to move one dataset; what was ordered before is not ordered twice. The rest is the pipeline's."""
    _require_datacite(prefix)
    dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset_id)
    step = _step(dataset) if dataset.registrar == LOCAL else Step.NEVER
    if step is Step.PREFIX:
        dataset.former_dois = [*dataset.former_dois, dataset.doi]
        dataset.prefix, dataset.registrar, dataset.reserved_at = prefix, DATACITE, None
        dataset.save(update_fields=["former_dois", "prefix", "registrar", "reserved_at"])
        record_event("doi.wanted", subject=dataset)
    elif step is Step.RECORD:
        payload = {"from": dataset.doi, "to": f"{prefix}/{dataset.suffix}"}
        if not dataset.events.filter(
            type="doi.move_ordered", payload__to=payload["to"], deliveries__done_at__isnull=True
        ).exists():
            record_event("doi.move_ordered", subject=dataset, payload=payload)
    return step


def move_doi(*, claim: Claim) -> None:
    """Consumer of ``doi.move_ordered``: reserve the new DOI, then send a record that names it on the road."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    new_doi = str(claim.event.payload["to"])
    if dataset.doi == new_doi:
        with claim.complete():
            return
    made = DoiAttempt.objects.filter(doi=new_doi, action=RESERVE, outcome__in=RESERVED_OUTCOMES, dataset=dataset)
    if not made.exists():
        found = ask_for_doi(dataset=dataset, doi=new_doi)
        if found.outcome is Reserved.TAKEN:
            words = f"{new_doi} belongs to somebody else at the registrar ({found.detail}): {dataset.doi} stays."
            raise PermanentFailure(words, code="doi-taken")
    with claim.complete():
        row = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset.pk)
        try:
            check_reseal(row.state, standing=row.standing)
        except MoveRefused as error:
            raise PermanentFailure(
                f"{dataset.doi} is being changed. Retry when that has ended.", code="wrong-state"
            ) from error
        publication = _seal(row, new_doi)
        payload = {
            "date": publication.date.isoformat(),
            "record_sha256": publication.record_version.sha256,
            "fragment": None,
            "decided_sha256": None,
            **told_of_version(publication.record_version),
        }
        record_event("record.frozen", subject=publication, payload=payload, once=True)


def _seal(row: Dataset, new_doi: str) -> Publication:
    """The public record with its new DOI; nothing else of it changes but its number and date."""
    current = row.current_version
    facts = parse(bytes(current.document)).publication if current else None
    if current is None or facts is None:
        raise PermanentFailure(f"{row.doi} has no sealed record", code="wrong-state")
    last = row.publications.aggregate(date=Max("date"), number=Max("number"))
    today = max(timezone.now().date(), last["date"])
    note = f"DOI changed from {row.doi} to {new_doi}"
    changed = {"doi": new_doi, "record_date": today.isoformat(), "number": last["number"] + 1, "note": note}
    record = complete(parse(bytes(current.document)), facts.model_copy(update=changed))
    sealed = canonical_bytes(record)
    version = RecordVersion.objects.create(
        dataset=row,
        number=next_version_number(row),
        document=sealed,
        sha256=digest(sealed),
        note=note,
        is_sealed=True,
        made_from=current,
        access=current.access,
        embargo_until=current.embargo_until,
        files=current.files,
    )
    row.state = DatasetState.ACCEPTED
    row.save(update_fields=["state"])
    return Publication.objects.create(
        dataset=row,
        number=last["number"] + 1,
        kind=PublicationKind.RECORD,
        record_version=version,
        date=today,
        note=note,
    )


def _step(dataset: Dataset) -> Step:
    if dataset.standing == Standing.WITHDRAWN:
        return Step.NEVER
    if not Publication.objects.filter(dataset=dataset).exists():
        return Step.PREFIX
    is_at_rest = dataset.standing == Standing.PUBLIC and dataset.state == DatasetState.PUBLISHED
    return Step.RECORD if is_at_rest else Step.LATER


def _require_datacite(prefix: str) -> None:
    if settings.DOI_REGISTRAR != DATACITE:
        raise WrongState("This site registers nowhere. Set DOI_REGISTRAR=datacite first.")
    if prefix != settings.DOI_PREFIX:
        raise WrongState(f"--prefix takes the prefix of this site, DOI_PREFIX: {settings.DOI_PREFIX}.")
