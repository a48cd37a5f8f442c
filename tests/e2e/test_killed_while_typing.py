"""Browser and web server killed while somebody types: what was said to be saved is, and so is what was not yet."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from repository.models import Dataset
from repository.services.deposits import create_deposit, write_draft
from tests.e2e.breakable import Breakable, breakable, within
from tests.e2e.crashing import Crashing, sign_in
from tests.e2e.kill_plan import Kill, Plan
from tests.factories import make_person, make_pole

pytestmark = [pytest.mark.e2e, pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(900)]

AT_ONCE, KEPT, FLYING, SAVED = (
    "at the last key",
    "when the computer has kept it",
    "while the save is on its way",
    "right after “Saved”",
)
MOMENTS = (
    ("browser", AT_ONCE, 0.0, 0.2),
    ("web server", FLYING, 0.0, 0.08),
    ("browser", KEPT, 0.0, 0.5),
    ("browser", FLYING, 0.0, 0.08),
    ("browser", SAVED, 0.0, 0.05),
    ("web server", KEPT, 0.0, 0.5),
    ("web server", SAVED, 0.0, 0.05),
)
"""Victim, moment, and how many seconds into it at least and at most; the suite does the first three."""
KEPT_WITHIN_S = 2.0
"""A quarter of a second on an idle machine."""

FIELDS = {
    "description": ["title-en", "title-fr", "abstract-en", "abstract-fr", "lineage-en", "lineage-fr"],
    "people": ["creators-0-family", "creators-0-given", "creators-0-orcid", "contacts-0-name", "contacts-0-email"],
    "place": ["variables-0-name", "variables-0-unit", "variables-0-uncertainty"],
}
"""Fields of each step that somebody types into; what a name says is where it stands in the draft."""
WORDS = ("øre", "Été", "sonde", "shelf", "naïve", "42 µmol", "“deep”", "<layer>", "cœur", "Ω", "a & b")

COPY = Path(__file__).with_name("kept_copy.js").read_text().rstrip().rstrip(";")


class Typist:
    """Somebody who types in one step after the other, and looks after each accident what is still there."""

    def __init__(self, site: Breakable, browser: Crashing, dataset: Dataset, plan: Plan) -> None:
        self.site = site
        self.browser = browser
        self.place = f"{site.address}/deposits/{dataset.deposit_id}/datasets/{dataset.key}"
        self.chance = plan.chance
        self.step = ""
        self.typed: dict[str, dict[str, str]] = {step: {} for step in FIELDS}

    def go(self, step: str) -> None:
        """Open a step; sign in where the site asks for it."""
        self.browser.page.goto(f"{self.place}/{step}/")
        if "/accounts/login/" in self.browser.page.url:
            sign_in(self.browser, f"**/{step}/")
        self.step = step

    def type(self) -> tuple[str, str]:
        """Write something new into a field of the step; its name, and what stood there."""
        name = self.chance.choice(FIELDS[self.step])
        text = " ".join(self.chance.choices(WORDS, k=3)) + f" {self.chance.randrange(10_000)}"
        before = self.typed[self.step].get(name, "")
        self.browser.forget()
        self.browser.page.fill(f'[name="{name}"]', text)
        self.typed[self.step][name] = text
        sys.stdout.write(f"  {self.step}, {name}: “{before}” becomes “{text}”\n")
        return name, before

    def is_at(self, moment: str, text: str) -> bool:
        """Whether the moment has come."""
        if moment == KEPT:
            return json.dumps(text, ensure_ascii=False)[1:-1] in self.kept()
        sent = [each for each in self.browser.requests if text.encode() in (each.post_data_buffer or b"")]
        if moment == FLYING:
            return bool(sent)
        return any(answer.request in sent and answer.ok for answer in self.browser.answers)

    def kept(self) -> str:
        """What lies on this computer until the server has it."""
        return str(self.browser.page.wait_for_function(COPY, timeout=5000).json_value())

    def suffer(self, kill: Kill) -> None:
        """Type, wait for the moment, lose the victim, go on; only the very last words may have to be typed again."""
        name, before = self.type()
        text = self.typed[self.step][name]
        if kill.moment != AT_ONCE:
            patience = KEPT_WITHIN_S if kill.moment == KEPT else 20.0
            self.browser.until(lambda: self.is_at(kill.moment, text), kill.moment, patience)
        self.browser.wait(kill.delay)
        self.lose(kill.victim)
        if kill.moment == AT_ONCE:
            self.typed[self.step][name] = before if self.shows(name) == before else text
        self.look()

    def lose(self, victim: str) -> None:
        """Kill it and have it again; a browser may have forgotten who was signed in, a page be loaded anew."""
        if victim == "web server":
            self.site.kill("web")
            self.site.start("web")
            if self.chance.random() < 0.5:
                return
            sys.stdout.write("  the page is loaded again\n")
        else:
            self.browser.kill(keeps_sign_in=self.chance.random() < 0.7)
        self.go(self.step)
        self.browser.until(lambda: self.kept() == "[]", "the end of what was kept")
        self.browser.page.wait_for_load_state()

    def look(self) -> None:
        """Everything that was ever typed in this step stands in the form again.

        A page that was asked for while the last words of the one before were still arriving may show the older ones:
        then it is loaded once more.
        """
        typed = self.typed[self.step]
        if not within(3.0, lambda: self.all_shown() == typed, self.browser.wait):
            sys.stdout.write(f"  not shown yet: {set(typed.items()) - set(self.all_shown().items())}\n")
            self.go(self.step)
            self.browser.until(lambda: self.all_shown() == typed, f"{typed}")

    def all_shown(self) -> dict[str, str]:
        """What the fields hold that were typed into."""
        return {name: self.shows(name) for name in self.typed[self.step]}

    def shows(self, name: str) -> str:
        """What a field of the form holds."""
        return self.browser.page.input_value(f'[name="{name}"]')


def inside(draft: Any, name: str) -> Any:
    """What the draft holds where a field's name leads."""
    for part in name.split("-"):
        draft = draft[int(part)] if part.isdecimal() else draft[part]
    return draft


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "kills", [3, pytest.param(45, marks=pytest.mark.drill), pytest.param(225, marks=pytest.mark.marathon)]
)
def test_everything_typed_is_there_again_whatever_is_killed(kills: int, tmp_path: Path, broker: str) -> None:
    alice = make_person("alice")
    dataset = create_deposit(actor=alice).datasets.get()
    write_draft(dataset_key=dataset.key, actor=alice, fields={"variables": [{"name": "TEMP"}]})
    make_pole("ocean")
    plan = Plan("typing", kills, MOMENTS)
    with breakable(tmp_path, "web") as site, sync_playwright() as playwright:
        browser = Crashing(playwright, tmp_path / "profile")
        browser.page.goto(f"{site.address}/accounts/login/")
        sign_in(browser, "**/deposits/")
        typist = Typist(site, browser, dataset, plan)
        for kill in plan:
            if kill.number % 4 == 1:
                typist.go(plan.chance.choice(list(FIELDS)))
            typist.suffer(kill)
        for step in FIELDS:
            typist.go(step)
            typist.look()
            browser.until(lambda: typist.kept() == "[]", "the last save")
    dataset.refresh_from_db()
    for typed in typist.typed.values():
        said = {name: text for name, text in typed.items() if text}
        assert {name: inside(dataset.draft, name) for name in said} == said
    names = {name for typed in typist.typed.values() for name, text in typed.items() if text}
    rows = {name.split("-")[0] for name in names if "-0-" in name} | {"variables"}
    assert {row: len(dataset.draft[row]) for row in rows} == dict.fromkeys(rows, 1)
