"""Handing a dataset to the moderators, and taking it back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.access import Action, require
from repository.errors import Incomplete
from repository.lifecycle import DatasetState, Standing, check_move, check_take_back
from repository.models import Agreement, AgreementAcceptance, Dataset, DraftFile, Person, RecordVersion
from repository.queries.agreements import Accepted, agreement_in_force, text_digest
from repository.queries.drafts import draft_assessment
from repository.queries.layers import files_changed
from repository.record.canonical import canonical_bytes, digest
from repository.record.model import Record
from repository.services.deposits import lock_dataset
from repository.services.events import record_event
from repository.services.versions import next_version_number


@transaction.atomic
def submit_dataset(*, dataset_key: UUID, actor: Person, agreement: Accepted | None, note: str = "") -> Dataset:
    """Freeze what the draft says into a record version and hand it to the moderators of its disciplines.

    Raises ``Incomplete`` while something that blocks is open: the sentence counts what is missing, the findings are in
    ``repository.queries.drafts.draft_assessment``; also where the agreement in force is not the one accepted.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.SUBMIT, dataset)
    check_move(dataset.state, DatasetState.SUBMITTED, standing=dataset.standing)
    assessment = draft_assessment(dataset)
    if assessment.record is None or assessment.blocking:
        count = len(assessment.blocking)
        sentence = ngettext("%(count)d thing is still missing.", "%(count)d things are still missing.", count)
        raise Incomplete(sentence % {"count": count})
    in_force = _the_one_accepted(agreement)
    _require_note(dataset, note)
    version = _freeze(dataset, assessment.record, actor, note)
    accepted = _accept(version, actor, in_force, agreement.language if agreement else "", assessment.record)
    dataset.submitted_version = version
    dataset.poles = list(assessment.record.poles)
    dataset.state = DatasetState.SUBMITTED
    dataset.modified = timezone.now()
    dataset.save(update_fields=["submitted_version", "poles", "state", "modified"])
    payload = {"version": version.number, "sha256": version.sha256, "agreement": accepted}
    record_event("dataset.submitted", subject=dataset, actor=actor, reason=note.strip(), payload=payload)
    return dataset


def _freeze(dataset: Dataset, record: Record, actor: Person, note: str) -> RecordVersion:
    document = canonical_bytes(record)
    return RecordVersion.objects.create(
        dataset=dataset,
        number=next_version_number(dataset),
        document=document,
        sha256=digest(document),
        note=note.strip(),
        author=actor,
        access=dataset.access,
        embargo_until=dataset.embargo_until,
        files=files_of_draft(dataset),
    )


def _require_note(dataset: Dataset, note: str) -> None:
    """Whoever changes the files of what is public tells readers what changed, and why."""
    if dataset.standing == Standing.PUBLIC and not note.strip() and files_changed(dataset):
        raise Incomplete(
            _("The files are not those of the newest layer. Say what you changed and why: readers will see it."),
            code="note-missing",
        )


def _the_one_accepted(agreement: Accepted | None) -> Agreement:
    """The agreement in force, which must be the one that was accepted."""
    if agreement is None:
        raise Incomplete(
            _("Read the deposit agreement and accept it: without it nothing can be published."),
            code="agreement-missing",
        )
    in_force = agreement_in_force()
    if agreement.version != in_force.version:
        raise Incomplete(
            _("The deposit agreement has changed since you opened this page. Read it again, then accept it."),
            code="agreement-changed",
        )
    return in_force


def _accept(
    version: RecordVersion, actor: Person, agreement: Agreement, language: str, record: Record
) -> dict[str, Any]:
    """Keep who accepted what; what the event says of it, and with it the package."""
    acceptance = AgreementAcceptance.objects.create(
        record_version=version,
        person=actor,
        agreement=agreement,
        language=language,
        sha256=text_digest(agreement, language),
        forwarding=record.forwarding,
    )
    return {
        "version": agreement.version,
        "language": acceptance.language,
        "sha256": acceptance.sha256,
        "forwarding": acceptance.forwarding,
        "at": acceptance.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }


@transaction.atomic
def take_back_dataset(*, dataset_key: UUID, actor: Person) -> Dataset:
    """Take a submitted dataset back into the draft, before a decision."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.SUBMIT, dataset)
    check_take_back(dataset.state, standing=dataset.standing)
    dataset.state = DatasetState.DRAFT
    dataset.save(update_fields=["state"])
    record_event("dataset.taken_back", subject=dataset, actor=actor)
    return dataset


def files_of_draft(dataset: Dataset) -> list[dict[str, Any]]:
    """The draft's files as a decision sees them: path, number, size in bytes, SHA256, media type, role."""
    places = DraftFile.objects.filter(dataset=dataset).select_related("file").order_by("position", "path")
    return [
        {
            "path": place.path,
            "number": place.file.number,
            "size": place.file.size,
            "sha256": place.file.sha256,
            "media_type": place.file.media_type,
            "role": place.role,
        }
        for place in places
    ]
