"""Deposits that nobody has changed for long, and what their authors were told about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Deposit, LifecycleEvent

EXPIRING = "deposit.expiring"


@dataclass(frozen=True, slots=True)
class Warning:
    """One warning: the day it names, how many days it gave, and whether everybody's mail was taken."""

    removal: datetime
    days: int
    was_sent: bool


def drafts_never_submitted(deposit: Deposit) -> QuerySet[Dataset]:
    """The datasets of a deposit that nobody but its authors has ever seen."""
    return Dataset.objects.filter(
        deposit=deposit,
        is_removed=False,
        state=DatasetState.DRAFT,
        standing=Standing.UNPUBLISHED,
        submitted_version__isnull=True,
        record_versions__isnull=True,
        is_synthetic=False,
    )


def idle_deposits(*, before: datetime) -> QuerySet[Deposit]:
    """Deposits without a change since ``before`` that hold drafts which were never submitted, the oldest first."""
    drafts = drafts_never_submitted(OuterRef("pk"))  # type: ignore[arg-type]  # a reference stands for the deposit
    changed = Dataset.objects.filter(deposit=OuterRef("pk"), is_removed=False, modified__gt=before)
    return Deposit.objects.filter(Exists(drafts), ~Exists(changed), modified__lte=before).order_by("modified")


def last_change(deposit: Deposit) -> datetime:
    """The last change of a deposit or of any dataset in it."""
    changes = Dataset.objects.filter(deposit=deposit, is_removed=False).values_list("modified", flat=True)
    return max(deposit.modified, *changes)


def warnings_since(deposit: Deposit, *, since: datetime) -> list[Warning]:
    """What the authors were told since the last change, in order."""
    events = LifecycleEvent.objects.filter(
        type=EXPIRING, subject_type="deposit", subject_id=str(deposit.pk), at__gt=since
    )
    return [
        Warning(
            removal=datetime.fromisoformat(event.payload["removal"]),
            days=int(event.payload["days"]),
            was_sent=not event.deliveries.filter(done_at__isnull=True).exists(),
        )
        for event in events.order_by("id")
    ]


def keeping_time(months: int) -> timedelta:
    """How long a draft is kept; a month is a twelfth of 365 days."""
    return timedelta(days=months * 365 // 12)
