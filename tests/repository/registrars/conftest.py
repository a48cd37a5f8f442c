"""A site that registers at a DataCite of the test's own, with an archive in the test's folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from repository.models import Person
from repository.registrars import turns
from repository.registrars.datacite_client import DataCiteClient
from tests.factories import make_moderator, make_person
from tests.fakes.datacite.rules import Account
from tests.fakes.datacite.server import FakeDataCite, running_datacite

PREFIX = "10.99999"
PASSWORD = "correct-horse-battery"
OURS = Account("VARVE.REPO", PASSWORD, (PREFIX,))
OTHERS = Account("OTHER.REPO", "another secret", (PREFIX, "10.88888"))
PATIENCE_S = 20.0
"""So long that a busy machine is never taken for a silent DataCite."""


@pytest.fixture
def fake() -> Iterator[FakeDataCite]:
    with running_datacite(OURS, OTHERS) as running:
        yield running


@pytest.fixture
def datacite(fake: FakeDataCite, settings: Settings, tmp_path: Path) -> FakeDataCite:
    """The fake, and a site that uses it."""
    settings.DOI_REGISTRAR = "datacite"
    settings.DOI_PREFIX = PREFIX
    settings.DATACITE_URL = fake.url
    settings.DATACITE_USER, settings.DATACITE_PASSWORD = OURS.user, OURS.password
    settings.DATACITE_TIMEOUT_S = PATIENCE_S
    for name in ("STORAGE_URL", "ARCHIVE_URL"):
        setattr(settings, name, (tmp_path / name).as_uri())
        (tmp_path / name).mkdir()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    (tmp_path / "second").mkdir()
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1
    return fake


@pytest.fixture
def client(fake: FakeDataCite) -> DataCiteClient:
    return DataCiteClient(url=fake.url, user=OURS.user, password=OURS.password, timeout_s=PATIENCE_S)


@pytest.fixture
def alice(db: None) -> Person:
    return make_person("alice")


@pytest.fixture
def mona(db: None) -> Person:
    return make_moderator("mona")


@pytest.fixture(autouse=True)
def _at_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests go out as fast as they come; tests about their pace set it themselves."""
    settings.DOI_REQUESTS_A_MINUTE = 0
    monkeypatch.setattr(turns, "FIRST_PAUSE_S", 0.0)
