"""Runs the pipeline in the test's own process, through the same claims as a worker: no broker, nothing skipped."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from repository.models import Delivery
from repository.queries.deliveries import due_deliveries
from repository.services.deliveries import run_delivery

_DUE = """
    SELECT id FROM repository_delivery
    WHERE done_at IS NULL AND held_at IS NULL AND due_at <= %(now)s AND coalesce(lease_until <= %(now)s, true)
    ORDER BY id
"""


def run_everything_due(*, ahead: timedelta = timedelta(0), limit: int = 200) -> int:
    """Run deliveries until nothing is due (``ahead``: also what is due within it); the number done.

    Fails when it does not come to an end.
    """
    done = 0
    for _ in range(limit):
        if ahead:
            Delivery.objects.filter(done_at__isnull=True, held_at__isnull=True).filter(
                due_at__lte=timezone.now() + ahead
            ).update(due_at=timezone.now())
        ids = _due()
        if not ids:
            return done
        worked = sum(run_delivery(delivery_id=delivery_id) for delivery_id in ids)
        done += worked
        if not worked and not _due():
            return done
    raise AssertionError(f"the pipeline did not come to rest: {list(due_deliveries(now=timezone.now()))}")


def _due() -> list[int]:
    """As `due_deliveries` has them, in a statement that is not built anew: it is asked a hundred thousand times."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"now": timezone.now()})
        return [delivery_id for (delivery_id,) in cursor.fetchall()]


def run_until_held_or_done() -> list[str]:
    """Run everything and give the reasons of what is held, so that a test can show them."""
    run_everything_due()
    return [f"{d.consumer}: {d.last_error}" for d in Delivery.objects.filter(done_at__isnull=True)]
