"""The boxes over people, organisations and funders, as comboboxes: keys, two answers, a filled row, a silent server."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.agents_step import Registries, form, option, type_into

Show = Callable[..., Page]
pytestmark = pytest.mark.e2e


def test_this_site_answers_first_and_registries_are_added_behind(show: Show) -> None:
    page = show(form())
    known = option("Clara Marin", "orcid:1")
    asked = Registries(page, here=known, everywhere=known + option("Carl Marin", "orcid:2"))
    type_into(page, "Find a person", "marin")
    expect(page.get_by_role("option")).to_have_text(["Clara Marin", "Carl Marin", "marin"])
    expect(page.get_by_role("status").first).to_have_text("Found: 2")
    assert [query["from"] for query in asked.asked] == [["here"], ["all"]]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    marked = page.get_by_role("option", selected=True)
    expect(marked).to_have_text("Carl Marin")
    box = page.get_by_label("Find a person")
    expect(box).to_have_attribute("aria-activedescendant", str(marked.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Added: Carl Marin")
    assert "pick:creators" in asked.sent[0]
    assert "Carl Marin" in asked.sent[0]
    assert page.evaluate("document.activeElement.id") == "creators-find"
    assert page.locator("input[name=is-creators]").input_value() == "new"


def test_picking_works_on_a_page_that_was_opened_at_a_place_of_its_own(show: Show) -> None:
    page = show(form().replace('action="/step"', 'action="/step#main"'))
    Registries(page, here=option("Clara Marin", "orcid:1"))
    type_into(page, "Find a person", "cla")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("Clara Marin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Added: Clara Marin")


def test_the_page_of_signing_in_is_no_answer(show: Show) -> None:
    page = show(form())
    Registries(page, here=option("Clara Marin", "orcid:1"))
    page.route(re.compile("/step"), lambda route: route.fulfill(status=302, headers={"Location": "/login"}))
    page.route(re.compile("/login"), lambda route: route.fulfill(body="<html><body>Sign in</body></html>"))
    type_into(page, "Find a person", "cla")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("No answer")
    expect(page.get_by_label("Find a person")).to_have_value("Clara Marin")


def test_a_mark_stays_where_it_is_when_registries_answer(show: Show) -> None:
    page = show(form())
    known = option("Clara Marin", "orcid:1")
    Registries(page, here=known, everywhere=option("Carl Marin", "orcid:2") + known)
    type_into(page, "Find a person", "marin")
    expect(page.get_by_role("option", name="Clara Marin")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Carl Marin")).to_be_visible()
    expect(page.get_by_role("option", selected=True)).to_have_text("Clara Marin")


def test_a_mark_stays_when_the_answer_to_the_last_letters_comes_after_it(show: Show) -> None:
    page = show(form())
    asked = Registries(page, here=option("Carl Marin", "orcid:2") + option("Clara Marin", "orcid:1"))
    type_into(page, "Find a person", "ma")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.type("r")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="mar", exact=True)).to_be_visible()
    assert [query["q"] for query in asked.asked[:2]] == [["ma"], ["mar"]]
    expect(page.get_by_role("option", selected=True)).to_have_text("Clara Marin")


def test_another_letter_takes_a_mark_away(show: Show) -> None:
    page = show(form())
    Registries(page, here=option("Clara Marin", "orcid:1"))
    type_into(page, "Find a person", "ma")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.type("r")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    expect(page.get_by_label("Find a person")).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Added: mar")


def test_fast_typing_asks_once_and_two_letters_stay_here(show: Show) -> None:
    page = show(form())
    asked = Registries(page)
    type_into(page, "Find a person", "ma")
    page.wait_for_timeout(900)
    assert [query["from"] for query in asked.asked] == [["here"]]
    page.keyboard.type("rin", delay=10)
    page.wait_for_timeout(900)
    assert [query["q"] for query in asked.asked[1:]] == [["marin"], ["marin"]]


def test_the_name_in_a_row_is_completed_and_what_was_replaced_is_said(show: Show) -> None:
    page = show(form())
    asked = Registries(page, here=option("Clara Marin", "orcid:1"))
    asked.said = "“Klara” was replaced by “Clara”."
    assert page.locator(".finder--live").count() == 2
    type_into(page, "Family name", "mar")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    row = page.locator("#creators-0-find [role=status]")
    expect(row).to_have_text("Filled in: Clara Marin. “Klara” was replaced by “Clara”.")
    assert page.evaluate("document.activeElement.id") == "creators-0-family"
    assert "pick:creators-0" in asked.sent[0]
    expect(page.get_by_label("Family name")).to_have_value("Marin")
    type_into(page, "Family name", "x")
    expect(page.get_by_role("option", name="Clara Marin")).to_be_visible()


def test_an_orcid_is_looked_up_once_it_is_whole(show: Show) -> None:
    page = show(form())
    asked = Registries(page, here=option("Clara Marin", "orcid:1"))
    type_into(page, "ORCID", "0000-0002-1825-00")
    page.wait_for_timeout(400)
    assert asked.asked == []
    page.keyboard.type("97")
    expect(page.get_by_role("option")).to_have_text(["Clara Marin"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#creators-0-find [role=status]")).to_have_text("Filled in: Clara Marin")
    assert page.evaluate("document.activeElement.id") == "creators-0-orcid"


def test_enter_adds_who_is_nowhere_as_they_were_typed_and_waits_for_nobody(show: Show) -> None:
    page = show(form())
    asked = Registries(page)
    type_into(page, "Find a person", "Jane Doe")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Added: Jane Doe")
    assert all(query["from"] == ["here"] for query in asked.asked)
    assert "Jane Doe" in asked.sent[0]


def test_escape_closes_and_leaves_what_was_typed(show: Show) -> None:
    page = show(form())
    Registries(page, here=option("Clara Marin", "orcid:1"))
    type_into(page, "Find a person", "mar")
    expect(page.get_by_role("listbox").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_label("Find a person")).to_have_value("mar")


def test_a_note_of_the_server_is_said_beside_what_was_found(show: Show) -> None:
    page = show(form())
    Registries(page, everywhere="<p data-note>No answer from ORCID.</p>")
    type_into(page, "Family name", "marin")
    expect(page.locator("#creators-0-find [role=status]")).to_have_text("Nobody. No answer from ORCID.")


def test_a_search_that_does_not_answer_is_said_and_nothing_is_lost(show: Show) -> None:
    page = show(form())
    Registries(page).status = 503
    type_into(page, "Family name", "marin")
    expect(page.locator("#creators-0-find [role=status]")).to_have_text("No answer")
    expect(page.get_by_label("Family name")).to_have_value("marin")
