"""Recording what happened: the event and one delivery per consumer, in the caller's transaction."""

import json
import logging
import uuid
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from repository.models import Dataset, LifecycleEvent, Person
from repository.services.wakeups import wake

logger = logging.getLogger(__name__)

_TELL = """
    WITH event AS (
        INSERT INTO repository_lifecycleevent
            (key, type, subject_type, subject_id, dataset_id, deposit_id, actor_id, reason, payload, at, once)
        VALUES (
            %(key)s, %(type)s, %(subject_type)s, %(subject_id)s, %(dataset_id)s, %(deposit_id)s, %(actor_id)s,
            %(reason)s, %(payload)s::jsonb, %(at)s, %(once)s
        )
        ON CONFLICT DO NOTHING
        RETURNING id
    ), delivery AS (
        INSERT INTO repository_delivery (event_id, consumer, lane, due_at, attempts, last_error, waits_for, told)
        SELECT event.id, consumer, %(lane)s, %(now)s, 0, '', '', '[]'
        FROM event, unnest(%(consumers)s::text[]) WITH ORDINALITY AS wanted (consumer, place)
        ORDER BY place
        RETURNING id
    )
    SELECT event.id, delivery.id FROM event LEFT JOIN delivery ON true ORDER BY delivery.id
"""
"""An event and its deliveries; no row where it was told before."""


def consumers_of(event_type: str) -> tuple[str, ...]:
    """Dotted paths of the consumers of an event, from the table that the setting PIPELINE names.

    Raises ``KeyError`` for an event that the table does not know.
    """
    table: dict[str, tuple[str, ...]] = import_string(settings.PIPELINE)
    return table[event_type]


def record_event(
    event_type: str,
    *,
    subject: models.Model,
    actor: Person | None = None,
    reason: str = "",
    payload: dict[str, Any] | None = None,
    once: bool = False,
    lane: str = "",
    caused_by: LifecycleEvent | None = None,
    wakes: bool = True,
) -> LifecycleEvent | None:
    """Write one event and one delivery per consumer; wake the workers when the transaction commits.

    With ``once`` the event is unique per (type, subject): a second one is not written and ``None`` is returned.
    ``lane``: what its consumers do goes one at a time in it; else in the lane of the subject. ``caused_by``: the event
    whose work this ends; its key is made of that one's, so that work that was cut and done again tells the same event.
    ``wakes``: not where thousands are told at once; the sweep finds them.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record_event needs the transaction of what happened")
    consumers = consumers_of(event_type)
    subject_type, subject_id = subject._meta.model_name or "", str(subject.pk)
    event = LifecycleEvent(
        type=event_type,
        subject_type=subject_type,
        subject_id=subject_id,
        dataset=_dataset_of(subject),
        deposit_id=_deposit_id_of(subject),
        actor=actor,
        reason=reason,
        payload=payload or {},
        once=f"{event_type}:{subject_type}:{subject_id}" if once else None,
    )
    if caused_by is not None:
        event.key = uuid.uuid5(caused_by.key, event_type)
    if not _is_told(event, consumers, lane=lane or _lane_of(subject), wakes=wakes):
        return None
    logger.info("%s subject=%s:%s consumers=%d", event_type, subject_type, subject_id, len(consumers))
    return event


def _is_told(event: LifecycleEvent, consumers: tuple[str, ...], *, lane: str, wakes: bool) -> bool:
    """Write an event with its deliveries; whether it is new: one that may be told once only and was told is not."""
    columns = {field.attname: getattr(event, field.attname) for field in event._meta.concrete_fields}
    columns |= {"payload": json.dumps(event.payload), "consumers": list(consumers), "lane": lane, "now": timezone.now()}
    with connection.cursor() as cursor:
        cursor.execute(_TELL, columns)
        rows = cursor.fetchall()
    if not rows and not event.once:
        raise IntegrityError(f"the event {event.key} was told before")
    for event_id, delivery_id in rows:
        event.pk, event._state.adding = event_id, False
        if wakes and delivery_id is not None:
            _wake_on_commit(delivery_id)
    return bool(rows)


def _wake_on_commit(delivery_id: int) -> None:
    transaction.on_commit(lambda: wake(delivery_id=delivery_id), robust=True)


def _lane_of(subject: models.Model) -> str:
    return str(getattr(subject, "lane", "") or f"{subject._meta.model_name}:{subject.pk}")


def _dataset_of(subject: models.Model) -> Dataset | None:
    if isinstance(subject, Dataset):
        return subject
    found = getattr(subject, "dataset", None)
    return found if isinstance(found, Dataset) else None


def _deposit_id_of(subject: models.Model) -> Any:
    if subject._meta.model_name == "deposit":
        return subject.pk
    dataset = _dataset_of(subject)
    return dataset.deposit_id if dataset else None
