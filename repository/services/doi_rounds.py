"""A round over many DOIs, for a command: one delivery after another, no faster than the registrar likes."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from repository.models import Dataset, Delivery, LifecycleEvent
from repository.services.deliveries import retry_delivery, run_delivery
from repository.services.doi_updates import REFRESHING, compared, order_refresh, shown_datasets, unreserved_datasets
from repository.services.events import record_event

POLL_S = 0.1
"""How often it is asked whether a worker has ended with a delivery that it took. How fast DataCite is asked is settled
for all processes together, in ``registrars/turns.py``."""

LONGEST_WAIT_S = 60.0
TRIES = 3
"""How often one dataset is tried in a round before it is left to the workers."""

GIVE_UP_AFTER = 3
"""So many datasets left to the workers in a row end the round: the registrar is down."""

_RESERVE = "repository.consumers.reserve_doi"


@dataclass(slots=True)
class Round:
    """What a round did, by DOI: done, left to the workers, held for a person (each with the reason).

    ``looked_at`` of ``total`` were reserved or compared so far; ``last`` is the last of these.
    """

    total: int = 0
    looked_at: int = 0
    last: str = ""
    done: list[str] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    is_broken_off: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.waiting or self.held or self.is_broken_off)


def update_dois(*, everything: bool, tell: Callable[[Round], None]) -> Round:
    """Reserve what is not reserved, then send what is stale (with ``everything``: all that is shown).

    ``tell`` is called after each dataset. Each goes through a delivery of its own, so a worker takes up what this
    process leaves behind, and nothing is sent by two at once. Killed and begun again it compares anew, and sends what
    was not sent.
    """
    found = Round(total=unreserved_datasets().count() + shown_datasets().count())
    left_in_a_row = 0
    for dataset, consumer in _to_look_after(found, everything=everything, tell=tell):
        if left_in_a_row >= GIVE_UP_AFTER:
            found.is_broken_off = True
            return found
        row = _looked_after(dataset, consumer, everything=everything)
        left_in_a_row = 0 if row.done_at else left_in_a_row + 1
        _note(found, dataset.doi, row)
        tell(found)
    return found


def _to_look_after(found: Round, *, everything: bool, tell: Callable[[Round], None]) -> Iterator[tuple[Dataset, str]]:
    """What is not reserved, then what is stale; all that is compared is counted."""
    for dataset in unreserved_datasets().iterator(chunk_size=100):
        found.looked_at, found.last = found.looked_at + 1, dataset.doi
        yield dataset, _RESERVE
    for stale in compared(everything=everything):
        found.looked_at += 1
        if stale is None:
            tell(found)
            continue
        found.last = stale.dataset.doi
        yield stale.dataset, REFRESHING


def _looked_after(dataset: Dataset, consumer: str, *, everything: bool) -> Delivery:
    """The delivery at its end; where a number turned out to be taken, that of the next one."""
    for _ in range(TRIES):
        row = _finished(_delivery(dataset, consumer, everything=everything))
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


def _delivery(dataset: Dataset, consumer: str, *, everything: bool) -> int:
    """The open delivery that does this already, made due; else a new one."""
    waiting = Delivery.objects.filter(event__dataset=dataset, consumer=consumer, done_at__isnull=True).first()
    if waiting is not None and not (everything and consumer == REFRESHING):
        retry_delivery(delivery_id=waiting.pk)
        Delivery.objects.filter(pk=waiting.pk, done_at__isnull=True).update(due_at=timezone.now())
        return waiting.pk
    if consumer == REFRESHING:
        ordered = order_refresh(dataset=dataset, everything=everything)
        return ordered if ordered is not None else _delivery(dataset, consumer, everything=everything)
    with transaction.atomic():
        event = record_event("doi.wanted", subject=dataset)
        if not isinstance(event, LifecycleEvent):
            raise TypeError("an event that is not unique is always written")
        return event.deliveries.get(consumer=consumer).pk


def _finished(delivery_id: int) -> Delivery:
    """Run a delivery, or wait for the worker that took it; again when it asks for a pause, a few times."""
    row = Delivery.objects.get(pk=delivery_id)
    for _ in range(TRIES):
        run_delivery(delivery_id=delivery_id)
        row.refresh_from_db()
        until = time.monotonic() + LONGEST_WAIT_S
        while not (row.done_at or row.held_at) and row.lease_until and time.monotonic() < until:
            time.sleep(POLL_S)
            row.refresh_from_db()
        if row.done_at or row.held_at:
            return row
        time.sleep(min(max((row.due_at - timezone.now()).total_seconds(), POLL_S), LONGEST_WAIT_S))
    return row
