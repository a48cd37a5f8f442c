"""An empty index in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository.catalogue.index.shelf import Shelf


@pytest.fixture(scope="module")
def lasting_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """One for all tests of a module, which put nothing into it."""
    made = Shelf(tmp_path_factory.mktemp("index"))
    yield made
    made.writer.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "index")
    yield made
    made.writer.close()
