"""One mail per event and reader, in the reader's language, at least once, with a Message-ID made from the event."""

import hashlib
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


def send_letter(letter: Letter, *, event: LifecycleEvent) -> None:
    """Send one letter about an event. Raises ``TransientFailure`` as `send_event_mail`."""
    reader = hashlib.sha256(letter.address.lower().encode()).hexdigest()[:12]
    _send(letter, event, reader)


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
