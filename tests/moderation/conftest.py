"""The cast of the moderators' room, and the French words of the site."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from babel.messages.mofile import write_mo
from pytest_django import Settings

from config.tooling.catalogues import catalogue_of
from repository.models import Grant, Person, Role
from tests.factories import make_moderator, make_operator, make_person, make_pole


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


@pytest.fixture
def cast() -> Cast:
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
def french(tmp_path: Path, settings: Settings) -> None:
    """The French of the sources, compiled for this test alone."""
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as compiled:
        write_mo(compiled, catalogue_of("fr"))
    settings.LOCALE_PATHS = [str(tmp_path)]
