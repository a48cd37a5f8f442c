"""What a researcher does from the home page to the status page, one function a page, with the hands on the keyboard."""

import re
from collections.abc import Callable
from pathlib import Path

from config.demo.people import DEMO_PASSWORD
from tests.e2e.keyboard import Hands

Look = Callable[[Hands, str], None]
"""What somebody who watches does with a page that has just changed; it has a name."""

TITLES = {
    "en": "Casts across the shelf of the Gulf of Lion, by keyboard",
    "fr": "Profils sur le plateau du golfe du Lion, au clavier",
}
ABSTRACTS = {
    "en": "Temperature, salinity and oxygen at eight stations, with bottle samples and a depth grid.",
    "fr": "Température, salinité et oxygène à huit stations, avec des prélèvements et une grille de profondeur.",
}
LINEAGES = {
    "en": "Sensors calibrated in February 2026; one cast was repeated.",
    "fr": "Capteurs étalonnés en février 2026 ; un profil a été refait.",
}
NEXT = '.dock button[value="next"]'


def sign_in(hands: Hands, email: str, look: Look) -> None:
    """From the home page by its link to the deposits, through the sign-in page."""
    hands.reader.go("/")
    hands.skip()
    hands.go('main a[href="/deposits/new/"]')
    assert "/accounts/login/" in hands.page.url
    look(hands, "sign-in")
    hands.write("login", email)
    hands.write("password", DEMO_PASSWORD)
    with hands.page.expect_navigation(url=re.compile(r"/deposits/")):
        hands.press("Enter")


def start(hands: Hands, look: Look) -> None:
    """Open a new deposit."""
    look(hands, "deposits")
    hands.skip()
    hands.go('main form[action="/deposits/new/"] button')
    assert "/files/" in hands.page.url


def send_files(hands: Hands, files: list[Path], look: Look) -> None:
    """Choose the files, and wait until each is safe and read."""
    look(hands, "files, none yet")
    hands.skip()
    hands.drop("#pick", files)
    there = f"document.querySelectorAll('.up__more').length === {len(files)}"
    hands.until(there, "the files")
    read = "document.querySelector('[data-proposals]').dataset.waiting === '0'"
    hands.until(f"{there} && {read}", "what the files say")
    look(hands, "files, all read")


def settle_proposals(hands: Hands, look: Look) -> None:
    """Use what is clear, choose where files disagree, refuse one."""
    page = hands.page
    if page.locator("#proposals-language").count():
        hands.pick("proposals-language", "en")
    with hands.staying("using the clear values"):
        hands.reach("#use-clear")
        hands.press("Enter")
    hands.until("!document.querySelector('#use-clear')", "the end of the clear values")
    split = page.locator(".proposals button[data-needs]")
    assert split.count(), "no files disagree"
    for name in split.evaluate_all("all => all.map(one => one.id.slice(4))"):
        if page.locator("#more-proposals").count() and page.locator(f"#more-proposals #use-{name}").count():
            hands.open("#more-proposals")
        hands.reach(f'[name="choice-{name}"]')
        hands.press("Space")
        assert page.locator(f"#use-{name}").get_attribute("aria-disabled") is None
        with hands.staying(f"choosing the {name}"):
            hands.reach(f"#use-{name}")
            hands.press("Enter")
        page.locator(f"#undo-{name}:focus").wait_for(timeout=5000)
    look(hands, "files, settled")
    hands.go(".dock a.btn--main")


def describe(hands: Hands, locale: str, look: Look) -> None:
    """Title, abstract, language, discipline, a keyword of a vocabulary and one of one's own, lineage, passing on."""
    look(hands, "description")
    hands.skip()
    hands.write(f"title-{locale}", TITLES[locale])
    hands.write(f"abstract-{locale}", ABSTRACTS[locale])
    hands.pick("language", locale)
    hands.tick("poles", "ocean")
    find_keyword(hands, "oxyg", look)
    hands.write("keywords-more", "CTD, plateau")
    hands.write(f"lineage-{locale}", LINEAGES[locale])
    hands.tick("licence-choice", "CC-BY-4.0")
    hands.tick("forwarding", "yes")
    saved(hands)
    hands.go(NEXT)


def find_keyword(hands: Hands, letters: str, look: Look) -> None:
    """The box that searches all vocabularies: type, go down to the first entry, take it."""
    hands.write("keywords-find", letters)
    hands.until("document.querySelector('#section-keywords [role=option]')", "the vocabularies' entries")
    look(hands, "description, a list open")
    hands.press("ArrowDown")
    with hands.staying("taking a keyword"):
        hands.press("Enter")
    hands.page.locator("#keywords-find:focus").wait_for(timeout=5000)
    hands.until("document.querySelector('[name^=keywords-0-term]').value", "the keyword")


def saved(hands: Hands) -> None:
    """Wait until the page says that everything is saved, as a person who is about to leave may."""
    hands.until("/\\d.{1,3}\\d\\d/.test(document.querySelector('[data-saved-words]').textContent)", "“Saved at”")


def name_people(hands: Hands, look: Look) -> None:
    """One creator with an ORCID and an organisation, a contact, a grant."""
    look(hands, "people")
    hands.skip()
    hands.write("creators-0-family", "Marin")
    hands.write("creators-0-given", "Clara")
    hands.write("creators-0-orcid", "0000-0002-1825-0097")
    hands.write("creators-0-affiliations-0-name", "Observatory of the Gulf")
    hands.write("contacts-0-name", "Data desk of the observatory")
    hands.write("contacts-0-email", "data@example.org")
    hands.open("#fold-funding")
    hands.go('button[value="add:funding"]')
    hands.press("Tab")
    assert hands.page.evaluate("document.activeElement.name") == "funding-0-funder", (
        "the new line is not where one stands"
    )
    hands.write("funding-0-funder", "Agence nationale de la recherche")
    hands.write("funding-0-award_number", "ANR-26-CE01-0001")
    saved(hands)
    hands.go(NEXT)


def place_and_time(hands: Hands, look: Look) -> None:
    """A typed box and period; the variables are those of the files."""
    look(hands, "place")
    hands.skip()
    for side, degrees in {"west": "3.3", "south": "42.3", "east": "5.2", "north": "43.4"}.items():
        hands.write(f"place-boxes-0-{side}", degrees)
    hands.write("time-periods-0-begin", "2026-10-05")
    hands.write("time-periods-0-end", "2026-10-06")
    hands.write("variables-0-uncertainty", "0.002")
    saved(hands)
    hands.go(NEXT)


def submit(hands: Hands, look: Look) -> None:
    """Nothing is missing; accept the agreement, hand it over, and read where it stands."""
    assert hands.page.locator(".lacks:not(.lacks--advice)").count() == 0, hands.reader.says()[:1500]
    look(hands, "review")
    hands.skip()
    hands.reach("#agree")
    hands.press("Space")
    hands.go('form[action$="/submit/"] button[type="submit"]')
    assert re.search(r"/deposits/[0-9a-f-]{36}/$", hands.page.url)
    look(hands, "status")
