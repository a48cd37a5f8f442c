"""What is still to do, and what waits for a person."""

from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from repository.models import Delivery

_NEXT_IN_LANE = """
    SELECT id FROM repository_delivery
    WHERE lane = %(lane)s AND done_at IS NULL AND held_at IS NULL
        AND due_at <= %(now)s AND coalesce(lease_until <= %(now)s, true)
    ORDER BY id LIMIT 1
"""


def due_deliveries(*, now: datetime) -> QuerySet[Delivery]:
    """Rows that a worker may claim at ``now``."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return Delivery.objects.filter(free, done_at__isnull=True, held_at__isnull=True, due_at__lte=now)


def next_in_lane(lane: str, *, now: datetime) -> int | None:
    """The first row of a lane that a worker may claim: asked after each delivery, so in a statement as it is sent."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_IN_LANE, {"lane": lane, "now": now})
        first = cursor.fetchone()
    return first[0] if first else None


def idle_lanes(*, now: datetime) -> list[int]:
    """The longest due row of each lane in which nothing is worked on, the longest due first."""
    busy = Delivery.objects.filter(done_at__isnull=True, lease_until__gt=now).values("lane")
    first = due_deliveries(now=now).order_by("lane", "due_at", "id").distinct("lane")
    found = Delivery.objects.filter(pk__in=first.values("pk")).exclude(lane__in=busy)
    return list(found.order_by("due_at", "id").values_list("pk", flat=True))


def held_deliveries() -> QuerySet[Delivery]:
    """Rows that failed for good, oldest first, with their events."""
    held = Delivery.objects.filter(held_at__isnull=False, done_at__isnull=True)
    return held.select_related("event", "event__dataset").order_by("held_at")


def open_deliveries_of(*, dataset_id: int) -> QuerySet[Delivery]:
    """What is not done yet for one dataset."""
    rows = Delivery.objects.filter(event__dataset_id=dataset_id, done_at__isnull=True)
    return rows.select_related("event").order_by("id")
