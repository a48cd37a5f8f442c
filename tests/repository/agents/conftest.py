"""The cast of the deposit room, registries of the test's own, and a table of a few organisations."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.tooling.catalogues import catalogue_of, source_of
from repository.clients.ror_records import organisation_of
from repository.models import Organisation
from repository.services.organisation_rows import write_organisations
from tests.fakes.registries import entries
from tests.fakes.registries.server import FakeRegistries, running_registries
from tests.repository.deposits.conftest import alice, bob, browser, dataset, store

__all__ = ["alice", "bob", "browser", "dataset", "store"]


@pytest.fixture
def fake() -> Iterator[FakeRegistries]:
    with running_registries() as running:
        running.know(
            entries.CLARA, "Marin", "Clara",
            entries.employment("Reef Institute", f"https://ror.org/{entries.REEF}"),
            entries.employment("Old Harbour School", begun="2001", ended="2014"),
        )  # fmt: skip
        yield running


@pytest.fixture
def registries(fake: FakeRegistries, settings: Any, db: None) -> FakeRegistries:
    """The fake, and a site that asks it."""
    settings.ORCID_URL = settings.ROR_URL = settings.FUNDERS_URL = fake.url
    settings.REGISTRIES_TIMEOUT_S = 10.0
    return fake


@pytest.fixture
def french(tmp_path: Path, settings: Any) -> None:
    """The French of the sources, with what waits to be merged into the catalogue, compiled for this test alone."""
    whole = catalogue_of("fr")
    for fragment in sorted((source_of("fr").parents[1] / "fragments").glob("*.po")):
        with fragment.open("rb") as file:
            for message in read_po(file, locale="fr"):
                if message.id:
                    whole[message.id] = message
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as compiled:
        write_mo(compiled, whole)
    settings.LOCALE_PATHS = [str(tmp_path)]


@pytest.fixture
def organisations(db: None) -> None:
    """The table holds what the fake of ROR knows, and nothing that we deliver."""
    Organisation.objects.all().delete()
    found = [organisation_of(each) for each in entries.ORGANISATIONS]
    write_organisations([each for each in found if each])
