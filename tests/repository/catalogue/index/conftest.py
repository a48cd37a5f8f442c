"""An empty index in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository.catalogue.index.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "index")
    yield made
    made.writer.close()
