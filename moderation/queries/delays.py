"""How long a discipline usually takes for its first answer: measured, and not told before there is enough to tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from django.core.cache import cache
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Least
from django.utils import timezone

from moderation.models import Comment, Decision, Review
from moderation.waiting import working_days
from repository.models import Pole, RecordVersion

LEAST_CASES: Final = 10
"""Fewer say nothing of what is usual, and would tell one depositor about another."""
MEASURED: Final = timedelta(days=365)
MOST_CASES: Final = 2000
"""The newest of them: what is usual does not become truer by more."""
_KEPT_S: Final = 900


@dataclass(frozen=True, slots=True)
class Delay:
    """Working days from a submission to the first answer: half of ``cases`` had theirs within ``median``.

    Four of five had it within ``most``.
    """

    median: int
    most: int
    cases: int


@dataclass(frozen=True, slots=True)
class PoleDelay:
    """What is usual in one discipline."""

    pole: Pole
    delay: Delay


def usual_delay(pole: Pole | str) -> Delay | None:
    """The delay of a discipline (or its code) over the last twelve months; None under ten cases.

    Measured again every quarter of an hour.
    """
    code = pole.code if isinstance(pole, Pole) else pole
    key = f"usual-delay:{code}"
    found: tuple[Delay | None] | None = cache.get(key)
    if found is None:
        found = (measured_delay(code),)
        cache.set(key, found, _KEPT_S)
    return found[0]


def usual_delays(codes: Sequence[str]) -> tuple[PoleDelay, ...]:
    """Those of some disciplines that have enough cases, in the order of the disciplines."""
    poles = Pole.objects.filter(code__in=list(codes))
    return tuple(PoleDelay(pole, delay) for pole in poles if (delay := usual_delay(pole)) is not None)


def measured_delay(code: str, *, now: datetime | None = None) -> Delay | None:
    """The delay of a discipline as the rows tell it now; None under ten cases."""
    days = sorted(_days(code, (now or timezone.now()) - MEASURED))
    if len(days) < LEAST_CASES:
        return None
    return Delay(median=_reached_by(days, 0.5), most=_reached_by(days, 0.8), cases=len(days))


def _reached_by(days: Sequence[int], share: float) -> int:
    """The smallest number of days within which at least this share had an answer (nearest rank)."""
    return days[ceil(len(days) * share) - 1]


def _days(code: str, since: datetime) -> Iterator[int]:
    """The working days of each first answer: from the submission that it was an answer to."""
    answers = dict(_answered(code, since).values_list("dataset_id", "answered")[:MOST_CASES])
    handed: dict[int, datetime] = {}
    versions = RecordVersion.objects.filter(dataset__in=answers, is_sealed=False).order_by("number")
    for dataset_id, created in versions.values_list("dataset_id", "created"):
        if created <= answers[dataset_id]:
            handed[dataset_id] = created
    for dataset_id, begun in handed.items():
        yield working_days(begun.date(), answers[dataset_id].date())


def _answered(code: str, since: datetime) -> Any:
    """The first reviews of datasets, ``answered`` since then: by a decision, or a remark that depositors read.

    Corrections are left out: their answers come sooner, and are not what somebody with a new deposit waits for.
    """
    own = {"review": OuterRef("pk")}
    decided = Decision.objects.filter(**own).order_by("at").values("at")[:1]
    said = Comment.objects.filter(**own, by_moderator=True, private=False).order_by("at").values("at")[:1]
    reviews: Any = Review.objects.filter(
        is_correction=False, dataset__poles__contains=[code], dataset__is_synthetic=False
    )
    answered = reviews.annotate(answered=Least(Subquery(decided), Subquery(said)))
    return answered.filter(answered__gte=since).order_by("-answered")
