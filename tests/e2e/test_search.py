"""The demo datasets are found by each way: words, facets, areas on the map, period, depth, a better spelling."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.people import Reader, reading

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

GULF = re.compile("Hydrography and dissolved oxygen of the Gulf of Lion")
QUAKE = re.compile("Intensités macrosismiques")


class Search:
    """The search page of a reader; it is loaded once, whatever is asked on it."""

    def __init__(self, reader: Reader, path: str = "/search/") -> None:
        self.page = reader.page
        self.loads: list[str] = []
        reader.go(path)
        self.page.wait_for_selector("form.is-live")
        self.page.on("load", lambda page: self.loads.append(page.url))

    @property
    def hits(self) -> Locator:
        """The titles in the list."""
        return self.page.locator(".hit h3")

    def finds(self, *titles: re.Pattern[str]) -> None:
        """The list becomes this one."""
        expect(self.hits).to_have_text(list(titles))
        assert self.loads == []

    def on_map(self, x: float, y: float) -> tuple[float, float]:
        """A point of the drawing map, in shares of its width and height."""
        stage = self.page.locator(".drawmap__stage")
        stage.scroll_into_view_if_needed()
        frame = stage.bounding_box()
        assert frame is not None
        return frame["x"] + frame["width"] * x, frame["y"] + frame["height"] * y


def test_each_way_leads_to_the_dataset_without_loading_the_page_anew(address: str, browser: Browser) -> None:
    with reading(browser, address, locale="en") as reader:
        search = Search(reader)
        page = search.page
        search.finds(QUAKE, GULF)
        page.locator("#q").fill("oxygen")
        page.keyboard.press("Enter")
        search.finds(GULF)
        expect(page).to_have_url(re.compile(r"\?q=oxygen$"))
        expect(page.locator(".hit mark")).to_have_text("oxygen")
        expect(page.locator("[data-search-status]")).to_have_text("One dataset")
        page.go_back()
        search.finds(QUAKE, GULF)
        expect(page.locator("#q")).to_have_value("")
        page.get_by_role("checkbox", name=re.compile("Solid Earth")).focus()
        page.keyboard.press("Space")
        search.finds(QUAKE)
        assert page.evaluate("document.activeElement.value") == "solid-earth"
        page.get_by_role("link", name="Remove: Solid Earth").click()
        search.finds(QUAKE, GULF)
        page.locator("#to").fill("2026-04")
        page.keyboard.press("Tab")
        search.finds(QUAKE)
        page.get_by_role("link", name="Clear all").click()
        page.locator("[data-facet=depth] summary").click()
        page.locator("#top").fill("50")
        page.keyboard.press("Enter")
        search.finds(GULF)
        expect(page.get_by_role("link", name=re.compile("50 – … m deep"))).to_be_visible()


def test_a_box_and_an_outline_are_drawn_on_the_map(address: str, browser: Browser) -> None:
    with reading(browser, address, locale="en") as reader:
        search = Search(reader)
        page = search.page
        page.get_by_role("button", name="Draw a box").click()
        page.mouse.move(*search.on_map(0.35, 0.6))
        page.mouse.down()
        page.mouse.move(*search.on_map(0.6, 0.75), steps=4)
        page.mouse.up()
        search.finds(GULF)
        expect(page).to_have_url(re.compile(r"\?box="))
        page.get_by_role("link", name="Remove: Area on the map").click()
        search.finds(QUAKE, GULF)
        page.get_by_role("button", name="Draw an outline").click()
        for x, y in ((0.4, 0.1), (0.65, 0.1), (0.55, 0.35), (0.4, 0.1)):
            page.mouse.click(*search.on_map(x, y))
        search.finds(QUAKE)
        expect(page).to_have_url(re.compile(r"\?polygon="))
        expect(page.locator(".searchmap svg .asked")).to_have_count(1)


def test_the_keyboard_alone_draws_and_a_pin_leads_to_its_row(address: str, browser: Browser) -> None:
    with reading(browser, address, locale="en") as reader:
        search = Search(reader)
        page = search.page
        page.get_by_role("button", name="Draw a box").focus()
        page.keyboard.press("Enter")
        page.locator(".drawmap__stage").wait_for()
        for key in ("Enter", *["ArrowDown"] * 4, "ArrowRight", "Enter"):
            page.keyboard.press(key)
        expect(page).to_have_url(re.compile(r"\?box="))
        page.locator("g.pin").last.click()
        assert "hit" in page.evaluate("document.activeElement.closest('li').className")
        expect(page.locator("g.pin.is-on")).to_have_count(1)


def test_a_better_spelling_is_offered_in_french_on_a_phone(address: str, browser: Browser) -> None:
    with reading(browser, address, locale="fr", width=360) as reader:
        search = Search(reader, "/search/?q=oxyg%C3%A8ne")
        page = search.page
        search.finds(GULF)
        page.locator("#q").fill("oxigen")
        page.get_by_role("button", name="Rechercher").click()
        expect(page.locator("#count")).to_have_text("Aucun jeu de données")
        page.get_by_role("link", name="oxygen", exact=True).click()
        search.finds(GULF)
        assert not page.locator("#west").is_visible()
        page.locator(".filters__fold summary").click()
        page.locator("[data-facet=area] summary").click()
        for side, degrees in {"west": "3", "east": "4,5", "south": "42", "north": "43"}.items():
            page.locator(f"#{side}").fill(degrees)
        page.keyboard.press("Tab")
        search.finds(GULF)
        expect(page).to_have_url(re.compile(r"box=3%2C42%2C4\.5%2C43"))
        page.locator(".filters__fold summary").click()
        assert not page.locator("#west").is_visible()


def test_without_script_the_form_and_its_links_do_the_same(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(f"{address}/search/")
    page.get_by_role("checkbox", name=re.compile("Solid Earth")).check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".hit h3")).to_have_text([QUAKE])
    page.get_by_role("link", name="Remove: Solid Earth").click()
    expect(page.locator(".hit h3")).to_have_text([QUAKE, GULF])
    expect(page.get_by_role("button", name="Draw a box")).to_be_hidden()
    context.close()


def test_what_else_was_measured_there_and_then_comes_into_the_landing_page(address: str, browser: Browser) -> None:
    with reading(browser, address, locale="en") as reader:
        reader.go("/search/?box=3,42,5,44&from=2026")
        page = reader.page
        page.get_by_role("link", name=re.compile("All that was measured there and then")).click()
        page.locator(".near a").filter(has_text=GULF).click()
        page.locator("#nearby").scroll_into_view_if_needed()
        expect(page.locator("#nearby")).to_contain_text("No other dataset here was measured there and then.")
