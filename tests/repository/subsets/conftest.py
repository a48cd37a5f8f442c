"""The cast of the public pages; parts are read in the process of the test."""

from importlib import import_module
from pathlib import Path

import pytest

from repository.subsets.part import Answered, answered
from repository.subsets.question import SubsetQuestion
from repository.subsets.readers import NotRead, part_reader_for
from tests.repository.public.conftest import _own_storage, alice, mona, oscar, publish, reader, signed_in

__all__ = ["_own_storage", "alice", "mona", "oscar", "publish", "reader", "signed_in"]


@pytest.fixture
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process for each file; test_parts_read_apart.py is about that."""
    monkeypatch.setattr("repository.services.subsets.read_part_apart", read_here)


def read_here(path: Path, *, name: str, media_type: str, question: SubsetQuestion) -> Answered:
    """The part of a file, read in this process."""
    reader = part_reader_for(media_type, name)
    if reader is None:
        raise NotRead("kind")
    reading = import_module(reader).read(path, name=name, question=question.as_json())
    found = answered(reading)
    if found is None:
        raise NotRead("too-many" if reading.format == "too-many" else "failed")
    return found
