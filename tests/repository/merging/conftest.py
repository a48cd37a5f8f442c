"""Two authors of one draft, each with a browser."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Grant, Person, Role
from repository.services.deposits import create_deposit, write_draft
from tests.factories import DOCUMENT, make_person


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """An empty store for drafts."""
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice")


@pytest.fixture
def dataset(alice: Person) -> Dataset:
    """A described dataset of alice, that bob may edit too."""
    dataset = create_deposit(actor=alice).datasets.get()
    Grant.objects.create(person=make_person("bob"), role=Role.CO_AUTHOR, deposit=dataset.deposit)
    return write_draft(dataset_key=dataset.key, actor=alice, fields=DOCUMENT)


@pytest.fixture
def of_alice(alice: Person) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(Person.objects.get(pk=alice.pk))
    return client


@pytest.fixture
def of_bob(dataset: Dataset) -> Client:
    """His."""
    client = Client()
    client.force_login(Person.objects.get(email__startswith="bob"))
    return client
