"""Handing a dataset to the moderators, and taking it back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from repository.access import Action, require
from repository.errors import Incomplete
from repository.lifecycle import DatasetState, check_move
from repository.models import Dataset, DraftFile, Person, RecordVersion
from repository.queries.drafts import draft_assessment
from repository.record.canonical import canonical_bytes, digest
from repository.services.deposits import lock_dataset
from repository.services.events import record_event
from repository.services.versions import next_version_number


@transaction.atomic
def submit_dataset(*, dataset_key: UUID, actor: Person, note: str = "") -> Dataset:
    """Freeze what the draft says into a record version and hand it to the moderators of its disciplines.

    Raises ``Incomplete`` while something that blocks is open: the sentence counts what is missing, the findings are in
    ``repository.queries.drafts.draft_assessment``.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.SUBMIT, dataset)
    check_move(dataset.state, DatasetState.SUBMITTED, standing=dataset.standing)
    assessment = draft_assessment(dataset)
    if assessment.record is None or assessment.blocking:
        count = len(assessment.blocking)
        sentence = ngettext("%(count)d thing is still missing.", "%(count)d things are still missing.", count)
        raise Incomplete(sentence % {"count": count})
    document = canonical_bytes(assessment.record)
    version = RecordVersion.objects.create(
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
    dataset.submitted_version = version
    dataset.poles = list(assessment.record.poles)
    dataset.state = DatasetState.SUBMITTED
    dataset.modified = timezone.now()
    dataset.save(update_fields=["submitted_version", "poles", "state", "modified"])
    record_event(
        "dataset.submitted",
        subject=dataset,
        actor=actor,
        reason=note.strip(),
        payload={"version": version.number, "sha256": version.sha256},
    )
    return dataset


@transaction.atomic
def take_back_dataset(*, dataset_key: UUID, actor: Person) -> Dataset:
    """Take a submitted dataset back into the draft, before a decision."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.SUBMIT, dataset)
    check_move(dataset.state, DatasetState.DRAFT, standing=dataset.standing)
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
