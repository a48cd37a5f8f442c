"""How requests come in over HTTP: addresses, forms, XML, SOAP; and what the answers' headers and codes are."""

import gzip

import pytest
from django.test import Client
from lxml import etree

from harvest.csw.bodies import SOAP_11, SOAP_12
from tests.harvest.csw.schemas import valid
from tests.harvest.csw.test_bodies import CSW2, CSW3, HOSTILE

pytestmark = pytest.mark.django_db

CAPABILITIES = {"service": "CSW", "request": "GetCapabilities"}
FORM = "application/x-www-form-urlencoded"
BY_ID = f'<csw:GetRecordById {CSW2} service="CSW" version="2.0.2"><csw:Id>none</csw:Id></csw:GetRecordById>'


def in_envelope(space: str, inside: str) -> str:
    return f'<s:Envelope xmlns:s="{space}"><s:Body>{inside}</s:Body></s:Envelope>'


@pytest.mark.parametrize(("asked", "version"), [({}, "3.0.0"), ({"version": "2.0.2"}, "2.0.2")])
def test_capabilities_by_address(client: Client, asked: dict[str, str], version: str) -> None:
    response = client.get("/csw", {**CAPABILITIES, **asked})
    root = valid(response.content, version)
    assert root.get("version") == version
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    addresses = {node.get("{http://www.w3.org/1999/xlink}href") for node in root.iter("{*}Get", "{*}Post")}
    assert addresses == {"http://localhost:8000/csw"}


def test_the_bare_address_gives_the_newest_capabilities_or_the_opensearch_description(client: Client) -> None:
    assert valid(client.get("/csw").content, "3.0.0").get("version") == "3.0.0"
    kind = "application/opensearchdescription+xml"
    for response in (client.get("/csw", headers={"accept": kind}), client.get("/csw?mode=opensearch")):
        assert response["Content-Type"] == f"{kind}; charset=utf-8"
        assert response.content == client.get("/opensearch.xml").content


def test_a_form_and_xml_are_answered_like_an_address(client: Client) -> None:
    whole = client.get("/csw", {**CAPABILITIES, "version": "2.0.2"}).content
    form = client.post("/csw", "service=CSW&request=GetCapabilities&version=2.0.2", content_type=FORM)
    assert form.content == whole
    for kind in ("text/xml", "application/xml; charset=utf-8", "text/plain"):
        body = f'<csw:GetCapabilities {CSW2} service="CSW"/>'
        assert client.post("/csw", body, content_type=kind).content == whole


def test_a_post_needs_no_token_against_forgery() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/csw", BY_ID, content_type="text/xml").status_code == 200


@pytest.mark.parametrize(("space", "kind"), [(SOAP_11, "text/xml"), (SOAP_12, "application/soap+xml")])
def test_an_envelope_is_answered_in_an_envelope(client: Client, space: str, kind: str) -> None:
    response = client.post("/csw", in_envelope(space, BY_ID), content_type=kind)
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    (inside,) = etree.fromstring(response.content).iterfind(f"{{{space}}}Body/*")
    assert str(valid(etree.tostring(inside), "2.0.2").tag).endswith("GetRecordByIdResponse")


@pytest.mark.parametrize(("space", "code"), [(SOAP_11, "faultcode"), (SOAP_12, "{*}Code/{*}Value")])
def test_a_refusal_in_an_envelope_is_a_fault_with_the_report_in_it(client: Client, space: str, code: str) -> None:
    asked = f'<csw:GetRecordById {CSW3} service="CSW" version="3.0.0"><csw:Id>none</csw:Id></csw:GetRecordById>'
    response = client.post("/csw", in_envelope(space, asked), content_type="text/xml")
    assert response.status_code == 404
    (fault,) = etree.fromstring(response.content).iterfind(f"{{{space}}}Body/{{{space}}}Fault")
    assert fault.findtext(code) in ("soap:Client", "soap:Sender")
    (report,) = fault.iter("{http://www.opengis.net/ows/2.0}ExceptionReport")
    assert valid(etree.tostring(report), "3.0.0")[0].get("locator") == "Id"


