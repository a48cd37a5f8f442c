"""One mail per event and reader, in the reader's language, at least once, with a Message-ID made from the event.

Who has a letter is remembered with the delivery, so that only a crash between sending and remembering repeats one.
Who wants a kind of notices once a day gets a line of the mail of the day instead; who wants none gets none.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from repository.errors import TransientFailure
from repository.models import DigestLine, LifecycleEvent, Person, When
from repository.notifications.choices import wishes_of
from repository.notifications.kinds import Kind, kind_called, kind_of
from repository.notifications.lines import AddressRefused, Line, ServerAway
from repository.notifications.mail_server import note_away, note_taken, take_turn
from repository.notifications.stopping import stop_address
from repository.services.deliveries import Claim

logger = logging.getLogger(__name__)

_FOR_GOOD: Final = 500
"""From this code on a refusal is for good (RFC 5321, section 4.2.1); below, the address may be taken later."""
_ADDRESS: Final = re.compile(r"^https?://\S+$", re.MULTILINE)


def send_event_mail(
    claim: Claim,
    *,
    to: Iterable[Person],
    template: str,
    context: dict[str, Any],
    kind: str = "",
    reply_to: Callable[[Person], str] = lambda _person: "",
) -> int:
    """Send ``template`` (first line: the subject, then a blank line, then the text) to each person once, when they want
    notices of its kind: that of the event, unless ``kind`` is given. ``reply_to``: where a person's answer goes.

    Returns the number who have it, or will have it in the mail of the day. Raises ``TransientFailure`` when the mail
    server does not take one, or refuses every address. A later attempt passes over who has it; what it repeats has the
    same Message-ID.
    """
    people = [person for person in to if person.is_active and person.email]
    sort = kind_called(kind) if kind else kind_of(claim.event.type)
    wishes = wishes_of(people, sort)
    letters, kept = [], 0
    for person in people:
        letter = replace(_letter_of(person, template, context, sort), reply_to=reply_to(person))
        when = wishes.get(person.pk, sort.default if sort else When.NOW)
        if when == When.NOW:
            letters.append(letter)
        elif when == When.DAILY and sort is not None:
            _keep_for_the_day(letter, person, sort, claim)
            kept += 1
    had = send_letters(letters, claim)
    if letters and not had:
        raise TransientFailure(f"mail was not taken: each of {len(letters)} addresses was refused", code="mail-failed")
    return had + kept


def tell(claim: Claim, people: Iterable[Person], name: str, context: dict[str, Any]) -> None:
    """Send ``repository/mail/<name>.txt`` for the event of a delivery, then complete it: at least once, never not."""
    send_event_mail(claim, to=people, template=f"repository/mail/{name}.txt", context=context)
    with claim.complete():
        pass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a letter for programs."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to an address that may be nobody's account; the answer goes to ``reply_to``, where one is given.

    ``mark`` tells its reader apart in the Message-ID, by default one made from the address. ``stop_url``: where its
    reader ends such mails with one click, and ``sort`` what these are called.
    """

    address: str
    language: str
    template: str
    context: dict[str, Any]
    reply_to: str = ""
    mark: str = ""
    stop_url: str = ""
    sort: Kind | None = None
    attachments: tuple[Attachment, ...] = ()

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
    with Line() as line:
        for letter in letters:
            try:
                if not claim.was_told(letter.key):
                    _send(letter, claim, line)
                    claim.note_told(letter.key)
                had += 1
            except AddressRefused as refusal:
                if refusal.smtp_code < _FOR_GOOD and not claim.is_last_attempt:
                    waiting = refusal
                    continue
                logger.warning("mail.refused event=%s code=%s", claim.event.key, refusal.smtp_code)
    if waiting:
        raise waiting
    return had


def _letter_of(person: Person, template: str, context: dict[str, Any], sort: Kind | None) -> Letter:
    stop_url = stop_address(person, sort.code) if sort and not sort.is_fixed else ""
    of_reader = {**context, "reader": person}
    language, mark = person.language or "en", str(person.pk)
    return Letter(person.email, language, template, of_reader, mark=mark, stop_url=stop_url, sort=sort)


def _keep_for_the_day(letter: Letter, person: Person, sort: Kind, claim: Claim) -> None:
    """A line of the mail of the day: the subject of the letter, and the last address that stands in it."""
    mark = f"{letter.key}-{sort.code}"
    if claim.was_told(mark):
        return
    subject, text = _written(letter, claim.event)
    addresses = _ADDRESS.findall(text)
    words = {"subject": subject, "address": addresses[-1] if addresses else "", "at": claim.event.at}
    DigestLine.objects.get_or_create(person=person, event=claim.event, kind=sort.code, defaults=words)
    claim.note_told(mark)


def _written(letter: Letter, event: LifecycleEvent) -> tuple[str, str]:
    """Subject and text, in the language of the reader."""
    with translation.override(letter.language):
        site = {"site_url": settings.SITE_URL, "site_name": settings.SITE_NAME}
        text = render_to_string(letter.template, {**letter.context, "event": event, **site})
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip()


def _foot(letter: Letter) -> str:
    """How such mails end, below the text."""
    if not letter.stop_url:
        return ""
    context = {"sort": letter.sort, "stop_url": letter.stop_url, "site_url": settings.SITE_URL}
    with translation.override(letter.language):
        return "\n-- \n" + render_to_string("repository/mail/_foot.txt", context).strip() + "\n"


def _send(letter: Letter, claim: Claim, line: Line) -> None:
    """The mark of the reader makes the Message-ID: the same for the same event and reader."""
    reader, event = letter.mark or letter.key, claim.event
    subject, text = _written(letter, event)
    headers = {"Message-ID": f"<{event.key}.{reader}@{settings.OAI_DOMAIN}>", "Auto-Submitted": "auto-generated"}
    if letter.stop_url:
        headers |= {"List-Unsubscribe": f"<{letter.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMessage(
        subject=f"{settings.SITE_NAME}: {subject}",
        body=f"{text}\n{_foot(letter)}",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.address],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers,
    )
    for part in letter.attachments:
        mail.attach(part.name, part.content.decode(), part.media_type)
    is_trying = take_turn(claim.delivery_id)
    try:
        line.send(mail)
    except ServerAway as error:
        raise note_away(str(error), delivery_id=claim.delivery_id) from error
    except AddressRefused:
        if is_trying:
            note_taken()
        raise
    if is_trying:
        note_taken()
