"""Opening, re-opening and closing reviews, and noting what was read. Called inside the transaction of what happened."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from moderation.models import Decision, Outcome, Reading, Review, ReviewFinding
from moderation.services.advice_ends import end_advice_of
from moderation.services.queue import place_round
from moderation.services.routing import write_routing
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Person, RecordVersion
from repository.record.findings import Finding
from repository.services.events import record_event

UNDER_REVIEW = frozenset({DatasetState.SUBMITTED, DatasetState.CHANGES_REQUESTED})
FINAL = frozenset({Outcome.ACCEPTED, Outcome.REJECTED})


@transaction.atomic
def open_round(*, dataset_id: int, version: RecordVersion, findings: Sequence[Finding]) -> Review | None:
    """Begin the round of a submitted version with what the checks found.

    Opens a review, or goes on with the one whose last word was not final. ``None``, with nothing written, where the
    version no longer waits: it was taken back, replaced or decided on while the checks ran.
    """
    dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset_id)
    if dataset.state != DatasetState.SUBMITTED or dataset.submitted_version_id != version.pk:
        return None
    review = _unfinished_review(dataset)
    if review is None:
        review = Review.objects.create(
            dataset=dataset, record_version=version, is_correction=dataset.standing == Standing.PUBLIC
        )
    elif review.record_version_id != version.pk:
        Review.objects.filter(pk=review.pk).update(record_version=version, round=F("round") + 1, closed_at=None)
        review.refresh_from_db()
    _write_findings(review, version, findings)
    write_routing(review=review, dataset=dataset, version=version)
    place_round(review=review, dataset=dataset, version=version, findings=findings)
    record_event(
        "review.opened",
        subject=dataset,
        payload={"review": review.pk, "round": review.round, "version": version.number, "findings": len(findings)},
    )
    return review


def _unfinished_review(dataset: Dataset) -> Review | None:
    """The newest review of the dataset, unless a final decision ended it."""
    review = Review.objects.select_for_update().filter(dataset=dataset).order_by("-id").first()
    if review is None or review.is_open:
        return review
    return None if Decision.objects.filter(review=review, outcome__in=FINAL).exists() else review


def _write_findings(review: Review, version: RecordVersion, findings: Sequence[Finding]) -> None:
    ReviewFinding.objects.filter(review=review, record_version=version).delete()
    ReviewFinding.objects.bulk_create(
        ReviewFinding(
            review=review,
            record_version=version,
            position=position,
            path=finding.pointer[:500],
            severity=str(finding.severity),
            code=finding.code,
            english=finding.english,
            french=finding.french,
        )
        for position, finding in enumerate(findings)
    )


@transaction.atomic
def close_review_of(*, dataset_id: int) -> bool:
    """Close the open review of a dataset that left the moderators' hands; whether there was one.

    A dataset that was submitted again meanwhile keeps its review open.
    """
    dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset_id)
    if dataset.state in UNDER_REVIEW:
        return False
    end_advice_of(dataset)
    return bool(Review.objects.filter(dataset=dataset, closed_at__isnull=True).update(closed_at=timezone.now()))


def note_reading(*, review: Review, person: Person, version: RecordVersion) -> None:
    """Keep that a moderator looked at a version; the first time counts."""
    Reading.objects.get_or_create(review=review, person=person, record_version=version)
