"""Which checklist holds for a submitted version, what was answered to it, and what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from moderation.checklists import FIRST_POINTS, Point, stored_points
from moderation.models import Checklist, ChecklistAnswer, Outcome, Review
from moderation.queries.unmet import Unmet
from repository.access import Action, can, poles_moderated_by
from repository.models import Dataset, Person, Pole, RecordVersion

FIRST_MADE_AT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The list that came with the software was there before everything else."""

MOST_NAMED: Final = 3
"""Points that a sentence names; the others are counted."""

Answers = Mapping[tuple[str, str], ChecklistAnswer]
"""(label of the list, key of the point) -> the answer that counts."""


def first_checklist() -> Checklist:
    """The list that came with the software; stored with its first answer, or when another one takes its place."""
    return Checklist(pole=None, number=1, items=stored_points(FIRST_POINTS), made_at=FIRST_MADE_AT)


def checklist_now(pole: Pole | None) -> Checklist:
    """The list that holds for what is submitted to a discipline now: its own, else that of the site."""
    own = _newest(Checklist.objects.filter(pole=pole)) if pole is not None else None
    return own or _newest(Checklist.objects.filter(pole=None)) or first_checklist()


def versions_of(pole: Pole | None) -> tuple[Checklist, ...]:
    """The versions of a list, the newest first; that of the site begins with the one that came with the software."""
    found = list(Checklist.objects.filter(pole=pole).select_related("made_by", "pole").order_by("-number"))
    return tuple(found) if found or pole is not None else (first_checklist(),)


def lists_of_round(dataset: Dataset, version: RecordVersion) -> tuple[Checklist, ...]:
    """The lists that were in force when a version was submitted, one per discipline of the dataset, each once."""
    asked = Q(pole__code__in=dataset.poles) | Q(pole=None)
    made = Checklist.objects.filter(asked, made_at__lte=version.created).select_related("pole").order_by("number")
    newest = {each.pole.code if each.pole else "": each for each in made}
    chosen = [newest.get(code) or newest.get("") or first_checklist() for code in dataset.poles or [""]]
    return tuple({each.label: each for each in chosen}.values())


def answers_of(review: Review, version: RecordVersion) -> Answers:
    """What was answered about a version, and not taken back."""
    return _last(review.checklist_answers.filter(record_version=version))


def earlier_answers(review: Review, version: RecordVersion) -> Answers:
    """What was answered in the rounds before, the last round's answer to each point."""
    before = review.checklist_answers.filter(record_version__number__lt=version.number)
    return _last(before.order_by("record_version__number", "pk"))


def _last(rows: QuerySet[ChecklistAnswer]) -> Answers:
    known = rows.select_related("checklist__pole", "person", "record_version")
    last = {(row.checklist.label, row.point): row for row in known}
    return {place: row for place, row in last.items() if row.kind != ChecklistAnswer.Kind.OPEN}


def earlier_to(point: Point, checklist: Checklist, earlier: Answers) -> ChecklistAnswer | None:
    """The answer of a round before to a point, where that round's list asked the same of the same discipline."""
    for (_label, key), answer in reversed(list(earlier.items())):
        asked = next((each for each in answer.checklist.points if each.key == key), None)
        if key == point.key and answer.checklist.pole_id == checklist.pole_id and asked and asked.says_as(point):
            return answer
    return None


def open_points(review: Review, version: RecordVersion, *, required: bool = True) -> tuple[Point, ...]:
    """The points that wait for an answer; with ``required`` only those that acceptance waits for."""
    answers = answers_of(review, version)
    return tuple(
        point
        for checklist in lists_of_round(review.dataset, version)
        for point in checklist.points
        if (checklist.label, point.key) not in answers and (point.is_required or not required)
    )


def checklist_is_answered(review: Review, actor: Person, outcome: Outcome) -> Unmet | None:
    """A condition of decisions: acceptance waits for every required point of the round's lists."""
    if outcome is not Outcome.ACCEPTED:
        return None
    missing = open_points(review, review.record_version)
    if not missing:
        return None
    language = get_language() or "en"
    named = "; ".join(point.text(language).rstrip(". ") for point in missing[:MOST_NAMED])
    words = ngettext(
        "%(count)d required point of the checklist is not answered yet: %(points)s. Answer it, then accept.",
        "%(count)d required points of the checklist are not answered yet: %(points)s. Answer them, then accept.",
        len(missing),
    )
    more = f"{named}; …" if len(missing) > MOST_NAMED else named
    return Unmet("checklist-open", words % {"count": len(missing), "points": more})


def may_write_checklist(person: Person, pole: Pole | None) -> bool:
    """Whether somebody may change a list: its moderators and operators; that of the site operators alone."""
    if can(person, Action.ADMINISTER):
        return True
    return pole is not None and poles_moderated_by(person).filter(pk=pole.pk).exists()


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list among all: whose, its newest version, and whether it is the discipline's own."""

    pole: Pole | None
    checklist: Checklist
    is_own: bool
    may_write: bool

    @property
    def name(self) -> str:
        """Whose list it is."""
        return name_of(self.pole)


def list_lines(person: Person) -> tuple[ListLine, ...]:
    """The list of the site, then that of each discipline which the person moderates; of all for an operator."""
    poles = Pole.objects.all() if can(person, Action.ADMINISTER) else poles_moderated_by(person)
    lines = []
    for pole in (None, *poles):
        checklist = checklist_now(pole)
        is_own = pole is None or checklist.pole_id is not None
        lines.append(ListLine(pole, checklist, is_own, may_write_checklist(person, pole)))
    return tuple(lines)


def name_of(pole: Pole | None) -> str:
    """Whose list it is, in words."""
    return pole.name if pole else _("All disciplines without a list of their own")


def _newest(found: QuerySet[Checklist]) -> Checklist | None:
    return found.select_related("pole", "made_by").order_by("-number").first()
