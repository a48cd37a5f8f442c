"""One mail per event and reader, in the reader's language, at least once, with a Message-ID made from the event."""

import hashlib
import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from repository.errors import TransientFailure
from repository.models import LifecycleEvent, Person
from repository.services.deliveries import Claim

logger = logging.getLogger(__name__)


def send_event_mail(*, event: LifecycleEvent, to: Iterable[Person], template: str, context: dict[str, Any]) -> int:
    """Send ``template`` (first line: the subject, then a blank line, then the text) to each person once.

    Returns the number sent. Raises ``TransientFailure`` when the mail server does not take one; sending again
    repeats the same Message-ID, so that a reader's mail program shows one.
    """
    sent = 0
    for person in to:
        if not person.is_active or not person.email:
            continue
        _message(event, person, template, context)
        sent += 1
    return sent


def tell(claim: Claim, people: Iterable[Person], name: str, context: dict[str, Any]) -> None:
    """Send ``repository/mail/<name>.txt`` for the event of a delivery, then complete it: at least once, never not."""
    send_event_mail(event=claim.event, to=people, template=f"repository/mail/{name}.txt", context=context)
    with claim.complete():
        pass


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to an address that may be nobody's account; the answer goes to ``reply_to``, where one is given."""

    address: str
    language: str
    template: str
    context: dict[str, Any]
    reply_to: str = ""


def send_letters(letters: Iterable[Letter], *, event: LifecycleEvent) -> None:
    """Send letters about an event; an address that is refused for good is passed over and logged, without the address.

    Raises ``TransientFailure`` as `send_event_mail`, and where every address is refused: then nobody got anything yet.
    """
    taken = refused = 0
    for letter in letters:
        reader = hashlib.sha256(letter.address.lower().encode()).hexdigest()[:12]
        try:
            _send(letter, event, reader)
            taken += 1
        except TransientFailure as failure:
            code = _refused_for_good(failure.__cause__)
            if not code:
                raise
            refused += 1
            logger.warning("mail.refused event=%s code=%s", event.key, code)
    if refused and not taken:
        raise TransientFailure(f"mail was not taken: each of {refused} addresses was refused", code="mail-failed")


def _refused_for_good(error: BaseException | None) -> int:
    """The code (5xx) by which a mail server refused the reader of a letter; 0 for any other failure."""
    codes = [code for code, _ in error.recipients.values()] if isinstance(error, smtplib.SMTPRecipientsRefused) else []
    return min(codes, default=0) if all(500 <= code < 600 for code in codes) else 0


def _message(event: LifecycleEvent, person: Person, template: str, context: dict[str, Any]) -> None:
    letter = Letter(person.email, person.language or "en", template, {**context, "reader": person})
    _send(letter, event, str(person.pk))


def _send(letter: Letter, event: LifecycleEvent, reader: str) -> None:
    """``reader`` makes the Message-ID: the same for the same event and reader."""
    with translation.override(letter.language):
        site = {"site_url": settings.SITE_URL, "site_name": settings.SITE_NAME}
        text = render_to_string(letter.template, {**letter.context, "event": event, **site})
    subject, _, body = text.strip().partition("\n")
    mail = EmailMessage(
        subject=f"{settings.SITE_NAME}: {subject.strip()}",
        body=body.strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.address],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": f"<{event.key}.{reader}@{settings.OAI_DOMAIN}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        raise TransientFailure(f"mail was not taken: {error}", code="mail-failed") from error
