"""Boxes are drawn, moved and resized on the map by pointer; what is typed is drawn; poles have maps of their own."""

import pytest
from playwright.sync_api import Page, expect

from repository.maps.projection import EqualEarth, PolarStereographic, Projection
from tests.frontend.drawing import Drawing, Show, boxes, land

pytestmark = pytest.mark.e2e
PLACES = [(5, 43), (-120, 70), (170, -80)]


@pytest.fixture(autouse=True)
def _land(page: Page) -> None:
    page.route("**/land/**", land)


def button(drawing: Drawing, name: str) -> None:
    """Press a button of the map."""
    drawing.page.get_by_role("button", name=name, exact=True).click()


def test_a_drag_draws_a_box_and_ends_the_drawing(show: Show) -> None:
    drawing = Drawing(show)
    button(drawing, "Draw a box")
    drawing.drag((0.4, 0.3), (0.6, 0.6))
    west, south, east, north = map(float, drawing.box(0))
    assert -50 < west < 0 < east < 50
    assert south < 0 < north or 0 <= south < north
    expect(drawing.page.get_by_role("button", name="Draw a box")).to_be_visible()
    expect(drawing.drawn).to_have_count(1)


def test_two_presses_draw_a_box_without_dragging(show: Show) -> None:
    drawing = Drawing(show)
    button(drawing, "Draw a box")
    drawing.page.mouse.click(*drawing.at(0.4, 0.3))
    assert drawing.box(0) == [""] * 4
    drawing.page.mouse.move(*drawing.at(0.5, 0.4))
    drawing.page.mouse.click(*drawing.at(0.6, 0.6))
    assert "" not in drawing.box(0)


def test_what_is_typed_is_drawn_and_drawn_again_when_it_changes(show: Show) -> None:
    drawing = Drawing(show)
    expect(drawing.drawn).to_have_count(0)
    for side, text in {"west": "3,5", "south": "42°30' N", "east": "25.5", "north": "60"}.items():
        drawing.page.fill(f"#place-boxes-0-{side}", text)
    expect(drawing.drawn).to_have_count(1)
    before = drawing.drawn.get_attribute("d")
    drawing.page.fill("#place-boxes-0-east", "40")
    expect(drawing.drawn).not_to_have_attribute("d", before or "")
    drawing.page.fill("#place-boxes-0-east", "nine")
    expect(drawing.drawn).to_have_count(0)


def test_a_chosen_box_is_moved_and_resized_by_its_handles(show: Show) -> None:
    drawing = Drawing(show, boxes((-10, 30, 10, 45)))
    drawing.drag((0.5, 0.5), (0.6, 0.5))
    west, south, east, north = map(float, drawing.box(0))
    assert west > -10
    assert (south, north) == pytest.approx((30, 45), abs=0.2)
    assert east - west == pytest.approx(20, abs=0.3)
    handle = drawing.page.locator('[data-handle="1 0.5"] rect').bounding_box()
    assert handle is not None
    drawing.page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    drawing.page.mouse.down()
    drawing.page.mouse.move(handle["x"] + 65, handle["y"] + 5, steps=4)
    drawing.page.mouse.up()
    assert float(drawing.box(0)[2]) > east
    assert float(drawing.box(0)[0]) == west
    button(drawing, "Remove the chosen box")
    assert drawing.box(0) == [""] * 4


def test_dragging_the_ground_moves_the_map_and_types_nothing(show: Show) -> None:
    drawing = Drawing(show, boxes((3, 42, 5, 44)))
    before = drawing.drawn.get_attribute("d")
    drawing.drag((0.1, 0.1), (0.2, 0.2))
    expect(drawing.drawn).not_to_have_attribute("d", before or "")
    assert drawing.box(0) == ["3", "42", "5", "44"]


def test_a_drag_over_the_pole_is_the_cap_around_it(show: Show) -> None:
    drawing = Drawing(show)
    button(drawing, "North pole")
    button(drawing, "Draw a box")
    drawing.drag((0.4, 0.3), (0.6, 0.7))
    west, south, east, north = map(float, drawing.box(0))
    assert (west, east, north) == (-180, 180, 90)
    assert 60 < south < 90


def test_the_wheel_is_left_to_the_page_until_the_map_has_the_focus(show: Show) -> None:
    drawing = Drawing(show, boxes((3, 42, 5, 44)))
    drawn = drawing.drawn.get_attribute("d") or ""
    drawing.page.mouse.move(*drawing.at(0.5, 0.5))
    drawing.page.mouse.wheel(0, -200)
    drawing.page.wait_for_timeout(200)
    expect(drawing.drawn).to_have_attribute("d", drawn)
    drawing.stage.focus()
    drawing.page.mouse.move(*drawing.at(0.5, 0.5))
    drawing.page.mouse.wheel(0, -200)
    expect(drawing.drawn).not_to_have_attribute("d", drawn)


def test_boxes_of_the_files_are_shown_and_cannot_be_moved(show: Show) -> None:
    drawing = Drawing(show, files="[[3, 42, 5, 44], [6, 43, 6, 43]]")
    expect(drawing.page.locator(".extent--files")).to_have_count(2)
    expect(drawing.page.get_by_text("Dashed: what the files say.")).to_be_visible()
    expect(drawing.drawn).to_have_count(0)


def test_the_map_fits_a_phone_and_asks_nobody_else(show: Show) -> None:
    asked: list[str] = []
    drawing = Drawing(show, boxes((3, 42, 5, 44)))
    drawing.page.on("request", lambda request: asked.append(request.url))
    drawing.page.set_viewport_size({"width": 320, "height": 700})
    drawing.press("w + + + f")
    drawing.page.wait_for_timeout(300)
    assert not drawing.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert all(url.startswith("http://localhost/") for url in asked)


def test_projections_agree_with_those_of_the_server_and_lead_back(show: Show) -> None:
    page = Drawing(show).page
    script = """async (places) => {
      const { EqualEarth, PolarStereographic } = await import("/js/map_projection.js");
      const all = [new EqualEarth(30), new PolarStereographic(0, true), new PolarStereographic(0, false)];
      const both = (projection, flat) => [flat, projection.back(...flat)];
      return all.map((each) => places.map((place) => both(each, each.flat(...place))));
    }"""
    ours: list[Projection] = [EqualEarth(30), PolarStereographic(0, True), PolarStereographic(0, False)]
    for projection, places in zip(ours, page.evaluate(script, PLACES), strict=True):
        for (lon, lat), (flat, back) in zip(PLACES, places, strict=True):
            assert flat == pytest.approx(projection.flat(lon, lat))
            assert back == pytest.approx([lon, lat], abs=1e-6)
