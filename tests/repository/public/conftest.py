"""Public datasets that went the whole road, in a storage and an archive of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from django.test import Client

from repository.models import Dataset, Person
from tests.factories import make_moderator, make_operator, make_person
from tests.repository.public.stories import published

Publish: TypeAlias = Callable[..., Dataset]


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice")


@pytest.fixture
def mona(db: None) -> Person:
    """Who moderates ocean."""
    return make_moderator("mona")


@pytest.fixture
def oscar(db: None) -> Person:
    """Who operates the site."""
    return make_operator("oscar")


@pytest.fixture
def publish(alice: Person, mona: Person) -> Publish:
    """Takes a dataset of Alice's the whole road; ``access`` and any field of the description may be given."""

    def make(**changes: Any) -> Dataset:
        return published(alice, mona, **changes)

    return make


@pytest.fixture
def reader() -> Client:
    """Somebody who is not signed in."""
    return Client()


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which a person is signed in."""

    def sign_in(person: Person) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return sign_in
