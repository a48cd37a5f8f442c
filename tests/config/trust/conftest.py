"""An archive with two stores, and people."""

from pathlib import Path

import pytest
from pytest_django import Settings

from repository.models import Person
from tests.factories import make_moderator, make_person


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A folder with everything of one test."""
    settings.VARVE_HOME = tmp_path
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {name: (tmp_path / name).as_uri() for name in ("second", "third")}
    settings.ARCHIVE_REPLICA_PLACES = {"second": "cellar", "third": "coast"}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 2
    return tmp_path


@pytest.fixture
def alice(db: None) -> Person:
    """Who deposits."""
    return make_person("alice", orcid="0000-0002-1825-0097")


@pytest.fixture
def mona(db: None) -> Person:
    """Who decides."""
    return make_moderator("mona")
