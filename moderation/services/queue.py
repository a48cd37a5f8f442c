"""What the queue tells of each dataset beyond what the database's trigger knows. Called inside what happened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.conf import settings

from moderation.models import QueueEntry, Review, Urgency
from moderation.queries.disciplines import target_days_of
from moderation.queries.urgency import live_urgency
from moderation.queries.versions import title_of
from moderation.waiting import late_from
from repository.lifecycle import DatasetState
from repository.models import Dataset, RecordVersion
from repository.record.findings import Finding
from repository.services.letters import index_letters
from repository.vocabularies.words import folded

_GRAVE = ("error", "warning")


def place_round(*, review: Review, dataset: Dataset, version: RecordVersion, findings: Sequence[Finding]) -> None:
    """A round was opened: title, depositor, findings, and the day from which the answer is late."""
    title, language = title_of(version)
    depositor = version.author.name if version.author else ""
    target, begin = _target(dataset, version, live_urgency(dataset))
    QueueEntry.objects.filter(dataset=dataset).update(
        is_checked=True,
        is_correction=review.is_correction,
        round=review.round,
        assignee=review.assignee_id,
        findings=len(findings),
        to_settle=sum(str(each.severity) in _GRAVE for each in findings),
        title=title,
        title_language=language,
        depositor=depositor,
        words=" ".join(folded(text) for text in (title, depositor, dataset.doi)),
        target_days=target,
        late_from=late_from(begin, target),
    )


def _target(dataset: Dataset, version: RecordVersion, urgency: Urgency | None) -> tuple[int, date]:
    """Working days for the answer, and since when: an urgent one counts from the day on which it was asked for."""
    submitted = version.created.astimezone(UTC).date()
    if urgency is None:
        return target_days_of(dataset), submitted
    return settings.URGENT_TARGET_DAYS, max(submitted, urgency.asked_at.astimezone(UTC).date())


def note_answer(*, dataset: Dataset, at: datetime) -> None:
    """A decision was taken: the dataset is in its new state since then, and nothing of it is late any more."""
    QueueEntry.objects.filter(dataset=dataset).update(since=at, late_from=None)


def note_urgency(*, dataset: Dataset) -> None:
    """What is in the urgent lane has a target of its own; what left it has that of its disciplines again."""
    version = dataset.submitted_version
    if version is not None and dataset.state == DatasetState.SUBMITTED:
        target, begin = _target(dataset, version, live_urgency(dataset))
        QueueEntry.objects.filter(dataset=dataset).update(target_days=target, late_from=late_from(begin, target))


def index_words() -> None:
    """Make the index by which parts of the queue's words are found, where the server can have it."""
    index_letters(name="queue_words", table="moderation_queueentry", column="words")
