"""By the order of a person: every copy is read back now, and every fault that is found is mended before it ends."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.models import CopyState, FileCopy
from archive.queries.copies import places
from archive.services.checks import ask_repair, judge_copy, record_check, told
from archive.services.places import check_is_there, check_place, store_of, take_folder
from repository.errors import PermanentFailure, TransientFailure
from repository.models import Dataset, Delivery
from repository.services.deliveries import retry_delivery, run_delivery

PATIENCE_S: Final = 60.0
"""How long a repair is waited for that a worker does at this moment."""
AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Left:
    """A copy that is not sound, and why it was not mended."""

    place: str
    dataset: str
    name: str
    state: str
    fault: str
    reason: str


@dataclass(slots=True)
class Repairs:
    """What was read, what was mended (place, dataset, name), what is not sound, and which places did not answer."""

    read: int = 0
    mended: list[tuple[str, str, str]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    silent: dict[str, str] = field(default_factory=dict)

    @property
    def all_sound(self) -> bool:
        """Whether everything that was asked for was read and is sound now."""
        return not self.left and not self.silent


def repair_archive(*, suffix: str | None = None, place: str | None = None, only_known: bool = False) -> Repairs:
    """Read every copy, or those of one dataset, one place, or only those known not to be sound; mend what is damaged.

    A place that is named is taken as it is: an empty folder is filled again. Raises PermanentFailure
    ``nothing-archived`` and ``store-unknown``.
    """
    if place is not None:
        check_place(place)
        take_folder(place)
    chosen = _chosen(suffix, place)
    copies = chosen.exclude(state=CopyState.SOUND) if only_known else chosen
    found = Repairs()
    faulty = [copy.pk for copy in _in_pieces(copies) if _is_faulty(copy, found)]
    known = chosen.exclude(state=CopyState.SOUND).exclude(place__in=found.silent)
    for pk in sorted({*faulty, *known.values_list("pk", flat=True)}):
        _mend(pk, found)
    return found


def _chosen(suffix: str | None, place: str | None) -> QuerySet[FileCopy]:
    copies = FileCopy.objects.filter(place__in=places() if place is None else [place]).select_related("dataset")
    copies = copies.exclude(state=CopyState.ERASED)
    if suffix is None:
        return copies
    if not Dataset.objects.filter(suffix=suffix, archivings__isnull=False).exists():
        raise PermanentFailure(f"No dataset {suffix} is archived.", code="nothing-archived")
    return copies.filter(dataset__suffix=suffix)


def _in_pieces(copies: QuerySet[FileCopy]) -> Iterator[FileCopy]:
    """All of them, in constant memory, however their rows change meanwhile."""
    last = 0
    while piece := list(copies.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield from piece
        last = piece[-1].pk


def _is_faulty(copy: FileCopy, found: Repairs) -> bool:
    """Read a copy and write what was found; nothing more is asked of a place that does not answer."""
    if copy.place in found.silent or copy.source:
        return bool(copy.source)
    try:
        store = store_of(copy.place)
        check_is_there(copy.place, store)
        reading = judge_copy(store, copy)
    except (TransientFailure, PermanentFailure) as failure:
        found.silent[copy.place] = failure.sentence
        return False
    found.read += 1
    record_check(copy=copy, reading=reading)
    return bool(reading.fault)


def _mend(pk: int, found: Repairs) -> None:
    with transaction.atomic():
        row = FileCopy.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=pk)
        if row.state == CopyState.FAULTY:
            ask_repair(row)
    delivery = _open_repair(pk)
    if delivery is not None:
        _hurry(delivery)
    row.refresh_from_db()
    if row.state == CopyState.SOUND:
        found.mended.append((row.place, row.dataset.suffix, row.name))
        return
    delivery = _open_repair(pk)
    reason = delivery.last_error if delivery else "No sound copy is left in any place."
    found.left.append(Left(row.place, row.dataset.suffix, row.name, row.state, row.fault, reason or told(row)))


def _open_repair(pk: int) -> Delivery | None:
    return Delivery.objects.filter(
        event__type="copy.faulty", event__subject_type="filecopy", event__subject_id=str(pk), done_at__isnull=True
    ).first()


def _hurry(delivery: Delivery) -> None:
    """Do a repair now, or wait until the worker that is at it has ended."""
    retry_delivery(delivery_id=delivery.pk)
    Delivery.objects.filter(pk=delivery.pk, lease_until__isnull=True, done_at__isnull=True).update(
        due_at=timezone.now()
    )
    until = time.monotonic() + PATIENCE_S
    while not run_delivery(delivery_id=delivery.pk) and time.monotonic() < until:
        delivery.refresh_from_db()
        is_under_way = delivery.lease_until is not None or not delivery.attempts
        if delivery.done_at is not None or delivery.held_at is not None or not is_under_way:
            return
        time.sleep(0.2)
