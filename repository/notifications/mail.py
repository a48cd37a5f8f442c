"""One mail per event and reader, in the reader's language, at least once, with a Message-ID made from the event.

Who has a letter is remembered with the delivery, so that only a crash between sending and remembering repeats one.
"""

import hashlib
import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from repository.errors import TransientFailure
from repository.models import LifecycleEvent, Person
from repository.services.deliveries import Claim

logger = logging.getLogger(__name__)

_FOR_GOOD: Final = 500
"""From this code on a refusal is for good (RFC 5321, section 4.2.1); below, the address may be taken later."""


def send_event_mail(claim: Claim, *, to: Iterable[Person], template: str, context: dict[str, Any]) -> int:
    """Send ``template`` (first line: the subject, then a blank line, then the text) to each person once.

    Returns the number who have it. Raises ``TransientFailure`` when the mail server does not take one, or refuses
    every address. A later attempt passes over who has it; what it repeats has the same Message-ID.
    """
    letters = []
    for person in to:
        if person.is_active and person.email:
            of_reader = {**context, "reader": person}
            letters.append(Letter(person.email, person.language or "en", template, of_reader, mark=str(person.pk)))
    had = send_letters(letters, claim)
    if letters and not had:
        raise TransientFailure(f"mail was not taken: each of {len(letters)} addresses was refused", code="mail-failed")
    return had


def tell(claim: Claim, people: Iterable[Person], name: str, context: dict[str, Any]) -> None:
    """Send ``repository/mail/<name>.txt`` for the event of a delivery, then complete it: at least once, never not."""
    send_event_mail(claim, to=people, template=f"repository/mail/{name}.txt", context=context)
    with claim.complete():
        pass


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to an address that may be nobody's account; the answer goes to ``reply_to``, where one is given.

    ``mark`` tells its reader apart in the Message-ID, by default one made from the address.
    """

    address: str
    language: str
    template: str
    context: dict[str, Any]
    reply_to: str = ""
    mark: str = ""

    @property
    def key(self) -> str:
        """A mark of the address, from which nobody reads it."""
        return hashlib.sha256(self.address.lower().encode()).hexdigest()[:12]


def send_letters(letters: Iterable[Letter], claim: Claim) -> int:
    """Send letters about the event of a claim; the number of readers who have theirs, from this attempt or before.

    An address that is refused for good, or still refused in the last attempt, is passed over and logged, without the
    address. Raises ``TransientFailure`` when the mail server takes no mail; the readers who have theirs are
    remembered, so that a reader gets one letter however often the others are tried.
    """
    had, waiting = 0, None
    for letter in letters:
        try:
            if not claim.was_told(letter.key):
                _send(letter, claim.event)
                claim.note_told(letter.key)
            had += 1
        except TransientFailure as failure:
            code = _refusal(failure.__cause__)
            if not code:
                raise
            if code < _FOR_GOOD and not claim.is_last_attempt:
                waiting = failure
                continue
            logger.warning("mail.refused event=%s code=%s", claim.event.key, code)
    if waiting:
        raise waiting
    return had


def _refusal(error: BaseException | None) -> int:
    """The code by which a mail server refused the one reader of a letter, or what it says; 0 for any other failure."""
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _FOR_GOOD:
        return int(error.smtp_code)
    codes = [code for code, _ in error.recipients.values()] if isinstance(error, smtplib.SMTPRecipientsRefused) else []
    return min(codes, default=0) if all(400 <= code < 600 for code in codes) else 0


def _send(letter: Letter, event: LifecycleEvent) -> None:
    """The mark of the reader makes the Message-ID: the same for the same event and reader."""
    reader = letter.mark or letter.key
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
