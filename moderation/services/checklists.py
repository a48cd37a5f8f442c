"""Answering a checklist about a submitted version, and writing the next version of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from moderation.checklists import Point, faults_of, next_key, stored_points
from moderation.models import Checklist, ChecklistAnswer, Review
from moderation.queries.checklists import (
    answers_of,
    earlier_answers,
    earlier_to,
    first_checklist,
    lists_of_round,
    may_write_checklist,
    versions_of,
)
from repository.access import Action, require
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.models import Dataset, Person, Pole, RecordVersion
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

LONGEST_NOTE = 4_000

Kind = ChecklistAnswer.Kind


@dataclass(frozen=True, slots=True)
class Said:
    """What a moderator says to one point; ``seen``: the answer that was shown when it was said, 0 for none."""

    kind: str
    note: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """How many answers were written, and whose newer ones they take the place of."""

    count: int
    overtaken: tuple[str, ...] = ()


class Round(NamedTuple):
    """Who answers about which version of which dataset, locked."""

    dataset: Dataset
    review: Review
    version: RecordVersion
    actor: Person


@transaction.atomic
def answer_checklist(
    *, dataset_key: UUID, actor: Person, version: int, said: Mapping[tuple[str, str], Said]
) -> Answered:
    """Keep what a moderator answers about the version that was read, by (label of the list, key of the point).

    What the moderator left as it was shown is not written, whatever others answered meanwhile. Raises ``NotAllowed``;
    ``WrongState`` where the review is closed or the version is none of its rounds.
    """
    here = _round_of(dataset_key, actor, version)
    answers = answers_of(here.review, here.version)
    overtaken, count = [], 0
    for checklist, point in _points_of(here):
        place = (checklist.label, point.key)
        answer, current = said.get(place), answers.get(place)
        if answer is None or _is_left(answer, current, here.review):
            continue
        if current is not None and current.pk != answer.seen and current.person_id != actor.pk:
            overtaken.append(current.person.name)
        _write(here, checklist, point, answer)
        count += 1
    _record(here, count)
    return Answered(count, tuple(dict.fromkeys(overtaken)))


@transaction.atomic
def take_over_answers(*, dataset_key: UUID, actor: Person, version: int) -> int:
    """Answer every open point as in the round before, where it asked the same; how many that were."""
    here, count = _round_of(dataset_key, actor, version), 0
    answers, earlier = answers_of(here.review, here.version), earlier_answers(here.review, here.version)
    for checklist, point in _points_of(here):
        before = earlier_to(point, checklist, earlier)
        if before is not None and (checklist.label, point.key) not in answers:
            _write(here, checklist, point, Said(before.kind, before.note))
            count += 1
    _record(here, count)
    return count


def _points_of(here: Round) -> list[tuple[Checklist, Point]]:
    lists = lists_of_round(here.dataset, here.version)
    return [(checklist, point) for checklist in lists for point in checklist.points]


def _round_of(dataset_key: UUID, actor: Person, number: int) -> Round:
    """The open review of the dataset, and the version read: the one to decide on, or one of a round before."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    review = Review.objects.select_related("dataset").filter(dataset=dataset, closed_at__isnull=True).first()
    if review is None:
        raise WrongState(_("There is no open review to write in."), code="review-closed")
    version = RecordVersion.objects.filter(dataset=dataset, number=number, is_sealed=False).first()
    was_read = version is not None and review.readings.filter(record_version=version).exists()
    if version is None or not (was_read or version.pk == review.record_version_id):
        raise WrongState(_("This is no round of the review. Reload the page, then answer."), code="no-such-round")
    return Round(dataset, review, version, actor)


def _is_left(answer: Said, current: ChecklistAnswer | None, review: Review) -> bool:
    """Whether the answer says what counts already, or just what was shown when it was sent."""
    if (answer.kind, answer.note) == _content(current):
        return True
    shown = review.checklist_answers.filter(pk=answer.seen).first() if answer.seen else None
    return (answer.kind, answer.note) == _content(shown)


def _content(answer: ChecklistAnswer | None) -> tuple[str, str]:
    return (str(answer.kind), answer.note) if answer is not None else (str(Kind.OPEN), "")


def _write(here: Round, checklist: Checklist, point: Point, said: Said) -> None:
    ChecklistAnswer.objects.create(
        review=here.review,
        record_version=here.version,
        checklist=_stored(checklist),
        point=point.key,
        kind=Kind(said.kind),
        note=said.note.strip()[:LONGEST_NOTE],
        person=here.actor,
    )


def _stored(checklist: Checklist) -> Checklist:
    """The row of a list: that of the one which came with the software is made when it is first needed."""
    if checklist.pk:
        return checklist
    values = {"items": checklist.items, "made_at": checklist.made_at}
    return Checklist.objects.get_or_create(pole=checklist.pole, number=checklist.number, defaults=values)[0]


def _record(here: Round, count: int) -> None:
    if count:
        payload = {"review": here.review.pk, "version": here.version.number, "answers": count}
        record_event("checklist.answered", subject=here.dataset, actor=here.actor, payload=payload)


@transaction.atomic
def write_checklist(*, actor: Person, pole: Pole | None, points: Sequence[Point], seen: int) -> Checklist:
    """Put the next version of a list in force; points without a key are new. What is submitted already keeps its own.

    Nothing is written where it says the same. ``seen``: the version that the writer began with, 0 for none. Raises
    ``NotAllowed``; ``StaleRecord`` where another one was written meanwhile; ``WrongState`` for a point without a text
    in both languages, or too long.
    """
    if not may_write_checklist(actor, pole):
        raise NotAllowed(_("You may not do this with this account."))
    versions = versions_of(pole)
    if seen != (versions[0].number if versions else 0):
        raise StaleRecord(_("Somebody changed this list after you opened it. Look at the change, then save yours."))
    keyed = _keyed(points, versions)
    if faults := faults_of(keyed):
        raise WrongState(_("A point of the list is not complete: look at what is said beside it."), code=faults[0].code)
    if versions and versions[0].points == keyed:
        return versions[0]
    return _next_version(pole, keyed, versions, actor)


def _keyed(points: Sequence[Point], versions: Sequence[Checklist]) -> tuple[Point, ...]:
    used = [point.key for version in versions for point in version.points]
    keyed: list[Point] = []
    for point in points:
        key = point.key if point.key in used else next_key([*used, *(each.key for each in keyed)])
        keyed.append(replace(point, key=key))
    return tuple(keyed)


def _next_version(
    pole: Pole | None, points: Sequence[Point], versions: Sequence[Checklist], actor: Person
) -> Checklist:
    if pole is None:
        _stored(first_checklist())
    number = (versions[0].number if versions else 0) + 1
    try:
        with transaction.atomic():
            made = Checklist.objects.create(pole=pole, number=number, items=stored_points(points), made_by=actor)
    except IntegrityError as error:
        words = _("Somebody changed this list after you opened it. Look at the change, then save yours.")
        raise StaleRecord(words) from error
    payload = {"pole": pole.code if pole else "", "number": number}
    record_event("checklist.changed", subject=made, actor=actor, payload=payload)
    return made
