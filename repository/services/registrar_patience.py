"""How long a registrar that is away is waited for: days, ever more seldom, and everything goes on when it is back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone

from repository.errors import PatientFailure, TransientFailure
from repository.registrars.base import Busy
from repository.registrars.turns import NotYet
from repository.services.deliveries import Claim, go_on_with

AWAY, PACE = "registrar", "registrar-pace"
"""What deliveries wait for: that it answers again, or that their turn comes."""

SHARE: Final = 0.25
LONGEST_S: Final = 3600.0
_SPREAD: Final = 20


@contextmanager
def patiently(claim: Claim) -> Iterator[None]:
    """What may pass is tried again for DOI_PATIENCE_DAYS after the event, then held; nothing is ever asked for twice.

    Each pause is a quarter of the time since the event, an hour at most, or what the registrar asked for.
    """
    try:
        yield
    except PatientFailure:
        raise
    except TransientFailure as error:
        raise PatientFailure(
            str(error),
            waits_for=PACE if isinstance(error, Busy | NotYet) else AWAY,
            patience_s=settings.DOI_PATIENCE_DAYS * 86_400.0,
            code=error.code,
            retry_after_s=_pause_s(error, claim),
        ) from error


def note_registrar_back() -> None:
    """It did what it was asked: what waited for its return goes on now."""
    go_on_with(waits_for=AWAY)


def _pause_s(error: TransientFailure, claim: Claim) -> float:
    """Seconds. Those who wait for their turn do not come back all at one moment."""
    if isinstance(error, NotYet):
        return error.retry_after_s + claim.delivery_id % _SPREAD
    return max(error.retry_after_s, pause_after(claim.event.at, timezone.now()))


def pause_after(since: datetime, now: datetime) -> float:
    """Seconds from one try to the next.

    >>> from datetime import UTC
    >>> [pause_after(datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 3, 5, hour, tzinfo=UTC)) for hour in (0, 1, 5)]
    [0.0, 900.0, 3600.0]
    """
    return min(max(SHARE * (now - since).total_seconds(), 0.0), LONGEST_S)
