"""The moderators' queue: what waits, for whom, and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from moderation.models import Decision, Review, ReviewFinding
from moderation.queries.versions import title_of
from moderation.waiting import TARGET_DAYS, working_days
from repository.access import datasets_moderated_by, poles_moderated_by
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person, Pole, RecordVersion

STATES = (DatasetState.SUBMITTED, DatasetState.CHANGES_REQUESTED, DatasetState.ACCEPTED)
"""The states that the queue can show: to decide, with the depositor, on the way to the public."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One dataset that waits. ``waited`` counts working days since it came to its present state."""

    dataset: Dataset
    title: str
    title_language: str
    depositor: str
    poles: tuple[str, ...]
    since: datetime
    waited: int
    round: int
    is_correction: bool
    is_checked: bool
    to_settle: int
    findings: int

    @property
    def is_late(self) -> bool:
        """Whether the target has passed."""
        return self.waited > TARGET_DAYS


def waiting_datasets(reader: Person, *, state: str, pole: str = "") -> QuerySet[Dataset]:
    """The datasets in one state of the reader's disciplines, the longest waiting first; never the reader's own."""
    found = datasets_moderated_by(reader).filter(state=state, is_synthetic=False)
    if pole:
        found = found.filter(poles__contains=[pole])
    return found.select_related("submitted_version__author", "deposit").order_by("submitted_version__created", "pk")


def queue_rows(datasets: Sequence[Dataset]) -> tuple[QueueRow, ...]:
    """The rows of one page of the queue; four queries whatever the number. Each dataset has a submitted version."""
    versions = {row.pk: row.submitted_version for row in datasets if row.submitted_version}
    reviews = {review.dataset_id: review for review in Review.objects.filter(dataset__in=versions).order_by("pk")}
    decided = dict(Decision.objects.filter(record_version__in=versions.values()).values_list("record_version_id", "at"))
    names = {pole.code: pole.name for pole in Pole.objects.all()}
    counts = _finding_counts(versions.values())
    return tuple(
        _row(
            dataset,
            version,
            reviews.get(dataset.pk),
            since=decided.get(version.pk, version.created),
            counts=counts.get(version.pk, (0, 0)),
            poles=tuple(names.get(code, code) for code in dataset.poles),
        )
        for dataset in datasets
        if (version := versions.get(dataset.pk))
    )


def _finding_counts(versions: Iterable[RecordVersion]) -> dict[int, tuple[int, int]]:
    """Version -> (findings, those of them that are errors or warnings)."""
    counted = (
        ReviewFinding.objects.filter(record_version__in=list(versions))
        .order_by()
        .values("record_version_id")
        .annotate(total=Count("pk"), grave=Count("pk", filter=Q(severity__in=("error", "warning"))))
    )
    return {found["record_version_id"]: (found["total"], found["grave"]) for found in counted}


def _row(
    dataset: Dataset,
    version: RecordVersion,
    review: Review | None,
    *,
    since: datetime,
    counts: tuple[int, int],
    poles: tuple[str, ...],
) -> QueueRow:
    title, language = title_of(version)
    return QueueRow(
        dataset=dataset,
        title=title or dataset.doi,
        title_language=language,
        depositor=version.author.name if version.author else "",
        poles=poles,
        since=since,
        waited=working_days(since.date(), timezone.now().date()),
        round=review.round if review else 1,
        is_correction=bool(review and review.is_correction),
        is_checked=bool(review and review.record_version_id == version.pk),
        to_settle=counts[1],
        findings=counts[0],
    )


def counts_by_state(reader: Person, *, pole: str = "") -> dict[str, int]:
    """How many of the reader's datasets are in each state of the queue."""
    found = datasets_moderated_by(reader).filter(state__in=STATES, is_synthetic=False)
    if pole:
        found = found.filter(poles__contains=[pole])
    counted = found.order_by().values("state").annotate(total=Count("pk")).values_list("state", "total")
    return {**dict.fromkeys((state.value for state in STATES), 0), **dict(counted)}


def counts_by_pole(reader: Person, *, state: str) -> list[tuple[Pole, int]]:
    """The reader's disciplines with how many datasets in a state each has."""
    found = datasets_moderated_by(reader).filter(state=state, is_synthetic=False)
    return [(pole, found.filter(poles__contains=[pole.code]).count()) for pole in poles_moderated_by(reader)]


def days_of_last_answer(reader: Person) -> int | None:
    """The working days that the reader's disciplines took for their last answer; None while there is none."""
    last = (
        Decision.objects.filter(review__dataset__in=datasets_moderated_by(reader))
        .order_by("-at")
        .values_list(F("record_version__created"), "at")
        .first()
    )
    return working_days(last[0].date(), last[1].date()) if last else None
