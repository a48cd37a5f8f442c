"""What an operator sees of mail: whether the server takes any, since when not, and how much waits for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from repository.models import Delivery, MailServer

ALARM_AFTER: Final = timedelta(minutes=15)
"""So long a mail server may be away before it is an alarm: a restart is none."""


@dataclass(frozen=True, slots=True)
class MailWaiting:
    """``since``: no mail was taken since then, for this ``reason``; tried again at ``next_try``; how many wait."""

    since: datetime
    next_try: datetime | None
    reason: str
    waiting: int


def mail_waiting() -> MailWaiting | None:
    """How things stand while the mail server takes nothing; ``None`` while it does."""
    server = MailServer.objects.filter(pk=1, away_since__isnull=False).first()
    if server is None or server.away_since is None:
        return None
    waiting = Delivery.objects.filter(waits_for="mail", done_at__isnull=True, held_at__isnull=True).count()
    return MailWaiting(server.away_since, server.next_try, server.reason, waiting)


def mail_is_taken() -> bool:
    """Whether the mail server takes mail, or has been away for some minutes only."""
    late = timezone.now() - ALARM_AFTER
    return not MailServer.objects.filter(pk=1, away_since__lt=late).exists()
