"""Requests as pairs of names and values: what they mean, and what is refused with which code."""

import pytest

from harvest.csw import arguments
from harvest.csw.errors import CswError, ErrorCode
from harvest.csw.messages import Constraint, DescribeRecord, GetCapabilities, GetDomain, GetRecordById, GetRecords, Sort
from harvest.csw.versions import GMD, MDB, V2, V3, ElementSet, Version

SERVICE = {"service": "CSW"}
CAPABILITIES = {**SERVICE, "request": "GetCapabilities"}
SEARCH_2 = {**SERVICE, "version": "2.0.2", "request": "GetRecords", "typeNames": "csw:Record"}
SEARCH_3 = {**SERVICE, "version": "3.0.0", "request": "GetRecords"}


def read(**pairs: str) -> tuple[Version, object]:
    asked = arguments.read(arguments.once(pairs.items()))
    return asked.version, asked.message


def search(**pairs: str) -> GetRecords:
    _, message = read(**{**SEARCH_2, **pairs})
    assert isinstance(message, GetRecords)
    return message


def refusal(**pairs: str) -> tuple[str, str]:
    with pytest.raises(CswError) as caught:
        read(**pairs)
    return caught.value.code, caught.value.locator


@pytest.mark.parametrize(
    ("pairs", "version"),
    [
        ({}, V3),
        ({"version": "2.0.2"}, V2),
        ({"version": "1.0"}, V3),
        ({"AcceptVersions": "2.0.2,3.0.0"}, V2),
        ({"acceptversions": "9.9,3.0.0", "version": "2.0.2"}, V3),
    ],
)
def test_a_client_gets_the_version_that_it_knows(pairs: dict[str, str], version: Version) -> None:
    assert read(**SERVICE, request="GetCapabilities", **pairs) == (version, GetCapabilities())


def test_sections_and_case_of_names_do_not_matter_to_who_reads() -> None:
    version, message = read(SERVICE="csw", REQUEST="getcapabilities", Sections="ServiceProvider, Contents")
    assert (version, message) == (V3, GetCapabilities(frozenset({"ServiceProvider", "Contents"})))


def test_a_search_says_all_that_it_may() -> None:
    asked = search(
        ElementSetName="full", outputSchema=GMD, outputFormat="text/xml", resultType="hits", startPosition="91",
        maxRecords="30", CONSTRAINTLANGUAGE="CQL_TEXT", Constraint="dc:title LIKE '%ice%'",
        SortBy="dct:modified:D,dc:title:A,dc:type", requestId="urn:x:1",
        NAMESPACE="xmlns(g=http://www.opengis.net/cat/csw/2.0.2)", typeNames="g:Record",
    )  # fmt: skip
    assert asked == GetRecords(
        schema=GMD, element_set=ElementSet.FULL, result="hits", start=91, limit=30,
        constraint=Constraint(cql="dc:title LIKE '%ice%'"), request_id="urn:x:1",
        sort=(Sort("dct:modified", descending=True), Sort("dc:title"), Sort("dc:type")),
    )  # fmt: skip


def test_a_filter_may_stand_in_a_pair() -> None:
    asked = search(CONSTRAINTLANGUAGE="FILTER", Constraint='<Filter xmlns="http://www.opengis.net/ogc"/>')
    assert asked.constraint is not None
    assert asked.constraint.fes is not None
    assert asked.constraint.fes.tag == "{http://www.opengis.net/ogc}Filter"


def test_words_box_time_and_identifiers_of_an_opensearch_template() -> None:
    _, message = read(**SEARCH_3, q="sea ice", bbox="-10,40,5,50", time="2019/", recordIds="a, b",
                      outputFormat="application/atom xml", ElementSetName="full", maxRecords="")  # fmt: skip
    assert isinstance(message, GetRecords)
    assert (message.near.words, message.near.box, message.near.time) == ("sea ice", (-10, 40, 5, 50), ("2019", ""))
    assert (message.near.ids, message.atom, message.limit) == (("a", "b"), True, 10)
    _, empty = read(**SEARCH_3, q="", bbox="", time="/", recordIds="", startPosition="")
    assert empty == GetRecords(schema=V3.csw)


def test_a_box_in_a_system_that_has_latitude_first_is_turned() -> None:
    _, message = read(**SEARCH_3, bbox="40,-10,50,5,urn:ogc:def:crs:EPSG::4326")
    assert isinstance(message, GetRecords)
    assert message.near.box == (-10, 40, 5, 50)


