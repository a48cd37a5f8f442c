"""Every page, in both languages, at three widths, light and dark: no axe finding, no sideways scroll, no complaint."""

import re

import pytest
from playwright.sync_api import Browser

from tests.e2e.people import Reader, reading
from tests.services.components import ROOT, missing

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 768, 1280)

PUBLIC = [
    "/",
    "/search/",
    "/search/?q=nothing-like-it",
    "/search/values?facet=author",
    "/vocabularies/search?q=sea",
    "/places/search?q=sea",
    "/help/",
    "/about/",
    "/preservation/",
    "/privacy/",
    "/agreement/",
]
PUBLIC += [f"/accounts/{page}/" for page in ("login", "signup", "password/reset", "confirm-email")]
STEPS = ("files", "description", "people", "place", "review")


def public_pages(reader: Reader) -> list[str]:
    """The pages without a room, and whatever datasets the search shows."""
    reader.go("/search/")
    found = links(reader, r"/datasets/[^/]+/$")
    return [*PUBLIC, *found, f"{found[0]}contact/", f"{found[0]}contact/?about=problem"]


def authors_pages(reader: Reader) -> list[str]:
    """The deposit room: list, each status page, each step of one draft."""
    reader.go("/deposits/")
    found = ["/deposits/", *links(reader, r"/deposits/[0-9a-f-]{36}/$")]
    reader.go(found[1])
    inside = links(reader, r"/deposits/[0-9a-f-]{36}/datasets/[0-9a-f-]{36}/")
    base = re.match(r".*/datasets/[0-9a-f-]{36}/", inside[0])
    assert base
    starts = ["/deposits/start/", "/deposits/start/?q=the", f"{base[0]}start/", f"{base[0]}start/taken/"]
    starts += [f"{found[1]}{page}" for page in ("people/", "links/new/")]
    return [
        *found[:4],
        *starts,
        *(f"{base[0]}{step}/" for step in STEPS),
        "/accounts/profile/",
        "/accounts/email/",
        "/people/search?q=a",
    ]


def moderators_pages(reader: Reader) -> list[str]:
    """The moderators' room: queue, one review, its preview."""
    reader.go("/moderation/")
    reviews = links(reader, r"/moderation/[0-9a-f-]{36}/$")
    return ["/moderation/", *reviews[:1], *(f"{page}preview/" for page in reviews[:1])]


def operators_pages(reader: Reader) -> list[str]:
    """The operator's room."""
    keeping = [
        "pages/",
        "pages/legal/fr/",
        "agreement/",
        "room/",
        "people/",
        "disciplines/",
        "disciplines/new/",
        "disciplines/ocean/",
    ]
    reader.go("/search/")
    suffix = links(reader, r"/datasets/[^/]+/$")[0].split("/")[2]
    reader.go(f"/operations/archive/?package={suffix}")
    archive = ["/operations/archive/", f"/operations/archive/{suffix}/", links(reader, r"/archive/[^/]+/[^/]+/$")[0]]
    return ["/operations/", *(f"/operations/{page}" for page in keeping), *archive]


def links(reader: Reader, pattern: str) -> list[str]:
    """Addresses of links in the page's main part that match, each once, in order."""
    found = reader.page.eval_on_selector_all("main a[href]", "all => all.map(one => one.pathname)")
    return list(dict.fromkeys(address for address in found if re.search(pattern, address)))


ROOMS = {
    "public": ("", public_pages),
    "authors": ("researcher@varve.localhost", authors_pages),
    "moderators": ("moderator@varve.localhost", moderators_pages),
    "operators": ("operator@varve.localhost", operators_pages),
}


def findings(reader: Reader) -> list[str]:
    """What axe says of the page, and whether it is wider than its window."""
    found = reader.page.evaluate(
        """rules => axe.run(document, {runOnly: rules}).then(answer => answer.violations.map(
            one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')}`
                + ` (${one.nodes[0].any.map(check => check.message).join(' ')})`))""",
        RULES,
    )
    wide = reader.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*found, *(["wider than its window"] if wide else [])]


@pytest.mark.parametrize(
    ("locale", "dark"),
    [
        pytest.param("en", False, id="en-light"),
        pytest.param("en", True, id="en-dark"),
        pytest.param("fr", False, id="fr-light"),
        pytest.param("fr", True, id="fr-dark", marks=pytest.mark.drill),
    ],
)
@pytest.mark.parametrize("room", ROOMS)
def test_every_page_of_a_room_is_accessible(room: str, locale: str, dark: bool, address: str, browser: Browser) -> None:
    if not AXE.exists():
        missing("axe-core", "make test installs it")
    email, pages_of = ROOMS[room]
    wrong = []
    with reading(browser, address, email=email, locale=locale, dark=dark) as reader:
        for page in pages_of(reader):
            reader.go(page)
            reader.page.evaluate(AXE.read_text())
            for width in WIDTHS:
                reader.page.set_viewport_size({"width": width, "height": 800})
                wrong += [f"{page} at {width}: {finding}" for finding in findings(reader)]
            assert reader.page.locator("html").get_attribute("lang") == locale
    assert wrong == []
