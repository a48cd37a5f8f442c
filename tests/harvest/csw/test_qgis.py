"""Three requests as QGIS MetaSearch sends them (CSW 2.0.2, through OWSLib 0.35): connect, search, open a record."""

import pytest
from django.test import Client

from repository.models import CatalogueEntry
from tests.harvest.csw.conftest import COUNT, identifiers, results
from tests.harvest.csw.schemas import valid

CONNECT = "/csw?service=CSW&version=2.0.2&request=GetCapabilities"
SEARCH = (
    '<csw:GetRecords xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:gml="http://www.opengis.net/gml" '
    'xmlns:ogc="http://www.opengis.net/ogc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:ows="http://www.opengis.net/ows" outputSchema="http://www.opengis.net/cat/csw/2.0.2" '
    'outputFormat="application/xml" version="2.0.2" service="CSW" resultType="results" startPosition="1" '
    'maxRecords="10" xsi:schemaLocation="http://www.opengis.net/cat/csw/2.0.2 '
    'http://schemas.opengis.net/csw/2.0.2/CSW-discovery.xsd"><csw:Query typeNames="csw:Record"><csw:ElementSetName>full'
    '</csw:ElementSetName><csw:Constraint version="1.1.0"><ogc:Filter><ogc:And><ogc:BBOX><ogc:PropertyName>'
    'ows:BoundingBox</ogc:PropertyName><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4326"><gml:lowerCorner>{south} '
    "{west}</gml:lowerCorner><gml:upperCorner>{north} {east}</gml:upperCorner></gml:Envelope></ogc:BBOX>"
    '<ogc:PropertyIsLike wildCard="%" singleChar="_" escapeChar="\\"><ogc:PropertyName>csw:AnyText</ogc:PropertyName>'
    "<ogc:Literal>{words}</ogc:Literal></ogc:PropertyIsLike></ogc:And></ogc:Filter></csw:Constraint></csw:Query>"
    "</csw:GetRecords>"
)
OPEN = (
    "/csw?service=CSW&version=2.0.2&request=GetRecordById&outputFormat=application%2Fxml"
    "&outputSchema=http%3A%2F%2Fwww.opengis.net%2Fcat%2Fcsw%2F2.0.2&elementsetname=full&id="
)

pytestmark = pytest.mark.django_db


def search(client: Client, **said: object) -> list[str]:
    box = {"west": -179, "south": -89, "east": 179, "north": 89}
    body = SEARCH.format(**{**box, **said}).encode()
    response = client.post("/csw", body, content_type="text/xml", headers={"accept": "text/xml,application/xml"})
    root = valid(response.content, "2.0.2")
    found = identifiers(root)
    assert results(root)["numberOfRecordsReturned"] == str(len(found))
    return found


def test_it_connects(client: Client) -> None:
    root = valid(client.get(CONNECT).content, "2.0.2")
    assert root.findtext(".//{*}ServiceIdentification/{*}Title") == "Catalogue of Varve"


def test_it_finds_by_words_within_what_the_map_shows(client: Client, records: list[CatalogueEntry]) -> None:
    wanted = records[0]
    word = max(wanted.title.split(), key=len)
    assert wanted.identifier in search(client, words=word)
    assert 0 < len(search(client, words="a")) <= COUNT
    assert search(client, words="no such words at all") == []


def test_it_finds_nothing_where_nothing_lies(client: Client, records: list[CatalogueEntry]) -> None:
    root = valid(client.get(OPEN + records[0].identifier).content, "2.0.2")
    low, high = (str(root.findtext(f".//{{*}}{corner}")).split() for corner in ("LowerCorner", "UpperCorner"))
    here = {"south": low[0], "west": low[1], "north": high[0], "east": high[1]}
    word = max(records[0].title.split(), key=len)
    assert records[0].identifier in search(client, words=word, **here)
    far = "-89.9" if float(low[0]) > -89 else "89.9"
    assert records[0].identifier not in search(client, words=word, west=0, east=0.1, south=far, north=far)


def test_it_opens_a_record(client: Client, records: list[CatalogueEntry]) -> None:
    (record,) = valid(client.get(OPEN + records[0].identifier).content, "2.0.2")
    assert record.findtext("{http://purl.org/dc/elements/1.1/}title") == records[0].title
    (page,) = (
        node.text for node in record.iter("{http://purl.org/dc/terms/}references") if "LINK" in str(node.get("scheme"))
    )
    assert str(page).startswith("http")
