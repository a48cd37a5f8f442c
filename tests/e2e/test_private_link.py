"""A private link in a browser: made by its depositor, opened by a reviewer without an account, accessible to both."""

import re

import pytest
from playwright.sync_api import Browser

from tests.e2e.accessibility import AXE, accessible
from tests.e2e.people import reading
from tests.services.components import missing

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

AUTHOR = "researcher@varve.localhost"


@pytest.mark.parametrize("locale", [pytest.param("en", marks=pytest.mark.drill), "fr"])
def test_a_reviewer_sees_a_draft_without_its_authors_and_the_address_forgets_its_token(
    locale: str, address: str, browser: Browser
) -> None:
    if not AXE.exists():
        missing("axe-core", "make test installs it")
    wrong: list[str] = []
    with reading(browser, address, email=AUTHOR, locale=locale) as author:
        author.go("/deposits/")
        author.page.locator('form[action="/deposits/new/"] button').first.click()
        author.page.wait_for_load_state()
        deposit = re.search(r"/deposits/[0-9a-f-]{36}/", author.page.url)
        assert deposit
        author.go(f"{deposit[0]}people/")
        wrong += accessible(author)
        author.go(f"{deposit[0]}links/new/")
        author.page.locator('[name="hides_authors"]').check()
        author.page.locator("main form button[type=submit]").click()
        author.page.wait_for_load_state()
        wrong += accessible(author)
        given = author.page.locator("#link-address").inner_text()
    with reading(browser, address, locale=locale) as reviewer:
        reviewer.go(given)
        token = given.rstrip("/").rpartition("/")[2]
        assert re.search(r"/review/[0-9a-f-]{36}/1/$", reviewer.page.url)
        assert token not in reviewer.page.content()
        assert re.search("hidden|masqué", reviewer.says())
        assert "Marin" not in reviewer.page.content()
        wrong += accessible(reviewer)
        seen = reviewer.page.url
    with reading(browser, address, locale=locale) as other:
        assert other.go(seen) == 404
        wrong += accessible(other)
    assert wrong == []
