"""An archive and two stores of a test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def archive(tmp_path: Path, settings: Settings) -> Path:
    """A folder with everything of one test; the road ends with the copies."""
    settings.PIPELINE = "tests.archive.road.TABLE"
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {name: (tmp_path / name).as_uri() for name in ("second", "third")}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 2
    return tmp_path
