"""The cast of the deposit room, registries of the test's own, and a table of a few organisations."""

from collections.abc import Iterator
from typing import Any

import pytest

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
def organisations(db: None) -> None:
    """The table holds what the fake of ROR knows, and nothing that we deliver."""
    Organisation.objects.all().delete()
    found = [organisation_of(each) for each in entries.ORGANISATIONS]
    write_organisations([each for each in found if each])
