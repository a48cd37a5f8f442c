"""The cast of the moderators' room, and the French words of the site."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from repository.models import Grant, Person, Role
from tests.factories import make_moderator, make_operator, make_person, make_pole
from tests.services.again import begun_once


@dataclass(frozen=True)
class Cast:
    """alice deposits; bob and bella moderate the ocean, carl the climate; dora is nobody; olga operates."""

    alice: Person
    bob: Person
    bella: Person
    carl: Person
    dora: Person
    olga: Person
    both: Person
    """Moderates the ocean and co-writes alice's deposits once `join` was called."""

    def join(self, deposit_id: UUID | None) -> None:
        """Let `both` write a deposit too."""
        Grant.objects.create(person=self.both, role=Role.CO_AUTHOR, deposit_id=deposit_id)


@pytest.fixture(autouse=True)
def _own_storage(own_storage: None) -> None:
    pass


@begun_once
def everyone() -> Cast:
    """Everyone, with the poles they work for."""
    make_pole("ocean")
    make_pole("climate")
    return Cast(
        alice=make_person("alice"),
        bob=make_moderator("bob"),
        bella=make_moderator("bella"),
        carl=make_moderator("carl", pole="climate"),
        dora=make_person("dora"),
        olga=make_operator("olga"),
        both=make_moderator("both"),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """Everyone, with the poles they work for."""
    return everyone()
