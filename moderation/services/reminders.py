"""Authors who do not answer a request for changes are reminded three times at most; then the moderators are told."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moderation.queries.reminders import REMINDED, REMINDERS_MOST, UNANSWERED, datasets_with_authors, silence_of
from repository.models import Dataset
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

logger = logging.getLogger(__name__)


class Step(StrEnum):
    """What is due for a deposit whose authors are silent."""

    REMIND = "reminder"
    TELL = "moderators told"


@dataclass(frozen=True, slots=True)
class Due:
    """One dataset for which something was due: what, and which reminder it is."""

    dataset: Dataset
    step: Step
    number: int


def remind_authors(*, now: datetime | None = None, dry_run: bool = False) -> list[Due]:
    """Do the next step for every request that was not answered for REMIND_AFTER_DAYS (0: never). Safe to repeat."""
    if not settings.REMIND_AFTER_DAYS:
        return []
    moment = now or timezone.now()
    before = moment - timedelta(days=settings.REMIND_AFTER_DAYS)
    keys = list(datasets_with_authors(asked_before=before).values_list("key", flat=True))
    found = [_one(key, before, dry_run=dry_run) for key in keys]
    return [due for due in found if due is not None]


@transaction.atomic
def _one(key: UUID, before: datetime, *, dry_run: bool) -> Due | None:
    """At most one step; the lock lets two schedulers do it once."""
    dataset = lock_dataset(dataset_key=key)
    silence = silence_of(dataset)
    if silence is None or silence.is_told or silence.since > before:
        return None
    step = Step.REMIND if silence.reminders < REMINDERS_MOST else Step.TELL
    due = Due(dataset, step, min(silence.reminders + 1, REMINDERS_MOST))
    if not dry_run:
        payload = {"decision": silence.decision.pk, "number": due.number}
        record_event(REMINDED if step is Step.REMIND else UNANSWERED, subject=dataset, payload=payload)
        logger.info("review.silent dataset=%s step=%r number=%d", dataset.suffix, str(step), due.number)
    return due
