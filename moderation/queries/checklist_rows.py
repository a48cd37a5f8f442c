"""The checklists of one round as rows of the review page: each point with its answer and that of the round before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from moderation.checklists import Point
from moderation.models import Checklist, ChecklistAnswer, Review
from moderation.queries.checklists import (
    Answers,
    answers_of,
    checklist_now,
    earlier_answers,
    earlier_to,
    lists_of_round,
)
from repository.models import Pole, RecordVersion


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is shown; ``kind`` is empty where there is none."""

    kind: str = ""
    words: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None
    number: int = 0
    """The row that it is, by which a form says which answer it was made beside."""


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """One point. ``name``: the end of the names of its controls; ``before``: the answer of an earlier round."""

    name: str
    text: str
    help: str
    is_required: bool
    answer: Given
    before: Given


@dataclass(frozen=True, slots=True)
class ShownList:
    """One list in the version that holds for the round. ``newest``: the one that holds for what is submitted now."""

    pole: Pole | None
    number: int
    newest: int
    points: tuple[ShownPoint, ...]

    @property
    def answered(self) -> int:
        """Points with an answer."""
        return sum(bool(point.answer.kind) for point in self.points)

    @property
    def required_open(self) -> int:
        """Points that acceptance waits for."""
        return sum(point.is_required and not point.answer.kind for point in self.points)

    @property
    def can_take_over(self) -> bool:
        """Whether an open point was answered in a round before."""
        return any(point.before.kind and not point.answer.kind for point in self.points)


def shown_lists(review: Review, version: RecordVersion) -> tuple[ShownList, ...]:
    """The lists that hold for a version, with what was answered."""
    answers, earlier = answers_of(review, version), earlier_answers(review, version)
    return tuple(_shown(each, answers, earlier) for each in lists_of_round(review.dataset, version))


def open_in(lists: Sequence[ShownList]) -> int:
    """Points of several lists that acceptance waits for."""
    return sum(each.required_open for each in lists)


def _shown(checklist: Checklist, answers: Answers, earlier: Answers) -> ShownList:
    now = checklist_now(checklist.pole)
    return ShownList(
        pole=checklist.pole,
        number=checklist.number,
        newest=now.number if now.pole_id == checklist.pole_id else checklist.number,
        points=tuple(_point(point, checklist, answers, earlier) for point in checklist.points),
    )


def _point(point: Point, checklist: Checklist, answers: Answers, earlier: Answers) -> ShownPoint:
    language = get_language() or "en"
    return ShownPoint(
        name=f"{checklist.label}.{point.key}",
        text=point.text(language),
        help=point.help(language),
        is_required=point.is_required,
        answer=_given(answers.get((checklist.label, point.key))),
        before=_given(earlier_to(point, checklist, earlier)),
    )


def _given(answer: ChecklistAnswer | None) -> Given:
    if answer is None:
        return Given()
    words = str(answer.get_kind_display())
    return Given(str(answer.kind), words, answer.note, answer.person.name, answer.at, answer.pk)
