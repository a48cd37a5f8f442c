"""The moderators' queue: what waits, for whom, and since when. One narrow table answers, however long it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from moderation.models import Advice, Decision, QueueEntry, Reading
from moderation.queries.queue_filters import ORDERS, QueueFilter
from moderation.queries.versions import title_of
from moderation.waiting import working_days
from repository.access import datasets_moderated_by, ids_ever_of, poles_moderated_by
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person, Pole
from repository.vocabularies.words import folded


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One dataset that waits. ``waited`` counts working days since it came to its present state."""

    dataset: Dataset
    standing: str
    title: str
    title_language: str
    depositor: str
    poles: tuple[str, ...]
    since: datetime
    waited: int
    target: int
    is_late: bool
    is_urgent: bool
    is_raised: bool
    assignee: Person | None
    round: int
    is_correction: bool
    is_checked: bool
    to_settle: int
    findings: int

    @property
    def bar(self) -> int:
        """How much of the target has passed, up to all of it."""
        return min(self.waited, self.target)


def today() -> date:
    """The day that targets are compared with (UTC)."""
    return timezone.now().astimezone(UTC).date()


@dataclass(frozen=True, slots=True)
class Reach:
    """What of the queue a reader sees: the disciplines, but for the datasets they ever had a part in."""

    reader: Person
    poles: tuple[Pole, ...]
    own: frozenset[int]

    @property
    def codes(self) -> list[str]:
        """The codes of the disciplines."""
        return [pole.code for pole in self.poles]

    def without_own(self, found: QuerySet[QueueEntry]) -> QuerySet[QueueEntry]:
        """Entries but for the reader's own: few, so they are named one by one."""
        return found.exclude(pk__in=self.own) if self.own else found


def reach_of(reader: Person) -> Reach:
    """What a moderator sees of the queue today."""
    return Reach(reader, tuple(poles_moderated_by(reader)), ids_ever_of(reader))


def waiting_entries(reach: Reach, wanted: QueueFilter | None = None) -> QuerySet[QueueEntry]:
    """What waits in the reader's disciplines and suits the filter, in its order; never the reader's own."""
    wanted = wanted or QueueFilter()
    codes = [wanted.pole] if wanted.pole else reach.codes
    found = reach.without_own(QueueEntry.objects.filter(state=wanted.state, poles__overlap=codes))
    if wanted.whose == "mine":
        found = found.filter(assignee=reach.reader)
    elif wanted.whose == "none":
        found = found.filter(assignee__isnull=True)
    elif wanted.whose:
        found = found.filter(assignee_id=int(wanted.whose))
    if wanted.late:
        found = found.filter(late_from__lte=today())
    if wanted.urgent:
        found = found.filter(is_urgent=True)
    if wanted.findings:
        found = found.filter(to_settle__gt=0)
    for word in folded(wanted.words).split():
        found = found.filter(words__contains=word)
    return found.order_by(*ORDERS[wanted.order])


def queue_rows(entries: QuerySet[QueueEntry] | Sequence[QueueEntry]) -> tuple[QueueRow, ...]:
    """The rows of one page of the queue; the same few queries whatever the number."""
    shown = list(entries)
    names = {pole.code: pole.name for pole in Pole.objects.all()}
    asked = set(open_advice().filter(dataset__in=[row.pk for row in shown]).values_list("dataset_id", flat=True))
    read = set(
        Reading.objects.filter(record_version__in=[row.version_id for row in shown])
        .order_by()
        .values_list("record_version_id", flat=True)
    )
    return tuple(
        _row(row, names, is_taken_up=bool(row.assignee_id) or row.version_id in read, waits=row.pk in asked)
        for row in shown
    )


def entries_on_page(found: QuerySet[QueueEntry], *, start: int, most: int) -> list[QueueEntry]:
    """Some entries of a list with what their rows show: found by number first, so that what is passed over is cheap.

    A draft may hold megabytes and is left where it is.
    """
    numbers = list(found.values_list("pk", flat=True)[start : start + most])
    shown = QueueEntry.objects.filter(pk__in=numbers).select_related("dataset", "assignee")
    by_number = shown.defer("dataset__draft", "words").in_bulk()
    return [by_number[number] for number in numbers if number in by_number]


def open_advice() -> QuerySet[Advice]:
    """Requests that still wait for an answer."""
    return Advice.objects.filter(answered_at__isnull=True, ended_at__isnull=True, due__gte=today())


def _row(entry: QueueEntry, names: dict[str, str], *, is_taken_up: bool, waits: bool) -> QueueRow:
    # until its round is opened, the database's trigger knows nothing of what the document says
    title, language = (entry.title, entry.title_language) if entry.is_checked else title_of(entry.version)
    author = "" if entry.is_checked or not entry.version.author else entry.version.author.name
    return QueueRow(
        dataset=entry.dataset,
        standing=_standing(entry.state, is_taken_up=is_taken_up, waits=waits),
        title=title or entry.dataset.doi,
        title_language=language,
        depositor=entry.depositor if entry.is_checked else author,
        poles=tuple(names.get(code, code) for code in entry.poles),
        since=entry.since,
        waited=working_days(entry.since.astimezone(UTC).date(), today()),
        target=entry.target_days,
        is_late=entry.late_from is not None and entry.late_from <= today(),
        is_urgent=entry.is_urgent,
        is_raised=entry.is_raised,
        assignee=entry.assignee,
        round=entry.round,
        is_correction=entry.is_correction,
        is_checked=entry.is_checked,
        to_settle=entry.to_settle,
        findings=entry.findings,
    )


def _standing(state: str, *, is_taken_up: bool, waits: bool) -> str:
    if state != DatasetState.SUBMITTED:
        return state
    return "advice_requested" if waits else "under_review" if is_taken_up else "submitted"


def days_of_last_answer(reader: Person) -> int | None:
    """The working days that the reader's disciplines took for their last answer; None while there is none."""
    last = (
        Decision.objects.filter(review__dataset__in=datasets_moderated_by(reader))
        .order_by("-at")
        .values_list(F("record_version__created"), "at")
        .first()
    )
    return working_days(last[0].date(), last[1].date()) if last else None
