"""The cast of the account pages, and what they get by mail."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from repository.models import Person
from tests.factories import PASSWORD, make_operator, make_person

NEW = {
    "given_name": "Ada",
    "family_name": "Lin",
    "email": "Ada@example.org",
    "password1": "a lake in winter",
    "password2": "a lake in winter",
}
"""What somebody types to make an account."""


@pytest.fixture(autouse=True)
def _own_storage(own_storage: None) -> None:
    pass


@pytest.fixture
def alice(db: None) -> Person:
    """Somebody with an account."""
    return make_person("alice")


@pytest.fixture
def oscar(db: None) -> Person:
    """Who operates the site."""
    return make_operator("oscar")


@pytest.fixture
def browser(client: Client, alice: Person) -> Client:
    """A browser in which Alice signed in, and has just given her password once more."""
    sign_in(client, alice.email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> int:
    """Through the sign-in page; its status: 302 where it worked."""
    return client.post("/accounts/login/", {"login": email, "password": password, **more}).status_code


def link_in(mail: EmailMessage) -> str:
    """The path of the first link of a mail that leads into the account's room."""
    found = re.search(r"http://localhost:\d+(/accounts/\S+)", str(mail.body))
    assert found, mail.body
    return found[1]
