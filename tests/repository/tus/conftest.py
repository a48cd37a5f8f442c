"""A depositor with a dataset, and the real site under granian over the test's database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person
from repository.services.deposits import create_deposit
from repository.uploads.permits import permit_for
from repository.uploads.store import DraftStore
from tests.factories import make_person
from tests.repository.tus.web import Direct, Sender, sender, served
from tests.services.stores import empty_store


@pytest.fixture(autouse=True)
def store(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> DraftStore:
    """An empty store for drafts."""
    return empty_store(request, tmp_path, settings)


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice")


@pytest.fixture
def dataset(alice: Person) -> Dataset:
    """The empty dataset of a new deposit of alice."""
    return create_deposit(actor=alice).datasets.get()


@pytest.fixture
def web(tmp_path: Path, transactional_db: None) -> Iterator[int]:
    """The port of the site."""
    with served(tmp_path) as port:
        yield port


@pytest.fixture
def browser(web: int, alice: Person, dataset: Dataset) -> Sender:
    """A browser of alice before the site."""
    return sender(web, alice, dataset)


@pytest.fixture
def direct(alice: Person, dataset: Dataset) -> Direct:
    """alice before the application itself, checked against forgery as real browsers are."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    browser.get("/deposits/")  # which gives the cookie against forgery
    return Direct(browser, dataset, permit_for(alice, dataset.key))
