"""Whether the mail server takes mail, and how fast mails go out: one row that all workers share.

While it is away one mail at a time tries it, later each time, and all others wait: a dead server costs the workers
nothing. The first mail that is taken wakes what waits. Nothing is given up before MAIL_PATIENCE_DAYS have passed.
"""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from repository.errors import PatientFailure
from repository.models import Delivery, MailServer
from repository.services.deliveries import go_on_with

logger = logging.getLogger(__name__)

WAITS_FOR: Final = "mail"
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
LATER: Final = timedelta(minutes=30)
"""How long a mail waits that does not try the server itself; it is woken when another one was taken."""
BURST_S: Final = 10
"""So many seconds' worth of mails may go out at once."""
_TIRED: Final = 3
"""After so many tries by one mail another one tries: it may be the mail that the server cannot bear."""

_PACE = """
    UPDATE repository_mailserver
    SET spent_until = GREATEST(spent_until, clock_timestamp()) + make_interval(secs => %(each)s)
    WHERE id = 1 AND away_since IS NULL
      AND (%(each)s = 0 OR spent_until <= clock_timestamp() + make_interval(secs => %(burst)s))
"""


class MailAway(PatientFailure):
    """No mail can be sent now."""

    code = "mail-failed"

    def __init__(self, sentence: str, *, wait: timedelta, waits_for: str = WAITS_FOR) -> None:
        patience_s = settings.MAIL_PATIENCE_DAYS * 86_400.0
        super().__init__(sentence, waits_for=waits_for, patience_s=patience_s, retry_after_s=wait.total_seconds())


def take_turn(delivery_id: int) -> bool:
    """Before each letter: whether it tries a server that was away. Raises ``MailAway`` where it has to wait."""
    a_minute = settings.MAIL_A_MINUTE
    with connection.cursor() as cursor:
        cursor.execute(_PACE, {"each": 60.0 / a_minute if a_minute else 0.0, "burst": float(BURST_S)})
        if cursor.rowcount:
            return False
    server, is_new = MailServer.objects.get_or_create(pk=1)
    if is_new:
        return take_turn(delivery_id)
    if server.away_since is None:
        wait = timedelta(seconds=2 + delivery_id % 15)  # not all of them at one moment
        raise MailAway("as many mails as may go out in a minute have gone", wait=wait, waits_for="mail-pace")
    return _try_it(server)


def note_taken() -> None:
    """A mail that tried was taken: the server is back, and what waits goes on."""
    if _row().filter(away_since__isnull=False).update(away_since=None, next_try=None, tries=0, reason=""):
        logger.info("mail.server_back waiting=%d", go_on_with(waits_for=WAITS_FOR))


def note_away(reason: str, *, delivery_id: int) -> MailAway:
    """The server took no mail: what its letter fails with. Another letter is chosen to try next, where one waits."""
    now = timezone.now()
    server, _is_new = MailServer.objects.get_or_create(pk=1)
    next_try = now + pause_after(server.tries)
    since = Coalesce(F("away_since"), now)
    _row().update(away_since=since, tries=F("tries") + 1, next_try=next_try, reason=reason[:1000])
    if server.away_since is None:
        logger.warning("mail.server_away reason=%s", reason)
    is_relieved = server.tries + 1 >= _TIRED and _hand_on(next_try, apart_from=delivery_id)
    return MailAway(f"mail was not taken: {reason}", wait=LATER if is_relieved else next_try - now)


def pause_after(tries: int) -> timedelta:
    """Twice as long each time.

    >>> [pause_after(tries).seconds for tries in (0, 1, 5, 6, 99)]
    [5, 10, 160, 300, 300]
    """
    return min(FIRST_PAUSE * (1 << min(tries, 10)), LONGEST_PAUSE)


def _try_it(server: MailServer) -> bool:
    """Whether this letter is the one that tries now. Raises ``MailAway`` for all others."""
    now = timezone.now()
    is_time = server.next_try is None or server.next_try <= now
    mine = _row().filter(next_try=server.next_try, away_since__isnull=False)
    if not is_time or not mine.update(next_try=now + pause_after(server.tries)):
        raise MailAway(f"the mail server is away: {server.reason}", wait=LATER)
    return True


def _hand_on(next_try: datetime, *, apart_from: int) -> bool:
    """Let the mail that waits longest try next; whether there is one."""
    waiting = Delivery.objects.filter(waits_for=WAITS_FOR, done_at__isnull=True, held_at__isnull=True)
    other = waiting.exclude(pk=apart_from).order_by("due_at", "pk").values_list("pk", flat=True).first()
    return bool(other and waiting.filter(pk=other).update(due_at=next_try))


def _row() -> QuerySet[MailServer]:
    return MailServer.objects.filter(pk=1)
