"""The cast of the deposit room, a moderator, and a store of its own for every test."""

import pytest

from repository.models import Person
from tests.factories import make_moderator
from tests.repository.deposits.conftest import alice, bob, browser, dataset, store

__all__ = ["alice", "bob", "browser", "dataset", "store"]


@pytest.fixture(autouse=True)
def _own_storage(own_storage: None) -> None:
    pass


@pytest.fixture
def mona(db: None) -> Person:
    """Who decides."""
    return make_moderator("mona")
