"""The two addresses of the search: for who is signed in, a page, options or JSON, not without end, never public."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from repository.accounts.rate import Rate
from repository.views import agents
from tests.fakes.datacite.faults import answer
from tests.fakes.registries import entries
from tests.fakes.registries.server import FakeRegistries

pytestmark = pytest.mark.django_db
PEOPLE, ORGANISATIONS = "/people/search", "/organisations/search"


def options(browser: Client, address: str, **query: str) -> list[Any]:
    answer = browser.get(address, query | {"format": "options"})
    assert answer.status_code == 200
    return list(html.fromstring(f"<ul>{answer.content.decode()}</ul>").xpath("//li[@role='option']"))


@pytest.mark.parametrize("address", [PEOPLE, ORGANISATIONS])
def test_nobody_asks_who_is_not_signed_in(client: Client, registries: FakeRegistries, address: str) -> None:
    answer = client.get(address, {"q": "marin", "format": "json"})
    assert (answer.status_code, registries.seen) == (302, [])
    assert "/accounts/login/" in answer["Location"]


def test_json_tells_people_with_their_sources(browser: Client, registries: FakeRegistries) -> None:
    told = browser.get(PEOPLE, {"q": "marin", "format": "json"}).json()
    (found,) = told["found"]
    assert (found["label"], found["sources"], found["is_of_this_site"]) == ("Clara Marin", ["orcid"], False)
    assert found["entry"] == {"kind": "person", "family": "Marin", "given": "Clara", "orcid": entries.CLARA}
    assert told["silent"] == []


def test_options_hold_what_is_picked_and_the_source_in_words(
    browser: Client, registries: FakeRegistries, organisations: None
) -> None:
    (found,) = options(browser, ORGANISATIONS, q="reef")
    assert found.get("data-keys") == f"ror:{entries.REEF}"
    assert entries.REEF in str(found.get("data-value"))
    assert "ROR, kept here, ROR" in found.text_content()


def test_a_box_for_both_offers_what_was_typed_as_a_person_and_as_an_organisation(browser: Client) -> None:
    found = options(browser, PEOPLE, q="Doe, Jane", **{"in": "parties"})
    assert [option.get("data-value") for option in found] == [
        '{"kind":"person","family":"Doe","given":"Jane"}', '{"kind":"organisation","name":"Doe, Jane"}',
    ]  # fmt: skip


@pytest.mark.usefixtures("registries", "organisations")
@pytest.mark.parametrize(("address", "words", "name"), [(PEOPLE, "marin", "Marin"), (ORGANISATIONS, "reef", "Reef")])
def test_opened_in_a_browser_it_is_a_page_that_searches_and_shows(
    browser: Client, address: str, words: str, name: str
) -> None:
    answer = browser.get(address, {"q": words})
    tree = html.fromstring(answer.content.decode())
    assert tree.xpath("//main//form[@role='search']/@action") == [address]
    assert tree.xpath("//main//form[@role='search']//input[@name='q']/@value") == [words]
    assert name in tree.xpath("string(//main//ol)")
    assert "max-age=0" in answer["Cache-Control"]
    assert "Nobody called “zzzz”" in browser.get(address, {"q": "zzzz"}).content.decode()


def test_funders_bring_the_identifier_of_crossref(browser: Client, registries: FakeRegistries) -> None:
    told = browser.get(ORGANISATIONS, {"q": "trust tide", "in": "funders", "format": "json"}).json()
    assert told["found"][0]["entry"]["funder_id"] == "501199999902"


def test_from_here_asks_nobody_outside(browser: Client, registries: FakeRegistries, organisations: None) -> None:
    assert len(options(browser, ORGANISATIONS, q="reef", **{"from": "here"})) == 1
    assert registries.seen == []


def test_a_silent_registry_and_a_wrong_digit_are_said(browser: Client, registries: FakeRegistries) -> None:
    registries.faults = [answer(500)]
    assert "No answer from ORCID" in browser.get(PEOPLE, {"q": "marin"}).content.decode()
    assert "wrong digit" in browser.get(PEOPLE, {"q": "0000-0002-1825-0098"}).content.decode()


def test_an_answer_is_for_one_person_alone(browser: Client) -> None:
    assert "private" in browser.get(PEOPLE, {"q": "ali"})["Cache-Control"]


def test_hostile_names_stay_text(browser: Client, registries: FakeRegistries) -> None:
    registries.know(entries.MONO, "<script>alert(1)</script>\"' onx=", "Zed <img src=x>")
    for form in ("options", ""):
        text = browser.get(PEOPLE, {"q": "zed", "format": form}).content.decode()
        assert "<script>" not in text
        assert "<img src=x" not in text
    (found,) = options(browser, PEOPLE, q="zed")
    assert "<script>" in str(found.get("data-value")), "kept as it is, and escaped where it is shown"


@pytest.mark.parametrize(
    "query", [{"q": "\x00\x01"}, {"q": "x" * 9000}, {"in": "nothing"}, {"from": "x"}, {"format": "x"}]
)
def test_odd_questions_are_answered(browser: Client, query: dict[str, str]) -> None:
    for address in (PEOPLE, ORGANISATIONS):
        assert browser.get(address, {"q": "marin", **query}).status_code == 200


def test_one_origin_cannot_ask_without_end(browser: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(agents, "RATE", Rate(most=2))
    assert [browser.get(PEOPLE, {"q": "al"}).status_code for _each in range(3)] == [200, 200, 429]


def test_only_reading_is_possible(browser: Client) -> None:
    assert browser.post(PEOPLE, {"q": "al"}).status_code == 405
    assert browser.post(ORGANISATIONS, {"q": "al"}).status_code == 405


def test_french_says_all_of_it(browser: Client, registries: FakeRegistries, organisations: None, french: None) -> None:
    browser.cookies["django_language"] = "fr"
    registries.faults = [answer(500)]
    text = browser.get(PEOPLE, {"q": "récif", "in": "parties"}).content.decode()
    assert "Institut du récif" in text
    for english in ("kept here", "No answer", "as a person", "known from"):
        assert english not in text
