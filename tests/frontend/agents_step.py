"""A made-up step 3 with a box for a list and one for a row, and the addresses of the search and of the step."""

import json
import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route

WORDS = (
    'data-words-results="People" data-words-found="Found:" data-words-none="Nobody" data-words-added="Added:"'
    ' data-words-filled="Filled in:" data-words-failed="No answer"'
)
LIST = f"""<div class="finder" data-agents="parties" data-name="creators" data-address="/people/search" {WORDS}>
<label for="creators-find">Find a person</label>
<div class="finder__line"><input type="search" id="creators-find" name="creators-find">
<button name="do" value="find:creators">Find</button></div><p role="status" data-finder-status></p></div>"""
ROW = f"""<fieldset id="creators-0"><label for="creators-0-family">Family name</label>
<div><input id="creators-0-family" name="creators-0-family" value="{{family}}"></div>
<label for="creators-0-orcid">ORCID</label><div><input id="creators-0-orcid" name="creators-0-orcid"></div>
<div class="finder finder--row" id="creators-0-find" data-agents="people" data-name="creators-0"
 data-of="creators-0-family" data-address="/people/search" {WORDS}>
<div class="finder__ask"><button name="do" value="find:creators-0">Find</button></div>
<p role="status" data-finder-status></p></div></fieldset>"""
FORM = """<form method="post" action="/step" data-autosave="/autosave">
<input type="hidden" name="is-creators" value="{mark}">
<section id="section-creators">{box}{rows}</section></form>"""


def form(mark: str = "old", family: str = "", said: str = "") -> str:
    """A step with the box of the creators and one row."""
    flash = f'<div class="flashes"><p>{said}</p></div>' if said else ""
    return flash + FORM.format(mark=mark, box=LIST, rows=ROW.format(family=family))


def option(label: str, key: str = "", kind: str = "") -> str:
    """One option as the server draws it."""
    entry = json.dumps({"kind": "person", "family": label})
    keys = f' data-keys="{key}"' if key else ""
    return (
        f'<li role="option" class="concept{kind}" aria-selected="false" data-label="{label}"{keys}'
        f" data-value='{entry}'>{label}</li>"
    )


class Registries:
    """The address of the search and that of the step: what they were asked, and what they answer."""

    def __init__(self, page: Page, *, here: str = "", everywhere: str = "") -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.sent: list[str] = []
        self.here, self.everywhere, self.status, self.said = here, everywhere, 200, ""
        page.route(re.compile("/people/search"), self._answer)
        page.route(re.compile("/step"), self._step)

    def _answer(self, route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        self.asked.append(query)
        body = self.here if query["from"] == ["here"] else self.everywhere
        free = option(query["q"][0], kind=" concept--free") if query["in"] == ["parties"] else ""
        route.fulfill(status=self.status, body=body + free, content_type="text/html")

    def _step(self, route: Route) -> None:
        self.sent.append(route.request.post_data or "")
        page = form("new", "Marin", self.said)
        route.fulfill(body=f"<html><body>{page}</body></html>", content_type="text/html")


def type_into(page: Page, label: str, text: str) -> None:
    """Type into a box, key by key."""
    page.get_by_label(label).click()
    page.keyboard.type(text, delay=20)
