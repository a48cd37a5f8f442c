"""A record that was harvested elsewhere says so to those who harvest it here."""

from datetime import UTC, datetime, timedelta

import pytest

from harvest.models import Origin
from harvest.oaipmh.provenance import Harvested
from harvest.services import note_origin
from tests.harvest.conftest import Harvester
from tests.harvest.items import LONG_AGO, published
from tests.harvest.reading import OAI

pytestmark = pytest.mark.django_db

FIRST = Harvested(
    base_url="https://first.example.org/oai",
    identifier="oai:first.example.org:a&b",
    datestamp="2020-02-03",
    namespace="http://www.isotc211.org/2005/gmd",
    harvested_at=datetime(2021, 4, 5, 6, 7, 8, 900_000, tzinfo=UTC),
    is_altered=False,
)
SECOND = Harvested(
    base_url="https://second.example.org/oai?x=1&y=2",
    identifier="oai:second.example.org:7",
    datestamp="2022-03-04T05:06:07Z",
    namespace="http://www.isotc211.org/2005/gmd",
    harvested_at=datetime(2026, 3, 5, tzinfo=UTC),
    is_altered=True,
)


def test_every_format_of_it_tells_the_whole_way_it_came(ask: Harvester) -> None:
    note_origin(dataset=published("1001"), chain=[SECOND, FIRST])
    for answer in (
        ask(verb="ListRecords", metadataPrefix="oai_datacite"),
        ask(verb="GetRecord", metadataPrefix="oai_dc", identifier="oai:varve.localhost:1001"),
    ):
        (record,) = answer.findall(".//o:record", OAI)
        assert [str(child.tag).rpartition("}")[2] for child in record] == ["header", "metadata", "about"]
        newest, oldest = record.iter("{*}originDescription")
        assert dict(newest.attrib) == {"harvestDate": "2026-03-05T00:00:00Z", "altered": "true"}
        assert newest.findtext("{*}baseURL") == SECOND.base_url
        assert oldest.getparent() is newest
        assert [child.text for child in oldest] == [FIRST.base_url, FIRST.identifier, "2020-02-03", FIRST.namespace]


def test_our_own_records_deleted_ones_and_headers_say_nothing_of_it(ask: Harvester) -> None:
    note_origin(dataset=published("1001", withdrawn=True), chain=[SECOND])
    note_origin(dataset=published("1002", LONG_AGO + timedelta(days=1)), chain=[SECOND])
    published("1003", LONG_AGO + timedelta(days=2))
    records = ask(verb="ListRecords", metadataPrefix="oai_dc").findall(".//o:record", OAI)
    assert [len(record.findall("o:about", OAI)) for record in records] == [0, 1, 0]
    assert not ask(verb="ListIdentifiers", metadataPrefix="oai_dc").findall(".//o:about", OAI)


def test_a_later_harvest_takes_the_place_of_the_one_before() -> None:
    dataset = published("1001")
    note_origin(dataset=dataset, chain=[FIRST])
    note_origin(dataset=dataset, chain=[SECOND, FIRST])
    row = Origin.objects.get()
    assert (row.identifier, row.is_altered) == (SECOND.identifier, True)
    assert [each["identifier"] for each in row.chain] == [FIRST.identifier]


def test_a_record_of_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="comes from somewhere"):
        note_origin(dataset=published("1001"), chain=[])
