"""Answers as XML, records standing in them as they are stored. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

from harvest.csw import records
from harvest.csw.markup import element, escaped, holder, instant
from harvest.csw.messages import GetRecords
from harvest.csw.provider import XML_SCHEMA
from harvest.csw.versions import GMD, MDB, V2, V3, XLINK, XSI, ElementSet, Version

_TYPE_SCHEMAS: Final[Mapping[str, Mapping[str, str]]] = {
    V2.csw: {"http://www.opengis.net/cat/csw/2.0.2": "http://schemas.opengis.net/csw/2.0.2/record.xsd"},
    GMD: {GMD: "http://schemas.opengis.net/iso/19139/20070417/gmd/gmd.xsd"},
    MDB: {MDB: "https://schemas.isotc211.org/19115/-3/mdb/2.0/mdb.xsd"},
}


@dataclass(frozen=True, slots=True)
class Page:
    """What was found: how many records match, and the stored bodies of a page of them.

    ``passed``: how many records the page covers; more than bodies where one is not rendered yet.
    """

    matched: int
    bodies: Sequence[bytes] = ()
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Values:
    """What GetDomain tells of one name: values and how many records have each, a range, or neither.

    ``is_parameter``: of a request, else a property of records.
    """

    name: str
    values: Sequence[tuple[str, int | None]] = ()
    range: tuple[str, str] | None = None
    is_parameter: bool = False


def given(bodies: Iterable[bytes], version: Version, asked: GetRecords) -> Iterable[bytes]:
    """Stored records as this search wants them."""
    if asked.schema != version.csw:
        return bodies
    if asked.elements:
        names = records.element_names(asked.elements)
        return (records.chosen(body, names) for body in bodies)
    return (records.cut(body, version, asked.element_set) for body in bodies)


def search_results(version: Version, asked: GetRecords, page: Page, now: datetime) -> bytes:
    """GetRecordsResponse. Positions count from 1; the next one is 0 at the end."""
    returned = len(page.bodies)
    following = asked.start + page.passed
    said = {
        "numberOfRecordsMatched": str(page.matched),
        "numberOfRecordsReturned": str(returned),
        "nextRecord": str(following if following <= page.matched else 0),
        "recordSchema": asked.schema,
        **({"elementSet": element_set(version, asked)} if not asked.elements else {}),
    }
    if version is V3:
        is_whole = asked.start == 1 and returned == page.matched
        said["status"] = "none" if not page.matched else "complete" if is_whole else "subset"
    attributes = "".join(f' {name}="{escaped(value)}"' for name, value in said.items())
    request = element("csw:RequestId", asked.request_id) if asked.request_id else ""
    status = holder("csw:SearchStatus", timestamp=instant(now))
    return b"".join((
        _opening(version, "GetRecordsResponse", f' version="{version.number}"'),
        f"{request}{status}<csw:SearchResults{attributes}>".encode(),
        *given(page.bodies, version, asked),
        b"</csw:SearchResults></csw:GetRecordsResponse>",
    ))  # fmt: skip


def element_set(version: Version, asked: GetRecords) -> str:
    """How much of each record is given: of ISO records always all."""
    return asked.element_set if asked.schema == version.csw else ElementSet.FULL


def found_records(version: Version, schema: str, element_set: ElementSet, bodies: Iterable[bytes]) -> bytes:
    """GetRecordByIdResponse of CSW 2.0.2, which holds what was found; CSW 3.0 gives the one record bare."""
    if version is V3:
        (body,) = bodies
        return body if schema != version.csw else records.bare(body, version, element_set)
    own = (records.cut(body, version, element_set) if schema == version.csw else body for body in bodies)
    return b"".join((_opening(version, "GetRecordByIdResponse"), *own, b"</csw:GetRecordByIdResponse>"))


def acknowledgement(version: Version, request: str, now: datetime, request_id: str) -> bytes:
    """The answer to a request that was only to be checked; ``request`` is an element, written."""
    echoed = f"<csw:EchoedRequest>{request}</csw:EchoedRequest>"
    asked = element("csw:RequestId", request_id) if request_id else ""
    opening = _opening(version, "Acknowledgement", f' timeStamp="{instant(now)}"').decode()
    return f"{opening}{echoed}{asked}</csw:Acknowledgement>".encode()


def echo_of(base_url: str, pairs: Mapping[str, str]) -> str:
    """The element that stands for a request which was sent as pairs."""
    return holder("ows:Get", xlink_type="simple", xlink_href=f"{base_url}?{urlencode(pairs)}")


def domains(version: Version, told: Iterable[Values]) -> bytes:
    """GetDomainResponse: values that there are, with their counts in CSW 3.0."""
    opening = _opening(version, "GetDomainResponse").decode()
    return f"{opening}{''.join(_domain(version, each) for each in told)}</csw:GetDomainResponse>".encode()


def described(version: Version, wanted: Sequence[tuple[str, str]]) -> bytes:
    """DescribeRecordResponse: each type by the address of its official schema."""
    spaces = [space for space, _ in wanted] or list(_TYPE_SCHEMAS)
    components = [
        holder(
            "csw:SchemaComponent",
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
            + "".join(
                holder("xs:import", namespace=name, schemaLocation=address)
                for name, address in _TYPE_SCHEMAS[space].items()
            )
            + "</xs:schema>",
            schemaLanguage=XML_SCHEMA,
            targetNamespace=space,
        )
        for space in dict.fromkeys(spaces)
        if space in _TYPE_SCHEMAS
    ]
    opening = _opening(version, "DescribeRecordResponse").decode()
    return f"{opening}{''.join(components)}</csw:DescribeRecordResponse>".encode()


def _domain(version: Version, told: Values) -> str:
    property_name = "csw:PropertyName" if version is V2 else "csw:ValueReference"
    name = quote(told.name, safe=":/") if version is V2 else told.name  # an address, says the schema of 2.0.2
    named = element("csw:ParameterName" if told.is_parameter else property_name, name)
    values = [
        element("csw:Value", value, **({"count": str(count)} if version is V3 and count is not None else {}))
        for value, count in told.values
    ]
    inside = holder("csw:ListOfValues", values) if values else ""
    if told.range:
        ends = (element("csw:MinValue", told.range[0]), element("csw:MaxValue", told.range[1]))
        inside = holder("csw:RangeOfValues", ends)
    said = {"resultType": "available"} if version is V3 else {}
    return holder("csw:DomainValues", (named, inside), type="csw:Record", **said)


def _opening(version: Version, name: str, attributes: str = "") -> bytes:
    return (
        f'<csw:{name} {records.spaces(version)} xmlns:xlink="{XLINK}" xmlns:xsi="{XSI}"{attributes} '
        f'xsi:schemaLocation="{version.csw} {version.schema}">'
    ).encode()
