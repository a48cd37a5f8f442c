"""Claiming, doing and finishing deliveries: leases with heartbeat, retries with back-off, rows held for a person."""

import json
import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from repository.errors import ClaimLost, PatientFailure, PermanentFailure, TransientFailure
from repository.models import Delivery, LifecycleEvent
from repository.queries.deliveries import idle_lanes, next_in_lane
from repository.services.wakeups import wake

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 10
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(hours=1)
PATIENT_ATTEMPTS = MAX_ATTEMPTS // 2
"""What is counted at most of attempts that a server was away for: so many are left for a worker that is killed."""
CLOCK_SLACK = timedelta(minutes=10)
"""How far beyond any time of ours a time is written by a clock that was wrong."""

_LOCK_LANE = """
    SELECT pg_try_advisory_xact_lock(hashtextextended(lane, 0)) FROM repository_delivery
    WHERE id = %(id)s AND done_at IS NULL AND held_at IS NULL
        AND due_at <= %(now)s AND coalesce(lease_until <= %(now)s, true)
"""
_CLAIM = """
    UPDATE repository_delivery AS claimed
    SET lease_token = %(token)s, lease_until = %(until)s, attempts = attempts + 1
    FROM repository_lifecycleevent AS event
    WHERE event.id = claimed.event_id AND claimed.id = (
        SELECT id FROM repository_delivery AS wanted
        WHERE id = %(id)s AND done_at IS NULL AND held_at IS NULL
            AND due_at <= %(now)s AND coalesce(lease_until <= %(now)s, true)
            AND NOT EXISTS (
                SELECT FROM repository_delivery AS other
                WHERE other.lane = wanted.lane AND other.done_at IS NULL AND other.lease_until > %(now)s
            )
        FOR UPDATE SKIP LOCKED
    )
    RETURNING event.*, consumer, lane, attempts, last_error, waits_for, told
"""
_OF_EVENT = [field.attname for field in LifecycleEvent._meta.concrete_fields]
_OF_CLAIM = ("consumer", "lane", "attempts", "last_error", "waits_for", "told")
_FINISH = """
    UPDATE repository_delivery SET done_at = %s, lease_until = NULL, last_error = '', waits_for = '', told = '[]'
    WHERE id = %s AND lease_token = %s AND done_at IS NULL
"""


class Claim:
    """One delivery, ours until the lease ends. What a consumer is given.

    A consumer reads ``event``, does its outside work, then writes its result inside ``with claim.complete():``.
    """

    def __init__(self, delivery: Delivery, token: uuid.UUID) -> None:
        self.delivery_id: int = delivery.pk
        self.event: LifecycleEvent = delivery.event
        self.consumer: str = delivery.consumer
        self.lane: str = delivery.lane
        self.token = token
        self.is_last_attempt: bool = delivery.attempts >= MAX_ATTEMPTS
        self.is_complete = False
        self._told: set[str] = set(delivery.told)

    @contextmanager
    def complete(self) -> Iterator[None]:
        """One transaction for the result, ``done_at`` and the next event; refused when the claim was lost.

        Raises ``ClaimLost`` when another worker took the delivery over; nothing of the block is then written.
        """
        with transaction.atomic():
            with connection.cursor() as cursor:
                if not cursor.execute(_FINISH, [timezone.now(), self.delivery_id, self.token]).rowcount:
                    raise ClaimLost(f"delivery {self.delivery_id} was taken over")
            yield
        self.is_complete = True

    def was_told(self, mark: str) -> bool:
        """Whether an earlier attempt, or this one, had the mail for ``mark`` taken."""
        return mark in self._told

    def note_told(self, mark: str) -> None:
        """Remember at once that the mail for ``mark`` was taken: a later attempt does not repeat it."""
        self._told.add(mark)
        mine = Delivery.objects.filter(pk=self.delivery_id, lease_token=self.token, done_at__isnull=True)
        mine.update(told=sorted(self._told))

    def renew(self) -> None:
        """Push the end of the lease forward."""
        Delivery.objects.filter(pk=self.delivery_id, lease_token=self.token, done_at__isnull=True).update(
            lease_until=timezone.now() + lease_length()
        )


