"""A session that ends in the middle of a step: nothing typed is lost, nobody else goes on with it."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from lxml import html

from repository.models import Dataset, Person
from tests.factories import make_person
from tests.repository.deposits.pages import Page, address

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
TYPED = "Typed <b>before</b> the session ended\r\n\r\n  with two lines "


@pytest.fixture(autouse=True)
def passwords(dataset: Dataset) -> None:
    for person in [*Person.objects.all(), make_person("charlie")]:
        person.set_password(PASSWORD)
        person.save()
        EmailAddress.objects.update_or_create(user=person, email=person.email, verified=True, primary=True)


def sent_too_late(client: Client, dataset: Dataset) -> Any:
    """The step as typed, sent once the session is gone."""
    page = Page.of(client, address("deposit-description", dataset))
    client.logout()
    return client.post(page.url, {**page.posts(), "abstract-en": TYPED, "do": "next"})


def carried(answer: Any) -> tuple[str, dict[str, list[str]]]:
    """The form of the page: where it goes, and what it holds."""
    form = html.fromstring(answer.content.decode()).xpath("//main//form")[0]
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return form.get("action"), sent


def sign_in(client: Client, answer: Any, name: str = "alice", password: str = PASSWORD) -> Any:
    """Fill the sign-in fields of that page, and send it."""
    there, sent = carried(answer)
    person = Person.objects.get(email__startswith=name)
    return client.post(there, {**sent, "renew-login": person.email, "renew-password": password})


def test_what_was_sent_too_late_is_saved_once_its_author_is_signed_in(of_alice: Client, dataset: Dataset) -> None:
    answer = sent_too_late(of_alice, dataset)
    assert answer.status_code == 401
    assert "what you typed is kept" in answer.content.decode()
    after = sign_in(of_alice, answer)
    assert (after.status_code, after.url) == (302, address("deposit-people", dataset))
    dataset.refresh_from_db()
    assert dataset.draft["abstract"]["en"] == TYPED.replace("\r\n", "\n")


def test_a_wrong_password_loses_nothing(of_alice: Client, dataset: Dataset) -> None:
    again = sign_in(of_alice, sent_too_late(of_alice, dataset), password="wrong")
    assert again.status_code == 422
    assert "wrong" not in again.content.decode()
    sign_in(of_alice, again)
    dataset.refresh_from_db()
    assert dataset.draft["abstract"]["en"] == TYPED.replace("\r\n", "\n")


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_another_account_does_not_go_on_with_it(of_alice: Client, dataset: Dataset, name: str) -> None:
    before = dataset.draft
    answer = sign_in(of_alice, sent_too_late(of_alice, dataset), name)
    assert "typed with another account" in answer.content.decode()
    assert "_auth_user_id" not in of_alice.session
    dataset.refresh_from_db()
    assert dataset.draft == before


def test_a_form_typed_by_another_is_neither_saved_nor_shown(of_alice: Client, of_bob: Client, dataset: Dataset) -> None:
    page = Page.of(of_alice, address("deposit-description", dataset))
    answer = of_bob.post(page.url, {**page.posts(), "abstract-en": TYPED, "do": "save"})
    assert answer.status_code == 403
    assert "before" not in html.fromstring(answer.content.decode()).xpath("//main")[0].text_content()
    dataset.refresh_from_db()
    assert dataset.draft["abstract"]["en"] != TYPED


def test_a_forged_form_is_refused_before_anything_is_asked(of_alice: Client, dataset: Dataset) -> None:
    page = Page.of(of_alice, address("deposit-description", dataset))
    stranger = Client(enforce_csrf_checks=True)
    sent = {**page.posts(), "renew-login": "alice@example.org", "renew-password": PASSWORD}
    assert stranger.post(page.url, sent).status_code == 403
    assert "_auth_user_id" not in stranger.session


def test_without_the_mark_of_who_typed_one_is_asked_to_sign_in_as_ever(dataset: Dataset) -> None:
    answer = Client().post(address("deposit-description", dataset), {"title-en": "x", "next": "https://evil.example"})
    assert answer.headers["Location"] == f"/accounts/login/?next={address('deposit-description', dataset)}"


def test_a_script_is_told_that_nobody_is_signed_in(of_alice: Client, dataset: Dataset) -> None:
    page = Page.of(of_alice, address("deposit-description", dataset))
    of_alice.logout()
    fetch = {"X-Requested-With": "fetch"}
    answer = of_alice.post(f"{page.url}autosave/", page.posts(), headers=fetch)
    assert answer.status_code == 401
    told = of_alice.get("/accounts/again/", {"typed-by": page.posts()["typed-by"][0]}).json()
    assert told["who"] == "nobody"
    assert 'name="password"' in told["form"]


def test_a_script_signs_the_same_person_in_and_gets_a_new_token(of_alice: Client, dataset: Dataset) -> None:
    (mark,) = Page.of(of_alice, address("deposit-description", dataset)).posts()["typed-by"]
    of_alice.logout()
    form = {"typed-by": mark, "login": "charlie@example.org", "password": PASSWORD}
    refused = of_alice.post("/accounts/again/", form)
    assert (refused.status_code, refused.json()["who"]) == (422, "nobody")
    told = of_alice.post("/accounts/again/", {**form, "login": "alice@example.org"}).json()
    assert told["who"] == "same"
    assert len(told["token"]) == 64
    assert of_alice.get("/accounts/again/", {"typed-by": mark}).json()["who"] == "same"
    assert of_alice.get("/accounts/again/", {"typed-by": "forged"}).json()["who"] == "other"


def test_a_form_opened_before_signing_in_again_is_pressed_once_more(of_alice: Client, dataset: Dataset) -> None:
    page = Page.of(of_alice, address("deposit-description", dataset))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = of_alice.cookies
    typed = {**page.posts(), "abstract-en": TYPED, "csrfmiddlewaretoken": "a" * 64, "do": "save"}
    answer = strict.post(page.url, typed)
    assert answer.status_code == 403
    there, sent = carried(answer)
    dataset.refresh_from_db()
    assert dataset.draft["abstract"]["en"] != TYPED.replace("\r\n", "\n")
    assert strict.post(there, sent).status_code == 302
    dataset.refresh_from_db()
    assert dataset.draft["abstract"]["en"] == TYPED.replace("\r\n", "\n")
    forged = strict.post(page.url, {**typed, "typed-by": "forged"})
    assert "before" not in html.fromstring(forged.content.decode()).xpath("//main")[0].text_content()
    assert not html.fromstring(forged.content.decode()).xpath("//main//input[@name='abstract-en']")
