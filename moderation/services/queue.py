"""What the queue tells of each dataset beyond what the database's trigger knows. Called inside what happened."""

from collections.abc import Sequence
from datetime import UTC, datetime

from moderation.models import QueueEntry, Review
from moderation.queries.second_pair import target_days_of
from moderation.queries.versions import title_of
from moderation.waiting import late_from
from repository.models import Dataset, RecordVersion
from repository.record.findings import Finding
from repository.vocabularies.words import folded

_GRAVE = ("error", "warning")


def place_round(*, review: Review, dataset: Dataset, version: RecordVersion, findings: Sequence[Finding]) -> None:
    """A round was opened: title, depositor, findings, and the day from which the answer is late."""
    title, language = title_of(version)
    depositor = version.author.name if version.author else ""
    target = target_days_of(dataset)
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
        late_from=late_from(version.created.astimezone(UTC).date(), target),
    )


def note_answer(*, dataset: Dataset, at: datetime) -> None:
    """A decision was taken: the dataset is in its new state since then, and nothing of it is late any more."""
    QueueEntry.objects.filter(dataset=dataset).update(since=at, late_from=None)
