"""Correcting what is public: the draft begins from the public record and layer, and goes through the moderators."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from repository.access import Action, public_policy, require
from repository.errors import WrongState
from repository.lifecycle import DatasetState, check_give_up, check_move
from repository.models import Dataset, DraftFile, Person
from repository.queries.layers import newest_snapshot
from repository.record.canonical import as_document, parse
from repository.record.document import editable
from repository.services.deposits import lock_dataset
from repository.services.events import record_event
from repository.services.room import forget_room


@transaction.atomic
def begin_correction(*, dataset_key: UUID, actor: Person) -> Dataset:
    """Open the public record for correction; what readers see stays as it is until the new version is public."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.CORRECT, dataset)
    if dataset.current_version is None:
        raise WrongState(_("Nothing is public yet."))
    check_move(dataset.state, DatasetState.DRAFT, standing=dataset.standing)
    dataset.draft = editable(as_document(parse(bytes(dataset.current_version.document))))
    dataset.draft_revision += 1
    dataset.access, dataset.embargo_until = public_policy(dataset)
    dataset.state = DatasetState.DRAFT
    dataset.save(update_fields=["draft", "draft_revision", "access", "embargo_until", "state"])
    _files_from_layer(dataset)
    record_event("correction.begun", subject=dataset, actor=actor)
    return dataset


@transaction.atomic
def drop_correction(*, dataset_key: UUID, actor: Person) -> Dataset:
    """Give up a correction; the public record is untouched."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.SUBMIT, dataset)
    check_give_up(dataset.state, standing=dataset.standing)
    dataset.access, dataset.embargo_until = public_policy(dataset)
    dataset.state = DatasetState.PUBLISHED
    dataset.save(update_fields=["access", "embargo_until", "state"])
    record_event("correction.dropped", subject=dataset, actor=actor)
    return dataset


def _files_from_layer(dataset: Dataset) -> None:
    snapshot = newest_snapshot(dataset)
    DraftFile.objects.filter(dataset=dataset).delete()
    forget_room(dataset=dataset)
    if snapshot is None:
        return
    DraftFile.objects.bulk_create(
        DraftFile(dataset=dataset, file_id=place.file_id, path=place.path, role=place.role, position=place.position)
        for place in snapshot.layer_files.all()
    )
