"""One whole embedded site with demo content for all browser tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from config.embedded.postgres import PostgresError, as_ordinary_user
from tests.services.components import ROOT, missing
from tests.services.site import RunningSite

HERE: Final = Path(__file__).parent
PUBLISH: Final = ("test_moderation_stories.py", "test_story.py")
"""The files whose tests add to what everybody sees."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who publishes comes last: the others look at what the demo has and at nothing more."""
    items.sort(key=lambda item: item.path.parent == HERE and item.path.name in PUBLISH)


@pytest.fixture(scope="session")
def site() -> Iterator[RunningSite]:
    """`manage.py serve --demo` on a new home."""
    try:
        as_ordinary_user()
    except PostgresError as problem:
        missing("an embedded PostgreSQL", str(problem))
    if not (ROOT / "build" / "static").is_dir():
        missing("the built front end", "make test builds it")
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        running = RunningSite(Path(folder) / "home", "--demo")
        try:
            running.wait_until_ready(270)
            yield running
        finally:
            running.stop()
            running.clear()


@pytest.fixture(scope="session")
def address(site: RunningSite) -> str:
    """Where the site is."""
    return f"http://localhost:{site.port}"
