"""A zone and a file to bring there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.stores.irods import transfer
from tests.archive.irods.content import CONTENT
from tests.services.irods_zone import RESOURCES, TestZone, running_zone


@pytest.fixture
def zone(tmp_path: Path) -> Iterator[TestZone]:
    """A zone, and one of its resources used."""
    with running_zone(tmp_path / "zone") as found:
        yield found


@pytest.fixture
def both(zone: TestZone) -> TestZone:
    """The zone, both of its resources used."""
    return zone.on(*RESOURCES)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small file."""
    path = tmp_path / "source"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even small files are sent over several connections."""
    monkeypatch.setattr(transfer, "PARALLEL_FROM", 0)
