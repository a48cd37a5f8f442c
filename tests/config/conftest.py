"""Embedded sites for the tests of the stack; their state lies in a short folder, since sockets need short paths."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.embedded.postgres import PostgresError, as_ordinary_user
from tests.services.components import missing
from tests.services.site import RunningSite


@pytest.fixture(scope="module")
def site_home() -> Iterator[Path]:
    """A home whose database outlives the sites of one test module."""
    try:
        as_ordinary_user()
    except PostgresError as problem:
        missing("an embedded PostgreSQL", str(problem))
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "home"


@pytest.fixture
def start_site(site_home: Path) -> Iterator[Callable[..., RunningSite]]:
    """Start a site; whatever is left of it is killed when the test ends."""
    sites: list[RunningSite] = []

    def start(*arguments: str, home: Path = site_home, port: int | None = None, **servers: str) -> RunningSite:
        sites.append(RunningSite(home, *arguments, port=port, **servers))
        return sites[-1]

    yield start
    for site in sites:
        site.clear()
