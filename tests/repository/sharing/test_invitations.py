"""Invitations: sent by mail, taken once by whoever opens them first, withdrawn, sent again, never a billboard."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.access import Action, can
from repository.errors import NotAllowed, WrongState
from repository.models import Dataset, Grant, Invitation, LifecycleEvent, Person, Role
from repository.services import invitations
from repository.services.invitations import accept_invitation, invite, send_again, withdraw_invitation
from tests.driver import run_everything_due
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def asked(dataset: Dataset, alice: Person, *, role: str = "co_author", email: str = "carol@example.net") -> Invitation:
    """An invitation whose mail has gone out."""
    assert dataset.deposit_id
    made = invite(actor=alice, deposit_id=dataset.deposit_id, email=email, role=role)
    run_everything_due()
    return made


def token_in(text: object) -> str:
    """The token of the link in the last mail."""
    found = re.search(r"/invitation/([\w-]{43})/", str(text))
    assert found
    return found[1]


def test_an_invitation_goes_out_in_the_language_of_whom_it_is_for(dataset: Dataset, alice: Person) -> None:
    assert asked(dataset, alice, email="carol@example.net").language == "en"
    assert mail.outbox[-1].to == ["carol@example.net"]
    assert "asks you to work on a deposit" in mail.outbox[-1].subject
    make_person("denis", language="fr")
    assert asked(dataset, alice, role="reader", email="denis@example.org").language == "fr"


@pytest.mark.parametrize(("role", "edits"), [("co_author", True), ("reader", False)])
def test_who_accepts_has_the_role_and_who_invited_is_told(
    dataset: Dataset, alice: Person, bob: Person, role: str, edits: bool
) -> None:
    asked(dataset, alice, role=role)
    token = token_in(mail.outbox[-1].body)
    assert not can(bob, Action.READ, dataset)
    accept_invitation(actor=bob, token=token)
    assert can(bob, Action.READ, dataset)
    assert can(bob, Action.EDIT, dataset) is edits
    assert can(bob, Action.SUBMIT, dataset) is edits
    assert can(bob, Action.COMMENT, dataset) is edits
    run_everything_due()
    assert mail.outbox[-1].to == [alice.email]
    assert "Bob Test" in mail.outbox[-1].subject


def test_a_link_that_was_passed_on_and_used_is_spent(dataset: Dataset, alice: Person, bob: Person) -> None:
    asked(dataset, alice)
    token = token_in(mail.outbox[-1].body)
    accept_invitation(actor=bob, token=token)
    with pytest.raises(WrongState, match="was used"):
        accept_invitation(actor=make_person("carol"), token=token)
    assert Invitation.objects.get().email == ""


def test_no_token_is_stored(dataset: Dataset, alice: Person) -> None:
    asked(dataset, alice)
    token = token_in(mail.outbox[-1].body)
    for row in (*Invitation.objects.values(), *LifecycleEvent.objects.values()):
        assert token not in str(row)


def test_a_link_ends_by_itself_when_withdrawn_and_when_sent_again(dataset: Dataset, alice: Person, bob: Person) -> None:
    first = asked(dataset, alice)
    old = token_in(mail.outbox[-1].body)
    send_again(actor=alice, deposit_id=first.deposit_id, key=first.key)
    run_everything_due()
    new = token_in(mail.outbox[-1].body)
    with pytest.raises(WrongState):
        accept_invitation(actor=bob, token=old)
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    with pytest.raises(WrongState):
        accept_invitation(actor=bob, token=new)
    withdraw_invitation(actor=alice, deposit_id=first.deposit_id, key=first.key)
    with pytest.raises(WrongState):
        accept_invitation(actor=bob, token=new)
    assert not can(bob, Action.READ, dataset)


def test_a_mail_that_waits_is_not_sent_once_the_invitation_is_withdrawn(dataset: Dataset, alice: Person) -> None:
    assert dataset.deposit_id
    made = invite(actor=alice, deposit_id=dataset.deposit_id, email="carol@example.net", role="reader")
    withdraw_invitation(actor=alice, deposit_id=made.deposit_id, key=made.key)
    run_everything_due()
    assert not [each for each in mail.outbox if each.to == ["carol@example.net"]]


def test_only_the_depositor_invites_and_nobody_twice(dataset: Dataset, alice: Person, bob: Person) -> None:
    assert dataset.deposit_id
    Grant.objects.create(person=bob, role=Role.CO_AUTHOR, deposit=dataset.deposit)
    with pytest.raises(NotAllowed):
        invite(actor=bob, deposit_id=dataset.deposit_id, email="carol@example.net", role="reader")
    with pytest.raises(WrongState, match="already"):
        invite(actor=alice, deposit_id=dataset.deposit_id, email=bob.email, role="reader")
    with pytest.raises(ValueError, match="moderator"):
        invite(actor=alice, deposit_id=dataset.deposit_id, email="carol@example.net", role="moderator")
    asked(dataset, alice, role="reader")
    asked(dataset, alice, role="co_author")
    assert [each.role for each in Invitation.objects.all()] == ["co_author"]


def test_a_day_and_an_address_have_their_limits(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asked(dataset, alice)
    for _again in range(invitations.ISSUES_MOST - 1):
        send_again(actor=alice, deposit_id=first.deposit_id, key=first.key)
    with pytest.raises(WrongState, match="mails were sent"):
        send_again(actor=alice, deposit_id=first.deposit_id, key=first.key)
    monkeypatch.setattr(invitations, "A_DAY", invitations.ISSUES_MOST)
    with pytest.raises(WrongState, match="in a day"):
        invite(actor=alice, deposit_id=first.deposit_id, email="dan@example.net", role="reader")


@pytest.mark.parametrize("note", ["see https://win.example", "www.win.example", "call +33 6 12 34 56 78", "a@b.org"])
def test_an_invitation_is_no_billboard(browser: Client, dataset: Dataset, note: str) -> None:
    url = reverse("deposit-team", args=[dataset.deposit_id])
    answer = browser.post(url, {"email": "carol@example.net", "role": "reader", "note": note})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_the_whole_way_of_somebody_without_an_account_in_that_browser(
    client: Client, dataset: Dataset, alice: Person, bob: Person
) -> None:
    asked(dataset, alice, role="reader")
    answer = client.get(reverse("invitation-open", args=[token_in(mail.outbox[-1].body)]))
    assert answer.headers["Referrer-Policy"] == "same-origin"
    page = client.get(answer.headers["Location"])
    assert b"Alice Test" in page.content
    assert token_in(mail.outbox[-1].body).encode() not in page.content
    assert client.post(reverse("invitation")).status_code == 200, "asks to sign in"
    client.post(reverse("account_login"), {"login": bob.email, "password": "sediment-2026"})
    answer = client.post(reverse("invitation"))
    assert answer.headers["Location"] == reverse("deposit-status", args=[dataset.deposit_id])
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get(reverse("invitation")).status_code == 404


def test_the_mail_of_somebody_whose_name_is_an_address_does_not_lead_there(dataset: Dataset, alice: Person) -> None:
    Person.objects.filter(pk=alice.pk).update(given_name="Win at", family_name="evil.example")
    asked(dataset, Person.objects.get(pk=alice.pk))
    assert "evil.example" not in mail.outbox[-1].subject + str(mail.outbox[-1].body)


def test_a_link_that_is_none_leaves_nothing_behind(client: Client, db: None) -> None:
    answer = client.get(reverse("invitation-open", args=["A" * 43]))
    assert answer.status_code == 404
    assert not answer.cookies.get("sessionid")


def test_what_nobody_took_is_forgotten_a_month_after_its_end(dataset: Dataset, alice: Person, bob: Person) -> None:
    asked(dataset, alice, email="carol@example.net")
    taken = asked(dataset, alice, email="dan@example.net")
    accept_invitation(actor=bob, token=token_in(mail.outbox[-1].body))
    Invitation.objects.update(expires=timezone.now() - timedelta(days=29))
    assert invitations.forget_invitations() == 0
    Invitation.objects.update(expires=timezone.now() - timedelta(days=31))
    assert invitations.forget_invitations() == 1
    assert [each.pk for each in Invitation.objects.all()] == [taken.pk]
    assert can(bob, Action.READ, dataset)
