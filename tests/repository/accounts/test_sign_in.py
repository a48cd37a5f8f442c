"""Signing in: what a page tells a stranger, how often one may guess, and the language one goes on in."""

from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client

from repository.models import Person
from tests.factories import PASSWORD, make_moderator, make_operator
from tests.repository.accounts.conftest import link_in, sign_in

pytestmark = pytest.mark.django_db


def test_the_error_is_the_same_whether_or_not_the_address_exists(client: Client, alice: Person) -> None:
    pages = [
        client.post("/accounts/login/", {"login": email, "password": "wrong"}).content.decode()
        for email in (alice.email, "nobody@example.org")
    ]
    for page in pages:
        assert "This address and this password do not belong together." in page


def test_guessing_one_account_is_stopped_whatever_process_answers(client: Client, alice: Person) -> None:
    for _attempt in range(5):
        assert sign_in(client, alice.email, "wrong") == 200
    caches.close_all()  # as another process would: it knows only what is shared
    answer = Client().post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "Too many attempts with this address" in answer.content.decode()


def test_guessing_from_one_place_is_stopped_whatever_the_account(client: Client) -> None:
    statuses = [sign_in(client, f"somebody{number}@example.org", "wrong") for number in range(31)]
    assert statuses[-1] == 429
    answer = client.post("/accounts/login/", {"login": "a@example.org", "password": "b"})
    assert answer["Retry-After"] == "300"
    assert "Wait five minutes" in answer.content.decode()


def test_behind_a_proxy_people_are_told_apart_by_what_the_proxy_says(
    client: Client, alice: Person, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(31):
        client.post(
            "/accounts/login/",
            {"login": f"somebody{number}@example.org", "password": "x"},
            headers={"x-forwarded-for": "203.0.113.9"},
        )
    signing_in = {"login": alice.email, "password": PASSWORD}
    stopped = client.post("/accounts/login/", signing_in, headers={"x-forwarded-for": "203.0.113.9"})
    let_in = client.post("/accounts/login/", signing_in, headers={"x-forwarded-for": "203.0.113.9, 198.51.100.4"})
    assert (stopped.status_code, let_in.status_code) == (429, 302)


def test_without_a_trusted_proxy_a_made_up_origin_changes_nothing(client: Client) -> None:
    statuses = [
        client.post(
            "/accounts/login/",
            {"login": f"somebody{number}@example.org", "password": "x"},
            headers={"x-forwarded-for": f"203.0.113.{number}"},
        ).status_code
        for number in range(31)
    ]
    assert statuses[-1] == 429


def test_one_goes_on_in_the_language_of_the_profile(client: Client, alice: Person) -> None:
    Person.objects.filter(pk=alice.pk).update(language="fr")
    assert '<html lang="en">' in client.get("/help/").content.decode()
    sign_in(client, alice.email)
    assert '<html lang="fr">' in client.get("/help/").content.decode()


def test_a_language_chosen_before_signing_in_stays(client: Client, alice: Person) -> None:
    client.post("/i18n/setlang/", {"language": "fr", "next": "/help/"})
    sign_in(client, alice.email)
    assert '<html lang="fr">' in client.get("/help/").content.decode()


def test_one_begins_in_the_room_where_work_waits(client: Client, alice: Person) -> None:
    people = {"/deposits/": alice, "/moderation/": make_moderator("mona"), "/operations/": make_operator()}
    for room, person in people.items():
        answer = Client().post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        assert answer["Location"] == room


@pytest.mark.parametrize(("language", "subject"), [("en", "Choose a new password"), ("fr", "Choisir un nouveau mot")])
def test_a_new_password_is_chosen_by_a_link_that_works_once(
    client: Client, alice: Person, language: str, subject: str
) -> None:
    Person.objects.filter(pk=alice.pk).update(language=language)
    client.post("/accounts/password/reset/", {"email": alice.email})
    assert subject in mail.outbox[0].subject
    link = link_in(mail.outbox[0])
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "a river in spring", "password2": "a river in spring"})
    assert sign_in(client, alice.email, "a river in spring") == 302
    assert "used already" in Client().get(link).content.decode()
    assert mail.outbox[-1].to == [alice.email]


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(client: Client, alice: Person) -> None:
    answers = [client.post("/accounts/password/reset/", {"email": email}) for email in (alice.email, "no@example.org")]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert [sent.to for sent in mail.outbox] == [[alice.email], ["no@example.org"]]
    assert "No account has this address" in mail.outbox[1].subject
