"""``create_operator``: the first person of a new site, by one line at a terminal."""

import json
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client

from repository.access import Action, can
from repository.models import Grant, LifecycleEvent, Person, Role
from repository.services.people import close_account
from tests.factories import make_operator, make_person
from tests.repository.accounts.conftest import sign_in

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("create_operator", *words, stdout=out)
    return out.getvalue()


def test_a_new_operator_chooses_a_password_by_a_link_and_signs_in(client: Client) -> None:
    said = run("Olga@Example.org", "--given-name", "Olga", "--family-name", "Roux")
    assert "olga@example.org is an operator now (a new account)." in said
    link = said.split()[-1].replace("http://localhost:8000", "")
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "a river in spring", "password2": "a river in spring"})
    assert sign_in(client, "olga@example.org", "a river in spring") == 302
    assert client.get("/operations/").status_code == 200
    assert LifecycleEvent.objects.get(type="grant.given").payload["role"] == "operator"


def test_an_account_that_is_there_is_promoted_and_keeps_its_password(client: Client) -> None:
    alice = make_person("alice")
    answer = json.loads(run("alice@example.org", "--json"))
    assert answer == {"email": "alice@example.org", "new": False, "was_operator": False, "password_link": None}
    assert can(alice, Action.OPERATE)
    assert sign_in(client, "alice@example.org") == 302


def test_a_second_call_changes_nothing_and_gives_a_link_only_when_asked() -> None:
    make_operator("oscar")
    assert json.loads(run("oscar@example.org", "--json"))["was_operator"] is True
    assert "/accounts/password/reset/key/" in run("oscar@example.org", "--link")
    assert Grant.objects.filter(role=Role.OPERATOR).count() == 1


def test_who_claimed_the_address_before_without_confirming_it_does_not_become_operator(client: Client) -> None:
    claimed = make_person("olga")
    EmailAddress.objects.filter(user=claimed).update(verified=False)
    assert "Choose the password here" in run("olga@example.org")
    assert sign_in(client, "olga@example.org") == 200


@pytest.mark.parametrize("email", ["nobody", "", "a@b@c"])
def test_a_malformed_address_is_a_wrong_call(email: str) -> None:
    with pytest.raises(CommandError) as refused:
        run(email)
    assert refused.value.returncode == 2
    assert not Person.objects.exists()


def test_a_password_cannot_be_asked_for_without_a_terminal() -> None:
    with pytest.raises(CommandError, match="takes a terminal") as refused:
        run("olga@example.org", "--ask-password")
    assert refused.value.returncode == 2


def test_a_closed_account_is_not_opened_again() -> None:
    alice = make_person("alice")
    close_account(actor=alice)
    with pytest.raises(CommandError, match="closed") as refused:
        run(alice.email if alice.email.endswith("invalid") else Person.objects.get(pk=alice.pk).email)
    assert refused.value.returncode == 1
