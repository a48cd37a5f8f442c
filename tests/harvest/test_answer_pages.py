"""What a person sees at the address for harvesters; programs are never given a page."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import etree, html
from pytest_django import Settings

from harvest.oaipmh.envelope import STYLESHEET
from repository.services.synthetic import make_synthetic_datasets
from tests.harvest.items import many, published

pytestmark = pytest.mark.django_db

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"


def page(client: Client, query: str, language: str = "en") -> html.HtmlElement:
    answer = client.get(f"/oai?{query}", headers={"accept": BROWSER, "accept-language": language})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert "Accept" in answer["Vary"]
    assert "default-src" in answer["Content-Security-Policy"]
    return html.fromstring(answer.content)


def links(tree: html.HtmlElement) -> set[str]:
    return {str(found) for found in tree.xpath("//main//a/@href")}


@pytest.mark.parametrize("accept", ["", "*/*", JAVA, "text/xml", "application/xml, text/html;q=0.1"])
def test_a_program_is_given_the_document(client: Client, accept: str) -> None:
    answer = client.get("/oai?verb=Identify", headers={"accept": accept})
    assert answer["Content-Type"] == "text/xml; charset=utf-8"


def test_a_post_is_given_the_document(client: Client) -> None:
    form = "application/x-www-form-urlencoded"
    answer = client.post("/oai", "verb=Identify", content_type=form, headers={"accept": BROWSER})
    assert answer["Content-Type"] == "text/xml; charset=utf-8"


def test_a_person_goes_from_list_to_record_and_to_the_page_for_readers(client: Client) -> None:
    make_synthetic_datasets(size=3, seed=1)
    tree = page(client, "verb=ListRecords&metadataPrefix=iso19139")
    record = next(link for link in links(tree) if "GetRecord" in link)
    assert "metadataPrefix=iso19139" in record
    shown = page(client, record.removeprefix("?"))
    assert "gmd:MD_Metadata" in "".join(shown.xpath("//pre//text()"))
    landing = next(link for link in links(shown) if link.startswith("/datasets/"))
    assert client.get(landing).status_code == 200
    assert any("set=licence%3A" in link for link in links(shown))


def test_a_person_turns_the_pages_of_a_list(client: Client, settings: Settings) -> None:
    settings.OAI_PAGE_SIZE = 3
    many(5)
    tree = page(client, "verb=ListIdentifiers&metadataPrefix=oai_dc")
    assert "1 to 3 of 5" in tree.text_content()
    (more,) = [link for link in links(tree) if "resumptionToken" in link]
    assert "4 to 5 of 5" in page(client, more.removeprefix("?")).text_content()


@pytest.mark.parametrize("query", ["verb=Identify", "verb=ListSets", "verb=ListMetadataFormats", "", "verb=%3Cb%3E"])
@pytest.mark.usefixtures("french")
def test_every_verb_and_every_error_has_a_page_in_both_languages(client: Client, query: str) -> None:
    published("1001", sets=["discipline:oceans", "pole:ocean"])
    assert page(client, query).xpath("//h1")[0].text_content() == "For harvesters: OAI-PMH"
    french = page(client, query, "fr").text_content()
    assert "moissonneurs" in french
    if query == "verb=ListSets":
        assert "Océans" in french


@pytest.mark.parametrize("query", ["a=1&" * 40, "verb=%FF%00", "verb=Identify&verb=%22%3E%3Cscript%3E"])
def test_a_wrong_question_is_shown_as_text(client: Client, query: str) -> None:
    tree = page(client, query)
    assert "badArgument" in tree.text_content() or "badVerb" in tree.text_content()
    assert not tree.xpath("//main//script")


def test_the_style_sheet_makes_a_page_of_any_answer_without_script_or_style_inside(client: Client) -> None:
    many(2)
    published("2000", withdrawn=True)
    name = STYLESHEET.removeprefix("/static/")
    found = finders.find(name)
    assert found
    transform = etree.XSLT(etree.parse(found))
    for query in ("verb=Identify", "verb=ListSets", "verb=ListRecords&metadataPrefix=oai_dc", "verb=none"):
        made = transform(etree.fromstring(client.get(f"/oai?{query}").content))
        text = str(made)
        assert "<script" not in text
        assert "style=" not in text
        assert made.xpath("//h2")
    assert Path(str(found)).with_name("answer.css").is_file()
