"""The box over all vocabularies, as a combobox: keys, picking, typing by hand, a server that does not answer."""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

Show = Callable[..., Page]
pytestmark = pytest.mark.e2e

FINDER = """<div class="finder" data-finder="{box}" data-list="{box}" data-address="/vocabularies"
 data-words-results="Entries" data-words-found="Found:" data-words-none="None" data-words-added="Added:"
 data-words-failed="No answer" data-words-one="CF">
<label for="{box}-find">Find</label><div class="finder__line"><input type="search" id="{box}-find" name="{box}-find">
<button name="do" value="find:{box}">Search</button></div><p role="status" data-finder-status></p></div>"""
FORM = """<form method="post" action="/step" data-autosave="/autosave"><input type="hidden" name="is-{box}" value="old">
<section id="section-{box}">{rows}{finder}</section></form>"""
OPTION = (
    '<li role="option" class="concept{kind}" aria-selected="false" data-value=\'{value}\' data-label="{label}">'
    "{label}</li>"
)


def form(box: str = "keywords", rows: str = "") -> str:
    """A step's form with one list and its box."""
    return FORM.format(box=box, rows=rows, finder=FINDER.format(box=box))


def option(label: str, kind: str = "", **entry: str) -> str:
    """One option as the server draws it."""
    return OPTION.format(kind=kind, label=label, value=json.dumps(entry or {"name": label}))


class Vocabularies:
    """The address of the search: what it was asked, and what it answers."""

    def __init__(self, page: Page, *options: str) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.sent: list[str] = []
        self.options, self.status = options, 200
        page.route(re.compile("/vocabularies"), self._answer)
        page.route(re.compile("/step"), self._step)

    def _answer(self, route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        self.asked.append(query)
        free = option(query["q"][0], " concept--free", term=query["q"][0])
        body = "".join(self.options) + (free if "scheme" not in query else "")
        route.fulfill(status=self.status, body=body, content_type="text/html")

    def _step(self, route: Route) -> None:
        self.sent.append(route.request.post_data or "")
        page = form(rows="<p>one row</p>").replace('value="old"', 'value="new"')
        route.fulfill(body=f"<html><body>{page}</body></html>", content_type="text/html")


def type_into(page: Page, text: str) -> None:
    """Type into the box, key by key."""
    page.get_by_role("combobox").click()
    page.keyboard.type(text, delay=20)


def test_the_keyboard_alone_finds_marks_and_picks(show: Show) -> None:
    page = show(form())
    asked = Vocabularies(page, option("salinity", uri="http://example.org/1"), option("salt"))
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    type_into(page, "sali")
    expect(page.get_by_role("option")).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text("Found: 2")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_have_text("sali")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("salinity")
    marked = page.get_by_role("option", selected=True).get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", str(marked))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Added: salinity")
    expect(page.get_by_text("one row")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "keywords-find"
    assert "http://example.org/1" in asked.sent[0]
    assert "pick:keywords" in asked.sent[0]
    assert page.locator("input[name=is-keywords]").input_value() == "new"


def test_fast_typing_asks_once_and_one_letter_asks_nothing(show: Show) -> None:
    page = show(form())
    asked = Vocabularies(page, option("salt"))
    type_into(page, "s")
    page.wait_for_timeout(300)
    assert asked.asked == []
    page.keyboard.type("alinity", delay=10)
    expect(page.get_by_role("option")).to_have_count(2)
    assert [query["q"] for query in asked.asked] == [["salinity"]]


def test_escape_closes_and_leaves_what_was_typed_and_a_click_picks(show: Show) -> None:
    page = show(form())
    asked = Vocabularies(page, option("salt"))
    type_into(page, "sal")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_value("sal")
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="salt").click()
    expect(page.get_by_role("status")).to_have_text("Added: salt")
    assert len(asked.sent) == 1


def test_enter_adds_what_no_vocabulary_has_as_it_was_typed(show: Show) -> None:
    page = show(form())
    asked = Vocabularies(page)
    type_into(page, "my own word")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Added: my own word")
    assert '{"term": "my own word"}' in asked.sent[0]


def test_vocabularies_that_do_not_answer_are_said_and_nothing_is_lost(show: Show) -> None:
    page = show(form())
    asked = Vocabularies(page)
    asked.status = 503
    type_into(page, "sal")
    expect(page.get_by_role("status")).to_have_text("No answer")
    expect(page.get_by_role("combobox")).to_have_value("sal")


def test_a_question_is_no_part_of_the_description(show: Show) -> None:
    page = show(form())
    saved: list[str] = []
    page.route(re.compile("/autosave"), lambda route: (saved.append("x"), route.fulfill(body="")))  # type: ignore[func-returns-value]
    Vocabularies(page, option("salt"))
    type_into(page, "sal")
    page.wait_for_timeout(2000)
    assert saved == []


def test_the_cf_name_of_a_variable_is_completed_with_its_address(show: Show) -> None:
    rows = (
        '<label for="variables-0-standard_name">CF name</label><div><input id="variables-0-standard_name"'
        ' name="variables-0-standard_name"></div><input type="hidden" name="variables-0-standard_name_uri">'
    )
    page = show(form("variables", rows))
    entry = option("sea_ice", standard_name="sea_ice", standard_name_uri="http://example.org/ice")
    asked = Vocabularies(page, entry)
    line = page.get_by_label("CF name")
    line.click()
    page.keyboard.type("sea", delay=10)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(line).to_have_value("sea_ice")
    assert page.locator("input[name=variables-0-standard_name_uri]").input_value() == "http://example.org/ice"
    assert asked.asked[0]["scheme"] == ["cf-standard-names"]
    assert asked.sent == [], "nothing is sent: saving while typing does that"
