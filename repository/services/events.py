"""Recording what happened: the event and one delivery per consumer, in the caller's transaction."""

import logging
import uuid
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.utils.module_loading import import_string

from repository.models import Dataset, Delivery, LifecycleEvent, Person
from repository.services.wakeups import wake

logger = logging.getLogger(__name__)


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
) -> LifecycleEvent | None:
    """Write one event and one delivery per consumer; wake the workers when the transaction commits.

    With ``once`` the event is unique per (type, subject): a second one is not written and ``None`` is returned.
    ``lane``: what its consumers do goes one at a time in it; else in the lane of the subject. ``caused_by``: the event
    whose work this ends; its key is made of that one's, so that work that was cut and done again tells the same event.
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
    if not _is_saved(event):
        return None
    _deliver(event, consumers, lane=lane or getattr(subject, "lane", "") or f"{subject_type}:{subject_id}")
    logger.info("%s subject=%s:%s consumers=%d", event_type, subject_type, subject_id, len(consumers))
    return event


def _is_saved(event: LifecycleEvent) -> bool:
    """Whether it is new; one that may be told once only and was told is not."""
    if not event.once:
        event.save(force_insert=True)
        return True
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _deliver(event: LifecycleEvent, consumers: tuple[str, ...], *, lane: str) -> None:
    rows = [Delivery(event=event, consumer=consumer, lane=lane) for consumer in consumers]
    for row in Delivery.objects.bulk_create(rows):
        _wake_on_commit(row.pk)


def _wake_on_commit(delivery_id: int) -> None:
    transaction.on_commit(lambda: wake(delivery_id=delivery_id), robust=True)


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
