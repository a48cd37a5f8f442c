"""The cast of a deposit's people, and a store of its own for every test."""

import pytest
from django.test import Client

from repository.models import Dataset, Person
from tests.factories import make_draft, make_person


@pytest.fixture(autouse=True)
def _own_storage(own_storage: None) -> None:
    pass


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice")


@pytest.fixture
def bob(db: None) -> Person:
    """Who is asked in, or not."""
    return make_person("bob")


@pytest.fixture
def dataset(alice: Person) -> Dataset:
    """A complete draft of alice."""
    return make_draft(alice)


@pytest.fixture
def browser(client: Client, alice: Person) -> Client:
    """A browser in which alice is signed in."""
    client.force_login(alice)
    return client
