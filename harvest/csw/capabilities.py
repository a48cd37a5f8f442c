"""What the catalogue says of itself: Capabilities of CSW 2.0.2 (OWS Common 1.0) and 3.0 (OWS Common 2.0). Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from harvest.csw.filter_capabilities import filter_capabilities
from harvest.csw.markup import element, holder
from harvest.csw.messages import DEFAULT_RECORDS, MOST_RECORDS
from harvest.csw.provider import Provider, parameters
from harvest.csw.versions import V2, V3, VERSIONS, XLINK, XSI, Operation, Version

_CLASSES: Final = (
    "OpenSearch", "GetCapabilities-XML", "GetRecordById-XML", "GetRecords-Basic-XML", "GetDomain-XML", "GetDomain-KVP",
    "Filter-CQL", "Filter-FES-XML", "Filter-FES-KVP", "CoreQueryables", "CoreSortables",
)  # fmt: skip
"""Conformance classes of CSW 3.0 (OGC 12-176r7, table 1) that hold here."""


def capabilities(version: Version, provider: Provider, queryables: Sequence[str], wanted: frozenset[str]) -> bytes:
    """The document, or the sections that are wanted; ``queryables``: names of what records are asked by.

    The schema of 2.0.2 wants Filter_Capabilities in every document.
    """
    sections = (
        ("ServiceIdentification", _service(provider)),
        ("ServiceProvider", _provider(provider)),
        ("OperationsMetadata", _operations(version, provider, queryables)),
        ("Filter_Capabilities", filter_capabilities(version)),
    )
    always = {"Filter_Capabilities"} if version is V2 else set()
    is_all = not wanted or "All" in wanted or "all" in wanted
    body = "".join(text for name, text in sections if is_all or name in wanted | always)
    opening = (
        f'<csw:Capabilities xmlns:csw="{version.csw}" xmlns:ows="{version.ows}" xmlns:ogc="{version.fes}" '
        f'xmlns:gml="{version.gml}" xmlns:gmd="http://www.isotc211.org/2005/gmd" '
        f'xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/2.0" xmlns:xlink="{XLINK}" xmlns:xsi="{XSI}" '
        f'version="{version.number}" xsi:schemaLocation="{version.csw} {version.schema}">'
    )
    return f"{opening}{body}</csw:Capabilities>".encode()


def _service(provider: Provider) -> str:
    words = ("catalogue", "discovery", "Earth system science", "research data", "metadata")
    return holder("ows:ServiceIdentification", (
        element("ows:Title", f"Catalogue of {provider.name}"),
        element("ows:Abstract", f"Descriptions of the datasets that are published in {provider.name}."),
        holder("ows:Keywords", [element("ows:Keyword", word) for word in words]),
        element("ows:ServiceType", "CSW", codeSpace="OGC"),
        *(element("ows:ServiceTypeVersion", number) for number in VERSIONS),
        element("ows:Fees", "NONE"),
        element("ows:AccessConstraints", "NONE"),
    ))  # fmt: skip


def _provider(provider: Provider) -> str:
    address = holder("ows:Address", element("ows:ElectronicMailAddress", provider.contact_email))
    return holder("ows:ServiceProvider", (
        element("ows:ProviderName", provider.name),
        holder("ows:ProviderSite", xlink_type="simple", xlink_href=f"{provider.site_url}/"),
        holder("ows:ServiceContact", holder("ows:ContactInfo", address)),
    ))  # fmt: skip


def _operations(version: Version, provider: Provider, queryables: Sequence[str]) -> str:
    described = [
        holder(
            "ows:Operation", (_addresses(version, provider), *_taken(version, operation, queryables)), name=operation
        )
        for operation in version.operations
    ]
    constraints = {"PostEncoding": ("XML", "SOAP"), "MaxRecordDefault": (str(DEFAULT_RECORDS),),
                   "MaxRecordLimit": (str(MOST_RECORDS),)}  # fmt: skip
    if version is V3:
        constraints["OpenSearchDescriptionDocument"] = (provider.description_url,)
        constraints["CoreQueryables"] = tuple(queryables)
        constraints |= {f"http://www.opengis.net/spec/csw/3.0/conf/{name}": ("TRUE",) for name in _CLASSES}
    return holder("ows:OperationsMetadata", (
        *described,
        _domain(version, "Parameter", "service", ("CSW",)),
        _domain(version, "Parameter", "version", tuple(VERSIONS)),
        *(_domain(version, "Constraint", name, values) for name, values in constraints.items()),
    ))  # fmt: skip


def _addresses(version: Version, provider: Provider) -> str:
    """How an operation is asked: as pairs, as XML, in SOAP."""
    said = {"xlink_type": "simple", "xlink_href": provider.base_url}
    posts = (
        holder("ows:Post", _domain(version, "Constraint", "PostEncoding", (encoding,)), **said)
        for encoding in ("XML", "SOAP")
    )
    return holder("ows:DCP", holder("ows:HTTP", (holder("ows:Get", **said), *posts)))


def _taken(version: Version, operation: Operation, queryables: Sequence[str]) -> Iterator[str]:
    for name, values in parameters(version)[operation].items():
        yield _domain(version, "Parameter", name, values)
    if operation is Operation.GET_RECORDS and version is V2:
        core = [name for name in queryables if not name.startswith("apiso:")]
        yield _domain(version, "Constraint", "SupportedDublinCoreQueryables", core)
        more = [name for name in queryables if name.startswith("apiso:")]
        if more:
            yield _domain(version, "Constraint", "SupportedISOQueryables", more)


def _domain(version: Version, kind: str, name: str, values: Iterable[str]) -> str:
    """A parameter or constraint and its values, which OWS Common 2.0 wraps once more."""
    told = "".join(element("ows:Value", value) for value in values)
    return holder(f"ows:{kind}", told if version is V2 else holder("ows:AllowedValues", told), name=name)
