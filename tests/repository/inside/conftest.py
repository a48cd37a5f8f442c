"""The cast of the public pages, whose files are really read for their stations, here in the process of the test."""

from importlib import import_module
from pathlib import Path

import pytest

from repository.stations.readers import station_reader_for
from repository.stations.shapes import Found, found_from
from tests.repository.public.conftest import _own_storage, alice, mona, oscar, publish, reader, signed_in

__all__ = ["_own_storage", "alice", "mona", "oscar", "publish", "reader", "signed_in"]


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process for each file; test_read_apart.py is about that."""
    monkeypatch.setattr("repository.services.stations.read_stations_apart", read_here)


def read_here(path: Path, *, name: str, media_type: str) -> Found | None:
    """The stations of a file, read in this process."""
    reader = station_reader_for(media_type, name)
    return found_from(import_module(reader).read(path, name=name)) if reader else None
