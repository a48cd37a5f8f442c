"""Answers by mail: from a mail that anybody may have sent to a remark of the person whose reply address it came to.

Three things must agree: the address is one that we wrote (a proof in it), its time is not over, and the sender is an
address of the person it was written to. Whoever holds no address of ours is told nothing at all, so that nobody can
have this site write to strangers; a refusal goes to the account of the person, never to where a mail says it is from.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from hashlib import sha256
from io import BytesIO
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moderation.models import Comment, ReceivedMail, Review
from moderation.replies.reading import Carried, Mail
from moderation.replies.references import About, Reference, is_reply_address, reference_of
from moderation.services.attachments import NewFile, sift_files
from moderation.services.comments import write_comment
from repository.errors import FileRefused, NotAllowed, WrongState
from repository.models import Dataset, Person
from repository.services.events import record_event

logger = logging.getLogger(__name__)

TAKEN_A_DAY: Final = 100
REFUSALS_A_DAY: Final = 5
"""Answers that one person may send in a day, and how many refusals they are told of."""

WRITTEN, DUPLICATE, AUTOMATIC, FORGED, ELSEWHERE = "written", "duplicate", "automatic", "forged", "elsewhere"
TOO_MANY: Final = "too-many-replies"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail: one of the words above, or the code of a refusal that its person is told of."""

    outcome: str
    comment: Comment | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is answered: the dataset, the thread in it, and whether only moderators read that."""

    dataset: Dataset
    path: str
    private: bool


def take_reply(mail: Mail, *, recipients: Sequence[str] = ()) -> Taken:
    """Write what a mail answers, once. ``recipients``: to whom the mail server says it came; else its head says so."""
    named = [address for address in (recipients or mail.recipients) if is_reply_address(address)]
    if mail.is_automatic or parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower() in mail.senders:
        return _logged(AUTOMATIC)
    if not named:
        return _logged(ELSEWHERE)
    reference = next((found for address in named if (found := reference_of(address))), None)
    person = Person.objects.filter(pk=reference.person, is_active=True).first() if reference else None
    subject = _subject_of(reference) if reference else None
    if reference is None or person is None or subject is None:
        return _logged(FORGED)
    return _logged(*_taken(mail, reference, person, subject))


@transaction.atomic
def _taken(mail: Mail, reference: Reference, person: Person, subject: _Subject) -> tuple[str, Comment | None]:
    """Under one row for each mail and reply address: copies that come at once wait here, and find it there."""
    # one at a time for each person: what was counted still holds when it is used
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    mark = sha256(f"{mail.key}:{reference.about}:{reference.number}:{person.pk}".encode()).hexdigest()
    if ReceivedMail.objects.filter(mark=mark).exists():
        return DUPLICATE, None
    code, comment = _written(mail, reference, person, subject)
    told = _refusals_today(person)
    ReceivedMail.objects.create(mark=mark, person=person, outcome=code)
    if code not in (WRITTEN, TOO_MANY) and told < REFUSALS_A_DAY:
        payload = {"person": person.pk, "code": code, "moderator": bool(comment and comment.by_moderator)}
        record_event("reply.refused", subject=subject.dataset, payload=payload)
    return code, comment


def _written(mail: Mail, reference: Reference, person: Person, subject: _Subject) -> tuple[str, Comment | None]:
    if code := _why_not(mail, reference, person):
        return code, None
    files, left_out = sift_files(map(_Came, mail.files))
    try:
        with transaction.atomic():
            comment = _write(mail, person, subject, files)
    except NotAllowed:
        return "reply-not-allowed", None
    except WrongState as problem:
        return ("reply-empty" if problem.code == "comment-empty" else problem.code), None
    return ("reply-files-left-out" if left_out or len(comment.files.all()) < len(files) else WRITTEN), comment


def _why_not(mail: Mail, reference: Reference, person: Person) -> str:
    """The code by which a mail with a true reference is refused; empty where it is taken."""
    since = timezone.now() - timedelta(days=1)
    if ReceivedMail.objects.filter(person=person, at__gt=since).count() >= TAKEN_A_DAY:
        return TOO_MANY
    if not set(mail.senders) & _addresses_of(person) or len(mail.senders) != 1:
        return "reply-other-address"
    if reference.has_ended:
        return "reply-expired"
    if mail.is_cut:
        return "reply-too-large"
    return "" if mail.text or mail.files else "reply-empty"


def _addresses_of(person: Person) -> set[str]:
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {person.email.lower(), *(address.lower() for address in confirmed)}


def _write(mail: Mail, person: Person, subject: _Subject, files: Sequence[NewFile]) -> Comment:
    """Where the field or file of the thread is not there any more, or the files have no room, the words are kept."""

    def write(path: str, carried: Sequence[NewFile]) -> Comment:
        with transaction.atomic():
            return write_comment(
                dataset_key=subject.dataset.key, actor=person, text=mail.text, path=path, private=subject.private,
                files=carried, by_mail=True,
            )  # fmt: skip

    try:
        return write(subject.path, files)
    except FileRefused:
        return write(subject.path, ())
    except WrongState as problem:
        if problem.code != "no-such-place":
            raise
        return write("", files)


def _subject_of(reference: Reference) -> _Subject | None:
    if reference.about is About.COMMENT:
        comment = Comment.objects.select_related("dataset").filter(pk=reference.number).first()
        return _Subject(comment.dataset, comment.path, comment.private) if comment else None
    review = Review.objects.select_related("dataset").filter(pk=reference.number).first()
    return _Subject(review.dataset, "", private=False) if review else None


def _refusals_today(person: Person) -> int:
    since = timezone.now() - timedelta(days=1)
    return ReceivedMail.objects.filter(person=person, at__gt=since).exclude(outcome__in=(WRITTEN, TOO_MANY)).count()


class _Came:
    """A file of a mail, as one that is sent by a form."""

    def __init__(self, file: Carried) -> None:
        self.name, self.size = file.name, len(file.content)
        self._content = BytesIO(file.content)

    def read(self) -> bytes:
        return self._content.read()


def _logged(outcome: str, comment: Comment | None = None) -> Taken:
    logger.info("reply.received outcome=%s comment=%s", outcome, comment.pk if comment else "-")
    return Taken(outcome, comment)
