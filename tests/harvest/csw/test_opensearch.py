"""OpenSearch: a description that leads to searches, and feeds of Atom as their answers."""

import re
from datetime import datetime

import pytest
from django.test import Client
from lxml import etree

from repository.models import CatalogueEntry
from tests.harvest.csw.conftest import COUNT

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom", "os": "http://a9.com/-/spec/opensearch/1.1/"}


def templates(client: Client) -> dict[str, str]:
    root = etree.fromstring(client.get("/opensearch.xml").content)
    assert root.tag == "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription"
    return {str(node.get("type")): str(node.get("template")) for node in root.iterfind("{*}Url")}


def filled(template: str, **values: str) -> str:
    """A template with these values in it, as a client fills it; what may be left out is."""
    path = template.removeprefix("http://localhost:8000")
    return re.sub(r"\{([^}?]+)\??\}", lambda found: values.get(found[1].replace(":", "_"), ""), path)


def feed(client: Client, address: str) -> etree._Element:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(response.content)


def test_the_description_names_every_way_to_search(client: Client, records: list[CatalogueEntry]) -> None:
    found = templates(client)
    assert client.get(filled(found["text/html"], searchTerms="ocean")).status_code == 200
    assert client.get(filled(found["application/json"], searchTerms="ocean")).status_code == 200
    assert b"GetRecordsResponse" in client.get(filled(found["application/xml"])).content
    root = etree.fromstring(client.get("/opensearch.xml").content)
    assert len(str(root.findtext("{*}ShortName"))) <= 16


def test_a_feed_tells_each_record_with_its_place_and_leads_to_the_next(
    client: Client, records: list[CatalogueEntry]
) -> None:
    address: str | None = filled(templates(client)["application/atom+xml"], count="5")
    told: list[str] = []
    while address:
        root = feed(client, address)
        assert root.findtext("os:totalResults", namespaces=ATOM) == str(COUNT)
        for entry in root.iterfind("a:entry", ATOM):
            told.append(str(entry.findtext("{http://purl.org/dc/elements/1.1/}identifier")))
            assert entry.findtext("a:title", namespaces=ATOM)
            assert datetime.fromisoformat(str(entry.findtext("a:updated", namespaces=ATOM)))
            assert entry.find("a:author/a:name", ATOM) is not None
            link = entry.find("a:link[@rel='alternate']", ATOM)
            assert link is not None
            assert str(link.get("href")).startswith("http")
        following = root.find("a:link[@rel='next']", ATOM)
        address = str(following.get("href")).removeprefix("http://localhost:8000") if following is not None else None
    assert sorted(told) == sorted(entry.identifier for entry in records)


def test_words_box_time_and_identifier_narrow_a_feed(client: Client, records: list[CatalogueEntry]) -> None:
    template = templates(client)["application/atom+xml"]
    word = max(records[0].title.split(), key=len)
    identifiers = "a:entry/{http://purl.org/dc/elements/1.1/}identifier"
    found = feed(client, filled(template, searchTerms=word, count="20")).iterfind(identifiers, ATOM)
    assert records[0].identifier in [node.text for node in found]
    one = feed(client, filled(template, geo_uid=records[2].identifier))
    assert [node.text for node in one.iterfind(identifiers, ATOM)] == [records[2].identifier]
    nowhere = feed(client, filled(template, time_start="0001-01-01", time_end="0001-01-02"))
    assert nowhere.findtext("os:totalResults", namespaces=ATOM) == "0"
    everywhere = feed(client, filled(template, geo_box="-180,-90,180,90", searchTerms="", count="1"))
    assert int(str(everywhere.findtext("os:totalResults", namespaces=ATOM))) > 0
    query = everywhere.find("os:Query", ATOM)
    assert query is not None
    assert query.get("{http://a9.com/-/opensearch/extensions/geo/1.0/}box") == "-180,-90,180,90"


def test_a_refusal_of_a_feed_is_a_report(client: Client) -> None:
    response = client.get(filled(templates(client)["application/atom+xml"], geo_box="1,2"))
    assert response.status_code == 400
    assert b'locator="bbox"' in response.content
