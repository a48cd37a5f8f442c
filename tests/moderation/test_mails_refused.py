"""One dead address keeps no mail from the others, and nobody gets a mail once more for it."""

import smtplib
from collections.abc import Sequence

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from repository.models import Delivery
from tests.factories import make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import run_room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "attempts"), [(550, 1), (451, 3)])
def test_a_moderator_whose_address_is_refused_keeps_nobody_waiting(
    cast: Cast, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch, code: int, attempts: int
) -> None:
    take = EmailBackend.send_messages

    def send(backend: EmailBackend, mails: Sequence[EmailMessage]) -> int:
        refused = {each: (code, b"no") for mail in mails for each in mail.to if each == cast.bob.email}
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)
        return take(backend, mails)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    make_submitted(cast.alice)
    for _attempt in range(3):
        run_room()
        Delivery.objects.filter(done_at__isnull=True).update(due_at=timezone.now())
    assert sorted(mail.to[0] for mail in mailoutbox) == [cast.bella.email, cast.both.email]
    row = Delivery.objects.get(consumer__endswith="tell_moderators")
    assert (row.attempts, row.done_at is not None) == (attempts, code == 550)
