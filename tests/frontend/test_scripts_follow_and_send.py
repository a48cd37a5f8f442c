"""The live parts: following a publication, saving while one writes, sending files with their progress."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

Show = Callable[..., Page]
pytestmark = pytest.mark.e2e

LIVE = (
    '<div data-live="/stages" data-live-until="[data-finished]">'
    '<a id="help" href="#h">Help</a><p class="is-now">Frozen</p></div>'
)


def test_a_publication_is_followed_to_its_end_and_then_left_alone(show: Show) -> None:
    asked: list[float] = []

    def answer(route: Route) -> None:
        asked.append(time.monotonic())
        end = '<p data-finished class="is-now">Public</p>' if len(asked) > 1 else '<p class="is-now">Copied</p>'
        route.fulfill(body=f'<a id="help" href="#h">Help</a>{end}', content_type="text/html")

    page = show(LIVE, stages=answer)
    page.locator("#help").focus()
    expect(page.locator("[role=status]")).to_have_text("Copied", timeout=8000)
    assert page.evaluate("document.activeElement.id") == "help"
    expect(page.get_by_text("Public").first).to_be_visible(timeout=8000)
    page.wait_for_timeout(2600)
    assert len(asked) == 2
    assert asked[1] - asked[0] > 1.5


def test_a_server_that_does_not_answer_is_asked_again_and_nothing_is_lost(show: Show) -> None:
    asked: list[int] = []

    def answer(route: Route) -> None:
        asked.append(1)
        if len(asked) == 1:
            route.fulfill(status=503)
        else:
            route.fulfill(body="<p data-finished>Public</p>", content_type="text/html")

    page = show(LIVE, stages=answer)
    page.wait_for_timeout(2600)
    expect(page.get_by_text("Frozen")).to_be_visible()
    expect(page.get_by_text("Public").first).to_be_visible(timeout=8000)


def test_the_rest_of_the_page_follows_at_the_end_but_for_what_is_written_in(show: Show) -> None:
    written = '<div id="talk"><textarea aria-label="Message">{}</textarea></div>'
    body = (
        LIVE.replace("data-live-until", 'data-live-also="badge talk" data-live-until')
        + '<p id="badge">{}</p>'
        + written.format("")
    )

    def stages(route: Route) -> None:
        route.fulfill(body="<p data-finished>Done</p>", content_type="text/html")

    page = show(body.format("Publishing"), stages=stages)
    page.route(
        "http://localhost/",
        lambda route: route.fulfill(body=body.format("Open") + written.format("lost"), content_type="text/html"),
    )
    page.get_by_label("Message").fill("A question")
    expect(page.locator("#badge")).to_have_text("Open", timeout=8000)
    assert page.get_by_label("Message").input_value() == "A question"


def test_the_rest_of_the_page_follows_a_change_of_state_before_the_end(show: Show) -> None:
    body = (
        '<p id="badge">{0}</p><div data-live="/stages" data-live-until="[data-finished]" data-live-also="badge">'
        '<span data-live-state="submitted"></span></div>'
    )
    page = show(
        body.format("With the moderators"),
        stages=lambda route: route.fulfill(body='<span data-live-state="publishing"></span>', content_type="text/html"),
    )
    page.route("http://localhost/", lambda route: route.fulfill(body=body.format("Accepted"), content_type="text/html"))
    expect(page.locator("#badge")).to_have_text("Accepted", timeout=8000)


SAVED = (
    '<p class="saved" role="status" data-saved data-words-saving="Saving…" data-words-saved="Saved"'
    ' data-words-offline="Offline" data-words-failed="Not saved"><span data-saved-words></span></p>'
    '<form data-autosave="/save"><input type="hidden" name="csrfmiddlewaretoken" value="t">'
    '<input name="title" aria-label="Title"><input name="abstract" aria-label="Abstract" value="kept"></form>'
)


def test_only_what_changed_is_saved_a_moment_after_the_last_key(show: Show) -> None:
    bodies: list[str] = []

    def answer(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        route.fulfill(status=204)

    page = show(SAVED, save=answer)
    page.get_by_label("Title").press_sequentially("CTD", delay=60)
    expect(page.locator("[data-saved-words]")).to_contain_text("Saved", timeout=5000)
    (body,) = bodies
    assert 'name="title"\r\n\r\nCTD' in body
    assert 'name="csrfmiddlewaretoken"\r\n\r\nt' in body
    assert "abstract" not in body


def test_the_answer_brings_the_title_and_the_servers_clock(show: Show) -> None:
    head = '<h1 data-renew="title">{}</h1>'
    answer = head.format("CTD") + "<p data-saved><span data-saved-words>Saved at 16:37</span></p>"
    page = show(head.format("Untitled") + SAVED, save=lambda route: route.fulfill(body=answer))
    page.get_by_label("Title").fill("CTD")
    expect(page.locator("[data-saved-words]")).to_have_text("Saved at 16:37", timeout=5000)
    expect(page.locator("h1")).to_have_text("CTD")


def test_what_could_not_be_saved_is_said_and_sent_with_the_next_change(show: Show) -> None:
    bodies: list[str] = []

    def answer(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        route.fulfill(status=500 if len(bodies) == 1 else 204)

    page = show(SAVED, save=answer)
    page.get_by_label("Title").fill("CTD")
    expect(page.locator("[data-saved-words]")).to_have_text("Not saved", timeout=5000)
    page.get_by_label("Abstract").fill("more")
    expect(page.locator("[data-saved-words]")).to_contain_text("Saved", timeout=5000)
    assert 'name="title"' in bodies[1]
    assert 'name="abstract"' in bodies[1]


UPLOAD = (
    '<form data-upload method="post" action="/files" enctype="multipart/form-data" data-words-arrived="Arrived"'
    ' data-words-lost="Connection lost" data-words-refused="Refused"><input type="file" name="files" multiple>'
    "<button>Add</button></form>"
)
FILES: list[FilePayload] = [
    {"name": "a.csv", "mimeType": "text/csv", "buffer": b"1" * 84_000},
    {"name": "b.csv", "mimeType": "text/csv", "buffer": b"2" * 1000},
]


def test_files_are_sent_and_the_page_goes_where_the_server_says(show: Show) -> None:
    page = show(
        UPLOAD,
        files=lambda route: route.fulfill(body='{"next": "/after"}', content_type="application/json"),
        after=lambda route: route.fulfill(body="after"),
    )
    page.locator("input[type=file]").set_input_files(FILES)
    page.get_by_role("button", name="Add").click()
    expect(page).to_have_url("http://localhost/after")


def test_a_refused_upload_says_so_on_each_line_and_can_be_sent_again(show: Show) -> None:
    page = show(UPLOAD, files=lambda route: route.fulfill(status=422, body="no"))
    page.locator("input[type=file]").set_input_files(FILES)
    page.get_by_role("button", name="Add").click()
    lines = page.locator(".up")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("84 kB")
    expect(lines.nth(0).locator(".up__s")).to_have_text("Refused")
    expect(lines.nth(0).get_by_role("progressbar", name="a.csv")).to_be_visible()
    page.get_by_role("button", name="Add").click()
    expect(page.locator(".up")).to_have_count(2)


def test_progress_is_shared_out_over_the_files_in_their_order(show: Show) -> None:
    page = show("")
    shares = page.evaluate("import('/js/upload.js').then((m) => m.shares([100, 300, 0], 200))")
    assert shares == [1, pytest.approx(1 / 3), 1]
    sizes = page.evaluate("import('/js/upload.js').then((m) => [84000, 48200000].map((n) => m.sizeText(n, 'fr')))")
    assert [size.replace("\u202f", " ").replace("\xa0", " ") for size in sizes] == ["84 ko", "48,2 Mo"]
