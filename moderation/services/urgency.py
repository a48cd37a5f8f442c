"""Into the urgent lane and out of it: declared by depositors, taken out and put back by moderators."""

from datetime import UTC, date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import Ending, Urgency
from moderation.queries.urgency import AT_WORK, why_not_urgent
from moderation.services.queue import note_urgency
from repository.access import Action, require
from repository.errors import WrongState
from repository.models import Dataset, Person
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

DAYS_MOST: Final = 366
"""How far ahead a journal's day may lie."""
LONGEST_REASON: Final = 2_000
"""Characters of a moderator's reason."""


@transaction.atomic
def declare_urgency(*, dataset_key: UUID, actor: Person, journal: str, manuscript: str, wanted_by: date) -> Urgency:
    """Say which journal waits; or say it anew, which tells nobody again. Raises ``NotAllowed``, ``WrongState``.

    Codes: ``urgency-too-late``, ``urgency-lowered``, ``day-has-passed``, ``day-too-far``.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.SUBMIT, dataset)
    urgency = Urgency.objects.select_for_update().filter(dataset=dataset).first()
    code, words = why_not_urgent(dataset, urgency)
    if code:
        raise WrongState(words, code=code)
    _check_day(wanted_by)
    said: dict[str, object] = {"journal": journal, "manuscript": manuscript, "wanted_by": wanted_by}
    payload: dict[str, object] = {**said, "wanted_by": wanted_by.isoformat()}
    if urgency is not None and urgency.is_live:
        return _said_anew(urgency, dataset, actor, said, payload)
    urgency = urgency or Urgency(dataset=dataset)
    for name, value in said.items():
        setattr(urgency, name, value)
    urgency.asked_at, urgency.asked_by = timezone.now(), actor
    urgency.settled_at, urgency.settled_by, urgency.ending, urgency.reason = None, None, "", ""
    urgency.save()
    note_urgency(dataset=dataset)
    record_event("urgency.asked", subject=dataset, actor=actor, payload=payload)
    return urgency


def _said_anew(
    urgency: Urgency, dataset: Dataset, actor: Person, said: dict[str, object], payload: dict[str, object]
) -> Urgency:
    if any(getattr(urgency, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(urgency, name, value)
        urgency.save(update_fields=[*said])
        record_event("urgency.changed", subject=dataset, actor=actor, payload=payload)
    return urgency


def _check_day(wanted_by: date) -> None:
    today = timezone.now().astimezone(UTC).date()
    if wanted_by < today:
        raise WrongState(_("This day has passed."), code="day-has-passed")
    if wanted_by > today + timedelta(days=DAYS_MOST):
        raise WrongState(_("What is wanted in more than a year is not urgent."), code="day-too-far")


@transaction.atomic
def give_up_urgency(*, dataset_key: UUID, actor: Person) -> None:
    """Leave the urgent lane, as an author wishes. Leaving twice changes nothing."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.SUBMIT, dataset)
    if _settle(dataset, Ending.GIVEN_UP, actor):
        record_event("urgency.given_up", subject=dataset, actor=actor)


@transaction.atomic
def lower_urgency(*, dataset_key: UUID, actor: Person, reason: str) -> None:
    """Take a dataset out of the urgent lane, as a moderator decides; its depositors are told why.

    Raises ``WrongState``: ``reason-missing``; ``not-urgent`` where it is not in the lane (any more).
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    if not reason.strip():
        raise WrongState(_("Say why it is not urgent: the depositor reads it."), code="reason-missing")
    words = reason.strip()[:LONGEST_REASON]
    if not _settle(dataset, Ending.LOWERED, actor, words):
        raise WrongState(_("It is not in the urgent lane any more."), code="not-urgent")
    record_event("urgency.lowered", subject=dataset, actor=actor, reason=words)


@transaction.atomic
def raise_urgency(*, dataset_key: UUID, actor: Person) -> None:
    """Put back what a moderator took out of the urgent lane. Raises ``WrongState`` (``not-lowered``)."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    lowered = Urgency.objects.filter(dataset=dataset, ending=Ending.LOWERED)
    if dataset.state not in AT_WORK or not lowered.update(settled_at=None, settled_by=None, ending="", reason=""):
        raise WrongState(_("There is nothing to put back into the urgent lane."), code="not-lowered")
    note_urgency(dataset=dataset)
    record_event("urgency.raised", subject=dataset, actor=actor)


def settle_urgency(*, dataset: Dataset, actor: Person) -> None:
    """A final decision was taken: nothing is left to hurry. Called inside the decision's transaction."""
    if not _settle(dataset, Ending.DECIDED, actor):
        # what a moderator took out may be urgent again when it is corrected one day
        Urgency.objects.filter(dataset=dataset, ending=Ending.LOWERED).update(ending=Ending.DECIDED)


def _settle(dataset: Dataset, ending: Ending, actor: Person, reason: str = "") -> bool:
    live = Urgency.objects.filter(dataset=dataset, settled_at__isnull=True)
    was_live = bool(live.update(settled_at=timezone.now(), settled_by=actor, ending=ending, reason=reason))
    if was_live:
        note_urgency(dataset=dataset)
    return was_live
