"""The profile: names, identifiers with their checksums, the language, the address, and closing the account."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from repository.access import Action, can
from repository.errors import WrongState
from repository.models import Grant, LifecycleEvent, Person, Role
from repository.services.people import close_account
from tests.factories import PASSWORD, make_draft, make_person
from tests.repository.accounts.conftest import link_in, sign_in

KEPT = {
    "given_name": "Alice",
    "family_name": "Bonnet",
    "orcid": "https://orcid.org/0000-0002-1825-0097",
    "affiliation": "Observatory of the Gulf",
    "affiliation_ror": "https://ror.org/044jxhp58",
    "language": "fr",
}


def test_a_profile_is_kept_with_identifiers_in_one_spelling(browser: Client, alice: Person) -> None:
    assert browser.post("/accounts/profile/", KEPT)["Location"] == "/accounts/profile/"
    alice.refresh_from_db()
    assert (alice.name, alice.orcid, alice.affiliation_ror) == ("Alice Bonnet", "0000-0002-1825-0097", "044jxhp58")
    page = browser.get("/accounts/profile/").content.decode()
    assert '<html lang="fr">' in page
    assert "Votre profil est enregistré." in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"orcid": "0000-0002-1825-0098"}, "One digit of this ORCID is wrong"),
        ({"orcid": "my orcid"}, "sixteen characters"),
        ({"affiliation_ror": "044jxhp59"}, "One character of this ROR identifier is wrong"),
        ({"affiliation_ror": "<b>"}, "nine characters"),
        ({"family_name": ""}, "required"),
        ({"language": "xx"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_shown(
    browser: Client, alice: Person, wrong: dict[str, str], words: str
) -> None:
    answer = browser.post("/accounts/profile/", {**KEPT, **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Observatory of the Gulf" in answer.content.decode()
    alice.refresh_from_db()
    assert alice.orcid == ""


def test_the_profile_is_for_who_is_signed_in(client: Client, db: None) -> None:
    for address in ("/accounts/profile/", "/accounts/close/"):
        assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_another_address_takes_its_place_once_it_is_confirmed(browser: Client, alice: Person) -> None:
    browser.post("/accounts/email/", {"action_add": "", "email": "alice@new.example.org"})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    assert "takes its place once" in browser.get("/accounts/email/").content.decode()
    browser.post(link_in(mail.outbox[0]))
    alice.refresh_from_db()
    assert alice.email == "alice@new.example.org"
    told = {to for sent in mail.outbox for to in sent.to}
    assert told == {"alice@new.example.org", "alice@example.org"}


def test_a_changed_password_is_told_by_mail(browser: Client, alice: Person) -> None:
    new = "a river in spring"
    answer = browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer["Location"] == "/accounts/profile/"
    assert "was changed" in mail.outbox[0].body
    assert "127.0.0.1" in mail.outbox[0].body


def test_closing_asks_for_the_password_again_when_it_was_long_ago(client: Client, alice: Person) -> None:
    client.force_login(alice)
    assert client.get("/accounts/close/")["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/close/")["Location"].startswith("/accounts/reauthenticate/")
    alice.refresh_from_db()
    assert alice.is_active


def test_a_closed_account_loses_what_it_held_and_keeps_its_name_on_what_was_done(
    browser: Client, alice: Person
) -> None:
    Person.objects.filter(pk=alice.pk).update(orcid="0000-0002-1825-0097", affiliation="Here")
    dataset = make_draft(alice)
    assert "Close my account for good" in browser.get("/accounts/close/").content.decode()
    browser.post("/accounts/close/")
    alice.refresh_from_db()
    assert (alice.name, alice.orcid, alice.affiliation, alice.is_active) == ("Alice Test", "", "", False)
    assert alice.email.endswith("@closed.invalid")
    assert not can(alice, Action.READ, dataset)
    assert not EmailAddress.objects.filter(user=alice).exists()
    assert LifecycleEvent.objects.get(type="account.closed").actor == alice
    assert browser.get("/deposits/").status_code == 302
    assert sign_in(browser, "alice@example.org") == 200


def test_the_address_of_a_closed_account_can_make_a_new_one(alice: Person) -> None:
    close_account(actor=alice)
    assert make_person("alice").pk != alice.pk


def test_the_last_operator_cannot_close_the_account(oscar: Person) -> None:
    with pytest.raises(WrongState, match="last operator"):
        close_account(actor=oscar)
    Grant.objects.create(person=make_person("olga"), role=Role.OPERATOR)
    close_account(actor=oscar)
    assert not can(oscar, Action.OPERATE)
