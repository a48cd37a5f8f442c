"""One whole embedded site with demo content, and a browser, for all browser tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from config.embedded.postgres import PostgresError, as_ordinary_user
from tests.services.components import ROOT, missing
from tests.services.site import RunningSite

CHROMIUM = Path("/usr/bin/chromium")


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
            running.wait_until_ready(120)
            yield running
        finally:
            running.stop()
            running.clear()


@pytest.fixture(scope="session")
def address(site: RunningSite) -> str:
    """Where the site is."""
    return f"http://localhost:{site.port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless, that asks nobody but the site."""
    if not CHROMIUM.exists():
        missing("Chromium", "install Debian's chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield browser
        browser.close()
