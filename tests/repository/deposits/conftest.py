"""The cast of the deposit room, and a store of its own for every test."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person
from repository.services.deposits import create_deposit
from repository.uploads.store import DraftStore
from tests.factories import make_person
from tests.services.stores import empty_store


@pytest.fixture(autouse=True)
def store(own_storage: None, request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> DraftStore:
    """An empty store for drafts."""
    return empty_store(request, tmp_path, settings)


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice")


@pytest.fixture
def bob(db: None) -> Person:
    """Who has nothing to do with it, unless a test says so."""
    return make_person("bob")


@pytest.fixture
def dataset(alice: Person) -> Dataset:
    """The empty dataset of a new deposit of alice."""
    return create_deposit(actor=alice).datasets.get()


@pytest.fixture
def browser(client: Client, alice: Person) -> Client:
    """A browser in which alice is signed in."""
    client.force_login(alice)
    return client
