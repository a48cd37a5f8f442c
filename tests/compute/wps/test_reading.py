"""Requests in pairs, in XML of 1.0.0 and of 2.0.0 mean the same inputs, whatever is in them."""

from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from compute.doors.wps import documents, pairs
from compute.doors.wps.bodies import root_of
from compute.doors.wps.errors import WpsError
from compute.doors.wps.kinds import CRS84_URN, inputs_of
from compute.doors.wps.messages import Execute, Wanted
from compute.processes.echo import Echo
from compute.processes.inputs import canonical_inputs
from tests.compute.wps.written import box_1, complex_1, execute_1, execute_2, input_1, input_2, literal_1

TEXT = "a < b & c; d=e @ f"
WANTED = {
    "text": TEXT,
    "measure": {"measurement": 2.5, "uom": "m"},
    "day": "2020-02-29",
    "area": {"bbox": [-5, 40, 5, 45]},
    "numbers": [3, 1, 2],
    "tasks": 2,
}
CANONICAL = canonical_inputs(Echo(), WANTED)


def read(body: bytes) -> Execute:
    message = documents.read(root_of(body)).message
    assert isinstance(message, Execute)
    return message


def canonical(message: Any) -> dict[str, Any]:
    assert isinstance(message, Execute)
    return canonical_inputs(Echo(), inputs_of(Echo(), message.given))


def test_xml_of_1_0_0() -> None:
    inputs = (
        literal_1("text", "a &lt; b &amp; c; d=e @ f")
        + complex_1("measure", '{"measurement": 2.5, "uom": "m"}')
        + literal_1("day", "2020-02-29")
        + box_1("area", "40 -5", "45 5", "urn:ogc:def:crs:EPSG::4326")
        + complex_1("numbers", "<![CDATA[[3, 1, 2]]]>")
        + literal_1("tasks", " 2 ")
    )
    form = (
        '<wps:ResponseForm><wps:ResponseDocument storeExecuteResponse="true" status="true" lineage="true">'
        '<wps:Output asReference="true"><ows:Identifier>echo</ows:Identifier></wps:Output>'
        "</wps:ResponseDocument></wps:ResponseForm>"
    )
    message = read(execute_1("echo", inputs, form))

    assert canonical(message) == CANONICAL
    assert (message.mode, message.lineage, message.raw) == ("async", True, False)
    assert message.wanted == (Wanted("echo", by_reference=True),)


def test_xml_of_2_0_0() -> None:
    corners = "<ows:LowerCorner>-5 40</ows:LowerCorner><ows:UpperCorner>5 45</ows:UpperCorner>"
    box = f'<wps:Data><ows:BoundingBox crs="{CRS84_URN}">{corners}</ows:BoundingBox></wps:Data>'
    inputs = (
        input_2("text", "<wps:Data><wps:LiteralValue>a &lt; b &amp; c; d=e @ f</wps:LiteralValue></wps:Data>")
        + input_2("measure", '<wps:Data encoding="base64">eyJtZWFzdXJlbWVudCI6IDIuNSwgInVvbSI6ICJtIn0=</wps:Data>')
        + input_2("day", "<wps:Data>2020-02-29</wps:Data>")
        + input_2("area", box)
        + input_2("numbers", '<wps:Data mimeType="application/json">[3, 1, 2]</wps:Data>')
        + input_2("tasks", "<wps:Data>2</wps:Data>")
    )
    message = read(execute_2("echo", inputs, '<wps:Output id="echo" transmission="reference"/>'))

    assert canonical(message) == CANONICAL
    assert (message.mode, message.wanted) == ("async", (Wanted("echo", by_reference=True),))


def test_pairs_of_1_0_0() -> None:
    written = {
        "text": quote(TEXT),
        "measure": quote('{"measurement": 2.5, "uom": "m"}') + "@mimeType=application/json",
        "day": "2020-02-29",
        "area": f"-5,40,5,45,{CRS84_URN},2",
        "numbers": "[3,1,2]",
        "tasks": "2",
    }
    said = {
        "service": "WPS", "version": "1.0.0", "request": "Execute", "identifier": "echo",
        "datainputs": ";".join(f"{name}={value}" for name, value in written.items()),
        "responsedocument": "echo@asReference=false",
    }  # fmt: skip
    message = pairs.read(said).message

    assert canonical(message) == CANONICAL
    assert message.wanted == (Wanted("echo", by_reference=False),)  # type: ignore[union-attr]


def test_an_address_stays_an_address_and_nothing_is_fetched() -> None:
    href = "http://169.254.169.254/latest?a=1&amp;b=2"
    first = read(execute_1("echo", input_1("text", f'<wps:Reference xlink:href="{href}"/>')))
    second = read(execute_2("echo", input_2("text", f'<wps:Reference xlink:href="{href}"/>')))

    assert first.given[0].href == second.given[0].href == "http://169.254.169.254/latest?a=1&b=2"


@pytest.mark.parametrize(
    ("inputs", "locator"),
    [
        ("<wps:Input/>", "Identifier"),
        (input_1("text", '<wps:Reference xlink:href="x" method="POST"><wps:Body>x</wps:Body></wps:Reference>'), "text"),
        (input_1("text", '<wps:Reference xlink:href="x"><wps:Header key="a" value="b"/></wps:Reference>'), "text"),
        (complex_1("numbers", "<gml:x xmlns:gml='http://www.opengis.net/gml'/>"), "numbers"),
        (box_1("area", "a b", "c d", "EPSG:4326"), "area"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(inputs: str, locator: str) -> None:
    with pytest.raises(WpsError) as refused:
        read(execute_1("echo", inputs))
    assert refused.value.locator == locator


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_arrives_as_it_is_by_every_way(text: str) -> None:
    element = etree.Element("x")
    element.text = text
    inside = etree.tostring(element, encoding="unicode").removeprefix("<x>").removesuffix("</x>") if text else ""
    first = read(execute_1("echo", literal_1("text", inside)))
    second = read(execute_2("echo", input_2("text", f"<wps:Data>{inside}</wps:Data>")))
    said = {"service": "WPS", "version": "1.0.0", "request": "Execute", "identifier": "echo"}
    third = pairs.read(said | {"datainputs": f"text={quote(text, safe='')}"}).message

    assert canonical(first)["text"] == canonical(second)["text"] == canonical(third)["text"] == text


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_refused_in_our_own_words(body: bytes) -> None:
    with pytest.raises(WpsError):
        documents.read(root_of(body))


@given(st.dictionaries(st.sampled_from(["service", "version", "request", "identifier", "datainputs"]), st.text()))
@settings(max_examples=100, deadline=None)
def test_any_pairs_are_read_or_refused_in_our_own_words(said: dict[str, str]) -> None:
    for request in ("Execute", "GetStatus", "DescribeProcess"):
        with suppress(WpsError):
            pairs.read({"service": "WPS", "version": "1.0.0", "request": request} | said)


def test_json_of_any_depth_is_refused_as_the_input_it_is() -> None:
    message = read(execute_1("echo", complex_1("numbers", "[" * 100_000)))
    with pytest.raises(ValueError, match="JSON"):
        inputs_of(Echo(), message.given)
