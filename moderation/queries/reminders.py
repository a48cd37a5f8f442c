"""Deposits that wait for their authors: since when, and what was said to them meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from moderation.models import Comment, Decision, Outcome, Suggestion
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, LifecycleEvent

REMINDED: Final = "review.reminded"
UNANSWERED: Final = "review.unanswered"
REMINDERS_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Silence:
    """A request for changes and what followed: ``since`` is the last sign of life of its authors, or of ours."""

    decision: Decision
    reminders: int
    is_told: bool
    """Whether the moderators were told that nobody answers."""
    since: datetime


def datasets_with_authors(*, asked_before: datetime) -> QuerySet[Dataset]:
    """The datasets whose authors were asked for changes before a moment, the longest first."""
    asked = {"submitted_version__decision__outcome": Outcome.CHANGES_REQUESTED}
    return (
        Dataset.objects.filter(state=DatasetState.CHANGES_REQUESTED, is_removed=False, is_synthetic=False, **asked)
        .exclude(standing=Standing.WITHDRAWN)
        .filter(submitted_version__decision__at__lte=asked_before)
        .order_by("submitted_version__decision__at", "pk")
    )


def request_of(dataset: Dataset) -> Decision | None:
    """The request for changes that a dataset is under now."""
    if dataset.state != DatasetState.CHANGES_REQUESTED:
        return None
    asked = Decision.objects.filter(record_version=dataset.submitted_version, outcome=Outcome.CHANGES_REQUESTED)
    return asked.select_related("review", "actor").first()


def silence_of(dataset: Dataset) -> Silence | None:
    """How long nothing was heard about a request for changes; None where there is none."""
    decision = request_of(dataset)
    if decision is None:
        return None
    told = LifecycleEvent.objects.filter(
        dataset=dataset, type__in=(REMINDED, UNANSWERED), payload__decision=decision.pk
    ).order_by("pk")
    events = list(told)
    return Silence(
        decision=decision,
        reminders=sum(event.type == REMINDED for event in events),
        is_told=any(event.type == UNANSWERED for event in events),
        since=max(_signs(dataset, decision, events)),
    )


def _signs(dataset: Dataset, decision: Decision, events: Iterable[LifecycleEvent]) -> list[datetime]:
    """The request itself, what was said since by either side but in private, changes of the draft, our own mails.

    A suggested wording that was left as it is changes no draft, and is an answer all the same.
    """
    said = Comment.objects.filter(review=decision.review_id, at__gt=decision.at, private=False)
    left = Suggestion.objects.filter(review=decision.review_id, answered_at__gt=decision.at)
    changed = [dataset.modified, *([dataset.deposit.modified] if dataset.deposit else [])]
    answered = (each.answered_at for each in left if each.answered_at)
    return [decision.at, *changed, *said.values_list("at", flat=True), *answered, *(event.at for event in events)]
