"""The people of a deposit, by a program: invited, changed, taken away; nobody beyond what the pages let them do."""

import re
from typing import Any

import pytest
from django.core import mail

from repository.errors import WrongState
from repository.models import Dataset, Grant, Invitation, Person, Role
from repository.services.invitations import accept_invitation
from tests.addresses.asking import everything_stored
from tests.driver import run_everything_due
from tests.factories import make_draft
from tests.repository.api.program import Program, program
from tests.repository.api.surroundings import peopled, values_of

pytestmark = pytest.mark.django_db

WANTED = {"email": "Bob@Example.org", "role": "co_author", "note": "The casts of March."}


@pytest.fixture
def deposit(dataset: Dataset) -> str:
    """The address of the deposit."""
    return f"/api/v1/deposits/{dataset.deposit_id}/"


@pytest.fixture
def grant(dataset: Dataset, bob: Person) -> Grant:
    """Bob edits the deposit of alice."""
    return Grant.objects.create(person=bob, role=Role.CO_AUTHOR, deposit=dataset.deposit)


def token_of_mail() -> str:
    """The token in the last mail."""
    run_everything_due()
    found = re.search(r"/invitation/([\w-]{43})", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_who_is_invited_comes_in_by_the_mail_and_the_token_is_nowhere_else(
    api: Program, deposit: str, bob: Person
) -> None:
    sent = api.post(f"{deposit}invitations/", WANTED)
    told = sent.json()
    assert (sent.status_code, sent["Location"], told["mails"]) == (201, told["url"], 1)
    assert (told["email"], told["role"]) == ("bob@example.org", "co_author")
    token = token_of_mail()
    listed = api.get(f"{deposit}invitations/")
    assert [each["key"] for each in listed.json()["results"]] == [told["key"]]
    assert token not in sent.content.decode() + listed.content.decode()
    accept_invitation(actor=bob, token=token)
    people = api.get(f"{deposit}people/").json()
    assert people["may_share"]
    assert [(each["name"], each["role"], each["is_you"]) for each in people["results"]] == [
        ("Alice Test", "depositor", True),
        ("Bob Test", "co_author", False),
    ]
    assert program(bob).patch(deposit, {"shared": {"poles": ["ocean"]}}).status_code == 200
    again = api.post(f"{deposit}invitations/", WANTED)
    assert (again.status_code, again.json()["code"]) == (409, "in-deposit-already")


def test_the_same_address_again_gets_another_link_and_the_one_before_is_void(api: Program, deposit: str) -> None:
    first = api.post(f"{deposit}invitations/", WANTED).json()
    second = api.post(f"{deposit}invitations/", {**WANTED, "role": "reader"}).json()
    assert (second["key"], second["mails"], second["role"]) == (first["key"], 2, "reader")


def test_a_withdrawn_invitation_opens_nothing_and_its_address_is_forgotten(
    api: Program, deposit: str, bob: Person
) -> None:
    told = api.post(f"{deposit}invitations/", WANTED).json()
    here = told["url"].removeprefix("http://localhost:8000")
    token = token_of_mail()
    assert api.delete(here).status_code == 204
    assert not Invitation.objects.exists()
    with pytest.raises(WrongState, match="withdrawn"):
        accept_invitation(actor=bob, token=token)
    assert api.delete(here).status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/email"),
        ({"email": "bob", "role": "reader"}, "/email"),
        ({"email": ["bob@example.org"], "role": "reader"}, "/email"),
        ({"email": "bob@example.org\r\nBcc: eve@example.org", "role": "reader"}, "/email"),
        ({"email": f"{'b' * 250}@example.org", "role": "reader"}, "/email"),
        ({**WANTED, "role": "depositor"}, "/role"),
        ({**WANTED, "role": "moderator"}, "/role"),
        ({**WANTED, "note": "Win at www.evil.example"}, "/note"),
        ({**WANTED, "note": "Call +33 1 23 45 67 89"}, "/note"),
        ({**WANTED, "note": "x" * 201}, "/note"),
        ({**WANTED, "deposit": "x"}, "/deposit"),
        ({**WANTED, "invited_by": 1}, "/invited_by"),
    ],
)
def test_an_invitation_that_is_none_sends_nothing(api: Program, deposit: str, body: Any, pointer: str) -> None:
    api.get("/api/v1/me/")
    before = everything_stored()
    answer = api.post(f"{deposit}invitations/", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert everything_stored() == before


@pytest.mark.parametrize("role", [Role.CO_AUTHOR, Role.READER])
def test_only_the_depositor_says_who_comes_in(
    alice: Person, bob: Person, dataset: Dataset, deposit: str, role: Role
) -> None:
    peopled(dataset, alice)
    Grant.objects.create(person=bob, role=role, deposit=dataset.deposit)
    his, values = program(bob), values_of(dataset)
    own = Grant.objects.get(person=bob).pk
    his.get("/api/v1/me/")
    before = everything_stored()
    for method, path, body in (
        ("POST", "invitations/", WANTED),
        ("GET", "invitations/", None),
        ("DELETE", f"invitations/{values['invitation']}/", None),
        ("PATCH", f"people/{values['member']}/", {"role": "reader"}),
        ("PATCH", f"people/{own}/", {"role": "co_author"}),
        ("DELETE", f"people/{values['member']}/", None),
    ):
        answer = his.ask(method, deposit + path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed"), path
    assert everything_stored() == before


def test_mail_addresses_of_others_are_for_the_depositor_alone(
    api: Program, deposit: str, bob: Person, grant: Grant
) -> None:
    told = program(bob).get(f"{deposit}people/")
    assert not told.json()["may_share"]
    assert [each["email"] for each in told.json()["results"]] == [None, "bob@example.org"]
    assert "alice@example.org" not in told.content.decode()
    assert "bob@example.org" in api.get(f"{deposit}people/").content.decode()


def test_an_editor_becomes_a_reader_at_once(api: Program, deposit: str, here: str, bob: Person, grant: Grant) -> None:
    his = program(bob)
    changed = api.patch(f"{deposit}people/{grant.pk}/", {"role": "reader"})
    assert (changed.status_code, changed.json()["role"]) == (200, "reader")
    refused = his.patch(here, {"record": {"quality": {"en": "Good."}}})
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
    assert his.get(here).status_code == 200


@pytest.mark.parametrize("who_ends", ["the depositor", "oneself"])
def test_who_was_taken_away_or_left_finds_nothing_any_more(
    api: Program, here: str, bob: Person, grant: Grant, who_ends: str
) -> None:
    his, (deposit, _word, key) = program(bob), here.partition("datasets/")
    ends = api if who_ends == "the depositor" else his
    assert ends.delete(f"{deposit}people/{grant.pk}/").status_code == 204
    for path in (deposit, here, f"{deposit}people/", f"{deposit}reviewer-links/", f"{here}files/", f"{here}templates/"):
        assert his.get(path).status_code == 404, path
    assert his.put(f"{here}files/a.csv", b"1\n").status_code == 404
    assert his.delete(f"{deposit}people/{grant.pk}/").status_code == 404
    assert his.get("/api/v1/deposits/").json()["results"] == []
    source = his.post("/api/v1/deposits/start/", {"source": key.strip("/")})
    assert source.json()["code"] == "source-unknown"


def test_a_deposit_keeps_its_depositor_and_is_not_handed_over_by_a_program(
    api: Program, deposit: str, alice: Person, grant: Grant
) -> None:
    own = f"{deposit}people/{Grant.objects.get(person=alice).pk}/"
    for answer in (api.delete(own), api.patch(own, {"role": "reader"})):
        assert (answer.status_code, answer.json()["code"]) == (409, "last-depositor")
    refused = api.patch(f"{deposit}people/{grant.pk}/", {"role": "depositor"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/role")


def test_people_and_invitations_of_another_deposit_are_not_reached(api: Program, deposit: str, alice: Person) -> None:
    values = values_of(peopled(make_draft(alice), alice))
    paths = [f"people/{member}/" for member in (values["member"], 0, 10**30)]
    for path in (*paths, f"invitations/{values['invitation']}/", f"reviewer-links/{values['link']}/"):
        assert api.delete(deposit + path).status_code == 404, path
    assert api.patch(deposit + paths[0], {"role": "reader"}).status_code == 404
    assert Grant.objects.get(pk=values["member"]).role == Role.CO_AUTHOR
