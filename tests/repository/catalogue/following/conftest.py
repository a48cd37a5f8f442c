"""An index folder of the test's own, which nothing follows but what the test does."""

from pathlib import Path

import pytest
from pytest_django import Settings

from repository.catalogue.index.finding import IndexReader
from repository.queries.catalogue_index import index_root


@pytest.fixture
def root(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the index of this database lies; readers are opened as a site opens them."""
    settings.CATALOGUE_INDEX = tmp_path / "catalogue"
    monkeypatch.setattr("repository.queries.catalogue_index.opened", IndexReader)
    return index_root()
