"""Drafts without a change for long: their authors are warned twice, then they are removed with their files."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from repository.models import Dataset, Deposit, DraftFile
from repository.queries.idle import (
    EXPIRING,
    drafts_never_submitted,
    idle_deposits,
    keeping_time,
    last_change,
    warnings_since,
)
from repository.services.collection import make_room
from repository.services.events import record_event
from repository.services.room import forget_room

logger = logging.getLogger(__name__)

FIRST_DAYS: Final = 30
LAST_DAYS: Final = 7
"""How many whole days each warning gives at least, also when the site was off for a while."""


class Step(StrEnum):
    """What is due for an idle deposit."""

    WARN_FIRST = "first warning"
    WARN_LAST = "last warning"
    REMOVE = "removed"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Idle:
    """One deposit for which something was due, or is: what, the day of its removal, its drafts' suffixes."""

    deposit: UUID
    step: Step
    removal: datetime
    suffixes: tuple[str, ...]


def clear_idle_drafts(*, now: datetime | None = None, dry_run: bool = False) -> list[Idle]:
    """Do the next step for every idle deposit. Nothing that was ever submitted is touched. Safe to repeat.

    ``DRAFT_KEEP_MONTHS`` = 0 keeps drafts for ever.
    """
    moment = now or timezone.now()
    if not settings.DRAFT_KEEP_MONTHS:
        return []
    before = moment - keeping_time(settings.DRAFT_KEEP_MONTHS) + timedelta(days=FIRST_DAYS)
    ids = list(idle_deposits(before=before).values_list("pk", flat=True))
    return [found for pk in ids for found in _one(pk, moment, before, dry_run=dry_run)]


def _one(deposit_id: UUID, now: datetime, before: datetime, *, dry_run: bool) -> Iterator[Idle]:
    with transaction.atomic():
        # the same order of locks as everywhere: datasets, then their deposit
        list(Dataset.objects.select_for_update(of=("self",)).filter(deposit_id=deposit_id).order_by("pk"))
        deposit = idle_deposits(before=before).select_for_update(of=("self",)).filter(pk=deposit_id).first()
        if deposit is None:
            return
        drafts = list(drafts_never_submitted(deposit))
        step, removal = _due(deposit, now)
        found = Idle(deposit.pk, step, removal, tuple(draft.suffix for draft in drafts))
        if step is Step.NOTHING:
            return
        if not dry_run:
            _do(found, deposit, drafts)
    if not dry_run and step is Step.REMOVE:
        make_room(deposit_id=deposit.pk)
    yield found


def _due(deposit: Deposit, now: datetime) -> tuple[Step, datetime]:
    changed = last_change(deposit)
    told = warnings_since(deposit, since=changed)
    if not told:
        planned = changed + keeping_time(settings.DRAFT_KEEP_MONTHS)
        return Step.WARN_FIRST, max(planned, now + timedelta(days=FIRST_DAYS))
    last = told[-1]
    if last.days != LAST_DAYS:
        is_near = now >= last.removal - timedelta(days=LAST_DAYS)
        return (Step.WARN_LAST if is_near else Step.NOTHING), max(last.removal, now + timedelta(days=LAST_DAYS))
    is_over = now >= last.removal and all(warning.was_sent for warning in told)
    return (Step.REMOVE if is_over else Step.NOTHING), last.removal


def _do(found: Idle, deposit: Deposit, drafts: list[Dataset]) -> None:
    if found.step is Step.REMOVE:
        _remove(deposit, drafts)
    else:
        days = FIRST_DAYS if found.step is Step.WARN_FIRST else LAST_DAYS
        payload = {"removal": found.removal.isoformat(), "days": days, "datasets": list(found.suffixes)}
        record_event(EXPIRING, subject=deposit, payload=payload)
    logger.info("deposit.idle deposit=%s step=%r datasets=%d", deposit.pk, str(found.step), len(drafts))


def _remove(deposit: Deposit, drafts: list[Dataset]) -> None:
    """Take the drafts out with all they said; a deposit in which nothing is left is nobody's any more."""
    since = last_change(deposit).isoformat()
    for draft in drafts:
        DraftFile.objects.filter(dataset=draft).delete()
        forget_room(dataset=draft)
        draft.is_removed, draft.draft, draft.draft_revision = True, {}, draft.draft_revision + 1
        draft.save(update_fields=["is_removed", "draft", "draft_revision"])
        record_event("dataset.removed", subject=draft, payload={"idle_since": since})
    if not deposit.datasets.filter(is_removed=False).exists():
        deposit.shared = {}
        deposit.save(update_fields=["shared"])
        deposit.grants.all().delete()
