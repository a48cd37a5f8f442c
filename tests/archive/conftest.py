"""An archive and two stores of a test's own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

MEMORY = Path("/dev/shm")
ROOM = 256 << 20


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """In memory for tests that are marked so: a kill at every operation of a disk mostly waits for that disk."""
    if "in_memory" not in request.keywords or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="varve-", dir=MEMORY) as name:
        yield Path(name)


@pytest.fixture
def archive(tmp_path: Path, settings: Settings) -> Path:
    """A folder with everything of one test; the road ends with the copies."""
    settings.PIPELINE = "tests.archive.road.TABLE"
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {name: (tmp_path / name).as_uri() for name in ("second", "third")}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 2
    return tmp_path
