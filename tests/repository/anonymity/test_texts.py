"""Names in texts: found however they are written, hidden whole, and nothing else with them."""

import base64
import time
from typing import Any
from urllib.parse import quote

import pytest

from repository.anonymity.hiding import hide, nameless
from repository.anonymity.names import Human, Known, known_of, known_person
from repository.anonymity.seeking import Seeker

DOCUMENT: dict[str, Any] = {
    "title": {"en": "Salinity by C. Marin"},
    "creators": [
        {"kind": "person", "family": "Marin", "given": "Clara", "orcid": "0000-0002-1825-0097"},
        {"kind": "person", "family": "García-Márquez", "given": "Élise Ana"},
        {"kind": "person", "family": "Li", "given": "Wei"},
        {"kind": "person", "family": "王", "given": "小明"},
    ],
    "contacts": [{"name": "Ngozi Okafor", "email": "n.okafor@obs.example"}],
    "funding": [{"funder": "Fondation Aiguille", "award_number": "ANR-19-CE01-0012"}],
    "lineage": {"en": "Casts by Ngozi."},
    "related": [{"identifier": "10.1/x"}],
    "invented_later": "Marin",
}
SEEKER = Seeker(known_of(DOCUMENT))


def hidden(text: str) -> str:
    """A text as the bearer of a link reads it."""
    return hide(text, SEEKER, mark="#").text


@pytest.mark.parametrize(
    "name",
    [
        "Clara Marin", "C. Marin", "MARIN, C.", "Marin Clara", "clara_marin", "ClaraMarin", "marin",
        "É. García-Márquez", "E.A. Garcia Marquez", "garcia marquez", "García", "Wei Li", "wei li", "W. Li",
        "Li", "N. OKAFOR", "王小明", "王", "0000-0002-1825-0097", "0000000218250097", "0000 0002 1825 0097",
        "n.okafor@obs.example", "obs.example", "ANR-19-CE01-0012", "anr19ce010012", "Fondation  Aiguille",
        "fondation-aiguille", quote("García-Márquez"), "M\\u00e1rquez", "M&aacute;rquez",
        base64.b64encode(b"by Clara Marin").decode(), "https://example.org/who", "10.5281/zenodo.1",
        "someone.else@example.org", "0000-0001-5109-3700",
    ],
)  # fmt: skip
def test_a_name_is_hidden_whole_in_every_spelling(name: str) -> None:
    assert hidden(f"Made at sea ({name}) in May.") == "Made at sea (#) in May."


@pytest.mark.parametrize(
    "text", ["Marine data of submarines", "lithium and limits", "Claras in May, a coral reef", "ANR is a word", "2019"]
)
def test_other_words_stay(text: str) -> None:
    assert hidden(text) == text


def test_given_names_alone_are_hidden_where_they_stand_with_a_capital() -> None:
    assert hidden("Clara counted, then Élise; clara does not.") == "# counted, then #; clara does not."


def test_what_cannot_be_read_in_a_draft_is_hidden_all_the_same() -> None:
    broken = {"creators": [{"family": ["x"], "given": "Zoltan"}, "Petra Novak", {"name": {"x": "Odd Group"}}, None, 3]}
    known = known_of(broken)
    assert Human("Zoltan") in known.humans
    assert Human("Novak", "Petra") in known.humans
    assert "Odd Group" in known.phrases


def test_an_organisation_is_no_person() -> None:
    assert known_of({"contacts": [{"name": "Observatory of Banyuls"}]}).humans == ()


def test_accounts_and_their_places_are_known_but_no_mail_host_of_everybody() -> None:
    known = known_person(given="Ana", family="Ruiz", email="ana.ruiz@gmail.com", places=["Institute of X", ""])
    assert known.identifiers == ("ana.ruiz", "ana.ruiz@gmail.com")
    assert known.phrases == ("Institute of X",)


def test_a_record_keeps_only_fields_that_say_nobody() -> None:
    made = nameless(DOCUMENT, SEEKER, mark="#")
    assert set(made.document) == {"title", "lineage"}
    assert made.document["title"] == {"en": "Salinity by #"}
    assert made.words == {("title", "en"): ("C. Marin",), ("lineage", "en"): ("Ngozi",)}


def test_addresses_stay_where_they_are_of_a_vocabulary() -> None:
    addresses = ("http://vocab.nerc.ac.uk/collection/P02/current/PSAL/", "https://obs.example/k", "http://[")
    keywords = [{"term": {"en": "oxygen"}, "uri": uri} for uri in addresses]
    kept = nameless({"keywords": keywords}, SEEKER, mark="#").document["keywords"]
    assert ["uri" in each for each in kept] == [True, False, False]


def test_knowledge_is_told_apart_by_its_digest_whatever_its_order() -> None:
    one, two = known_of({"creators": DOCUMENT["creators"][:2]}), known_of({"creators": DOCUMENT["creators"][1::-1]})
    assert one.digest == two.digest
    assert (one | Known(phrases=("x",))).digest != one.digest


def test_two_thousand_authors_are_sought_in_a_long_text_in_no_time() -> None:
    people = tuple(Human(f"Family{number:04d}x".replace("0", "o"), "Given") for number in range(2000))
    seeker, text = Seeker(Known(humans=people)), "Casts by Family1999x, processed by the maker. " * 400
    began = time.monotonic()
    assert hide(text, seeker, mark="#").text == "Casts by #, processed by the maker. " * 400
    assert time.monotonic() - began < 30
