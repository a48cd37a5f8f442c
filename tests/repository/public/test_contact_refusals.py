"""Addresses that a mail server refuses: nobody gets a message twice, and nobody goes without."""

import smtplib
from collections.abc import Sequence

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from repository.models import Person, ReaderMessage
from tests.driver import run_everything_due
from tests.factories import make_moderator
from tests.repository.public.conftest import Publish
from tests.repository.public.test_contact import CONTACT, WRITTEN


@pytest.fixture(autouse=True)
def _nobody_wrote_yet(db: None) -> None:
    cache.clear()


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


@pytest.mark.parametrize("code", [450, 550])
def test_a_message_that_no_address_took_stays(
    publish: Publish, reader: Client, refusing: dict[str, int], code: int
) -> None:
    dataset = publish(contacts=CONTACT)
    refusing["desk@example.org"] = code
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    run_everything_due()
    assert ReaderMessage.objects.count() == 1
