"""Every copy is read back again and again, the one that was read longest ago first; one place at a time in here."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import close_old_connections, transaction
from django.utils import timezone

from archive.models import CopyState, FileCopy, PlaceAudit
from archive.queries.copies import due_after, place_reports
from archive.services.checks import ask_repair, is_ahead, judge_copy, record_check
from archive.services.erasing import order_again
from archive.services.places import check_is_there, store_of
from archive.services.strays import look_for_stray_files, look_for_stray_packages
from archive.stores.base import Pace, Store
from repository.errors import PermanentFailure, TransientFailure

logger = logging.getLogger(__name__)

BATCH: Final = 50
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=1)
"""How long a place that does not answer is left alone: twice as long each time."""
AGAIN: Final = {CopyState.FAULTY: timedelta(hours=1), CopyState.LOST: timedelta(days=1)}
"""When a copy that is not sound is looked at again, and its repair asked for again."""
LOOK_AFTER: Final = timedelta(days=1)

Failure = TransientFailure | PermanentFailure


def audit_place(*, place: str, may_go_on: Callable[[], bool], pace: Pace) -> int:
    """Read back what is due in a place until nothing is, or ``may_go_on`` says no; the number of copies read.

    A place that does not answer is noted and left alone for a while. Memory does not grow with the number of copies.
    """
    audit, _ = PlaceAudit.objects.get_or_create(place=place)
    now = timezone.now()
    if audit.retry_at is not None and now < audit.retry_at <= now + LONGEST_PAUSE:
        return 0
    read = 0
    try:
        store = store_of(place)
        check_is_there(place, store)
        _note_room(audit, store)
        _look_around(audit, store, now)
        for copy in _due(place, is_back=audit.failures > 0):
            if not may_go_on():
                break
            _visit(copy, store, pace)
            read += 1
    except (TransientFailure, PermanentFailure) as failure:
        _leave_alone(audit, failure)
        return read
    if audit.failures:
        PlaceAudit.objects.filter(pk=audit.pk).update(failures=0, failure="", failed_at=None, retry_at=None)
        logger.info("audit.place_answers place=%s", place)
    return read


def _due(place: str, *, is_back: bool = False) -> Iterator[FileCopy]:
    """What is not sound and was not looked at lately; then the oldest first; then what bears a time to come."""
    copies = FileCopy.objects.filter(place=place).select_related("dataset")
    now = timezone.now()
    for state, after in AGAIN.items():
        ours = copies.filter(state=state).order_by("checked_at", "id")[:BATCH]
        yield from [copy for copy in ours if copy.checked_at <= now - after or is_ahead(copy.checked_at, now)]
    erased = copies.filter(state=CopyState.ERASED)  # a place that was away may come back with it, so all is looked at
    yield from (erased if is_back else erased.filter(checked_at__lte=now - due_after())).iterator(chunk_size=200)
    free = copies.filter(source="").exclude(state=CopyState.ERASED)
    while True:
        now = timezone.now()
        batch = list(free.filter(checked_at__lte=now - due_after()).order_by("checked_at", "id")[:BATCH])
        batch = batch or _ahead(free.order_by("-checked_at", "-id")[:BATCH], now)
        if not batch:
            return
        yield from batch


def _ahead(newest: Iterable[FileCopy], now: datetime) -> list[FileCopy]:
    """Those whose last check bears a time to come: the clock was wrong then, or is now; they are read like old ones."""
    return [copy for copy in newest if is_ahead(copy.checked_at, now)]


def _visit(copy: FileCopy, store: Store, pace: Pace) -> None:
    if copy.source:
        with transaction.atomic():
            ask_repair(copy)
        return
    if copy.state == CopyState.ERASED:
        _see_that_it_is_gone(copy, store)
        return
    reading = judge_copy(store, copy, pace=pace)
    close_old_connections()
    record_check(copy=copy, reading=reading)
    if copy.name.startswith("manifest-"):
        look_for_stray_files(place=copy.place, store=store, dataset=copy.dataset)


def _see_that_it_is_gone(copy: FileCopy, store: Store) -> None:
    """What was erased may come back with a backup of the place: then it is erased once more."""
    traces = store.traces_of(copy.dataset.suffix, copy.name)
    with transaction.atomic():
        FileCopy.objects.filter(pk=copy.pk).update(checked_at=timezone.now())
        if traces:
            order_again(copy)


def _leave_alone(audit: PlaceAudit, failure: Failure) -> None:
    now = timezone.now()
    audit.failures += 1
    audit.failure, audit.failed_at = failure.sentence[:500], now
    audit.retry_at = now + min(FIRST_PAUSE * 2 ** min(audit.failures - 1, 10), LONGEST_PAUSE)
    audit.save(update_fields=["failures", "failure", "failed_at", "retry_at"])
    logger.warning("audit.place_silent place=%s code=%s reason=%s", audit.place, failure.code, failure.sentence)


def _note_room(audit: PlaceAudit, store: Store) -> None:
    space = store.space()
    total, free = (space.total, space.free) if space else (None, None)
    PlaceAudit.objects.filter(pk=audit.pk).update(total=total, free=free)


def _look_around(audit: PlaceAudit, store: Store, now: datetime) -> None:
    """Once a day: packages that nobody knows, and whether the bandwidth is enough for the period."""
    if audit.looked_at is not None and audit.looked_at <= now < audit.looked_at + LOOK_AFTER:
        return
    look_for_stray_packages(place=audit.place, store=store)
    for report in place_reports(now=now):
        if report.place == audit.place and not report.is_fast_enough:
            logger.warning("audit.too_slow place=%s needs_bytes_per_s=%d", audit.place, report.needed_bytes_per_s)
    PlaceAudit.objects.filter(pk=audit.pk).update(looked_at=now)
