"""The proposals with script: followed while files are read, answered in place, the focus kept, what came of it said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

Show = Callable[..., Page]
pytestmark = pytest.mark.e2e

PANEL = (
    '<section data-renew="proposals" data-proposals="/say?page=1" data-waiting="{waiting}">'
    '<form method="post" action="/answer" data-proposals-form>{inside}</form></section>'
)
LINE = (
    '<ul><li id="prop-{field}" tabindex="-1"><p>Casts</p>'
    '<button name="do" value="{verb}:{field}" id="{verb}-{field}" data-proposal>Go</button></li></ul>'
)
RADIOS = (
    '<input type="radio" name="choice-time-periods" value="a" id="choice-a">'
    '<input type="radio" name="choice-time-periods" value="b" id="choice-b">'
    '<button name="do" value="use:time/periods" id="use-time-periods" data-proposal'
    ' data-needs="choice-time-periods">Use</button>'
)
FLASH = '<div class="flashes">Title: used.</div>'


def panel(inside: str, waiting: int = 0) -> str:
    return PANEL.format(inside=inside, waiting=waiting)


def body(inside: str, waiting: int = 0) -> str:
    return f"<main>{panel(inside, waiting)}</main>"


def sends(text: str, asked: list[str] | None = None) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        if asked is not None:
            asked.append(route.request.post_data or "")
        route.fulfill(body=text, content_type="text/html")

    return answer


def test_the_page_follows_until_every_file_is_read_and_then_asks_no_more(show: Show) -> None:
    asked: list[str] = []
    page = show(
        f'<main><i data-renew="read-7">being read</i>{panel("", 1)}</main>',
        **{"say?page=1": sends(f'<i data-renew="read-7">read</i>{panel("<p class=muted>Proposals</p>")}', asked)},
    )
    expect(page.locator("[data-renew=read-7]")).to_have_text("read", timeout=8000)
    expect(page.locator("main > [role=status]")).to_have_text("Proposals")
    page.wait_for_timeout(2600)
    assert len(asked) == 1


def test_what_is_chosen_and_focused_stays_when_the_panel_is_drawn_anew(show: Show) -> None:
    page = show(body(RADIOS, 1), **{"say?page=1": sends(panel(f"<p>New</p>{RADIOS}"))})
    page.locator("#choice-b").check()
    page.locator("#choice-b").focus()
    expect(page.get_by_text("New")).to_be_visible(timeout=8000)
    expect(page.locator("#choice-b")).to_be_checked()
    assert page.evaluate("document.activeElement.id") == "choice-b"


def test_an_answer_is_given_in_place_and_the_focus_goes_to_what_undoes_it(show: Show) -> None:
    asked: list[str] = []
    page = show(
        body(LINE.format(verb="use", field="title")),
        answer=sends(FLASH + panel(LINE.format(verb="undo", field="title")), asked),
    )
    page.locator("#use-title").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#undo-title")).to_be_focused()
    expect(page.locator("main > [role=status]")).to_have_text("Title: used.")
    assert 'name="do"' in asked[0]
    assert "use:title" in asked[0]


def test_where_files_disagree_the_button_waits_for_a_choice(show: Show) -> None:
    asked: list[str] = []
    page = show(body(RADIOS), answer=sends(panel(RADIOS), asked))
    button = page.locator("#use-time-periods")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    page.wait_for_timeout(200)
    assert asked == []
    page.locator("#choice-a").check()
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.click()
    page.wait_for_timeout(500)
    assert len(asked) == 1


def test_a_step_is_saved_whole_and_only_the_section_asked_about_is_drawn_anew(show: Show) -> None:
    def section(field: str, verb: str, text: str) -> str:
        mark = f'<input type="hidden" name="is-{field}" value="{text}">'
        box = f'<textarea name="{field}-en" aria-label="{field}">{text}</textarea>'
        return f'<section id="section-{field}">{mark}{box}{LINE.format(verb=verb, field=field)}</section>'

    def step(verb: str, title: str, lineage: str) -> str:
        inside = section("title", verb, title) + section("lineage", "use", lineage)
        return f'<form method="post" action="/answer">{inside}</form>'

    asked: list[str] = []
    page = show(f"<main>{step('use', '', '')}</main>", answer=sends(FLASH + step("undo", "Casts", "Saved anew"), asked))
    page.locator("[name=lineage-en]").fill("Being typed")
    page.locator("#use-title").click()
    expect(page.locator("[name=title-en]")).to_have_value("Casts")
    expect(page.locator("[name=lineage-en]")).to_have_value("Being typed")
    assert page.locator("[name=is-lineage]").input_value() == "Saved anew"
    assert "Being typed" in asked[0]
    expect(page.locator("#undo-title")).to_be_focused()


def test_where_the_script_fails_the_browser_sends_the_form_itself(show: Show) -> None:
    def refuse(route: Route) -> None:
        if route.request.resource_type == "document":
            route.fulfill(body="<p>Answered</p>", content_type="text/html")
        else:
            route.abort()

    page = show(body(LINE.format(verb="no", field="licence")), answer=refuse)
    page.locator("#no-licence").click()
    expect(page.get_by_text("Answered")).to_be_visible()