def test_other_operations() -> None:
    by_id = {"request": "GetRecordById", **SERVICE}
    assert read(**by_id, version="2.0.2", id="a, b") == (V2, GetRecordById(("a", "b"), V2.csw))
    assert read(**by_id, version="3.0.0", id="a,b", outputSchema=MDB) == (V3, GetRecordById(("a,b",), MDB))
    domain = {"request": "GetDomain", **SERVICE}
    assert read(**domain, version="2.0.2", PropertyName="dc:type,dc:title")[1] == GetDomain((), ("dc:type", "dc:title"))
    assert read(**domain, version="3.0.0", ValueReference="dc:type")[1] == GetDomain((), ("dc:type",))
    asked = read(**SERVICE, version="2.0.2", request="DescribeRecord", TypeName="csw:Record,gmd:MD_Metadata")[1]
    assert isinstance(asked, DescribeRecord)
    assert [local for _, local in asked.type_names] == ["Record", "MD_Metadata"]


@pytest.mark.parametrize(
    ("pairs", "code", "locator"),
    [
        ({}, "MissingParameterValue", "service"),
        ({"service": "WMS"}, "InvalidParameterValue", "service"),
        (SERVICE, "MissingParameterValue", "request"),
        ({**SERVICE, "request": "Nothing"}, "InvalidParameterValue", "request"),
        ({**SERVICE, "request": "GetRecords"}, "MissingParameterValue", "version"),
        ({**SERVICE, "request": "GetRecords", "version": "2.0.1"}, "InvalidParameterValue", "version"),
        ({**CAPABILITIES, "AcceptVersions": "1.0"}, "VersionNegotiationFailed", "AcceptVersions"),
        ({**CAPABILITIES, "AcceptFormats": "text/html"}, "InvalidParameterValue", "AcceptFormats"),
        ({**SERVICE, "request": "Harvest"}, "MissingParameterValue", "version"),
        ({**SERVICE, "request": "Transaction", "version": "2.0.2"}, "OperationNotSupported", "Transaction"),
        ({**SERVICE, "request": "DescribeRecord", "version": "3.0.0"}, "OperationNotSupported", "DescribeRecord"),
        ({**SERVICE, "request": "GetRecords", "version": "2.0.2"}, "MissingParameterValue", "typeNames"),
        ({**SEARCH_2, "typeNames": "csw:Thing"}, "InvalidParameterValue", "typeNames"),
        ({**SEARCH_2, "ElementSetName": "most"}, "InvalidParameterValue", "ElementSetName"),
        ({**SEARCH_2, "ElementSetName": "full", "ElementName": "dc:title"}, "InvalidParameterValue", "ElementName"),
        ({**SEARCH_2, "outputSchema": "urn:x"}, "InvalidParameterValue", "outputSchema"),
        ({**SEARCH_2, "outputFormat": "application/atom+xml"}, "InvalidParameterValue", "outputFormat"),
        ({**SEARCH_2, "startPosition": "0"}, "InvalidParameterValue", "startPosition"),
        ({**SEARCH_2, "startPosition": "٣"}, "InvalidParameterValue", "startPosition"),
        ({**SEARCH_2, "maxRecords": "-1"}, "InvalidParameterValue", "maxRecords"),
        ({**SEARCH_2, "maxRecords": "1e3"}, "InvalidParameterValue", "maxRecords"),
        ({**SEARCH_2, "requestId": "%"}, "InvalidParameterValue", "requestId"),
        ({**SEARCH_2, "resultType": "all"}, "InvalidParameterValue", "resultType"),
        ({**SEARCH_2, "Constraint": "a = 1"}, "MissingParameterValue", "CONSTRAINTLANGUAGE"),
        ({**SEARCH_2, "Constraint": "a", "CONSTRAINTLANGUAGE": "SQL"}, "InvalidParameterValue", "CONSTRAINTLANGUAGE"),
        ({**SEARCH_2, "Constraint": "<a", "CONSTRAINTLANGUAGE": "FILTER"}, "NoApplicableCode", ""),
        ({**SEARCH_2, "ResponseHandler": "http://x"}, "OptionNotSupported", "ResponseHandler"),
        ({**SEARCH_3, "bbox": "1,2,3"}, "InvalidParameterValue", "bbox"),
        ({**SEARCH_3, "bbox": "1,2,3,4,EPSG:2154"}, "InvalidParameterValue", "bbox"),
        ({**SERVICE, "request": "GetRecordById", "version": "3.0.0"}, "MissingParameterValue", "id"),
        ({**SERVICE, "request": "GetDomain", "version": "3.0.0"}, "MissingParameterValue", "ParameterName"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused_by_code_and_parameter(pairs: dict[str, str], code: str, locator: str) -> None:
    assert refusal(**pairs) == (code, locator)


def test_a_parameter_is_not_given_twice_with_different_values() -> None:
    assert arguments.once([("Version", "2.0.2"), ("version", "2.0.2")]) == {"version": "2.0.2"}
    with pytest.raises(CswError) as caught:
        arguments.once([("version", "2.0.2"), ("VERSION", "3.0.0")])
    assert caught.value.code is ErrorCode.INVALID_PARAMETER_VALUE


def test_no_more_records_are_given_at_once_than_a_page_may_hold() -> None:
    assert search(maxRecords="999999999").limit == 500
    assert search(maxRecords="0").limit == 0
