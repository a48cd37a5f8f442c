"""Addresses that a mail server refuses: nobody gets a message twice, and nobody goes without."""

import smtplib
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from repository.models import Delivery, Person, ReaderMessage
from repository.services.deliveries import MAX_ATTEMPTS
from tests.driver import run_everything_due
from tests.factories import make_moderator
from tests.repository.public.conftest import Publish
from tests.repository.public.test_contact import CONTACT, WRITTEN


@pytest.fixture(autouse=True)
def _nobody_wrote_yet(db: None, settings: Any) -> None:
    cache.clear()
    settings.CONTACT_EMAIL = "site@example.org"


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Address -> the code that the mail server refuses it with; filled in by the test."""
    codes: dict[str, int] = {}
    take = EmailBackend.send_messages

    def send(backend: EmailBackend, mails: Sequence[EmailMessage]) -> int:
        refused = {each: (codes[each], b"no") for mail in mails for each in mail.to if each in codes}
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)
        return take(backend, mails)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return codes


def test_a_contact_that_is_gone_keeps_a_message_from_nobody_else(
    publish: Publish, reader: Client, refusing: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    dataset = publish(contacts=[{"name": "Gone", "email": "gone@example.org"}, *CONTACT])
    mail.outbox.clear()
    refusing["gone@example.org"] = 550
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    run_everything_due()
    assert [each.to for each in mail.outbox] == [["desk@example.org"]]
    assert not ReaderMessage.objects.exists()
    assert "code=550" in caplog.text
    assert "gone@example.org" not in caplog.text


def test_a_moderator_whose_address_is_gone_keeps_a_problem_from_nobody_else(
    publish: Publish, reader: Client, mona: Person, refusing: dict[str, int]
) -> None:
    dataset, nora = publish(), make_moderator("nora")
    mail.outbox.clear()
    refusing[mona.email] = 550
    reader.post(f"/datasets/{dataset.suffix}/contact/?about=problem", WRITTEN)
    run_everything_due()
    assert [each.to for each in mail.outbox] == [[nora.email]]
    assert not ReaderMessage.objects.exists()


def again(times: int) -> None:
    """The work of these deliveries, tried so often more, whenever it would be due."""
    for _attempt in range(times):
        Delivery.objects.filter(done_at__isnull=True).update(due_at=timezone.now())
        run_everything_due()


def test_a_sole_contact_that_is_gone_keeps_the_message_from_nobody(
    publish: Publish, reader: Client, alice: Person, refusing: dict[str, int], signed_in: Callable[[Person], Client]
) -> None:
    dataset = publish(contacts=CONTACT)
    mail.outbox.clear()
    refusing["desk@example.org"] = 550
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    run_everything_due()
    assert [(each.to, each.reply_to) for each in mail.outbox] == [([alice.email], ["rosa@example.org"])]
    assert not ReaderMessage.objects.exists()
    assert not Delivery.objects.filter(done_at__isnull=True).exists()
    page = signed_in(alice).get(f"/deposits/{dataset.deposit_id}/").text
    assert "refused by every address of the contacts" in page


def test_where_every_author_is_gone_the_moderators_have_the_message(
    publish: Publish, reader: Client, alice: Person, mona: Person, refusing: dict[str, int]
) -> None:
    dataset = publish(contacts=CONTACT)
    mail.outbox.clear()
    refusing.update({"desk@example.org": 550, alice.email: 551})
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    run_everything_due()
    (told,) = mail.outbox
    assert (told.to, told.reply_to) == ([mona.email], ["rosa@example.org"])
    assert "Every address of theirs refuses mail" in told.body
    assert "Which sensor was it?" in told.body
    assert not ReaderMessage.objects.exists()


@pytest.mark.parametrize("about", ["", "?about=problem"])
def test_where_the_moderators_are_gone_too_the_site_has_the_message(
    publish: Publish, reader: Client, mona: Person, refusing: dict[str, int], about: str
) -> None:
    dataset = publish()
    mail.outbox.clear()
    author = Person.objects.exclude(pk=mona.pk).get().email
    refusing.update({mona.email: 550, author: 551})
    reader.post(f"/datasets/{dataset.suffix}/contact/{about}", WRITTEN)
    run_everything_due()
    assert [each.to for each in mail.outbox] == [["site@example.org"]]
    assert not ReaderMessage.objects.exists()


def test_a_message_that_nobody_takes_stays_and_is_held_for_the_operators(
    publish: Publish, reader: Client, alice: Person, mona: Person, refusing: dict[str, int]
) -> None:
    dataset = publish()
    refusing.update({mona.email: 550, alice.email: 551, "site@example.org": 552})
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    run_everything_due()
    again(MAX_ATTEMPTS)
    assert ReaderMessage.objects.count() == 1
    held = Delivery.objects.get(held_at__isnull=False)
    assert (held.consumer, held.told) == ("moderation.consumers.tell_unreachable", [])


def test_an_address_that_answers_later_for_long_repeats_nobodys_letter(
    publish: Publish, reader: Client, refusing: dict[str, int]
) -> None:
    dataset = publish(contacts=[*CONTACT, {"name": "Full", "email": "full@example.org"}])
    mail.outbox.clear()
    refusing["full@example.org"] = 452
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    run_everything_due()
    again(3)
    assert [each.to for each in mail.outbox] == [["desk@example.org"]]
    waiting = Delivery.objects.get(event__type="authors.written_to")
    assert (waiting.attempts, len(waiting.told)) == (4, 1)
    assert "desk" not in str(waiting.told)
    del refusing["full@example.org"]
    again(1)
    assert [each.to for each in mail.outbox] == [["desk@example.org"], ["full@example.org"]]
    assert not ReaderMessage.objects.exists()
    waiting.refresh_from_db()
    assert waiting.told == []


def test_a_sole_contact_that_answers_later_to_the_end_is_not_waited_for_beyond_it(
    publish: Publish, reader: Client, alice: Person, refusing: dict[str, int]
) -> None:
    dataset = publish(contacts=CONTACT)
    mail.outbox.clear()
    refusing["desk@example.org"] = 450
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    run_everything_due()
    again(MAX_ATTEMPTS - 2)
    assert (len(mail.outbox), ReaderMessage.objects.count()) == (0, 1)
    again(1)
    assert [each.to for each in mail.outbox] == [[alice.email]]
    assert not ReaderMessage.objects.exists()
