"""A round over many DOIs, for a command: one delivery after another, no faster than the registrar likes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from repository.models import Dataset, Delivery, LifecycleEvent
from repository.services.deliveries import retry_delivery, run_delivery
from repository.services.doi_updates import stale_datasets, unreserved_datasets
from repository.services.events import record_event

PACE_S = 0.2
"""Seconds from one dataset to the next: 1,500 in five minutes, half of what DataCite allows one address."""

LONGEST_WAIT_S = 60.0
TRIES = 3
"""How often one dataset is tried in a round before it is left to the workers."""

GIVE_UP_AFTER = 3
"""So many datasets left to the workers in a row end the round: the registrar is down."""

_RESERVE = "repository.consumers.reserve_doi"
_REFRESH = "repository.consumers.refresh_doi"


@dataclass(slots=True)
class Round:
    """What a round did, by DOI: done, left to the workers, held for a person (each with the reason)."""

    done: list[str] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    is_broken_off: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.waiting or self.held or self.is_broken_off)


def update_dois(*, everything: bool, tell: Callable[[int, str], None], pace_s: float = PACE_S) -> Round:
    """Reserve what is not reserved, then send what is stale (with ``everything``: all that is shown).

    ``tell`` gets the number of datasets looked after so far and the DOI of the last one. Each goes through a delivery
    of its own, so a worker takes up what this process leaves behind, and nothing is sent by two at once.
    """
    found = Round()
    left_in_a_row = 0
    wanted = ((row, "doi.wanted", _RESERVE) for row in unreserved_datasets().iterator(chunk_size=100))
    stale = ((row, "doi.stale", _REFRESH) for row in stale_datasets(everything=everything))
    for source in (wanted, stale):
        for dataset, event_type, consumer in source:
            if left_in_a_row >= GIVE_UP_AFTER:
                found.is_broken_off = True
                return found
            row = _looked_after(dataset, event_type, consumer, everything=everything, pace_s=pace_s)
            left_in_a_row = 0 if row.done_at else left_in_a_row + 1
            _note(found, dataset.doi, row)
            tell(len(found.done) + len(found.waiting) + len(found.held), dataset.doi)
            time.sleep(pace_s)
    return found


def _looked_after(dataset: Dataset, event_type: str, consumer: str, *, everything: bool, pace_s: float) -> Delivery:
    """The delivery at its end; where a number turned out to be taken, that of the next one."""
    for _ in range(TRIES):
        row = _finished(_delivery(dataset, event_type, consumer, everything=everything), pace_s)
        before = dataset.suffix
        dataset.refresh_from_db(fields=["suffix", "prefix"])
        if dataset.suffix == before or not row.done_at:
            break
    return row


def _note(found: Round, doi: str, row: Delivery) -> None:
    if row.done_at:
        found.done.append(doi)
    elif row.held_at:
        found.held[doi] = row.last_error
    else:
        found.waiting[doi] = row.last_error


def _delivery(dataset: Dataset, event_type: str, consumer: str, *, everything: bool) -> int:
    """The open delivery that does this already, made due; else a new one."""
    waiting = Delivery.objects.filter(event__dataset=dataset, consumer=consumer, done_at__isnull=True).first()
    if waiting is not None and not (everything and event_type == "doi.stale"):
        retry_delivery(delivery_id=waiting.pk)
        Delivery.objects.filter(pk=waiting.pk, done_at__isnull=True).update(due_at=timezone.now())
        return waiting.pk
    with transaction.atomic():
        event = record_event(event_type, subject=dataset, payload={"all": True} if everything else {})
        if not isinstance(event, LifecycleEvent):
            raise TypeError("an event that is not unique is always written")
        return event.deliveries.get(consumer=consumer).pk


def _finished(delivery_id: int, pace_s: float) -> Delivery:
    """Run a delivery, or wait for the worker that took it; again when it asks for a pause, a few times."""
    row = Delivery.objects.get(pk=delivery_id)
    for _ in range(TRIES):
        run_delivery(delivery_id=delivery_id)
        row.refresh_from_db()
        until = time.monotonic() + LONGEST_WAIT_S
        while not (row.done_at or row.held_at) and row.lease_until and time.monotonic() < until:
            time.sleep(max(pace_s, 0.05))
            row.refresh_from_db()
        if row.done_at or row.held_at:
            return row
        time.sleep(min(max((row.due_at - timezone.now()).total_seconds(), pace_s), LONGEST_WAIT_S))
    return row
