"""The deposit room's cast, and countries as the front-end build writes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from repository.models import Dataset
from repository.queries import places
from tests.repository.deposits.conftest import alice, bob, browser, dataset, store

__all__ = ["alice", "bob", "browser", "dataset", "store"]

COUNTRIES = [
    {"id": "250", "name": "France", "boxes": [[-4.8, 41.3, 9.6, 51.1], [55.2, -21.4, 55.9, -20.8]]},
    {"id": "242", "name": "Fiji", "boxes": [[174.5, -21.8, -178.2, -12.4]]},
    {"id": "840", "name": "United States of America", "boxes": [[-124.8, 24.5, -66.9, 49.4]]},
]


@pytest.fixture(autouse=True)
def countries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three countries in a file of their own, so that no build is needed."""
    path = tmp_path / "countries.json"
    path.write_text(json.dumps(COUNTRIES))
    monkeypatch.setattr(places, "_countries", lambda: path)
    return path


def draft(dataset: Dataset) -> dict[str, Any]:
    """The draft as it is stored now."""
    return dict(Dataset.objects.get(pk=dataset.pk).draft)
