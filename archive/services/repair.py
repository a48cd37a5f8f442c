"""A damaged or missing copy is set aside and restored from a sound one. Nothing is deleted, nothing sound replaced."""

import logging
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from archive.models import CopyState, FileCopy, FixityEvent, FixityEventKind
from archive.services.checks import (
    MISSING,
    Reading,
    judge_copy,
    lock_copy,
    record_check,
    same_file,
    settle_as_sound,
    told,
)
from archive.services.places import check_is_there, store_of, turn_to_write
from archive.services.sources import Search, sound_source
from archive.services.turns import only_one
from archive.stores.base import Store
from repository.errors import TransientFailure
from repository.services.deliveries import Claim
from repository.services.events import record_event

logger = logging.getLogger(__name__)

NO_ANSWER_S = 600.0
"""When a repair is tried again for which a place was needed that did not answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a repair ended: the copy as it was found; ``source`` is the place it was restored from, if it was.

    ``damaged`` are copies elsewhere that were read on the way and are not sound.
    """

    reading: Reading
    source: str = ""
    damaged: tuple[tuple[FileCopy, Reading], ...] = ()


def repair_copy(*, claim: Claim) -> None:
    """Consumer of ``copy.faulty``: restore the copy, or say that the file is lost.

    Raises TransientFailure ``place-away`` or ``source-silent`` where a place that is needed does not answer, and
    ``package-busy``, ``disk-full``, ``copy-differs`` as stores do. Safe to repeat after a stop at any moment.
    """
    copy = FileCopy.objects.select_related("dataset").get(pk=claim.event.subject_id)
    with only_one(copy.lane):
        copy.refresh_from_db()
        if copy.state == CopyState.ERASED:
            with claim.complete():
                return
        outcome = _mend(copy)
        with claim.complete():
            _write(copy, outcome)


def _mend(copy: FileCopy) -> Outcome:
    store = store_of(copy.place)
    check_is_there(copy.place, store)
    reading = judge_copy(store, copy)
    if not reading.fault and not copy.source:
        return Outcome(reading)
    with sound_source(copy) as search:
        if search.place is None or search.path is None:
            return _without_source(copy, reading, search)
        _begin(copy, reading, search.place)
        _restore(copy, store, search.path)
    return Outcome(reading, search.place, search.damaged)


def _without_source(copy: FileCopy, reading: Reading, search: Search) -> Outcome:
    """No copy elsewhere is known to be sound: it is lost only where every place answered."""
    if reading.fault and search.silent:
        text = f"No sound copy of {copy.dataset.suffix}/{copy.name} could be read now ({'; '.join(search.silent)})."
        raise TransientFailure(text, code="source-silent", retry_after_s=NO_ANSWER_S)
    return Outcome(reading, copy.source if not reading.fault else "", search.damaged)


@transaction.atomic
def _begin(copy: FileCopy, reading: Reading, source: str) -> None:
    """Say what will be done before anything is touched, so that who goes on after a stop knows what was done."""
    row = lock_copy(copy)
    if row.state == CopyState.ERASED:
        raise TransientFailure(f"{told(copy)} was ordered to be erased meanwhile.", code="erased-meanwhile")
    if not row.source:
        row.fault, row.state = reading.fault, CopyState.FAULTY
    row.source = copy.source = source
    row.save(update_fields=["fault", "state", "source"])


def _restore(copy: FileCopy, store: Store, sound: Path) -> None:
    """Under the package's lock: look once more, set aside what is not sound, bring the sound bytes, read them back."""
    package = copy.dataset.suffix
    with turn_to_write(copy.place, package):
        if judge_copy(store, copy).fault:
            place = store.set_aside(package, copy.name)
            if place is not None:
                logger.warning("copy.set_aside %s to=%s", told(copy), place)
        store.put_file(package, copy.name, sound, sha256=copy.sha256)
        found = store.sha256_of(package, copy.name)
    if found != copy.sha256:
        text = f"{copy.place} gives {package}/{copy.name} back with SHA256 {found}, just restored with {copy.sha256}."
        raise TransientFailure(text, code="copy-differs")


def _write(copy: FileCopy, outcome: Outcome) -> None:
    """The outcome, in the caller's transaction."""
    row = lock_copy(copy)
    if row.state == CopyState.ERASED:
        return
    row.checked_at = timezone.now()
    if outcome.source:
        _write_restored(row, outcome.source)
    elif outcome.reading.fault:
        _write_lost(row, outcome.reading)
    else:
        _add(row, FixityEventKind.CHECK, found=outcome.reading.found)
        settle_as_sound(row)
    for other, reading in outcome.damaged:
        record_check(copy=other, reading=reading)


def _write_restored(row: FileCopy, source: str) -> None:
    if row.fault != MISSING:
        _add(row, FixityEventKind.QUARANTINE, fault=row.fault, detail=f".aside/{row.dataset.suffix}/")
    _add(row, FixityEventKind.REPAIR, found=row.sha256, detail=source)
    settle_as_sound(row)
    record_event("copy.repaired", subject=row, payload={"place": row.place, "name": row.name, "source": source})
    logger.info("copy.repaired %s source=%s", told(row), source)


def _write_lost(row: FileCopy, reading: Reading) -> None:
    """The alarm is given once for each file, whichever of its copies is found to be the last."""
    is_known = same_file(row).filter(state=CopyState.LOST).exists()
    row.state, row.fault, row.source = CopyState.LOST, reading.fault, ""
    row.save(update_fields=["state", "fault", "source", "checked_at"])
    _add(row, FixityEventKind.LOSS, fault=reading.fault, found=reading.found)
    logger.critical("copy.lost %s fault=%s", told(row), reading.fault)
    if not is_known:
        payload = {"name": row.name, "sha256": row.sha256}
        record_event("file.lost", subject=row, payload=payload, lane="files-lost")


def _add(row: FileCopy, kind: FixityEventKind, *, fault: str = "", found: str = "", detail: str = "") -> None:
    FixityEvent.objects.create(copy=row, kind=kind, at=row.checked_at, fault=fault, found=found, detail=detail)
