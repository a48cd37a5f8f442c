"""What a decision does to a dataset. The decision itself (who, why, on what) is the moderation app's."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import StaleRecord, WrongState
from repository.lifecycle import DatasetState, Standing, check_move
from repository.models import Dataset, Person
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

EVENTS = {
    DatasetState.ACCEPTED: "dataset.accepted",
    DatasetState.CHANGES_REQUESTED: "dataset.changes_requested",
    DatasetState.REJECTED: "dataset.rejected",
    DatasetState.PUBLISHED: "dataset.rejected",
}


@transaction.atomic
def decide_dataset(
    *, dataset_key: UUID, actor: Person, outcome: DatasetState, sha256: str, reason: str = ""
) -> Dataset:
    """Accept, return or reject the submitted version that the moderator read, named by its SHA256.

    ``outcome`` is ``accepted``, ``changes_requested`` or ``rejected``; a refused correction of a public dataset leaves
    the public record as it is. Raises ``StaleRecord`` when another version was submitted meanwhile.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.DECIDE, dataset)
    version = dataset.submitted_version
    if version is None or version.sha256 != sha256:
        raise StaleRecord(_("The record changed while you were reading. Look at the change, then decide."))
    if outcome is not DatasetState.ACCEPTED and not reason.strip():
        raise WrongState(_("Say what is needed, and why."), code="reason-missing")
    if outcome is DatasetState.REJECTED and dataset.standing == Standing.PUBLIC:
        outcome = DatasetState.PUBLISHED
    check_move(dataset.state, outcome, standing=dataset.standing)
    dataset.state = outcome
    dataset.save(update_fields=["state"])
    record_event(
        EVENTS[outcome],
        subject=dataset,
        actor=actor,
        reason=reason.strip(),
        payload={"version": version.number, "sha256": version.sha256},
    )
    return dataset
