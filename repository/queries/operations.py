"""What an operator looks at: what is held, what is late, what happened last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from repository.models import Delivery, LifecycleEvent
from repository.queries.deliveries import due_deliveries, held_deliveries
from repository.queries.mail_waiting import MailWaiting, mail_waiting

LATE_AFTER: Final = timedelta(minutes=1)
MOST_ROWS: Final = 100


@dataclass(frozen=True, slots=True)
class Work:
    """One delivery: what happened, who has to act, since when it waits, and what went wrong last."""

    id: int
    event: str
    consumer: str
    doi: str
    since: datetime
    age: timedelta
    attempts: int
    reason: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the audit trail."""

    at: datetime
    type: str
    doi: str
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Held and late work, and what failed and is tried again (at most 100 rows each, with the full counts); events.

    ``again`` waits ``since`` its event; its ``due`` is when it is tried next. ``mail``: where the mail server takes
    none; what waits for it is not in ``again``.
    """

    held: tuple[Work, ...]
    held_count: int
    late: tuple[Work, ...]
    late_count: int
    again: tuple[Work, ...]
    again_count: int
    waiting_count: int
    under_way_count: int
    recent: tuple[Happened, ...]
    mail: MailWaiting | None = None


def operations_overview() -> Overview:
    """The state of all deliveries now."""
    now = timezone.now()
    late = due_deliveries(now=now - LATE_AFTER).select_related("event", "event__dataset").order_by("due_at")
    open_rows = Delivery.objects.filter(done_at__isnull=True, held_at__isnull=True)
    held = held_deliveries()
    again = open_rows.filter(due_at__gt=now - LATE_AFTER).exclude(last_error="").exclude(waits_for="mail")
    again = again.select_related("event", "event__dataset").order_by("due_at")
    return Overview(
        held=tuple(_work(row, row.held_at or now, now) for row in held[:MOST_ROWS]),
        held_count=held.count(),
        late=tuple(_work(row, row.due_at, now) for row in late[:MOST_ROWS]),
        late_count=late.count(),
        again=tuple(_work(row, row.event.at, now) for row in again[:MOST_ROWS]),
        again_count=again.count(),
        waiting_count=open_rows.count(),
        under_way_count=open_rows.filter(lease_until__gt=now).count(),
        recent=tuple(_happened(event) for event in _recent_events()),
        mail=mail_waiting(),
    )


def _recent_events() -> list[LifecycleEvent]:
    return list(LifecycleEvent.objects.select_related("dataset", "actor").order_by("-id")[:30])


def _work(row: Delivery, since: datetime, now: datetime) -> Work:
    dataset = row.event.dataset
    return Work(
        id=row.pk,
        event=row.event.type,
        consumer=row.consumer,
        doi=dataset.doi if dataset else "",
        since=since,
        age=now - since,
        attempts=row.attempts,
        reason=row.last_error,
        due=row.due_at,
    )


def _happened(event: LifecycleEvent) -> Happened:
    return Happened(
        at=event.at,
        type=event.type,
        doi=event.dataset.doi if event.dataset else "",
        actor=event.actor.name if event.actor else "",
        reason=event.reason,
    )
