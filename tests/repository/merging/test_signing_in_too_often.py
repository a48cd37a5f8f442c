"""Signing in again in the middle of a step is counted as at the door: past the number, no password is looked at."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from lxml import html

from repository.forms.authorship import TYPED_BY, typed_by
from repository.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def told(alice: Person, password: str) -> list[str]:
    """What the form of the dialog says after an attempt."""
    address = "/accounts/again/"
    answer = Client().post(address, {"login": alice.email, "password": password, TYPED_BY: typed_by(alice)})
    drawn = html.fromstring(answer.json().get("form", "<p/>"))
    return [" ".join(each.text_content().split()) for each in drawn.xpath("//*[@role='alert']")]


def test_past_the_number_of_attempts_a_right_password_reads_as_a_wrong_one(alice: Person, settings: Any) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    alice.set_password(PASSWORD)
    alice.save()
    EmailAddress.objects.update_or_create(user=alice, email=alice.email, defaults={"verified": True, "primary": True})
    assert told(alice, "wrong")
    wrong, right = told(alice, "wrong"), told(alice, PASSWORD)
    assert wrong == right == ["Too many attempts to sign in. Wait a few minutes; what you typed waits here."]
