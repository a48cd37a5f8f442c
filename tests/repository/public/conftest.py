"""Public datasets that went the whole road, in a storage and an archive of their own."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from django.test import Client

from repository.models import Dataset, Person
from tests.factories import make_moderator, make_operator, make_person
from tests.repository.public.stories import published

Publish: TypeAlias = Callable[..., Dataset]


@pytest.fixture(autouse=True)
def _own_storage(own_storage: None) -> None:
    pass


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