Consumer = Callable[[Claim], None]


def lease_length() -> timedelta:
    """How long a silent worker keeps its claim (setting DELIVERY_LEASE_SECONDS)."""
    return timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)


def claim_delivery(*, delivery_id: int) -> Claim | None:
    """Take one delivery if it is due, free, and nothing else of its lane is being worked on.

    The lane is locked first, by a statement of its own: what the next one sees is newer than any claim of the lane.
    """
    now = timezone.now()
    token = uuid.uuid4()
    named = {"id": delivery_id, "now": now, "token": token, "until": now + lease_length()}
    with transaction.atomic():
        row = _claimed(named) if _lane_is_ours(named) else None
        if row is None:
            return None
        if row.attempts > MAX_ATTEMPTS:
            row.attempts = MAX_ATTEMPTS
            _hold(row, row.last_error or "the work was cut short ten times")
            return None
    return Claim(row, token)


def _lane_is_ours(named: dict[str, Any]) -> bool:
    """Whether the lane of a row that is due and free was locked by us, until our transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_LANE, named)
        locked = cursor.fetchone()
    return bool(locked and locked[0])


def _claimed(named: dict[str, Any]) -> Delivery | None:
    """One row of a lane that is locked, now ours, if it is due, free, and no other of the lane is being worked on."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, named)
        found = cursor.fetchone()
        if found is None:
            return None
        row = dict(zip((column.name for column in cursor.description), found, strict=True))
    row |= {"payload": json.loads(row["payload"]), "told": json.loads(row["told"])}
    event = LifecycleEvent.from_db(connection.alias, _OF_EVENT, [row[name] for name in _OF_EVENT])
    return Delivery(pk=named["id"], event=event, **{name: row[name] for name in _OF_CLAIM})


def run_delivery(*, delivery_id: int) -> bool:
    """Do the work of one delivery; ``True`` when it was done now. Failures are written to the row, never raised."""
    claim = claim_delivery(delivery_id=delivery_id)
    if claim is None:
        return False
    try:
        consumer: Consumer = import_string(claim.consumer)
        with _heartbeat(claim):
            consumer(claim)
        if not claim.is_complete:
            raise PermanentFailure("the consumer ended without completing its claim")
    except ClaimLost:
        logger.warning("delivery.lost delivery=%d", delivery_id)
    except PermanentFailure as error:
        fail_delivery(claim=claim, error=error, permanent=True)
    except TransientFailure as error:
        fail_delivery(claim=claim, error=error, permanent=False)
    except Exception as error:
        logger.exception("delivery.failed delivery=%d event=%s", delivery_id, claim.event.type)
        fail_delivery(claim=claim, error=error, permanent=False)
    _wake_next(claim.lane)
    return claim.is_complete


@transaction.atomic
def fail_delivery(*, claim: Claim, error: Exception, permanent: bool) -> None:
    """Write why an attempt failed: try again later, or hold the row for a person."""
    row = Delivery.objects.select_for_update().get(pk=claim.delivery_id)
    if row.lease_token != claim.token or row.done_at is not None:
        return
    reason = str(error) or type(error).__name__
    row.waits_for = error.waits_for if isinstance(error, PatientFailure) else ""
    if isinstance(error, PatientFailure) and timezone.now() - claim.event.at < timedelta(seconds=error.patience_s):
        row.attempts = min(row.attempts, PATIENT_ATTEMPTS)
    if permanent or row.attempts >= MAX_ATTEMPTS:
        _hold(row, reason)
        return
    row.lease_until = None
    row.lease_token = None
    row.last_error = reason
    row.due_at = timezone.now() + _pause(error, row.attempts)
    row.save(update_fields=["lease_until", "lease_token", "last_error", "waits_for", "due_at", "attempts"])
    text = "delivery.postponed delivery=%d consumer=%s attempt=%d due=%s code=%s reason=%s"
    code = getattr(error, "code", "error")
    logger.warning(text, row.pk, row.consumer, row.attempts, row.due_at.isoformat(timespec="seconds"), code, reason)


