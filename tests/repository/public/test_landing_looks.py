"""The page as a browser lays it out: nothing widens a phone, and paper holds what the folds of the screen hide."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page

from repository.models import Dataset
from tests.repository.public.conftest import Publish

PHONE, SHEET = 360, 700
"""Pixels of CSS: a small phone, and a sheet of A4 between its margins."""
ALL_LETTERS = "".join(chr(code) for code in range(0x20, 0x2000) if chr(code).isprintable())
LONG = "Consortium_for_the_long-term_observation_of_oxygen_" * 3
WHO = [
    {"kind": "organisation", "name": LONG, "ror": "04wxnsj81"},
    {"kind": "person", "family": LONG, "given": "Clara", "orcid": "0000-0002-1825-0097"},
    {"kind": "person", "family": "Okafor", "affiliations": [{"name": "Institute of Shelf Seas"}]},
]
Laid = Callable[..., Page]


@pytest.fixture(scope="module", autouse=True)
def beside_an_event_loop(browser: Browser) -> Iterator[None]:
    """The browser's event loop runs in this thread; the database is asked between its steps only.

    Beside the loop Django has a connection of its own, which nobody else would close.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield
        connections.close_all()


def style_sheet() -> str:
    """What `index.css` puts together, without fonts."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    names = re.findall(r'@import url\("([\w-]+\.css)"\)', (folder / "index.css").read_text())
    return "\n".join((folder / name).read_text() for name in names)


@pytest.fixture
def lay_out(browser: Browser, reader: Client) -> Iterator[Laid]:
    """Lays out the public page of a dataset, so wide, on a screen or on paper."""
    context = browser.new_context()
    opened = context.new_page()

    def show(dataset: Dataset, *, width: int, media: str = "screen") -> Page:
        text = reader.get(f"/datasets/{dataset.suffix}/", headers={"accept-language": "en"}).content.decode()
        opened.set_viewport_size({"width": width, "height": 900})
        opened.emulate_media(media="print" if media == "print" else "screen")
        text = re.sub(r"<link[^>]*>|<script[^>]*src=[^>]*></script>", "", text)
        opened.set_content(text.replace("</head>", f"<style>{style_sheet()}</style></head>"))
        return opened

    yield show
    context.close()


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize(("width", "media"), [(PHONE, "screen"), (1280, "screen"), (SHEET, "print")])
def test_long_names_and_every_script_widen_no_page(publish: Publish, lay_out: Laid, width: int, media: str) -> None:
    dataset = publish(
        creators=WHO, abstract={"en": ALL_LETTERS * 5}, lineage={"en": ALL_LETTERS}, title={"en": LONG},
        keywords=[{"term": {"en": LONG}}], contributors=[{"role": "Sponsor", "party": WHO[0]}],
        variables=[{"name": LONG, "unit": LONG, "method": {"en": LONG}}], instruments=[{"name": LONG}],
    )  # fmt: skip
    page = lay_out(dataset, width=width, media=media)
    assert overflow(page) <= 0
    assert page.locator(".authors").inner_text().count("Consortium") >= 2


def test_paper_shows_affiliations_and_both_abstracts(publish: Publish, lay_out: Laid) -> None:
    dataset = publish(creators=WHO, abstract={"en": "Monthly sections.", "fr": "Sections mensuelles du plateau."})
    page = lay_out(dataset, width=SHEET)
    hidden = (page.get_by_text("Institute of Shelf Seas"), page.get_by_text("Sections mensuelles du plateau."))
    assert [each.is_visible() for each in hidden] == [False, False]
    page.emulate_media(media="print")
    assert [each.is_visible() for each in hidden] == [True, True]


def test_paper_leaves_out_folds_that_nobody_opened(publish: Publish, lay_out: Laid) -> None:
    page = lay_out(publish(), width=SHEET, media="print")
    assert not page.get_by_text("Metric by metric").is_visible()
    assert not page.get_by_text("Other styles").is_visible()
    assert page.get_by_text("How FAIR it is").is_visible()
    page.evaluate("document.querySelector('#fair details').open = true")
    assert page.get_by_text("FsF-F1-01MD").is_visible()
