"""Every kind of answer is valid by the official schema of its version, the records in it too."""

import pytest

from harvest.csw import answers, capabilities, reports
from harvest.csw.answers import Page, Values
from harvest.csw.errors import CswError, ErrorCode
from harvest.csw.messages import GetRecords
from harvest.csw.versions import GMD, MDB, V2, V3, ElementSet, Version
from tests.harvest.csw.schemas import valid
from tests.harvest.csw.written import NOW, PROVIDER, stored

BOTH = pytest.mark.parametrize("version", [V2, V3], ids=lambda each: each.number)
NAMES = ("dc:title", "csw:AnyText", "apiso:Title", "ows:BoundingBox")


@BOTH
@pytest.mark.parametrize("wanted", [(), ("All",), ("ServiceProvider",), ("OperationsMetadata", "Filter_Capabilities")])
def test_capabilities(version: Version, wanted: tuple[str, ...]) -> None:
    root = valid(capabilities.capabilities(version, PROVIDER, NAMES, frozenset(wanted)), version.number)
    told = {str(section.tag).rpartition("}")[2] for section in root}
    every = {"ServiceIdentification", "ServiceProvider", "OperationsMetadata", "Filter_Capabilities"}
    always = {"Filter_Capabilities"} if version is V2 else set()
    assert told == (every if not wanted or wanted == ("All",) else {*wanted, *always})


@BOTH
@pytest.mark.parametrize("element_set", ElementSet)
def test_records_of_dublin_core(version: Version, element_set: ElementSet) -> None:
    bodies = stored("csw-record")
    asked = GetRecords(schema=version.csw, element_set=element_set, request_id="urn:x:1")
    root = valid(answers.search_results(version, asked, Page(9, bodies, len(bodies)), NOW), version.number)
    (results,) = root.iterfind("{*}SearchResults")
    assert len(results) == len(bodies)
    assert results.get("numberOfRecordsMatched") == "9"
    assert results.get("nextRecord") == "5"
    assert results.get("elementSet") == element_set


@BOTH
def test_records_with_chosen_elements_alone(version: Version) -> None:
    asked = GetRecords(schema=version.csw, elements=("dc:title", "ows:BoundingBox", "/csw:Record/dct:modified", "date"))
    bodies = stored("csw-record")
    root = valid(answers.search_results(version, asked, Page(1, bodies[:1], 1), NOW), version.number)
    kept = [str(node.tag).rpartition("}")[2] for node in root.iterfind("{*}SearchResults/{*}Record/*")]
    assert sorted(set(kept)) == ["BoundingBox", "modified", "title"]


@BOTH
@pytest.mark.parametrize(("schema", "rendition"), [(GMD, "iso19139"), (MDB, "iso19115-3")])
def test_records_of_iso(version: Version, schema: str, rendition: str) -> None:
    asked = GetRecords(schema=schema, element_set=ElementSet.BRIEF)
    root = valid(answers.search_results(version, asked, Page(1, stored(rendition)[:1], 1), NOW), version.number)
    (results,) = root.iterfind("{*}SearchResults")
    assert (results.get("recordSchema"), results.get("elementSet")) == (schema, "full")
    assert results.get("nextRecord") == "0"


@BOTH
@pytest.mark.parametrize("element_set", ElementSet)
def test_one_record(version: Version, element_set: ElementSet) -> None:
    root = valid(answers.found_records(version, version.csw, element_set, stored("csw-record")[:1]), version.number)
    name = (
        "GetRecordByIdResponse"
        if version is V2
        else {"full": "Record"}.get(element_set, f"{element_set.title()}Record")
    )
    assert str(root.tag) == f"{{{version.csw}}}{name}"


def test_no_record_is_an_empty_answer_of_2_0_2() -> None:
    assert len(valid(answers.found_records(V2, V2.csw, ElementSet.FULL, ()), "2.0.2")) == 0


@BOTH
def test_values(version: Version) -> None:
    told = (
        Values("dc:type", (("Dataset", 3), ("a < b", 1))),
        Values("dct:modified", range=("2020-01-01", "2026-11-21")),
        Values("/a b%/csw:AnyText"),
        Values("GetRecords.outputFormat", (("application/xml", None),), is_parameter=True),
    )
    root = valid(answers.domains(version, told), version.number)
    assert [node.text for node in root.iter("{*}Value")] == ["Dataset", "a < b", "application/xml"]
    counts = [node.get("count") for node in root.iter("{*}Value")]
    assert counts == (["3", "1", None] if version is V3 else [None, None, None])


def test_types_are_described_by_their_official_schemas() -> None:
    root = valid(answers.described(V2, ()), "2.0.2")
    assert [part.get("targetNamespace") for part in root] == [V2.csw, GMD, MDB]


@BOTH
def test_a_request_that_was_only_checked(version: Version) -> None:
    echo = answers.echo_of(PROVIDER.base_url, {"request": "GetRecords", "constraint": "dc:title like 'a&b'"})
    root = valid(answers.acknowledgement(version, echo, NOW, "urn:x:2"), version.number)
    assert root.get("timeStamp") == "2026-11-21T12:30:00Z"


@BOTH
@pytest.mark.parametrize("code", ErrorCode)
def test_a_refusal(version: Version, code: ErrorCode) -> None:
    root = valid(reports.report(version, CswError(code, "a < b & \0 c", "type\x01Names")), version.number)
    (exception,) = root
    assert exception.get("exceptionCode") == code
    assert exception.get("locator") == "typeNames"
    assert root.findtext(".//{*}ExceptionText") == "a < b &  c"
