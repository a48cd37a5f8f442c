"""An archive of a test's own, an author, a moderator, an operator, and data centres."""

from pathlib import Path

import pytest
from pytest_django import Settings

from moderation.models import DataCentre
from repository.models import Person
from tests.factories import make_moderator, make_operator, make_person


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, settings: Settings) -> Path:
    """Storage, archive, one replica, and a folder that is a centre's store."""
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1
    settings.CENTRE_STORES = {"sismer": (tmp_path / "sismer").as_uri()}
    return tmp_path


@pytest.fixture
def alice(db: None) -> Person:
    """She deposits."""
    return make_person("alice")


@pytest.fixture
def mona(db: None) -> Person:
    """She moderates the ocean."""
    return make_moderator("mona")


@pytest.fixture
def olga(db: None) -> Person:
    """She operates."""
    return make_operator("olga")


@pytest.fixture
def seadata(db: None) -> DataCentre:
    """A centre for marine chemistry that fetches."""
    return DataCentre.objects.create(
        code="seadata", name_en="Sea Data", name_fr="Données de la mer", url="https://seadata.example.org/",
        mail="desk@seadata.example.org", themes=["ocean-chemistry"],
    )  # fmt: skip


@pytest.fixture
def sismer(db: None) -> DataCentre:
    """A centre for all of the ocean that gets packages in its store, in French."""
    return DataCentre.objects.create(
        code="sismer", name_en="Marine centre", name_fr="Centre marin", mail="bureau@sismer.example.org",
        language="fr", themes=["ocean"], delivery="push", store="sismer",
    )  # fmt: skip
