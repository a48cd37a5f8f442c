"""XML that comes in: what it means, and what is never read to its end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from harvest.csw import bodies, documents
from harvest.csw.errors import CswError
from harvest.csw.messages import Asked, GetRecordById, GetRecords, Sort
from harvest.csw.versions import V2, V3, ElementSet
from tests.strategies import PATIENT

CSW2 = 'xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:ogc="http://www.opengis.net/ogc"'
CSW3 = 'xmlns:csw="http://www.opengis.net/cat/csw/3.0" xmlns:fes="http://www.opengis.net/fes/2.0"'


def read(body: str) -> Asked:
    return documents.read(bodies.taken_out(bodies.parse(body.encode()))[0])


def refusal(body: str | bytes) -> CswError:
    with pytest.raises(CswError) as caught:
        documents.read(bodies.taken_out(bodies.parse(body if isinstance(body, bytes) else body.encode()))[0])
    return caught.value


def test_a_search_of_2_0_2() -> None:
    asked = read(
        f'<csw:GetRecords {CSW2} service="CSW" version="2.0.2" resultType="results" startPosition="11" maxRecords="5">'
        '<csw:Query typeNames="csw:Record"><csw:ElementSetName typeNames="csw:Record">brief</csw:ElementSetName>'
        '<csw:Constraint version="1.1.0"><ogc:Filter/></csw:Constraint><ogc:SortBy><ogc:SortProperty><ogc:PropertyName>'
        "dc:title</ogc:PropertyName><ogc:SortOrder>DESC</ogc:SortOrder></ogc:SortProperty></ogc:SortBy></csw:Query>"
        "</csw:GetRecords>"
    )
    message = asked.message
    assert asked.version is V2
    assert isinstance(message, GetRecords)
    assert (message.element_set, message.start, message.limit) == (ElementSet.BRIEF, 11, 5)
    assert message.sort == (Sort("dc:title", descending=True),)
    assert message.constraint is not None
    assert message.constraint.fes is not None


def test_a_search_of_3_0_with_cql() -> None:
    asked = read(
        f'<csw:GetRecords {CSW3} xmlns="http://www.opengis.net/cat/csw/3.0"><csw:Query typeNames="Record">'
        '<csw:ElementName>dc:title</csw:ElementName><csw:Constraint version="2.0">'
        "<csw:CqlText> a = 'b' </csw:CqlText>"
        "</csw:Constraint><fes:SortBy><fes:SortProperty><fes:ValueReference>dct:modified</fes:ValueReference>"
        "</fes:SortProperty></fes:SortBy></csw:Query></csw:GetRecords>"
    )
    message = asked.message
    assert asked.version is V3
    assert isinstance(message, GetRecords)
    assert (message.elements, message.sort) == (("dc:title",), (Sort("dct:modified"),))
    assert message.constraint is not None
    assert message.constraint.cql == "a = 'b'"


@pytest.mark.parametrize("space", [bodies.SOAP_11, bodies.SOAP_12])
def test_what_an_envelope_holds_is_read(space: str) -> None:
    inside = f'<csw:GetRecordById {CSW3} service="CSW" version="3.0.0"><csw:Id>10.5072/7</csw:Id></csw:GetRecordById>'
    header = '<s:Header><a:b xmlns:a="urn:a"/></s:Header>'
    body = f'<s:Envelope xmlns:s="{space}">{header}<s:Body>{inside}</s:Body></s:Envelope>'
    root, found = bodies.taken_out(bodies.parse(body.encode()))
    assert found == space
    assert documents.read(root).message == GetRecordById(("10.5072/7",), V3.csw)
    asked = body.replace("<a:b ", '<a:b s:mustUnderstand="1" ')
    assert refusal(asked).code == "OptionNotSupported"
    assert refusal(f'<s:Envelope xmlns:s="{space}"><s:Body/></s:Envelope>').code == "NoApplicableCode"


@pytest.mark.parametrize(
    ("body", "code", "locator"),
    [
        ("<a/>", "InvalidParameterValue", "request"),
        (f"<csw:Nothing {CSW2}/>", "InvalidParameterValue", "request"),
        (f"<csw:Transaction {CSW2}/>", "OperationNotSupported", "Transaction"),
        (f"<csw:DescribeRecord {CSW3}/>", "OperationNotSupported", "DescribeRecord"),
        (f'<csw:GetRecords {CSW2} service="WFS"/>', "InvalidParameterValue", "service"),
        (f'<csw:GetRecords {CSW2} version="3.0.0"/>', "InvalidParameterValue", "version"),
        (f'<csw:GetRecords {CSW2} version="2.0.2"/>', "MissingParameterValue", "Query"),
        (f"<csw:GetRecords {CSW2}><csw:ResponseHandler/></csw:GetRecords>", "OptionNotSupported", "ResponseHandler"),
        (f'<csw:GetRecords {CSW2}><csw:Query typeNames="b"/></csw:GetRecords>', "InvalidParameterValue", "typeNames"),
        (f"<csw:GetRecordById {CSW3}/>", "MissingParameterValue", "Id"),
        (f"<csw:GetDomain {CSW3}/>", "MissingParameterValue", "ParameterName"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused_by_code_and_parameter(body: str, code: str, locator: str) -> None:
    refused = refusal(body)
    assert (refused.code, refused.locator) == (code, locator)


HOSTILE = {
    "nothing": b"",
    "no XML": b"verb=Identify",
    "cut": b"<csw:GetRecords",
    "an entity": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "entities of entities": b"<!DOCTYPE a [" + b"".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 20 if n else "ha" * 20}">'.encode() for n in range(12)
    ) + b']><a b="&e11;">&e11;</a>',
    "a file": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "a DTD elsewhere": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>',
    "an entity in UTF-16": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
    "depth": b"<a>" * 5_000 + b"</a>" * 5_000,
    "many elements": b"<a>" + b"<b/>" * 20_000 + b"</a>",
    "many attributes": b"<a " + b" ".join(b'a%d=""' % n for n in range(11_000)) + b"/>",
    "length": b"<a>" + b" " * bodies.BYTES_MOST + b"</a>",
    "envelopes in envelopes": b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>' * 100,
    "an encoding that is none": b'<?xml version="1.0" encoding="rot13"?><a/>',
    "an included file": b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></a>',
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_refused(name: str) -> None:
    assert refusal(HOSTILE[name]).code in ("NoApplicableCode", "InvalidParameterValue")


TAGS = st.sampled_from(
    [
        "GetRecords",
        "GetRecordById",
        "GetDomain",
        "GetCapabilities",
        "Query",
        "Constraint",
        "Filter",
        "CqlText",
        "ElementSetName",
        "Id",
        "SortBy",
    ]
)
TEXTS = st.text(st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\ufffe\uffff"), max_size=8)


def nodes(children: st.SearchStrategy[list[etree._Element]]) -> st.SearchStrategy[etree._Element]:
    return st.builds(node, st.sampled_from((V2.csw, V3.csw, V2.fes, "urn:x")), TAGS, TEXTS, children)


def node(space: str, tag: str, text: str, children: list[etree._Element]) -> etree._Element:
    made = etree.Element(f"{{{space}}}{tag}", {"version": text, "startPosition": text, "typeNames": "csw:Record"})
    made.text = text
    made.extend(children)
    return made


@settings(PATIENT, max_examples=60)
@given(st.recursive(nodes(st.just([])), lambda inner: nodes(st.lists(inner, max_size=3)), max_leaves=8))
def test_any_elements_are_a_request_or_a_refusal(root: etree._Element) -> None:
    try:
        told: Asked | CswError = documents.read(bodies.parse(etree.tostring(root)))
    except CswError as refused:
        told = refused
    assert isinstance(told, Asked) or told.sentence.endswith(".")
