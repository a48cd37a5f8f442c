"""A depositor with a token of every scope, and a client that shows it."""

import pytest

from repository.accounts.rate import Window
from repository.api import throttling
from repository.models import Dataset, Person
from repository.services.deposits import create_deposit
from repository.uploads.disk import DiskStore, disk_store
from tests.factories import make_person
from tests.repository.api.program import Program, program


@pytest.fixture(autouse=True)
def store(own_storage: None, monkeypatch: pytest.MonkeyPatch) -> DiskStore:
    """An empty store for drafts; nobody has asked too often yet."""
    monkeypatch.setattr(throttling, "WINDOW", Window())
    return disk_store()


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
def api(alice: Person) -> Program:
    """A program of alice that may do everything."""
    return program(alice)


@pytest.fixture
def here(dataset: Dataset) -> str:
    """The address of the dataset."""
    return f"/api/v1/deposits/{dataset.deposit_id}/datasets/{dataset.key}/"
