"""Public datasets that went the whole road, in a storage and an archive of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person
from tests.factories import make_moderator, make_person, make_public

Publish = Callable[..., Dataset]


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1


@pytest.fixture
def alice(db: None) -> Person:
    """A depositor."""
    return make_person("alice")


@pytest.fixture
def mona(db: None) -> Person:
    """The moderator of ocean."""
    return make_moderator("mona")


@pytest.fixture
def publish(alice: Person, mona: Person) -> Publish:
    """Takes a dataset of Alice's the whole road."""

    def make(**changes: Any) -> Dataset:
        return make_public(alice, mona, **changes)

    return make


@pytest.fixture
def browser() -> Client:
    """Somebody who is not signed in."""
    return Client()
