"""How often one origin may write to authors and moderators, counted for all web processes together."""

from hashlib import sha256
from typing import Final

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

MOST: Final = 5
WINDOW_S: Final = 3600
"""So many messages of one origin in so many seconds, whichever web process takes them."""


@transaction.atomic
def take_turn(*, origin: str) -> bool:
    """Count one more message of an origin (the address of a reader); ``False`` where that would be too many.

    Requests of one origin are counted one after the other; what is refused is not counted.
    """
    key = f"contact-{sha256(origin.encode()).hexdigest()[:32]}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    now = timezone.now().timestamp()
    taken = [moment for moment in cache.get(key, ()) if moment > now - WINDOW_S]
    if len(taken) >= MOST:
        return False
    cache.set(key, [*taken, now], WINDOW_S)
    return True
