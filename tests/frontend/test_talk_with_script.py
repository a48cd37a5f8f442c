"""A conversation that is followed: what is new comes into its thread, is said once, and nothing typed is touched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

Show = Callable[..., Page]
pytestmark = pytest.mark.e2e

MESSAGE = '<li class="msg" data-comment="{0}" data-say="Bob wrote about: Lineage">{1}</li>'
HEAD = '<div class="thread__h">{}</div>'
FORM = '<form><textarea name="body" id="reply-1" aria-label="Answer"></textarea><button>Reply</button></form>'
FIRST = '<li class="msg" data-comment="1">Which batch?</li>'


def thread(*messages: str, key: int = 1, head: str = "Asked of you", form: str = FORM) -> str:
    return f'<div class="thread" id="thread-{key}">{HEAD.format(head)}<ul>{"".join(messages)}</ul>{form}</div>'


PAGE = f"""<section data-talk="/live"><div data-talk-place="lineage">{thread(FIRST)}</div>
<div data-talk-place="title"></div><div data-talk-place=""><p data-talk-none>Nothing yet.</p></div></section>"""


class Server:
    """The address of the threads: what it was asked, and what it says."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.tag, self.body, self.status = '"1"', "", 200

    def __call__(self, route: Route) -> None:
        known = route.request.headers.get("if-none-match", "")
        self.asked.append(known)
        if self.status != 200:
            route.fulfill(status=self.status)
        elif known == self.tag:
            route.fulfill(status=304, headers={"ETag": self.tag})
        else:
            route.fulfill(body=self.body, content_type="text/html; charset=utf-8", headers={"ETag": self.tag})


def test_a_remark_of_the_other_side_appears_within_two_seconds_and_is_said(show: Show) -> None:
    server = Server()
    server.body = f'<div data-talk-at="lineage">{thread(FIRST)}</div>'
    page = show(PAGE, live=server)
    page.get_by_label("Answer").fill("I am just writing")
    page.wait_for_timeout(1700)
    server.tag = '"2"'
    server.body = f'<div data-talk-at="lineage">{thread(FIRST, MESSAGE.format(2, "And which cruise?"))}</div>'
    expect(page.get_by_text("And which cruise?")).to_be_visible(timeout=2000)
    expect(page.locator("[role=status]")).to_have_text("Bob wrote about: Lineage")
    assert page.get_by_label("Answer").input_value() == "I am just writing"
    assert page.evaluate("document.activeElement.id") == "reply-1"
    expect(page.locator(".msg")).to_have_count(2)
    page.wait_for_timeout(2000)
    assert server.asked[-1] == '"2"'


def test_a_thread_begins_at_its_field_and_one_without_a_place_at_the_whole(show: Show) -> None:
    server = Server()
    server.body = (
        f'<div data-talk-at="title">{thread(MESSAGE.format(3, "Too long"), key=3, form="")}</div>'
        f'<div data-talk-at="quality">{thread(MESSAGE.format(4, "How good?"), key=4, form="")}</div>'
    )
    page = show(PAGE, live=server)
    expect(page.locator('[data-talk-place="title"] #thread-3')).to_be_visible(timeout=4000)
    expect(page.locator('[data-talk-place=""] #thread-4')).to_be_visible()
    expect(page.get_by_text("Nothing yet.")).to_have_count(0)
    expect(page.locator("#thread-1")).to_be_visible()


def test_where_a_thread_stands_is_renewed_and_a_box_that_is_typed_in_stays(show: Show) -> None:
    server = Server()
    server.body = thread(FIRST, head="Settled", form="")
    page = show(PAGE, live=server)
    page.get_by_label("Answer").fill("P165")
    expect(page.locator(".thread__h")).to_have_text("Settled", timeout=4000)
    assert page.get_by_label("Answer").input_value() == "P165"
    page.get_by_label("Answer").fill("")
    page.get_by_label("Answer").blur()
    server.tag = '"2"'
    expect(page.get_by_label("Answer")).to_have_count(0, timeout=4000)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_who_may_not_read_it_any_more_does_not_ask_again(show: Show, status: int) -> None:
    server = Server()
    server.status = status
    page = show(PAGE, live=server)
    page.wait_for_timeout(5000)
    assert len(server.asked) == 1


def test_a_server_in_trouble_is_asked_less_often_and_then_again(show: Show) -> None:
    server = Server()
    server.status = 503
    page = show(PAGE, live=server)
    page.wait_for_timeout(5200)
    assert len(server.asked) == 2
    server.status, server.body = 200, thread(FIRST, MESSAGE.format(2, "Back again"))
    expect(page.get_by_text("Back again")).to_be_visible(timeout=9000)


def test_a_conversation_that_is_brought_anew_is_followed_too(show: Show) -> None:
    server = Server()
    server.body = thread(FIRST, MESSAGE.format(2, "Here"))
    page = show("<div id=rest></div>", live=server)
    page.evaluate("(html) => { document.getElementById('rest').innerHTML = html; }", PAGE)
    expect(page.get_by_text("Here")).to_be_visible(timeout=4000)


CALLING = """<section data-talk="/live"><p>Call <span data-talk-name>@Bob Marin</span>,
<span data-talk-name>@Bella Étang</span></p>
<form><textarea name="body" id="say" aria-label="Say"></textarea></form></section>"""


def test_names_are_offered_after_an_at_and_taken_by_keyboard(show: Show) -> None:
    page = show(CALLING, live=Server())
    box = page.get_by_label("Say")
    box.press_sequentially("Dear @b")
    expect(page.get_by_role("option")).to_have_text(["@Bob Marin", "@Bella Étang"])
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == "Dear @Bella Étang "
    expect(page.get_by_role("option")).to_have_count(0)
    box.press_sequentially("and @etang")
    expect(page.get_by_role("option")).to_have_text(["@Bella Étang"])
    box.press("Escape")
    box.press("Enter")
    assert box.input_value().endswith("and @etang\n")


def test_a_name_is_taken_by_pointer_and_addresses_of_mail_offer_none(show: Show) -> None:
    page = show(CALLING, live=Server())
    box = page.get_by_label("Say")
    box.press_sequentially("bob@b")
    expect(page.get_by_role("option")).to_have_count(0)
    box.press_sequentially(" @mar")
    page.get_by_role("option").click()
    assert box.input_value() == "bob@b @Bob Marin "
