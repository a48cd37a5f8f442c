"""What script adds to a page that works without it: copying, asking once more, menus, cited layers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

Show = Callable[..., Page]
pytestmark = pytest.mark.e2e


def test_the_copy_button_appears_copies_and_says_so(show: Show) -> None:
    page = show(
        '<p id="c">Marin (2026).\n   Varve.</p>'
        '<p><button data-copy="#c" hidden>Copy</button><span data-copy-status></span></p>'
    )
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("[data-copy-status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "Marin (2026). Varve."


def test_a_hash_is_copied_from_the_button_itself(show: Show) -> None:
    page = show('<button data-copy-text="9f3c01d8" hidden>Copy</button>')
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "9f3c01d8"


RISK = (
    '<form action="/gone"><button name="act" value="w" data-confirm="Withdraw 42182?"'
    ' data-confirm-yes="Withdraw it">Withdraw</button></form>'
)


def test_a_risky_button_asks_once_more_and_can_be_left_with_escape(show: Show) -> None:
    page = show(RISK)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("group", name="Withdraw 42182?")).to_be_visible()
    expect(page.get_by_role("button", name="No, keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Withdraw", exact=True)).to_be_focused()
    assert page.url == "http://localhost/"


def test_the_second_press_of_a_risky_button_sends_its_form(show: Show) -> None:
    page = show(RISK, **{"gone*": lambda route: route.fulfill(body="gone")})
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page).to_have_url("http://localhost/gone?act=w")


MENUS = (
    '<details data-menu id="a"><summary>Menu</summary><a href="#x">X</a></details>'
    '<details data-menu id="b"><summary>You</summary></details><p>Text</p>'
)


def test_a_menu_closes_with_escape_and_by_a_click_elsewhere_and_gives_the_focus_back(show: Show) -> None:
    page = show(MENUS)
    page.get_by_text("Menu").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('#a').open") is False
    assert page.evaluate("document.activeElement.textContent") == "Menu"
    page.get_by_text("Menu").click()
    page.get_by_text("You").click()
    assert page.evaluate("[a.open, b.open]") == [False, True]
    page.get_by_text("Text").click()
    assert page.evaluate("b.open") is False


LAYERS = (
    '<ol class="core"><li class="core__layer" aria-current="true" id="43871">new</li></ol>'
    '<details id="older"><summary>Older</summary>'
    '<ol class="core"><li class="core__layer" id="42350">old</li></ol></details>'
)


def test_the_layer_named_in_the_address_is_opened_and_marked(show: Show) -> None:
    page = show(LAYERS, "/#42350")
    expect(page.get_by_text("old", exact=True)).to_be_visible()
    assert page.locator("[id='42350']").get_attribute("aria-current") == "true"


def test_a_cited_layer_is_opened_also_when_the_address_changes_later(show: Show) -> None:
    page = show(LAYERS)
    expect(page.get_by_text("old", exact=True)).to_be_hidden()
    page.evaluate("location.hash = '42350'")
    expect(page.get_by_text("old", exact=True)).to_be_visible()


@pytest.mark.parametrize("kind", ["icon-btn icon-btn--in", "btn btn--s", "up__a", "row", "note"])
def test_what_only_script_can_use_is_not_seen_until_script_shows_it(show: Show, kind: str) -> None:
    page = show(f'<span class="{kind}" id="dead" hidden>Copy</span><span class="{kind}" id="seen">Copy</span>')
    for sheet in sorted((Path(settings.BASE_DIR) / "static" / "css").glob("*.css")):
        if sheet.name != "index.css":
            page.add_style_tag(path=sheet)
    expect(page.locator("#dead")).to_be_hidden()
    expect(page.locator("#seen")).to_be_visible()