@pytest.mark.parametrize(
    ("space", "code", "elsewhere"),
    [(SOAP_11, "faultcode", 'actor="urn:x"'), (SOAP_12, "{*}Code/{*}Value", 'role="urn:x"')],
)
def test_a_header_that_must_be_understood_is_told_by_its_own_fault_unless_it_is_for_others(
    client: Client, space: str, code: str, elsewhere: str
) -> None:
    header = '<s:Header><a:b xmlns:a="urn:a" s:mustUnderstand="1"/></s:Header><s:Body>'
    asked = in_envelope(space, BY_ID).replace("<s:Body>", header)
    refused = client.post("/csw", asked, content_type="text/xml").content
    (fault,) = etree.fromstring(refused).iterfind(f"{{{space}}}Body/{{{space}}}Fault")
    assert fault.findtext(code) == "soap:MustUnderstand"
    for_others = asked.replace("s:must", f"s:{elsewhere} s:must")
    assert b"GetRecordByIdResponse" in client.post("/csw", for_others, content_type="text/xml").content


@pytest.mark.parametrize(
    ("pairs", "version", "status", "code"),
    [
        ("request=GetRecords&version=2.0.2&service=CSW", "2.0.2", 200, "MissingParameterValue"),
        ("request=GetRecords&version=3.0.0&service=CSW&maxRecords=x", "3.0.0", 400, "InvalidParameterValue"),
        ("request=Transaction&version=3.0.0&service=CSW", "3.0.0", 501, "OperationNotSupported"),
        ("request=GetRecords&service=CSW", "3.0.0", 400, "MissingParameterValue"),
        ("&".join(f"a{n}=1" for n in range(100)), "3.0.0", 400, "NoApplicableCode"),
        ("&".join(f"a{n}=1" for n in range(3000)), "3.0.0", 400, "NoApplicableCode"),
        ("service=CSW&request=GetRecords&version=3.0.0&q=%00", "3.0.0", 400, "InvalidParameterValue"),
        ("service=CSW&request=GetRecordById&version=3.0.0&id=%00", "3.0.0", 400, "InvalidParameterValue"),
        ("service=CSW&request=GetRecords&version=3.0.0&bbox=nan,0,1,inf", "3.0.0", 400, "InvalidParameterValue"),
        ("service=CSW&request=GetRecords&version=3.0.0&time=yesterday", "3.0.0", 400, "InvalidParameterValue"),
        ("service=CSW&request=GetRecords&version=3.0.0&SortBy=dct:abstract", "3.0.0", 400, "InvalidParameterValue"),
    ],
)
def test_a_refusal_has_the_code_and_status_of_its_version(
    client: Client, pairs: str, version: str, status: int, code: str
) -> None:
    response = client.get(f"/csw?{pairs}")
    assert response.status_code == status
    assert valid(response.content, version)[0].get("exceptionCode") == code


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_gets_a_report(client: Client, name: str) -> None:
    response = client.post("/csw", HOSTILE[name], content_type="text/xml")
    assert response.status_code in (400, 413)
    assert b"ExceptionReport" in response.content
    assert b"root:" not in response.content
    form = client.post("/csw", b"a=" + HOSTILE[name], content_type=FORM)
    assert form.status_code in (400, 413)


def test_an_answer_is_compressed_for_who_reads_that(client: Client) -> None:
    whole = client.get("/csw", CAPABILITIES).content
    response = client.get("/csw", CAPABILITIES, headers={"accept-encoding": "gzip"})
    assert (response["Content-Encoding"], response["Content-Length"]) == ("gzip", str(len(response.content)))
    assert gzip.decompress(response.content) == whole
    assert len(response.content) < len(whole) / 3


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    assert client.generic(method, "/csw").status_code == 405


def test_who_keeps_answers_asks_whether_they_are_still_true_and_keeps_no_refusal(client: Client) -> None:
    asked = {"service": "CSW", "version": "3.0.0", "request": "GetRecordById", "id": "10.5072/none"}
    assert client.get("/csw", CAPABILITIES)["Cache-Control"] == "public, no-cache"
    for version in ("2.0.2", "3.0.0"):
        refused = client.get("/csw", {**asked, "version": version, "ElementSetName": "most"})
        assert refused["Cache-Control"] == "no-store"
    assert client.get("/csw", asked)["Cache-Control"] == "no-store"


def test_a_head_is_answered_without_a_body(client: Client) -> None:
    response = client.head("/csw", CAPABILITIES)
    assert (response.status_code, response.content) == (200, b"")


def test_a_search_page_names_its_opensearch_description(client: Client) -> None:
    assert (
        b'rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"'
        in client.get("/search/").content
    )
