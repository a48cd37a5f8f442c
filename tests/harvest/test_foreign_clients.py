"""Harvests by clients nobody here wrote, over a real socket."""

import re
from datetime import datetime, timedelta
from time import sleep
from typing import Any

import pytest
from oaipmh_scythe import HTTPConfig, Scythe
from oaipmh_scythe.exceptions import NoRecordsMatch as ScytheNoRecordsMatch
from pytest_django import Settings
from sickle import Sickle
from sickle.oaiexceptions import BadResumptionToken, NoRecordsMatch

from repository.lifecycle import Standing
from repository.models import Dataset
from tests.harvest.items import LONG_AGO, PREFIXES, identifiers, many, published
from tests.services.components import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def pages_of_four(settings: Settings) -> None:
    settings.OAI_PAGE_SIZE = 4


@pytest.fixture
def endpoint(live_server: Any) -> str:
    return f"{live_server.url}/oai"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("prefix", "word"), [("oai_dc", "dc:title"), ("datacite", "creatorName")])
def test_sickle_harvests_every_page_in_both_formats(endpoint: str, prefix: str, word: str, method: str) -> None:
    datasets = many(10)
    records = list(Sickle(endpoint, http_method=method).ListRecords(metadataPrefix=prefix))
    assert [record.header.identifier for record in records] == identifiers(datasets)
    assert all(word in record.raw for record in records)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("prefix", "word"), [("oai_dc", "dc:title"), ("datacite", "creatorName")])
def test_scythe_harvests_every_page_in_both_formats(endpoint: str, prefix: str, word: str, method: str) -> None:
    datasets = many(10)
    with Scythe(endpoint, http_config=HTTPConfig(http_method=method)) as scythe:
        records: list[Any] = list(scythe.list_records(metadata_prefix=prefix))
    assert [record.header.identifier for record in records] == identifiers(datasets)
    assert all(word in str(record) for record in records)


def test_both_read_headers_with_sets_and_deleted_records(endpoint: str) -> None:
    datasets = [published(str(1000 + n), LONG_AGO + timedelta(hours=n), withdrawn=n % 2 == 1) for n in range(6)]
    headers = list(Sickle(endpoint).ListIdentifiers(metadataPrefix="oai_dc", set="pole:ocean"))
    assert [header.identifier for header in headers] == identifiers(datasets)
    assert [header.deleted for header in headers] == [False, True] * 3
    assert headers[0].setSpecs == ["pole:ocean"]
    with Scythe(endpoint) as scythe:
        read: list[Any] = list(scythe.list_identifiers(metadata_prefix="oai_dc", set_="pole:ocean"))
    assert [(header.identifier, header.deleted) for header in read] == [
        (header.identifier, header.deleted) for header in headers
    ]


def test_both_leave_deleted_records_out_when_asked_to(endpoint: str) -> None:
    many(5)
    published("2000", LONG_AGO + timedelta(days=1), withdrawn=True)
    assert len(list(Sickle(endpoint).ListRecords(metadataPrefix="oai_dc", ignore_deleted=True))) == 5
    with Scythe(endpoint) as scythe:
        assert len(list(scythe.list_records(metadata_prefix="oai_dc", ignore_deleted=True))) == 5


def test_both_select_by_date(endpoint: str) -> None:
    datasets = many(10, every=timedelta(hours=6))
    period = {"from": "2026-03-05T16:11:12Z", "until": "2026-03-06T16:11:12Z"}
    found = [record.header.identifier for record in Sickle(endpoint).ListRecords(metadataPrefix="oai_dc", **period)]
    assert found == identifiers(datasets[1:6])
    with Scythe(endpoint) as scythe:
        listed: Any = scythe.list_records(metadata_prefix="oai_dc", from_=period["from"], until=period["until"])
        assert [record.header.identifier for record in listed] == found


def test_both_read_what_the_repository_says_of_itself(endpoint: str) -> None:
    dataset = published("42182")
    sickle = Sickle(endpoint)
    assert sickle.Identify().deletedRecord == "persistent"
    assert [found.metadataPrefix for found in sickle.ListMetadataFormats()] == PREFIXES
    assert "pole" in [found.setSpec for found in sickle.ListSets()]
    (identifier,) = identifiers([dataset])
    assert sickle.GetRecord(identifier=identifier, metadataPrefix="datacite").header.identifier == identifier
    with Scythe(endpoint) as scythe:
        reader: Any = scythe
        assert reader.identify().granularity == "YYYY-MM-DDThh:mm:ssZ"
        assert "pole" in [found.setSpec for found in reader.list_sets()]
        assert reader.get_record(identifier=identifier, metadata_prefix="oai_dc").header.identifier == identifier


def test_the_harvester_of_the_documentation_keeps_up_with_the_repository(endpoint: str) -> None:
    page = (ROOT / "docs" / "harvesting.md").read_text()
    program = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0].replace("http://localhost:8000/oai", endpoint)
    kept: dict[str, str] = {}
    names: dict[str, Any] = {"last_time": None, "keep": kept.__setitem__, "forget": kept.pop}
    datasets = many(6)
    exec(program, names)
    assert sorted(kept) == identifiers(datasets)
    exec(program, names)
    assert sorted(kept) == identifiers(datasets)
    now = datetime.fromisoformat(names["last_time"])
    Dataset.objects.filter(pk=datasets[0].pk).update(datestamp=now, standing=Standing.WITHDRAWN)
    published("2000", now)
    sleep(1.1)
    exec(program, names)
    assert sorted(kept) == [*identifiers(datasets[1:]), "oai:varve.localhost:2000"]


def test_both_understand_our_errors(endpoint: str) -> None:
    with pytest.raises(NoRecordsMatch):
        Sickle(endpoint).ListRecords(metadataPrefix="oai_dc")
    with pytest.raises(BadResumptionToken):
        Sickle(endpoint).ListRecords(resumptionToken="junk")
    with Scythe(endpoint) as scythe, pytest.raises(ScytheNoRecordsMatch):
        list(scythe.list_records(metadata_prefix="oai_dc"))
