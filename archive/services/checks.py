"""One copy read back and compared, and what follows: its history, its state, and who mends it."""

import logging
import stat
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.models import CopyState, FileCopy, FixityEvent, FixityEventKind
from archive.queries.copies import places
from archive.services.places import folder_of
from archive.stores.base import NotStored, Pace, ReplicaDamaged, Store, at_full_speed
from repository.errors import PermanentFailure, TransientFailure
from repository.models import Delivery
from repository.services.deliveries import retry_delivery
from repository.services.events import record_event

logger = logging.getLogger(__name__)

MISSING = "missing-file"
SMALL = 1_000_000
"""Bytes of a file that may be read to see whether a place answers."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a copy back showed: a code of `archive.aip.faults`, or none; the SHA256 of the bytes, if any."""

    fault: str = ""
    found: str = ""
    detail: str = ""


def read_copy(store: Store, copy: FileCopy, *, pace: Pace = at_full_speed) -> Reading:
    """Read every byte of a copy. Raises what the store raises, but for a file that is not there or not what it was."""
    try:
        found = store.sha256_of(copy.dataset.suffix, copy.name, pace=pace)
    except NotStored:
        return Reading(_what_is_there(store, copy))
    except ReplicaDamaged as damaged:
        return Reading("changed-hash", detail=damaged.sentence)
    return Reading("" if found == copy.sha256 else "changed-hash", found)


def judge_copy(store: Store, copy: FileCopy, *, pace: Pace = at_full_speed) -> Reading:
    """As `read_copy`, but where the place gives another file and only this one not, it is ``unreadable-file``."""
    try:
        return read_copy(store, copy, pace=pace)
    except (TransientFailure, PermanentFailure) as failure:
        if not _answers(store, copy):
            raise
        return Reading("unreadable-file", detail=failure.sentence)


def _answers(store: Store, copy: FileCopy) -> bool:
    """Whether the place gives back another file, a small one that was sound when it was last read."""
    others = FileCopy.objects.filter(place=copy.place, state=CopyState.SOUND, size__lt=SMALL).exclude(name=copy.name)
    other = others.select_related("dataset").order_by("-checked_at", "-id").first()
    if other is None:
        return False
    try:
        read_copy(store, other)
    except (TransientFailure, PermanentFailure):
        return False
    return True


def _what_is_there(store: Store, copy: FileCopy) -> str:
    """The fault of a place where no file is: something else may lie under the name."""
    folder = folder_of(store)
    try:
        mode = (folder / copy.dataset.suffix / copy.name).lstat().st_mode if folder else 0
    except OSError:
        return MISSING
    if stat.S_ISLNK(mode):
        return "symlink"
    if stat.S_ISDIR(mode):
        return "directory"
    return "special-file" if mode and not stat.S_ISREG(mode) else MISSING


@transaction.atomic
def record_check(*, copy: FileCopy, reading: Reading) -> bool:
    """Write what was read; False, and nothing, where the copy was looked at or mended since ``copy`` was fetched.

    A copy that was sound and is not any more is mended: ``copy.faulty``. One that is sound again, after the last of a
    file was lost, has the others mended from it.
    """
    row = lock_copy(copy)
    if row.state == CopyState.ERASED or row.source or (row.checked_at, row.state) != (copy.checked_at, copy.state):
        return False
    was, row.checked_at = row.state, timezone.now()
    FixityEvent.objects.create(
        copy=row,
        kind=FixityEventKind.CHECK,
        at=row.checked_at,
        fault=reading.fault,
        found=reading.found,
        detail=reading.detail[:500],
    )
    if not reading.fault:
        settle_as_sound(row)
        if was != CopyState.SOUND:
            logger.info("copy.sound %s", told(row))
        return True
    row.fault = reading.fault
    row.state = CopyState.LOST if was == CopyState.LOST else CopyState.FAULTY
    row.save(update_fields=["state", "fault", "checked_at"])
    if was == CopyState.SOUND:
        logger.error("copy.faulty %s fault=%s", told(row), reading.fault)
    if row.state == CopyState.FAULTY:
        ask_repair(row)
    return True


def same_file(copy: FileCopy) -> QuerySet[FileCopy]:
    """The copies of one file in all places that the settings name."""
    found = FileCopy.objects.filter(dataset_id=copy.dataset_id, place__in=places(), name=copy.name)
    return found.select_related("dataset")


def lock_copy(copy: FileCopy) -> FileCopy:
    """The row as it is now, locked with those of the same file elsewhere, always in one order."""
    locked = same_file(copy).select_for_update(of=("self",)).order_by("pk")
    return next((row for row in locked if row.pk == copy.pk), None) or FileCopy.objects.get(pk=copy.pk)


def settle_as_sound(row: FileCopy) -> None:
    """Write that a copy is sound, in the caller's transaction, and have lost copies of the same file mended from it."""
    was, row.state, row.fault, row.source, row.told_at = row.state, CopyState.SOUND, "", "", None
    row.save(update_fields=["state", "fault", "source", "told_at", "checked_at"])
    if was == CopyState.SOUND:
        return
    for other in same_file(row).filter(state=CopyState.LOST).order_by("pk"):
        other.state, other.told_at = CopyState.FAULTY, None
        other.save(update_fields=["state", "told_at"])
        ask_repair(other)


def ask_repair(row: FileCopy) -> None:
    """Have a faulty copy mended, in the caller's transaction: once, and again where the last try is held."""
    waiting = Delivery.objects.filter(
        event__type="copy.faulty", event__subject_type="filecopy", event__subject_id=str(row.pk), done_at__isnull=True
    ).first()
    if waiting is None:
        payload = {"place": row.place, "name": row.name, "fault": row.fault}
        record_event("copy.faulty", subject=row, payload=payload)
    elif waiting.held_at is not None:
        retry_delivery(delivery_id=waiting.pk)


def told(copy: FileCopy) -> str:
    """A copy in a line of the log."""
    return f"place={copy.place} dataset={copy.dataset.suffix} name={copy.name}"


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Whether a time lies so far ahead that the clock must have been wrong then, or is now."""
    return (moment - now).total_seconds() > 3600
