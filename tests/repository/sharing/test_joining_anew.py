"""Somebody who has no account yet: from the link of the mail over making an account to the deposit."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from repository.access import Action, can
from repository.models import Dataset, Person
from repository.services.invitations import invite
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db

PASSWORD = "long enough, and quiet"


def test_an_account_is_made_with_any_address_and_the_invitation_waits_in_the_list(
    dataset: Dataset, alice: Person
) -> None:
    assert dataset.deposit_id
    invite(actor=alice, deposit_id=dataset.deposit_id, email="carol@example.net", role="co_author")
    run_everything_due()
    client = Client()
    client.get(re.findall(r"/invitation/[\w-]{43}/", str(mail.outbox[-1].body))[0])
    page = client.get(reverse("invitation")).content.decode()
    assert f"{reverse('account_signup')}?next=" in page
    form = {"given_name": "Carol", "family_name": "Kim", "email": "ck@elsewhere.example"}
    client.post(reverse("account_signup"), {**form, "password1": PASSWORD, "password2": PASSWORD})
    confirm = re.findall(r"/accounts/confirm-email/[^\s/]+/", str(mail.outbox[-1].body))[0]
    client.post(confirm)
    client.post(reverse("account_login"), {"login": "ck@elsewhere.example", "password": PASSWORD})
    waiting = client.get(reverse("deposit-list")).content.decode()
    assert "Alice Test asks you into a deposit" in waiting
    client.post(reverse("invitation"))
    carol = Person.objects.get(email="ck@elsewhere.example")
    assert can(carol, Action.EDIT, dataset)
    assert "asks you into a deposit" not in client.get(reverse("deposit-list")).content.decode()
