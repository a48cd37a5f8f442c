"""Every page, in both languages, at three widths, light and dark: no axe finding, no sideways scroll, no complaint."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.e2e.accessibility import AXE, accessible_at_a_glance, accessible_by_day_and_night
from tests.e2e.people import Reader, reading
from tests.services.components import missing

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

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
        *(f"/accounts/{page}/" for page in ("profile", "email", "notifications", "webhooks")),
        "/handovers/",
        "/moderation/advice/",
        "/people/search?q=a",
        *computing_pages(reader),
    ]


def computing_pages(reader: Reader) -> list[str]:
    """The form of a process for a dataset's files, a job of it with its results, all jobs."""
    reader.go("/search/?q=dissolved+oxygen")
    reader.go(links(reader, r"/datasets/[^/]+/$")[0])
    form = str(reader.page.get_attribute("a[href*='/compute/divand/']", "href"))
    reader.go(form)
    reader.page.click("button[name=do][value=start]")
    reader.page.wait_for_url(re.compile("/compute/jobs/[0-9a-f-]{36}/"), timeout=60_000)
    reader.page.wait_for_selector("[data-finished]", state="attached", timeout=120_000)
    return [
        form,
        "/compute/jobs/",
        reader.page.url.partition("/compute/")[1] + reader.page.url.partition("/compute/")[2],
    ]


def moderators_pages(reader: Reader) -> list[str]:
    """The moderators' room: queue, one review, its preview."""
    reader.go("/moderation/")
    reviews = links(reader, r"/moderation/[0-9a-f-]{36}/$")
    kept = ("public", "council", "checklists", "checklists/of/ocean", "rules", "advice")
    parts = ("", "preview/", "changes/", "suggest/title/")
    return ["/moderation/", *(f"/moderation/{page}/" for page in kept), *(f"{reviews[0]}{part}" for part in parts)]


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
        "centres/",
        "centres/new/",
    ]
    reader.go("/search/")
    suffix = links(reader, r"/datasets/[^/]+/$")[0].split("/")[2]
    reader.go(f"/operations/archive/?package={suffix}")
    archive = ["/operations/archive/", f"/operations/archive/{suffix}/", links(reader, r"/archive/[^/]+/[^/]+/$")[0]]
    return ["/operations/", "/moderation/rules/", *(f"/operations/{page}" for page in keeping), *archive]


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


WHOLE = {("public", "en"), ("authors", "fr"), ("moderators", "en"), ("operators", "fr")}
"""In the suite each room is looked at whole in one of its languages; in both it is the drill."""


@pytest.mark.parametrize(
    ("room", "locale", "look"),
    [
        *(
            pytest.param(room, locale, accessible_by_day_and_night, marks=() if whole else pytest.mark.drill)
            for room in ROOMS
            for locale in ("en", "fr")
            for whole in [(room, locale) in WHOLE]
        ),
        ("public", "fr", accessible_at_a_glance),
    ],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_every_page_of_a_room_is_accessible(
    room: str, locale: str, look: Callable[[Reader], list[str]], address: str, browser: Browser
) -> None:
    if not AXE.exists():
        missing("axe-core", "make test installs it")
    email, pages_of = ROOMS[room]
    wrong: list[str] = []
    with reading(browser, address, email=email, locale=locale) as reader:
        for page in pages_of(reader):
            reader.go(page)
            wrong += look(reader)
            assert reader.page.locator("html").get_attribute("lang") == locale
    assert wrong == []
