"""Boxes are drawn, changed and removed by keyboard alone; each move is spoken; saving while typing sees it."""

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.drawing import Drawing, Show, boxes, land

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def _land(page: Page) -> None:
    page.route("**/land/**", land)


def test_two_corners_make_a_box_each_move_is_spoken_and_the_fields_are_saved(show: Show) -> None:
    drawing = Drawing(show)
    drawing.press("+ b")
    expect(drawing.said).to_have_text("A new box. Arrows move the cross-hair, Enter sets a corner. 0.0 north, 0.0 east")
    drawing.press("ArrowUp ArrowRight")
    expect(drawing.said).to_have_text("5.0 north, 5.0 east")
    drawing.press("Enter ArrowDown ArrowDown ArrowLeft")
    expect(drawing.said).to_have_text("5.0 south, 0.0 east")
    drawing.press("Enter")
    expect(drawing.said).to_have_text("Box 1: 5.0 south to 5.0 north, 0.0 east to 5.0 east.")
    assert drawing.box(0) == ["0", "-5", "5", "5"]
    expect(drawing.drawn).to_have_count(1)
    drawing.page.wait_for_timeout(2200)
    assert {f"place-boxes-0-{side}" for side in ("west", "south", "east", "north")} <= drawing.sent_names()


def test_shift_is_ten_times_finer(show: Show) -> None:
    drawing = Drawing(show).press(
        "+ b ArrowUp Shift+ArrowUp Shift+ArrowRight Enter Shift+ArrowDown Shift+ArrowDown Enter"
    )
    assert drawing.box(0) == ["0.5", "4.5", "0.5", "5.5"]


def test_the_same_corner_twice_makes_a_point(show: Show) -> None:
    drawing = Drawing(show).press("+ b ArrowUp Enter Enter")
    assert drawing.box(0) == ["0", "5", "0", "5"]
    expect(drawing.said).to_have_text("Box 1: 5.0 north, 0.0 east.")


def test_escape_leaves_and_nothing_is_typed(show: Show) -> None:
    drawing = Drawing(show).press("b Enter ArrowUp Escape")
    expect(drawing.said).to_have_text("Drawing stopped.")
    assert drawing.box(0) == [""] * 4
    assert drawing.page.url.endswith("/"), "Enter does not send the form"
    assert not drawing.posted


def test_a_further_box_adds_a_row_of_its_own(show: Show) -> None:
    drawing = Drawing(show, boxes((3, 42, 5, 44)))
    drawing.press("w + b Enter ArrowUp ArrowRight Enter")
    assert drawing.box(0) == ["3", "42", "5", "44"]
    assert drawing.box(1) == ["0", "0", "5", "5"]
    expect(drawing.page.locator("#place-boxes-1 legend")).to_have_text("Box 2")
    expect(drawing.page.get_by_label("North", exact=True)).to_have_count(2)
    drawing.page.wait_for_timeout(2200)
    assert "place-boxes-1-west" in drawing.sent_names()


def test_a_box_is_chosen_moved_and_given_another_corner(show: Show) -> None:
    drawing = Drawing(show, boxes((3, 42, 5, 44), (10, 50, 12, 52))).press("n n")
    expect(drawing.said).to_have_text("Box 2 chosen: 50.0 north to 52.0 north, 10.0 east to 12.0 east.")
    drawing.press("ArrowUp ArrowRight")
    west, south, east, north = map(float, drawing.box(1))
    assert west > 10
    assert south > 50
    assert (round(east - west, 6), round(north - south, 6)) == (2, 2)
    drawing.press("Enter Shift+ArrowUp Enter")
    assert float(drawing.box(1)[3]) > north
    assert float(drawing.box(1)[1]) == south


def test_delete_empties_the_row_and_the_next_box_takes_it(show: Show) -> None:
    drawing = Drawing(show, boxes((3, 42, 5, 44), (10, 50, 12, 52))).press("n Delete")
    expect(drawing.said).to_have_text("Box 1 removed.")
    assert drawing.box(0) == [""] * 4
    expect(drawing.drawn).to_have_count(1)
    drawing.press("w + b Enter ArrowUp ArrowRight Enter")
    assert drawing.box(0) == ["0", "0", "5", "5"]


def test_a_box_goes_on_over_the_antimeridian_and_is_drawn_in_two_parts_on_the_world(show: Show) -> None:
    drawing = Drawing(show, boxes((170, -10, 176, 5))).press("n Enter ArrowRight ArrowRight ArrowRight ArrowRight")
    drawing.press("ArrowRight ArrowRight ArrowRight ArrowRight ArrowRight Enter")
    west, _south, east, _north = map(float, drawing.box(0))
    assert west == 170
    assert -180 <= east < 170
    drawing.press("w")
    expect(drawing.drawn).to_have_count(2)
    drawing.press("f")
    expect(drawing.drawn).to_have_count(1)


def test_h_shows_and_tells_the_keys_and_the_map_is_one_tab_stop(show: Show) -> None:
    drawing = Drawing(show).press("h")
    expect(drawing.page.locator(".drawmap__keys")).to_be_visible()
    expect(drawing.said).to_contain_text("B: begin a box")
    drawing.press("h")
    expect(drawing.page.locator(".drawmap__keys")).to_be_hidden()
    assert drawing.stage.get_attribute("role") == "application"
    assert drawing.stage.get_attribute("aria-label") == "Map to draw boxes on. Press H for help."
    assert drawing.stage.locator("[tabindex], a, button, input").count() == 0


def test_other_keys_and_keys_of_the_browser_stay_with_the_browser(show: Show) -> None:
    drawing = Drawing(show)
    drawing.press("Control+b x Tab")
    assert drawing.page.evaluate("document.activeElement.className") != "drawmap__stage"
    expect(drawing.page.locator(".is-drawing")).to_have_count(0)


def test_the_button_pressed_by_key_leads_into_the_map_and_arrows_move_no_chosen_box(show: Show) -> None:
    drawing = Drawing(show, boxes((3, 42, 5, 44))).press("n")
    drawing.page.get_by_role("button", name="Draw a box").focus()
    drawing.page.keyboard.press("Enter")
    expect(drawing.stage).to_be_focused()
    for key in ("ArrowUp", "Enter", "Enter"):
        drawing.page.keyboard.press(key)
    assert drawing.box(0) == ["3", "42", "5", "44"]
    assert "" not in drawing.box(1)
    expect(drawing.page.get_by_role("button", name="Remove Box 2")).to_have_count(1)


def test_keys_go_on_where_the_pointer_began(show: Show) -> None:
    drawing = Drawing(show)
    drawing.page.get_by_role("button", name="Draw a box").click()
    drawing.press("ArrowUp Enter ArrowUp ArrowRight Enter")
    assert "" not in drawing.box(0)
