"""Named places and pasted text with script: answered in place, used without leaving the page, else sent whole."""

import json
import re

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from repository.queries.place_offers import offer_of_text
from tests.frontend.drawing import Drawing, Show, boxes, land

pytestmark = pytest.mark.e2e
OPTION = '<li role="option" class="concept" aria-selected="false" data-value="{0}" data-label="{0}">{0}</li>'


@pytest.fixture(autouse=True)
def _land(page: Page) -> None:
    page.route("**/land/**", land)


def offering(text: str) -> str:
    """The section with what a pasted text offers."""
    return Drawing.section(boxes((1, 2, 3, 4)), place_offer=offer_of_text(text, exchanged=False))


def test_a_named_place_is_found_by_keyboard_and_shown_before_it_is_used(show: Show) -> None:
    drawing = Drawing(show)
    drawing.answer = offering("BBOX(3,42,6.5,43.8)")
    asked: list[str] = []

    def search(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=OPTION.format("gulf-of-lion"), content_type="text/html")

    drawing.page.route("**/places/search*", search)
    drawing.page.get_by_label("Named place", exact=True).click()
    drawing.page.keyboard.type("lion", delay=20)
    expect(drawing.page.get_by_role("option")).to_have_count(1)
    drawing.page.keyboard.press("ArrowDown")
    drawing.page.keyboard.press("Enter")
    use = drawing.page.get_by_role("button", name="Use this box")
    expect(use).to_be_visible()
    assert "q=lion" in asked[-1]
    assert re.search(r'name="beside-pick"\s+gulf-of-lion', drawing.posted[0])
    assert drawing.page.evaluate("document.activeElement.id") == "place-offer"
    assert drawing.box(0) == [""] * 4, "nothing enters the fields before it is used"
    drawing.answer = Drawing.section(boxes((3, 42, 6.5, 43.8)))
    use.click()
    expect(drawing.page.locator("#place-boxes-0-west")).to_have_value("3")
    expect(drawing.page.locator("[data-place-status]")).to_have_text("The boxes are in the fields.")
    expect(drawing.drawn).to_have_count(1)
    assert drawing.page.evaluate("document.activeElement.id") == "place-boxes-0-west"
    expect(use).to_have_count(0)


def test_pasted_text_is_read_in_place_and_what_was_pasted_stays(show: Show) -> None:
    drawing = Drawing(show)
    drawing.answer = offering("POINT(143.2 -17)\nPOINT(150 -20)")
    drawing.page.get_by_text("Paste WKT, GeoJSON or positions").click()
    drawing.page.get_by_label("Text").fill("POINT(143.2 -17)")
    drawing.page.get_by_role("button", name="Read it").click()
    expect(drawing.page.get_by_role("heading", name="Read as WKT: 2 boxes")).to_be_visible()
    expect(drawing.page.get_by_role("button", name="Use one box around them")).to_be_visible()
    expect(drawing.page.get_by_label("Text")).to_have_value("POINT(143.2 -17)")
    drawing.page.wait_for_timeout(2000)
    assert not drawing.saved, "a question is not saved while it is typed"


def test_where_the_server_does_not_answer_the_form_is_sent_by_the_browser(show: Show) -> None:
    drawing = Drawing(show)
    tries: list[str] = []

    def fail_first(route: Route) -> None:
        tries.append(route.request.resource_type)
        if len(tries) == 1:
            route.fulfill(status=500, body="")
        else:
            route.fulfill(body="<p>sent</p>", content_type="text/html")

    drawing.page.route("**/step", fail_first)
    drawing.page.get_by_text("Paste WKT, GeoJSON or positions").click()
    drawing.page.get_by_role("button", name="Read it").click()
    expect(drawing.page.get_by_text("sent")).to_be_visible()
    assert tries == ["fetch", "document"]


def test_a_list_on_several_pages_gets_its_new_box_from_the_server(show: Show) -> None:
    drawing = Drawing(show, boxes(*[(x, 1.0, x + 0.5, 2.0) for x in range(45)]))
    drawing.answer = Drawing.section(boxes((1, 2, 3, 4)))
    drawing.press("w + b Enter ArrowUp ArrowRight Enter")
    expect(drawing.page.locator("#place-boxes fieldset")).to_have_count(1)
    assert 'name="beside-offer"' in drawing.posted[0]
    sent = json.loads(re.search(r'\{"boxes".*\}', drawing.posted[0])[0])  # type: ignore[index]
    assert len(sent["boxes"]) == 1


def test_the_section_drawn_anew_gets_its_map_again(show: Show) -> None:
    drawing = Drawing(show)
    drawing.page.evaluate(
        "html => document.getElementById('section-place').outerHTML = html", Drawing.section(boxes((3, 42, 15, 50)))
    )
    expect(drawing.drawn).to_have_count(1)
    expect(drawing.stage).to_have_count(1)


def test_an_offer_is_drawn_with_its_words_and_its_remarks() -> None:
    offer = offer_of_text("POLYGON((3 42,5 42,4 44,3 42))", exchanged=False)
    html = render_to_string("repository/_place_offer.html", {"offer": offer})
    assert "42\N{NO-BREAK SPACE}– 44°\N{NO-BREAK SPACE}N" in html
    assert "An outline was reduced to the box around it." in html
    assert "<svg" in html
