"""A real Chromium with pages made up by the tests: no server, no build; scripts come from static/js as they are."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from playwright.sync_api import Browser, Page, Route

SITE = "http://localhost"
Answer = Callable[[Route], None]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Words are English where a test asks for no other language; a request in French leaves no French behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the made-up site, in English; a mistake in a script fails the test."""
    context = browser.new_context(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    mistakes: list[str] = []
    opened.on("pageerror", lambda mistake: mistakes.append(str(mistake)))
    opened.route(f"{SITE}/js/*", _script)
    yield opened
    context.close()
    assert not mistakes


@pytest.fixture
def show(page: Page) -> Callable[..., Page]:
    """Opens a page with this body; `answers` are what other addresses of the site say."""

    def open_page(body: str, address: str = "/", **answers: Answer) -> Page:
        text = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<script type="module" src="/js/varve.js"></script></head>'
            f'<body data-words-copied="Copied" data-words-keep="No, keep it">{body}</body></html>'
        )
        page.route(f"{SITE}/", lambda route: route.fulfill(body=text, content_type="text/html"))
        for name, answer in answers.items():
            page.route(f"{SITE}/{name}", answer)
        page.goto(f"{SITE}{address}")
        return page

    return open_page


def _script(route: Route) -> None:
    path = Path(settings.BASE_DIR) / "static" / "js" / route.request.url.rpartition("/")[2]
    route.fulfill(body=path.read_text(), content_type="text/javascript")
