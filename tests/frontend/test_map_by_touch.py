"""Fingers on the map: two taps draw a box, two fingers zoom, one finger at rest is left to the page."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.frontend.drawing import Drawing, Show, boxes, land

pytestmark = pytest.mark.e2e
Place = tuple[float, float]


@pytest.fixture(autouse=True)
def _land(page: Page) -> None:
    page.route("**/land/**", land)


@pytest.fixture
def fingers(page: Page) -> CDPSession:
    """The touch screen of the browser."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    return session


def touch(fingers: CDPSession, kind: str, places: Sequence[Place]) -> None:
    """One touch event with these fingers down."""
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
    fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_two_taps_draw_a_box(show: Show, fingers: CDPSession) -> None:
    drawing = Drawing(show)
    drawing.page.get_by_role("button", name="Draw a box").click()
    for place in (drawing.at(0.4, 0.3), drawing.at(0.6, 0.6)):
        touch(fingers, "touchStart", [place])
        touch(fingers, "touchEnd", [])
    expect(drawing.drawn).to_have_count(1)
    west, south, east, north = map(float, drawing.box(0))
    assert west < 0 < east
    assert south < north


def test_a_finger_drags_a_box_while_drawing(show: Show, fingers: CDPSession) -> None:
    drawing = Drawing(show)
    drawing.page.get_by_role("button", name="Draw a box").click()
    touch(fingers, "touchStart", [drawing.at(0.4, 0.3)])
    for share in (0.45, 0.5, 0.6):
        touch(fingers, "touchMove", [drawing.at(share, share)])
    touch(fingers, "touchEnd", [])
    assert "" not in drawing.box(0)


def test_two_fingers_zoom_and_type_nothing(show: Show, fingers: CDPSession) -> None:
    drawing = Drawing(show, boxes((-10, 30, 10, 45)))
    before = drawing.drawn.get_attribute("d") or ""
    touch(fingers, "touchStart", [drawing.at(0.45, 0.5)])
    touch(fingers, "touchStart", [drawing.at(0.45, 0.5), drawing.at(0.55, 0.5)])
    for apart in (0.08, 0.12, 0.2):
        touch(fingers, "touchMove", [drawing.at(0.5 - apart, 0.5), drawing.at(0.5 + apart, 0.5)])
    touch(fingers, "touchEnd", [])
    expect(drawing.drawn).not_to_have_attribute("d", before)
    assert drawing.box(0) == ["-10", "30", "10", "45"]


def test_one_finger_at_rest_is_left_to_the_page_until_there_is_something_to_drag(show: Show) -> None:
    drawing = Drawing(show, boxes((-10, 30, 10, 45)))
    style = "document.querySelector('.drawmap').className"
    assert "is-drawing" not in drawing.page.evaluate(style)
    drawing.press("n")
    expect(drawing.page.locator(".drawmap.has-chosen")).to_have_count(1)
    drawing.press("Escape b")
    expect(drawing.page.locator(".drawmap.is-drawing")).to_have_count(1)
