"""The mail of the day: what somebody wants to be told once a day, in one mail.

``order_digests`` gathers the lines of a day under one row per person and day and records ``digest.ordered``; its
consumer sends it at least once, under one Message-ID, and forgets the lines. A scheduler that missed its hour does it
at the next.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from repository.models import Digest, DigestLine, Person
from repository.notifications.kinds import kind_called
from repository.notifications.mail import Letter, send_letters
from repository.notifications.stopping import DAILY, stop_address
from repository.services.deliveries import Claim
from repository.services.events import record_event

logger = logging.getLogger(__name__)

MOST_LINES: Final = 200
"""Lines of one mail; of more it says how many."""


def order_digests(*, now: datetime | None = None) -> int:
    """Have the mails of the day sent that are due by its hour (DIGEST_HOUR, UTC); the number ordered now."""
    moment = (now or timezone.now()).astimezone(UTC)
    hour = moment.replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    until = hour if moment >= hour else hour - timedelta(days=1)
    waiting = DigestLine.objects.filter(digest__isnull=True, at__lt=until).order_by()
    people = waiting.values_list("person_id", flat=True).distinct()
    ordered = sum(_order(person_id, until) for person_id in sorted(people))
    if ordered:
        logger.info("digests.ordered count=%d", ordered)
    return ordered


@transaction.atomic
def _order(person_id: int, until: datetime) -> bool:
    """One a day and person: whoever comes second finds nothing to gather."""
    Person.objects.select_for_update().get(pk=person_id)
    lines = DigestLine.objects.filter(person_id=person_id, digest__isnull=True, at__lt=until)
    if not lines.exists():
        return False
    digest, is_new = Digest.objects.get_or_create(person_id=person_id, day=until.date())
    if not is_new:
        return False
    lines.update(digest=digest)
    record_event("digest.ordered", subject=digest, once=True)
    return True


def tell_digest(claim: Claim) -> None:
    """``digest.ordered``: one mail with all lines that its person still wants, then they are forgotten."""
    digest = Digest.objects.filter(pk=claim.event.subject_id).select_related("person").first()
    if digest is not None and digest.person.is_active:
        lines = list(digest.lines.order_by("at", "pk")[: MOST_LINES + 1])
        more = max(digest.lines.count() - MOST_LINES, 0)
        if lines:
            send_letters([_letter(digest, lines[:MOST_LINES], more)], claim)
    with claim.complete():
        DigestLine.objects.filter(digest_id=claim.event.subject_id).delete()


def _letter(digest: Digest, lines: list[DigestLine], more: int) -> Letter:
    person = digest.person
    told = [{"subject": line.subject, "address": line.address, "sort": kind_called(line.kind)} for line in lines]
    context = {"lines": told, "count": len(lines) + more, "more": more, "day": digest.day, "reader": person}
    stop_url = stop_address(person, DAILY)
    template, mark = "repository/mail/digest.txt", str(person.pk)
    return Letter(person.email, person.language or "en", template, context, mark=mark, stop_url=stop_url)
