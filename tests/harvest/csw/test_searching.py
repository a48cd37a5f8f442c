"""A search as pairs, in both versions: which records come, how many there are, where the next page begins."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from harvest.csw.versions import GMD, MDB
from repository.models import CatalogueEntry
from tests.harvest.csw.conftest import COUNT, Asker, identifiers, results
from tests.harvest.csw.schemas import valid

BOTH = pytest.mark.parametrize("version", ["2.0.2", "3.0.0"])
DC = "{http://purl.org/dc/elements/1.1/}"
SEARCH = {"request": "GetRecords", "typeNames": "csw:Record", "resultType": "results"}


@BOTH
def test_pages_by_title_give_every_record_once_with_the_exact_number(
    ask: Asker, records: list[CatalogueEntry], version: str
) -> None:
    told: list[str] = []
    start = 1
    while start:
        root = ask(version, **SEARCH, SortBy="dc:title:A", startPosition=str(start), maxRecords="5")
        said = results(root)
        assert said["numberOfRecordsMatched"] == str(COUNT)
        assert said["numberOfRecordsReturned"] == str(len(identifiers(root)))
        told += identifiers(root)
        start = int(said["nextRecord"])
    assert sorted(told) == sorted(entry.identifier for entry in records)
    titles = {entry.identifier: entry.title.casefold() for entry in records}
    assert titles[told[0]] == min(titles.values())


@BOTH
@pytest.mark.parametrize("element_set", ["brief", "summary", "full"])
def test_each_element_set_has_its_own_element(
    ask: Asker, records: list[CatalogueEntry], version: str, element_set: str
) -> None:
    root = ask(version, **SEARCH, ElementSetName=element_set, maxRecords="2")
    names = {str(record.tag).rpartition("}")[2] for record in root.iterfind("{*}SearchResults/*")}
    assert names == {{"brief": "BriefRecord", "summary": "SummaryRecord", "full": "Record"}[element_set]}


@BOTH
@pytest.mark.parametrize(("schema", "tag"), [(GMD, f"{{{GMD}}}MD_Metadata"), (MDB, f"{{{MDB}}}MD_Metadata")])
def test_records_of_iso_come_as_they_are_stored(
    ask: Asker, records: list[CatalogueEntry], version: str, schema: str, tag: str
) -> None:
    root = ask(version, **SEARCH, outputSchema=schema, maxRecords="3")
    assert [record.tag for record in root.iterfind("{*}SearchResults/*")] == [tag] * 3


@BOTH
def test_only_the_number_is_told_to_who_wants_no_records(
    ask: Asker, records: list[CatalogueEntry], version: str
) -> None:
    for wanted in ({"maxRecords": "0"}, {"resultType": "hits"}):
        said = results(ask(version, **{**SEARCH, **wanted}))
        assert (said["numberOfRecordsMatched"], said["numberOfRecordsReturned"]) == (str(COUNT), "0")
        assert said["nextRecord"] == "1"


@pytest.mark.parametrize(("version", "returned"), [("2.0.2", "0"), ("3.0.0", str(COUNT))])
def test_who_does_not_say_what_to_give_gets_the_number_in_2_0_2_and_records_in_3_0(
    client: Client, records: list[CatalogueEntry], version: str, returned: str
) -> None:
    asked = {"service": "CSW", "version": version, "request": "GetRecords", "typeNames": "csw:Record"}
    said = results(valid(client.get("/csw", {**asked, "maxRecords": "50"}).content, version))
    assert (said["numberOfRecordsMatched"], said["numberOfRecordsReturned"]) == (str(COUNT), returned)


@BOTH
def test_a_condition_in_cql_and_one_in_a_filter_find_the_same(
    ask: Asker, records: list[CatalogueEntry], version: str
) -> None:
    title = records[0].title
    cql = ask(version, **SEARCH, CONSTRAINTLANGUAGE="CQL_TEXT", Constraint=f"dc:title = '{title}'")
    space = "http://www.opengis.net/ogc" if version == "2.0.2" else "http://www.opengis.net/fes/2.0"
    name = "PropertyName" if version == "2.0.2" else "ValueReference"
    fes = (
        f'<f:Filter xmlns:f="{space}"><f:PropertyIsEqualTo><f:{name}>dc:title</f:{name}>'
        f"<f:Literal>{title}</f:Literal></f:PropertyIsEqualTo></f:Filter>"
    )
    found = ask(version, **SEARCH, CONSTRAINTLANGUAGE="FILTER", Constraint=fes)
    assert records[0].identifier in identifiers(cql)
    assert identifiers(found) == identifiers(cql)


def test_a_position_behind_the_last_record_is_an_empty_page(ask: Asker, records: list[CatalogueEntry]) -> None:
    said = results(ask(**SEARCH, startPosition="1000"))
    assert (said["numberOfRecordsReturned"], said["nextRecord"]) == ("0", "0")


def test_an_empty_catalogue_says_so(ask: Asker, db: None) -> None:
    said = results(ask("3.0.0", **SEARCH))
    assert (said["numberOfRecordsMatched"], said["nextRecord"], said["status"]) == ("0", "0", "none")


def test_a_request_may_only_be_checked(ask: Asker, records: list[CatalogueEntry]) -> None:
    root = ask(**{**SEARCH, "resultType": "validate"}, requestId="urn:x:1")
    assert (str(root.tag).rpartition("}")[2], root.findtext("{*}RequestId")) == ("Acknowledgement", "urn:x:1")


@BOTH
def test_a_record_is_had_by_its_identifier(ask: Asker, records: list[CatalogueEntry], version: str) -> None:
    wanted = records[3].identifier
    root = ask(version, request="GetRecordById", id=wanted, ElementSetName="full")
    record = root if version == "3.0.0" else root[0]
    assert record.findtext(f"{DC}identifier") == wanted


def test_a_record_is_had_by_its_address_and_by_the_suffix_that_iso_records_name(
    ask: Asker, records: list[CatalogueEntry]
) -> None:
    root = ask("3.0.0", request="GetRecordById", id=records[3].identifier)
    for name in (
        *(str(node.text) for node in root.iterfind(f"{DC}identifier")),
        records[3].identifier.partition("/")[2],
    ):
        assert ask("3.0.0", request="GetRecordById", id=name)[0].text == records[3].identifier


def test_several_records_are_had_at_once_in_2_0_2(ask: Asker, records: list[CatalogueEntry]) -> None:
    wanted = [entry.identifier for entry in records[:3]]
    root = ask(request="GetRecordById", id=",".join([*wanted, "10.5072/none"]), outputSchema=GMD)
    assert len(root) == 3
    assert len(ask(request="GetRecordById", id="10.5072/none")) == 0


def test_a_record_that_there_is_not_is_a_404_in_3_0(ask: Asker, records: list[CatalogueEntry]) -> None:
    root = ask("3.0.0", 404, request="GetRecordById", id="10.5072/none")
    assert root[0].get("exceptionCode") == "InvalidParameterValue"


@BOTH
def test_the_values_of_a_property_and_of_a_parameter(ask: Asker, records: list[CatalogueEntry], version: str) -> None:
    name = "PropertyName" if version == "2.0.2" else "ValueReference"
    values = [node.text for node in ask(version, request="GetDomain", **{name: "dc:type"}).iter("{*}Value")]
    assert values
    ends = ask(version, request="GetDomain", **{name: "dct:modified"})
    assert str(ends.findtext(".//{*}MinValue")) <= str(ends.findtext(".//{*}MaxValue"))
    told = ask(version, request="GetDomain", ParameterName="GetRecords.ElementSetName")
    assert [node.text for node in told.iter("{*}Value")] == ["brief", "summary", "full"]
    status = 400 if version == "3.0.0" else 200
    assert ask(version, status, request="GetDomain", **{name: "dc:nothing"})[0].get("locator") == "PropertyName"


def test_a_record_that_is_not_rendered_yet_does_not_stop_a_page(ask: Asker, records: list[CatalogueEntry]) -> None:
    dataset = records[0].dataset
    assert dataset is not None
    dataset.renditions.filter(format="csw-record").delete()
    said = results(ask(**SEARCH, maxRecords="6", SortBy="dc:title"))
    assert (said["numberOfRecordsReturned"], said["nextRecord"]) == ("5", "7")


def test_a_page_costs_the_same_few_statements_however_long_it_is(
    client: Client, records: list[CatalogueEntry], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.get("/csw", {"service": "CSW", "version": "3.0.0", **SEARCH, "maxRecords": "12", "SortBy": "dc:title"})