def _pause(error: Exception, attempts: int) -> timedelta:
    """Twice as long each time, and as long as the other side asked for; never more than an hour."""
    asked = timedelta(seconds=error.retry_after_s) if isinstance(error, TransientFailure) else timedelta(0)
    own: timedelta = FIRST_DELAY * 2 ** (attempts - 1)
    return min(max(own, asked), LONGEST_DELAY)


def _hold(row: Delivery, reason: str) -> None:
    row.lease_until = None
    row.lease_token = None
    row.last_error = reason
    row.held_at = timezone.now()
    row.save(update_fields=["lease_until", "lease_token", "last_error", "waits_for", "held_at", "attempts"])
    logger.error("delivery.held delivery=%d consumer=%s reason=%s", row.pk, row.consumer, reason)


@transaction.atomic
def retry_delivery(*, delivery_id: int) -> None:
    """Let a held delivery be tried again from its first attempt."""
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.held_at is None:
        return
    row.held_at = None
    row.attempts = 0
    row.due_at = timezone.now()
    row.save(update_fields=["held_at", "attempts", "due_at"])
    transaction.on_commit(lambda: wake(delivery_id=delivery_id), robust=True)


def go_on_with(*, waits_for: str) -> int:
    """A server is back: what waited for it is due now, and the sweep wakes it; how many these are."""
    now = timezone.now()
    rows = Delivery.objects.filter(waits_for=waits_for, done_at__isnull=True, held_at__isnull=True, due_at__gt=now)
    return rows.update(due_at=now)


def wake_due(*, limit: int = 500) -> int:
    """Wake the oldest row of every lane that is due and idle, those due longest first; the number woken.

    What a wrong clock put off is due again.

    A lane that is done with one row wakes the next itself, so a lane with very many keeps no other waiting.
    """
    now = timezone.now()
    _forget_wrong_times(now)
    ids = idle_lanes(now=now)[:limit]
    for delivery_id in ids:
        wake(delivery_id=delivery_id)
    return len(ids)


def _forget_wrong_times(now: datetime) -> None:
    """Whoever wrote a time far ahead had a wrong clock, or we have one now: at worst work is tried once too early."""
    waiting = Delivery.objects.filter(done_at__isnull=True, held_at__isnull=True)
    put_off = waiting.filter(due_at__gt=now + LONGEST_DELAY + CLOCK_SLACK).update(due_at=now)
    claimed = waiting.filter(lease_until__gt=now + lease_length() + CLOCK_SLACK)
    kept = claimed.update(lease_until=now + lease_length())
    if put_off or kept:
        logger.warning("deliveries.clock_jumped put_off=%d claimed=%d", put_off, kept)


def _wake_next(lane: str) -> None:
    """One alone: while it is worked on no other of its lane may be, and it wakes the one after it."""
    delivery_id = next_in_lane(lane, now=timezone.now())
    if delivery_id is not None:
        wake(delivery_id=delivery_id)


@contextmanager
def _heartbeat(claim: Claim) -> Iterator[None]:
    """Renew the lease from a thread of its own while the consumer works, also after the database was away."""
    stop = threading.Event()
    pause = lease_length().total_seconds() / 3

    def beat() -> None:
        has_asked = False
        while not stop.wait(pause):
            has_asked = True
            try:
                close_old_connections()
                claim.renew()
            except Exception:
                logger.exception("heartbeat.failed delivery=%d", claim.delivery_id)
        if has_asked:
            connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{claim.delivery_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
