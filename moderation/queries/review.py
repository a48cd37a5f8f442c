"""Everything that the review page shows of one submitted version, for one moderator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from moderation.models import Decision, Outcome, Review, ReviewFinding
from moderation.queries.conditions_opinions import right_discipline
from moderation.queries.fields import FieldRow, field_rows
from moderation.queries.standing import state_of
from moderation.queries.suggestions import by_field, suggestions_of
from moderation.queries.threads import Thread, threads_of
from moderation.queries.versions import FileRow, document_of, file_rows, title_of, version_to_compare
from moderation.waiting import working_days
from repository.access import Action, can
from repository.models import AgreementAcceptance, Dataset, Person, Pole, RecordVersion
from repository.queries.agreements import acceptance_of


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of one weight, and where on the page the first stands."""

    severity: str
    count: int
    anchor: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The review of one version. ``review`` is None while the checks have not ended."""

    dataset: Dataset
    version: RecordVersion
    review: Review | None
    compared_with: RecordVersion | None
    read_before: datetime | None
    title: str
    title_language: str
    depositor: str
    acceptance: AgreementAcceptance | None
    poles: tuple[str, ...]
    waited: int
    fields: tuple[FieldRow, ...]
    files: tuple[FileRow, ...]
    file_findings: tuple[ReviewFinding, ...]
    file_threads: tuple[Thread, ...]
    files_changed: bool
    general_threads: tuple[Thread, ...]
    decisions: tuple[Decision, ...]
    waits: bool
    """For a decision, of one who moderates the dataset."""
    why_not: str
    """Where the reader's discipline is asked for its opinion only: which one decides."""
    can_comment: bool

    @property
    def can_decide(self) -> bool:
        """Whether the decision is the reader's to take."""
        return self.waits and not self.why_not

    @property
    def standing(self) -> str:
        """Where it stands: the same word as in the queue."""
        return state_of(self.dataset, self.review).value

    @property
    def changes(self) -> tuple[FieldRow, ...]:
        """The fields that differ from the version compared with."""
        return tuple(row for row in self.fields if row.changed)

    @property
    def beside_files(self) -> tuple[str, str]:
        """The changed fields before and after the files, where they changed too; empty where no field did."""
        names = [row.name for row in self.changes] if self.files_changed else []
        return (names[-1], names[0]) if names else ("", "")

    @property
    def findings(self) -> tuple[ReviewFinding, ...]:
        """All findings of this version."""
        return (*(found for row in self.fields for found in row.findings), *self.file_findings)

    @property
    def open_threads(self) -> int:
        """Questions that are not settled."""
        threads = (
            *(thread for row in self.fields for thread in row.threads),
            *self.file_threads,
            *self.general_threads,
        )
        return sum(thread.waits for thread in threads)

    @property
    def tally(self) -> tuple[Tally, ...]:
        """How many findings there are of each weight, the gravest first."""
        return tuple(
            Tally(severity, len(found), _anchor(found[0]) if found else "")
            for severity in ("error", "warning", "info")
            for found in [[finding for finding in self.findings if finding.severity == severity]]
        )

    @property
    def to_settle(self) -> int:
        """Errors and warnings that the checks found."""
        return sum(found.severity in ("error", "warning") for found in self.findings)


def latest_review(dataset: Dataset) -> Review | None:
    """The open review of a dataset, else its last one."""
    return Review.objects.filter(dataset=dataset).order_by("-id").first()


def review_page(dataset: Dataset, *, reader: Person, compared_with: RecordVersion | None = None) -> ReviewPage | None:
    """The page about the version that is or was last submitted; None for a dataset that never was.

    ``compared_with`` overrides the version that the differences are shown against.
    """
    version = dataset.submitted_version
    if version is None:
        return None
    review = Review.objects.filter(dataset=dataset, record_version=version).order_by("-id").first()
    before = compared_with or (version_to_compare(review, version, reader) if review else None)
    findings = tuple(ReviewFinding.objects.filter(review=review, record_version=version)) if review else ()
    threads = threads_of(review or latest_review(dataset), with_private=True)
    title, title_language = title_of(version)
    files = file_rows(version, before)
    suggested = by_field(suggestions_of(review or latest_review(dataset), document_of(version)))
    return ReviewPage(
        dataset=dataset,
        version=version,
        review=review,
        compared_with=before,
        read_before=_read_before(review, reader, before),
        title=title or dataset.doi,
        title_language=title_language,
        depositor=version.author.name if version.author else "",
        acceptance=acceptance_of(version),
        poles=_pole_names(dataset.poles),
        waited=working_days(version.created.date(), timezone.now().date()),
        fields=field_rows(version, before, findings, threads, suggested),
        files=files,
        file_findings=tuple(found for found in findings if found.path.partition("/")[0] == "files"),
        file_threads=tuple(thread for thread in threads if thread.field == "files"),
        files_changed=any(row.change for row in files),
        general_threads=tuple(thread for thread in threads if not thread.path),
        decisions=tuple(Decision.objects.filter(review__dataset=dataset).select_related("actor", "record_version")),
        waits=(waits := review is not None and review.is_open and can(reader, Action.DECIDE, dataset)),
        why_not=_why_not(review, reader) if waits else "",
        can_comment=review is not None and review.is_open,
    )


def _why_not(review: Review | None, reader: Person) -> str:
    unmet = right_discipline(review, reader, Outcome.ACCEPTED) if review else None
    return unmet.sentence if unmet else ""


def _read_before(review: Review | None, reader: Person, before: RecordVersion | None) -> datetime | None:
    if review is None or before is None:
        return None
    reading = review.readings.filter(person=reader, record_version=before).first()
    return reading.at if reading else None


def _pole_names(codes: Sequence[str]) -> tuple[str, ...]:
    poles = {pole.code: pole.name for pole in Pole.objects.filter(code__in=codes)}
    return tuple(poles.get(code, code) for code in codes)


def _anchor(finding: ReviewFinding) -> str:
    return f"field-{finding.path.partition('/')[0]}"
