"""Step 4's place on the real site with the keyboard alone: drawn, named, pasted; saved, and there again."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import AXE, findings
from tests.e2e.people import reading
from tests.e2e.test_people_by_keyboard import to_people
from tests.services.components import missing

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def enter(page: Page, selector: str) -> None:
    """Go to a button or a fold, and press it."""
    page.locator(selector).focus()
    page.keyboard.press("Enter")


def draw(page: Page) -> None:
    """A box of five degrees, north of the equator, on the map."""
    page.locator(".drawmap__stage").focus()
    for key in ("w", "+", "b", "Enter", "ArrowUp", "ArrowRight", "Enter"):
        page.keyboard.press(key)


@pytest.mark.parametrize(("locale", "width"), [pytest.param("en", 1280, marks=pytest.mark.drill), ("fr", 360)])
def test_a_place_is_drawn_named_and_pasted_with_the_keyboard_alone(
    locale: str, width: int, address: str, browser: Browser
) -> None:
    if not AXE.exists():
        missing("axe-core", "make test installs it")
    with reading(browser, address, email="researcher@varve.localhost", locale=locale, width=width) as reader:
        page = reader.page
        reader.go("/deposits/")
        to_people(page)
        reader.go(re.sub(r"/people/.*", "/place/", page.url))
        with page.expect_response(re.compile(r"/place/autosave/$")) as saved:
            draw(page)
        assert saved.value.ok
        assert page.input_value("#place-boxes-0-south") == "0"
        north = page.input_value("#place-boxes-0-north")
        assert float(north) > 0
        page.locator("#place-find").focus()
        page.keyboard.type("golfe du lion", delay=20)
        expect(page.locator("#place-find")).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#place-offer")).to_be_focused()
        enter(page, 'button[value="take:place"]')
        expect(page.locator("#place-boxes-1-west")).to_have_value("3")
        enter(page, "#fold-place-paste > summary")
        page.locator("#place-paste").focus()
        page.keyboard.type("POINT(143.2 -17.5)")
        enter(page, 'button[value="read:place"]')
        expect(page.locator("#place-offer")).to_be_focused()
        page.evaluate(AXE.read_text())
        assert findings(reader) == []
        enter(page, 'button[value="take:place"]')
        expect(page.locator("#place-boxes-2-south")).to_have_value("-17.5")
        reader.go(page.url)
        assert page.input_value("#place-boxes-0-north") == north
        assert page.input_value("#place-names-0-name-fr") == "Golfe du Lion"
        expect(page.locator(".drawmap [data-box='2']")).not_to_have_count(0)
