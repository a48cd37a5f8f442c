"""What stands in the head of a dataset's page for programs is data to a browser: the policy of the site lets it be."""

import json
from datetime import date
from typing import Any

from csp.utils import build_policy
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route

from repository.crosswalks.citation import cite
from repository.crosswalks.edition import Edition
from repository.crosswalks.head_meta import meta_tags
from repository.crosswalks.schema_org import head_block
from repository.queries.landing_head import Head
from repository.record.model import Record
from tests.frontend.conftest import SITE

EVIL = "</script><script>document.title = 'run'</script><!-- <img src=x onerror=alert(1)>"
WATCH = """() => { window.broken = [];
  document.addEventListener('securitypolicyviolation', event => window.broken.push(event.violatedDirective)); }"""


def head() -> str:
    """The head of a page whose every text is evil."""
    record = Record.model_validate(
        {"title": {"en": EVIL}, "abstract": {"en": EVIL}, "keywords": [{"term": {"en": EVIL}}]}
    )
    day = date(2026, 3, 5)
    edition = Edition("10.5072/1", "http://localhost/datasets/1/", EVIL, day, day, 1, site_url="http://localhost")
    made = Head(meta_tags(record, edition, cite(record, edition)), head_block(record, edition))
    return render_to_string("repository/_landing_meta.html", {"page": {"head": made, "url": edition.url}})


def opened(page: Page, inside: str) -> Page:
    """A page with this head under the policy of the site, told of every violation from its first byte on."""
    policy = build_policy()
    assert "unsafe-inline" not in policy

    def answer(route: Route) -> None:
        body = f"<!doctype html><html lang='en'><head><title>x</title>{inside}</head><body><p>x</p></body></html>"
        route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": policy})

    page.add_init_script(f"({WATCH})()")
    page.route(f"{SITE}/datasets/1/", answer)
    page.goto(f"{SITE}/datasets/1/")
    return page


def complaints(page: Page) -> list[Any]:
    """The directives that were violated."""
    found: list[Any] = page.evaluate("() => window.broken")
    return found


def test_a_browser_reads_the_block_and_has_nothing_to_complain_of(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    opened(page, head())
    assert (complaints(page), said, page.title()) == ([], [], "x")
    blocks = page.locator("script[type='application/ld+json']")
    assert blocks.count() == page.locator("script").count() == 1
    assert json.loads(blocks.inner_text())["name"] == EVIL
    assert page.locator("meta[name='DC.title']").get_attribute("content") == EVIL
    assert page.locator("img").count() == 0


def test_a_script_in_the_same_place_would_be_noticed(page: Page) -> None:
    opened(page, "<script>document.title = 'run'</script>")
    assert complaints(page) == ["script-src-elem"]
    assert page.title() == "x"
