"""Making an account: names, an address that is confirmed, and nothing told about who has one."""

import smtplib
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from repository.models import Person
from tests.repository.accounts.conftest import NEW, link_in, sign_in

pytestmark = pytest.mark.django_db


def test_an_account_opens_once_its_address_is_confirmed(client: Client) -> None:
    answer = client.post("/accounts/signup/", NEW)
    assert answer["Location"] == "/accounts/confirm-email/"
    person = Person.objects.get()
    assert (person.name, person.email, person.language) == ("Ada Lin", "ada@example.org", "en")
    assert sign_in(client, "ada@example.org", NEW["password1"]) == 302
    assert client.get("/deposits/").status_code == 302
    client.post(link_in(mail.outbox[0]))
    assert sign_in(client, "ADA@example.org", NEW["password1"]) == 302
    assert client.get("/deposits/").status_code == 200


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("en", "Varve: Confirm your address", "Follow this link"),
        ("fr", "Varve: Confirmez votre adresse", "Suivez ce lien"),
    ],
)
def test_the_mail_that_confirms_is_in_the_language_of_the_page(
    client: Client, language: str, subject: str, words: str
) -> None:
    client.post("/accounts/signup/", NEW, headers={"accept-language": language})
    (sent,) = mail.outbox
    assert sent.subject == subject
    assert words in sent.body
    assert sent.to == ["ada@example.org"]
    assert sent.extra_headers["Message-ID"].endswith(f"@{settings.OAI_DOMAIN}>")
    assert Person.objects.get().language == language


def test_a_stranger_cannot_have_words_of_their_own_mailed_to_anybody(client: Client) -> None:
    client.post("/accounts/signup/", {**NEW, "given_name": "Win at http://evil.example"})
    client.post("/accounts/password/reset/", {"email": NEW["email"]})
    assert len(mail.outbox) == 2
    assert not [sent for sent in mail.outbox if "evil" in f"{sent.subject} {sent.body}"]


def test_a_link_leads_to_the_site_whatever_host_was_asked(client: Client, settings: Any) -> None:
    client.post("/accounts/signup/", NEW, headers={"host": "evil.example.org"})
    assert f"{settings.SITE_URL}/accounts/confirm-email/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_who_has_an_account_is_told_by_mail_and_not_by_the_page(client: Client, alice: Person) -> None:
    new = client.post("/accounts/signup/", NEW)
    known = Client().post("/accounts/signup/", {**NEW, "email": alice.email})
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert "You have an account already" in mail.outbox[-1].subject
    assert mail.outbox[-1].to == [alice.email]
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"family_name": " "}, "This field is required"),
        ({"given_name": "A\x00da"}, "Null characters"),
        ({"family_name": "Lin\nBcc: all"}, "cannot be printed"),
        ({"email": "no address"}, "valid email"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password2": "another lake in winter"}, "same password"),
    ],
)
def test_what_is_missing_is_said_at_its_field(client: Client, wrong: dict[str, str], words: str) -> None:
    answer = client.post("/accounts/signup/", {**NEW, **wrong})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Person.objects.exists()


def test_a_mail_server_that_is_down_is_told_and_the_link_can_be_asked_for_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        answer = client.post("/accounts/signup/", NEW)
        assert answer.status_code == 503
        assert "could not be sent" in answer.content.decode()
    cache.clear()  # a few minutes later
    client.post("/accounts/login/", {"login": NEW["email"], "password": NEW["password1"]})
    assert "Confirm your address" in mail.outbox[0].subject


def test_a_link_that_was_used_or_made_up_says_what_to_do(client: Client) -> None:
    answer = client.get("/accounts/confirm-email/made-up/")
    assert answer.status_code == 200
    assert "used already, or it is too old" in answer.content.decode()
