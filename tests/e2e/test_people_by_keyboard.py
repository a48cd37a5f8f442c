"""Step 3 on the real site with the keyboard alone: people, affiliations, funders are found, chosen and put in order."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import AXE, findings
from tests.e2e.people import reading
from tests.services.components import missing

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def to_people(page: Page) -> None:
    """Start a deposit, and go on to its third step."""
    page.locator('main form[action="/deposits/new/"] button').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/files/")
    page.goto(re.sub(r"/files/.*", "/people/", page.url))


def choose(page: Page, control: str, letters: str) -> None:
    """Type into a line, go down to the first one found, take it; the line has the focus again."""
    page.locator(f"#{control}").focus()
    page.keyboard.type(letters, delay=20)
    expect(page.locator(f"#{control}")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{control}")).to_have_attribute("aria-expanded", "false")
    expect(page.locator(f"#{control}")).to_be_focused()


@pytest.mark.parametrize(("locale", "width"), [pytest.param("en", 1280, marks=pytest.mark.drill), ("fr", 360)])
def test_people_and_funders_are_named_with_the_keyboard_alone(
    locale: str, width: int, address: str, browser: Browser
) -> None:
    if not AXE.exists():
        missing("axe-core", "make test installs it")
    with reading(browser, address, email="researcher@varve.localhost", locale=locale, width=width) as reader:
        page = reader.page
        reader.go("/deposits/")
        to_people(page)
        choose(page, "creators-find", "clara mar")
        expect(page.locator("#creators-0-orcid")).to_have_value("0000-0002-1825-0097")
        page.locator("#creators-find").focus()
        page.keyboard.type("Ngozi Okafor", delay=10)
        page.keyboard.press("Enter")
        expect(page.locator("#creators-1-family")).to_have_value("Okafor")
        choose(page, "creators-1-affiliations-0-name", "ifrem")
        expect(page.locator("#creators-1-affiliations-0-ror")).to_have_value("044jxhp58")
        page.locator('button[value="up:creators-1"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator("#creators-0-family")).to_have_value("Okafor")
        expect(page.locator("#creators-1-family")).to_have_value("Marin")
        page.locator("#fold-funding > summary").focus()
        page.keyboard.press("Enter")
        choose(page, "funding-find", "agence nat")
        expect(page.locator("#funding-0-funder_identifier")).to_have_value("https://ror.org/00rbzpz17")
        page.locator("#creators-find").focus()
        page.keyboard.type("univ", delay=20)
        expect(page.get_by_role("option").first).to_be_visible()
        page.evaluate(AXE.read_text())
        assert findings(reader) == []
        assert page.locator("html").get_attribute("lang") == locale
