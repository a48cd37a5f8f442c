"""The address of the search: a page, JSON and options, for everybody, kept for a while, not without end."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html

from repository.accounts.rate import Rate
from repository.views import concepts
from tests.repository.vocabularies.samples import TURTLE, load

pytestmark = pytest.mark.django_db
URL = "/vocabularies/search"


@pytest.fixture(autouse=True)
def _sea(tmp_path: Path) -> None:
    load(tmp_path, "sea.ttl", TURTLE)


def test_json_tells_everything_about_a_concept_in_the_readers_language(client: Client) -> None:
    answer = client.get(URL, {"q": "salin", "scheme": "sea", "format": "json"}, headers={"Accept-Language": "fr"})
    (hit,) = answer.json()["concepts"]
    assert hit["label"] == "salinité"
    assert hit["scheme"] == {"name": "sea", "title": "Mer"}
    assert hit["broader"] == ["eau de mer"]
    assert hit["definition"] == "How much salt there is."
    assert hit["entry"]["term"] == {"en": "salinity", "fr": "salinité"}


def test_options_hold_the_entry_and_the_words_as_typed(client: Client) -> None:
    answer = client.get(URL, {"q": "salin", "format": "options", "in": "keywords"})
    options = html.fromstring(f"<ul>{answer.content.decode()}</ul>").xpath("//li")
    assert [option.get("role") for option in options] == ["option"] * len(options)
    assert options[-1].get("data-value") == '{"term":{"en":"salin"}}'
    assert "How much salt" in answer.content.decode()


def test_the_page_works_without_script_and_leads_to_the_vocabulary(client: Client) -> None:
    tree = html.fromstring(client.get(URL, {"q": "eau de mer", "in": "keywords"}).content.decode())
    assert "http://example.org/sea/water" in [str(href) for href in tree.xpath("//main//a/@href")]
    assert tree.xpath("//main//form[@role='search']//input[@name='q']/@value") == ["eau de mer"]
    assert "No vocabulary" in client.get(URL, {"q": "zzzz"}).content.decode()


def test_an_answer_may_be_kept_but_not_across_languages(client: Client) -> None:
    answer = client.get(URL, {"q": "salin", "format": "json"})
    assert "max-age=300" in answer["Cache-Control"]
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}


@pytest.mark.parametrize(
    "query", [{"in": "nothing"}, {"format": "xml"}, {"q": "\x00"}, {"q": "\ud800"}, {"scheme": "x" * 900}]
)
def test_odd_questions_are_answered(client: Client, query: dict[str, str]) -> None:
    try:
        assert client.get(URL, {"q": "salin", **query}).status_code == 200
    except UnicodeEncodeError:
        assert query == {"q": "\ud800"}, "no browser can send a lone surrogate"


def test_markup_in_a_vocabulary_stays_text(client: Client, tmp_path: Path) -> None:
    text = "uri,label_en\nhttp://example.org/x,<script>alert(1)</script> bold\n"
    load(tmp_path, "x.csv", text, scheme="bad")
    for form in ("", "options"):
        assert "<script>alert" not in client.get(URL, {"q": "bold", "format": form}).content.decode()


def test_one_origin_cannot_ask_without_end(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(concepts, "RATE", Rate(most=3))
    assert [client.get(URL, {"q": "sal"}).status_code for _each in range(5)] == [200, 200, 200, 429, 429]
    elsewhere = client.get(URL, {"q": "sal"}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200


def test_a_new_window_forgets_the_old_one(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(concepts, "RATE", Rate(most=1, window_s=0.0))
    assert [client.get(URL, {"q": "sal"}).status_code for _each in range(3)] == [200, 200, 200]
