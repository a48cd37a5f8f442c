"""Who is told of what: Alice deposits, Mona moderates, Rosa reads; a stage for events that only tell people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from repository.models import Person
from tests.factories import make_moderator, make_person


@pytest.fixture(autouse=True)
def _own_storage(own_storage: None, settings: Any) -> None:
    settings.PIPELINE = "tests.repository.notices.telling.TABLE"


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice")


@pytest.fixture
def mona(db: None) -> Person:
    """Who moderates ocean."""
    return make_moderator("mona")


@pytest.fixture
def rosa(db: None) -> Person:
    """Who reads."""
    return make_person("rosa")


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which a person is signed in, that checks forms."""

    def sign_in(person: Person) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return sign_in
