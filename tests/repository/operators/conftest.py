"""An operator at a browser, and others who are none."""

import pytest
from django.test import Client

from repository.models import Person
from tests.factories import make_operator, make_person


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
def browser(client: Client, oscar: Person) -> Client:
    """A browser in which the operator is signed in."""
    client.force_login(oscar)
    return client
