"""Personal tokens: made after the password was given, shown once, kept as a hash, and of no use when they end."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from config.logs import without_secrets
from repository.errors import WrongState
from repository.models import LifecycleEvent, Person, PersonalToken
from repository.services.tokens import MOST, make_token
from tests.driver import run_everything_due
from tests.factories import PASSWORD
from tests.repository.api.program import Program, program

pytestmark = pytest.mark.django_db

PAGE = "/accounts/tokens/"
WANTED = {"name": "Buoys", "scopes": ["deposits:read", "files:write"], "days": "90"}


@pytest.fixture
def browser(alice: Person) -> Client:
    made = Client()
    made.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    made.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return made


def test_a_token_is_shown_once_and_kept_as_a_hash(browser: Client, alice: Person) -> None:
    made = browser.post(PAGE, WANTED)
    text = re.search(r"varve_[a-z0-9]{8}_[A-Za-z0-9]{40}", made.content.decode())
    assert text is not None
    assert made["Cache-Control"].startswith("max-age=0") or "no-store" in made["Cache-Control"]
    token = PersonalToken.objects.get(person=alice)
    assert text[0] not in (token.sha256, token.prefix, token.name)
    assert text[0].split("_")[1] == token.prefix
    again = browser.get(PAGE).content.decode()
    assert text[0] not in again
    assert token.prefix in again
    assert Program(text[0]).get("/api/v1/me/").json()["scopes"] == ["deposits:read", "files:write"]


def test_its_person_is_told_by_mail_and_neither_mail_nor_event_holds_it(alice: Person) -> None:
    _token, text = make_token(actor=alice, name="Buoys", scopes=["submit"], days=30)
    run_everything_due()
    (sent,) = mail.outbox
    assert sent.to == [alice.email]
    assert "Buoys" in sent.subject
    secret = text.rpartition("_")[2]
    assert secret not in sent.body
    assert secret not in str(LifecycleEvent.objects.get(type="token.made").payload)


def test_the_password_is_asked_for_again_where_it_was_given_long_ago(alice: Person) -> None:
    browser = Client()
    browser.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(PAGE).status_code == 200
    answer = browser.post(PAGE, WANTED)
    assert (answer.status_code, "/reauthenticate/" in answer["Location"]) == (302, True)
    assert not PersonalToken.objects.exists()
    resumed = browser.post(answer["Location"], {"password": PASSWORD})
    assert "varve_" in resumed.content.decode()
    assert PersonalToken.objects.get().name == "Buoys"


@pytest.mark.parametrize(
    "wrong", [{"scopes": []}, {"scopes": ["everything"]}, {"days": "3650"}, {"name": ""}, {"name": "a\x07b"}]
)
def test_a_form_that_asks_for_more_makes_nothing(browser: Client, wrong: dict[str, object]) -> None:
    assert browser.post(PAGE, WANTED | wrong).status_code == 422
    assert not PersonalToken.objects.exists()


def test_nobody_has_tokens_without_end(alice: Person) -> None:
    for _each in range(MOST):
        make_token(actor=alice, name="One more", scopes=["submit"], days=30)
    with pytest.raises(WrongState):
        make_token(actor=alice, name="One more", scopes=["submit"], days=30)


def test_a_revoked_token_opens_nothing_and_only_its_person_revokes_it(
    browser: Client, alice: Person, bob: Person
) -> None:
    mine, other = program(alice), program(bob)
    row, others = PersonalToken.objects.get(person=alice), PersonalToken.objects.get(person=bob)
    assert browser.post(f"{PAGE}{others.pk}/revoke/").status_code == 404
    assert browser.post(f"{PAGE}{row.pk}/revoke/").status_code == 302
    refused = mine.get("/api/v1/me/")
    assert (refused.status_code, refused.json()["code"]) == (401, "token-revoked")
    assert other.get("/api/v1/me/").status_code == 200


def test_an_expired_token_and_one_of_a_closed_account_say_so(alice: Person, bob: Person) -> None:
    mine, other = program(alice), program(bob)
    PersonalToken.objects.filter(person=alice).update(expires=timezone.now() - timedelta(seconds=1))
    Person.objects.filter(pk=bob.pk).update(is_active=False)
    assert mine.get("/api/v1/me/").json()["code"] == "token-expired"
    assert other.get("/api/v1/me/").json()["code"] == "account-closed"


def test_what_is_no_token_is_refused_alike(api: Program) -> None:
    prefix = api.token.rpartition("_")[0]
    for header in (
        "Bearer", "Bearer ", f"Bearer {prefix}_{'a' * 40}", f"Bearer {prefix}", "Bearer varve__", "Basic YTpi",
        f"Token {api.token}", f"Bearer {api.token}x", f"Bearer {api.token[:-1]}", "Bearer é", "Bearer varve_\x00_a",
    ):  # fmt: skip
        answer = Program("").get("/api/v1/me/", Authorization=header)
        assert (answer.status_code, answer.json()["code"]) == (401, "token-invalid"), header
        assert answer["WWW-Authenticate"].startswith('Bearer realm="varve"')


def test_a_token_in_an_address_is_refused(api: Program) -> None:
    for name in ("token", "access_token", "api_key", "Token"):
        answer = Program("").get(f"/api/v1/me/?{name}={api.token}")
        assert (answer.status_code, answer.json()["code"]) == (400, "token-in-address")


def test_the_day_of_its_last_use_is_noted_once(api: Program) -> None:
    assert PersonalToken.objects.get().last_used is None
    api.get("/api/v1/me/")
    assert PersonalToken.objects.get().last_used == timezone.now().date()


def test_no_line_of_the_log_holds_a_token(api: Program) -> None:
    assert api.token not in without_secrets(f"request.refused path=/api/v1/?x={api.token} header={api.token}")
