"""Readers write to authors and moderators without being shown an address; nothing of it is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from repository.models import Delivery, LifecycleEvent, Person, ReaderMessage
from repository.services import messages
from tests.driver import run_everything_due
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn

WRITTEN = {"name": "Rosa Reader", "reply_to": "rosa@example.org", "text": "Which sensor was it?\nAnd when?"}
CONTACT = [{"name": "Data desk", "email": "desk@example.org"}]


@pytest.fixture(autouse=True)
def _nobody_wrote_yet(db: None) -> None:
    cache.clear()


def test_a_question_goes_to_the_contact_of_the_description_and_is_then_gone(
    publish: Publish, reader: Client, mailoutbox: list[EmailMessage]
) -> None:
    dataset = publish(contacts=CONTACT)
    mailoutbox.clear()
    address = f"/datasets/{dataset.suffix}/contact/"
    answer = reader.post(address, WRITTEN, follow=True)
    assert "Sent to the authors." in answer.content.decode()
    run_everything_due()
    (mail,) = mailoutbox
    assert (mail.to, mail.reply_to) == (["desk@example.org"], ["rosa@example.org"])
    assert dataset.doi in mail.subject
    assert "Which sensor was it?\nAnd when?" in mail.body
    assert "Dissolved oxygen in the Gulf of Lion" in mail.body
    assert not ReaderMessage.objects.exists()
    kept = [str(event.payload) + event.reason for event in LifecycleEvent.objects.all()]
    assert not any("rosa" in text or "sensor" in text for text in kept)


def test_without_a_contact_it_goes_to_who_writes_the_dataset(
    publish: Publish, reader: Client, alice: Person, mailoutbox: list[EmailMessage]
) -> None:
    dataset = publish()
    mailoutbox.clear()
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    run_everything_due()
    assert [mail.to for mail in mailoutbox] == [[alice.email]]


def test_a_problem_goes_to_the_moderators(
    publish: Publish, reader: Client, mona: Person, mailoutbox: list[EmailMessage]
) -> None:
    dataset = publish(contacts=CONTACT)
    mailoutbox.clear()
    reader.post(f"/datasets/{dataset.suffix}/contact/?about=problem", WRITTEN)
    run_everything_due()
    (mail,) = mailoutbox
    assert (mail.to, mail.reply_to) == ([mona.email], ["rosa@example.org"])
    assert not ReaderMessage.objects.exists()


def test_no_page_and_no_export_shows_the_address(publish: Publish, reader: Client, alice: Person) -> None:
    dataset = publish(contacts=[*CONTACT, {"name": "Old way", "uri": "mailto:old@example.org"}])
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    for address in ("", "contact/", "export/datacite-xml", "export/datacite-json", "export/schema-org"):
        body = reader.get(f"/datasets/{dataset.suffix}/{address}").content.decode()
        for secret in ("desk@example.org", alice.email):
            assert secret not in body, address
    assert "mailto:" not in page
    assert f'href="/datasets/{dataset.suffix}/contact/"' in page
    assert f'href="/datasets/{dataset.suffix}/contact/?about=problem"' in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reply_to": "rosa"}, "rosa"),
        ({"reply_to": "a@example.org\nBcc: all@example.org"}, "Bcc"),
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 5_001}, "5000"),
        ({"name": "a\x00b"}, "a"),
        ({"website": "https://example.org"}, "Leave this field empty."),
    ],
)
def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(
    publish: Publish, reader: Client, change: dict[str, str], said: str, mailoutbox: list[EmailMessage]
) -> None:
    dataset = publish()
    mailoutbox.clear()
    answer = reader.post(f"/datasets/{dataset.suffix}/contact/", {**WRITTEN, **change})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    run_everything_due()
    assert (len(mailoutbox), ReaderMessage.objects.count()) == (0, 0)


def test_a_forged_form_is_refused(publish: Publish) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/datasets/{publish().suffix}/contact/", WRITTEN).status_code == 403


def test_after_five_messages_in_an_hour_and_twenty_a_day_one_has_to_wait(
    publish: Publish, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/datasets/{publish().suffix}/contact/"
    answers = [reader.post(address, WRITTEN).status_code for _message in range(6)]
    assert answers == [302, 302, 302, 302, 302, 429]
    cache.clear()
    monkeypatch.setattr(messages, "MOST_A_DAY", 5)
    answer = reader.post(address, WRITTEN)
    assert answer.status_code == 429
    assert "Which sensor was it?" in answer.content.decode()
    assert reader.post(f"{address}?about=problem", WRITTEN).status_code == 302


def test_a_mail_server_that_is_away_loses_nothing(
    publish: Publish, reader: Client, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    dataset = publish()
    reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    run_everything_due()
    assert ReaderMessage.objects.count() == 1
    assert Delivery.objects.filter(event__type="authors.written_to", done_at__isnull=True).exists()


def test_who_is_signed_in_need_not_type_their_name(
    publish: Publish, signed_in: Callable[[Person], Client], mona: Person
) -> None:
    page = signed_in(mona).get(f"/datasets/{publish().suffix}/contact/").content.decode()
    assert f'value="{mona.email}"' in page


def test_a_withdrawn_dataset_has_no_form(publish: Publish, reader: Client, mona: Person) -> None:
    dataset = withdrawn(publish(), mona)
    assert reader.post(f"/datasets/{dataset.suffix}/contact/", WRITTEN).status_code == 410


@pytest.mark.parametrize(
    ("contact", "said", "unsaid"),
    [
        (CONTACT[0], "whom the authors named as contact", "who look after this description"),
        ({"name": "Desk", "uri": "https://x.example"}, "who look after this description", "named as contact"),
    ],
)
def test_the_page_says_to_whom_the_mail_goes(
    publish: Publish, reader: Client, contact: dict[str, str], said: str, unsaid: str
) -> None:
    page = reader.get(f"/datasets/{publish(contacts=[contact]).suffix}/contact/").content.decode()
    assert said in page
    assert unsaid not in page
