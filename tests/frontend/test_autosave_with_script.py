"""Saving while one types: whole fields with what they were, in time, told what came of it, kept until it is safe."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

Show = Callable[..., Page]
Answer = Callable[[Route], None]
pytestmark = pytest.mark.e2e

WORDS = "saving saved offline failed signed large refused kept bare"
LINE = "<p data-saved role=status {}><span data-saved-words></span></p>".format(
    " ".join(f'data-words-{word}="{word.title()}."' for word in WORDS.split())
)
FORM = (
    '<form data-autosave="/save" method="post" action="/step">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="t">'
    '<input type="hidden" name="typed-by" value="7:mark">'
    '<input type="hidden" name="is-title" value="m"><input type="hidden" name="was-title" value="drawn">'
    '<input name="title-en" aria-label="English"><input name="title-fr" aria-label="French" value="Titre">'
    '<input type="hidden" name="is-abstract" value="m"><input type="hidden" name="was-abstract" value="drawn">'
    '<input name="abstract-en" aria-label="Abstract" value="kept"><button>Go</button></form>'
)
SAVED = "<p data-saved data-changed><span data-saved-words>Saved at 14:03</span></p>"


def fields(route: Route) -> dict[str, list[str]]:
    """What was posted, by name."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="([^"]+)"\r\n\r\n(.*?)\r\n--', route.request.post_data or "", re.DOTALL):
        found.setdefault(name, []).append(value)
    return found


def collects(into: list[dict[str, list[str]]], **more: Any) -> Answer:
    """An answer that remembers what was asked."""

    def answer(route: Route) -> None:
        into.append(fields(route))
        route.fulfill(**({"body": SAVED, "content_type": "text/html"} | more))

    return answer


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-saved-words]")).to_have_text(words, timeout=6000)


def test_a_field_goes_whole_with_what_it_was_within_two_seconds_of_the_last_key(show: Show) -> None:
    asked: list[dict[str, list[str]]] = []
    arrived: list[float] = []

    def answer(route: Route) -> None:
        arrived.append(time.monotonic())
        collects(asked)(route)

    page = show(LINE + FORM, save=answer)
    page.get_by_label("English").press_sequentially("CTD", delay=40)
    last = time.monotonic()
    says(page, "Saved at 14:03")
    assert arrived[0] - last < 2
    (sent,) = asked
    assert sent["title-en"] == ["CTD"]
    assert sent["title-fr"] == ["Titre"]
    assert sent["was-title"] == ["drawn"]
    assert not any("abstract" in name for name in sent)
    assert "CTD" in page.locator("[name=was-title]").input_value()
    assert page.locator("[name=was-abstract]").input_value() == "drawn"


@pytest.mark.parametrize(
    ("status", "kind", "body", "told"),
    [
        (409, "text/plain", "The moderators have it.", "The moderators have it. Kept."),
        (409, "application/json", '{"detail": "Too long."}', "Too long. Kept."),
        (413, "text/html", "<p>no", "Large."),
        (401, "text/plain", "no", "Signed."),
        (404, "text/html", "<p>no", "Refused."),
    ],
)
def test_a_refusal_is_told_in_words_and_not_asked_again_and_again(
    show: Show, status: int, kind: str, body: str, told: str
) -> None:
    asked: list[dict[str, list[str]]] = []
    page = show(LINE + FORM, save=collects(asked, status=status, body=body, content_type=kind))
    page.get_by_label("English").fill("CTD")
    says(page, told)
    page.wait_for_timeout(1500)
    assert len(asked) == 1
    page.get_by_label("Abstract").fill("more")
    page.wait_for_timeout(2500)
    assert asked[-1]["title-en"] == ["CTD"]
    assert "tried-title" not in asked[-1]


def test_a_server_that_fails_is_asked_again_and_told_what_it_may_have(show: Show) -> None:
    asked: list[dict[str, list[str]]] = []

    def answer(route: Route) -> None:
        collects(asked, **({} if len(asked) else {"status": 503, "headers": {"Retry-After": "1"}}))(route)

    page = show(LINE + FORM, save=answer)
    page.get_by_label("English").fill("CTD")
    says(page, "Failed.")
    says(page, "Saved at 14:03")
    assert "CTD" in asked[1]["tried-title"][0]
    assert page.locator("[name=tried-title]").count() == 0


def test_the_form_that_is_sent_while_it_saves_says_what_is_on_its_way(show: Show) -> None:
    held: list[Route] = []
    gone: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    def step(route: Route) -> None:
        gone.append(route.request.post_data or "")
        route.fulfill(body="after", content_type="text/html")

    page = show(LINE + FORM, save=hold, step=step)
    page.get_by_label("English").fill("CTD")
    says(page, "Saving.")
    page.wait_for_timeout(1500)
    assert held
    page.get_by_label("English").fill("CTD casts")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url("**/step")
    (body,) = gone
    assert "tried-title=" in body
    assert "title-en=CTD+casts" in body
    (on_its_way,) = fields(held[0])["turn"]
    (turn,) = re.findall(r"&turn=(\d+)", body)
    assert int(turn) > int(on_its_way)


def test_what_another_part_of_the_page_sent_is_what_the_fields_were(show: Show) -> None:
    page = show(LINE + FORM, save=lambda route: route.fulfill(body=SAVED, content_type="text/html"))
    page.get_by_label("Abstract").fill("Sent by a button")
    page.evaluate(
        "form => form.dispatchEvent(new CustomEvent('varve:sent', {detail: new FormData(form)}))",
        page.locator("form").element_handle(),
    )
    assert "Sent by a button" in page.locator("[name=was-abstract]").input_value()
    page.wait_for_timeout(2000)
    says(page, "")


def test_what_was_left_is_sent_at_the_next_visit_whatever_the_clock_says(show: Show) -> None:
    asked: list[dict[str, list[str]]] = []
    page = show(LINE + FORM, save=lambda route: route.abort())
    page.clock.set_system_time("2001-01-01T00:00:00Z")
    page.get_by_label("English").fill("Left behind")
    says(page, "Offline.")
    page.clock.set_system_time("2001-01-01T00:02:00Z")
    page.unroute("http://localhost/save")
    found = SAVED.replace("Saved at 14:03", "Found what you typed at 14:01")
    page.route("http://localhost/save", collects(asked, body=found))
    page.reload()
    says(page, "Found what you typed at 14:01")
    assert asked[0]["title-en"] == ["Left behind"]
    assert 110 <= int(asked[0]["found-age"][0]) <= 140
    assert asked[0]["typed-by"] == ["7:mark"]


def test_another_person_at_the_same_computer_gets_nothing_of_it(show: Show) -> None:
    asked: list[dict[str, list[str]]] = []
    page = show(LINE + FORM, save=lambda route: route.abort())
    page.get_by_label("English").fill("Mine alone")
    says(page, "Offline.")
    page.unroute("http://localhost/save")
    page = show(LINE + FORM.replace("7:mark", "8:other"), save=collects(asked))
    page.wait_for_timeout(1500)
    assert asked == []
    assert page.get_by_label("English").input_value() == ""


def test_a_form_that_arrived_by_its_button_is_not_sent_again(show: Show) -> None:
    asked: list[dict[str, list[str]]] = []
    page = show(LINE + FORM, save=lambda route: route.abort())
    page.get_by_label("English").fill("By the button")
    says(page, "Offline.")
    sending = page.locator("[name=sending]").input_value()
    page.unroute("http://localhost/save")
    page = show(LINE + FORM.replace("<form ", f'<form data-done="{sending}" '), save=collects(asked))
    page.wait_for_timeout(1500)
    assert asked == []
