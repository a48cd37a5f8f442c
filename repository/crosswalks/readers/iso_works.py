"""ISO 19139 and 19115-3 -> record: related works, instruments, formats, services, computations."""

import re
from typing import Any, Final, get_args

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.iso_texts import address_of, code_of, named_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import is_unsaid, related_to, short
from repository.record.terms import RelatedIdentifierType, RelationType, ServiceKind

_ASSOCIATIONS: Final = {
    "crossReference": "References", "largerWorkCitation": "IsPartOf", "partOfSeamlessDatabase": "IsPartOf",
    "isComposedOf": "HasPart", "source": "IsDerivedFrom", "dependency": "Requires", "revisionOf": "IsNewVersionOf",
    "series": "IsPartOf",
}  # fmt: skip
"""DS_AssociationTypeCode -> relation; of any other nothing is made."""
_INITIATIVES: Final = {
    "project": "projects", "campaign": "campaigns", "platform": "platforms", "sensor": "instruments",
}  # fmt: skip
_RELATIONS: Final = frozenset(get_args(RelationType))
_IDENTIFIERS: Final = frozenset(get_args(RelatedIdentifierType)) - {"DOI", "URL"}
_KINDS: Final = frozenset(get_args(ServiceKind))
_SERVICES: Final = (
    ("WMTS", "WMTS"), ("WMS", "WMS"), ("WFS", "WFS"), ("WCS", "WCS"), ("OPENDAP", "OPeNDAP"), ("ERDDAP", "ERDDAP"),
    ("SENSORTHINGS", "SensorThings"), ("STAC", "STAC"),
)  # fmt: skip
_HASHED: Final = re.compile(r"\bSHA-256 [0-9a-f]{64}$")
"""How the description of one file of a dataset ends: a file is no service."""


def acquisition(found: Gathering) -> None:
    """Instruments, platforms, and campaigns as operations."""
    root = found.root
    for field, path in (
        ("platforms", "acquisitionInformation/*/platform/*"),
        ("instruments", "acquisitionInformation/*/instrument/*"),
        ("instruments", "acquisitionInformation/*/platform/*/instrument/*"),
        ("campaigns", "acquisitionInformation/*/operation/*"),
    ):
        for node in root.each(path):
            name = short(node.raw("citation/*/title"))
            for identifier in node.each("identifier/*")[:1]:
                found.add(field, named_of(identifier, name), node)
                name = ""
            if not node.each("identifier/*"):
                name = name or (short(node.raw("description")) if field == "platforms" else "")
                found.add(field, {"name": name} if name else None, node)
            if field in ("platforms", "campaigns"):
                node.raw("description")


def distribution(found: Gathering) -> None:
    """Formats, and services by their protocol; other links stay in the file."""
    root = found.root
    for path in ("distributionFormat", "distributor/*/distributorFormat"):
        for node in root.each(f"distributionInfo/*/{path}/*"):
            _format(found, node)
    for path in ("transferOptions", "distributor/*/distributorTransferOptions"):
        for node in root.each(f"distributionInfo/*/{path}/*/onLine/*"):
            _service(found, node)


def _format(found: Gathering, node: Node) -> None:
    title = node.first("name,formatSpecificationCitation/*/title")
    name = short(title.said()) if title else ""
    version = short(node.raw("version") or node.raw("formatSpecificationCitation/*/edition"))
    media_type = node.line("formatSpecificationCitation/*/identifier/*/code") or node.line("specification")
    uri = address_of(title) if title else ""
    value = {"name": name} | ({"version": version} if version and not is_unsaid(version) else {})
    value |= {"media_type": media_type} if re.fullmatch(r"[\w.+-]+/[\w.+-]+(;.*)?", media_type, re.ASCII) else {}
    value |= {"uri": uri} if ":" in uri else {}
    found.add("distribution/formats", value if name and not is_unsaid(name) else None, node)


def _service(found: Gathering, node: Node) -> None:
    if _HASHED.search(node.line("description")):
        node.take()
        return
    protocol = node.first("protocol")
    words = f"{protocol.raw()} {address_of(protocol)}".upper() if protocol else ""
    kind = node.line("applicationProfile")
    if kind not in _KINDS:
        kind = next((kind for mark, kind in _SERVICES if mark in words), "")
    function = node.first("function")
    if not kind and ("DOWNLOAD" in words or (function is not None and code_of(function) == "download")):
        kind = "download"
    uri = node.line("linkage") if kind else ""
    if not uri:
        return
    name, media_type = short(node.raw("name")), node.line("description")
    value = {"kind": kind, "uri": uri} | ({"name": name} if name else {})
    is_media_type = re.fullmatch(r"[\w.+-]+/[\w.+-]+", media_type, re.ASCII)
    found.add("distribution/services", value | ({"media_type": media_type} if is_media_type else {}), node)
    if function is not None:
        function.take()


def related(found: Gathering, info: Node) -> None:
    """Associated resources that have a DOI or an address; projects and other initiatives that something is named by."""
    for node in info.each("aggregationInfo|associatedResource/*"):
        kind_node, initiative = node.first("associationType"), node.first("initiativeType")
        relation = _ASSOCIATIONS.get(code_of(kind_node)) if kind_node else None
        field = _INITIATIVES.get(code_of(initiative)) if initiative else None
        title = short(node.raw("name/*/title") or node.raw("aggregateDataSetName/*/title"))
        identifiers = [*node.each("aggregateDataSetName/*/identifier/*"), *node.each("name/*/identifier/*")]
        if field and title and identifiers:
            found.add(field, named_of(identifiers[0], title), node)
            continue
        codes = [
            *node.each("aggregateDataSetIdentifier/*/code"),
            *node.each("aggregateDataSetName/*/identifier/*/code"),
            *node.each("name/*/identifier/*/code"),
            *node.each("metadataReference/*/identifier/*/code"),
        ]
        known = next((pair for code in codes if (pair := _work_of(code))), None)
        if relation is None or known is None:
            for code in codes:
                code.is_taken = False
            continue
        identifier, kind = known
        value = {"identifier": identifier, "identifier_type": kind, "relation": relation}
        value |= {"title": title} if title and title != short(codes[0].said()) else {}
        found.add("related", value | _details(node), node)


def _work_of(code: Node) -> tuple[str, str] | None:
    """(identifier, its type): of the kind that the code's space names, else a DOI or an address."""
    text = short(code.said())
    space = code.parent.line("codeSpace") if code.parent else ""
    return (text, space) if text and space in _IDENTIFIERS else related_to(text)


def _details(node: Node) -> dict[str, Any]:
    """The relation in the words of DataCite, and how the work is cited, where the details of a citation say them."""
    details = [*node.each("name/*/otherCitationDetails"), *node.each("aggregateDataSetName/*/otherCitationDetails")]
    said = [each.raw() for each in details]
    if len(said) == 1:
        first, _line, rest = said[0].partition("\n")
        said = [first, rest]
    if not said or said[0] not in _RELATIONS:
        return {}
    citation = next((text for text in said[1:] if text), "")
    return {"relation": said[0]} | ({"citation": citation} if citation else {})


def provenance(found: Gathering) -> None:
    """A computation that is described as such (LE_Processing): its process, programs and inputs."""
    for node in found.root.each("resourceLineage/*/processStep/LE_ProcessStep"):
        how = node.first("processingInformation/*")
        process = short(how.raw("identifier/*/code")) if how else ""
        if how is None or not process:
            continue
        version, environment = short(how.raw("identifier/*/version")), how.raw("procedureDescription")
        programs = [_software(each) for each in [*how.each("softwareReference/*"), *how.each("documentation/*")]]
        sources = [_source(each) for each in node.each("source/*")]
        said = {
            "process": process, "process_version": version, "environment": environment,
            "software": [each for each in programs if each], "sources": [each for each in sources if each],
        }  # fmt: skip
        found.put("provenance", {key: value for key, value in said.items() if value}, node)
        for each in node.each("description"):
            each.parent = None
            node.children.remove(each)


def _software(node: Node) -> dict[str, Any]:
    title = node.first("title")
    name, uri = (short(title.said()), address_of(title)) if title else ("", "")
    version = short(node.raw("edition"))
    value = {"name": name, "version": version, "uri": uri if ":" in uri else ""}
    return {key: said for key, said in value.items() if said} if name else {}


def _source(node: Node) -> dict[str, Any]:
    identifier = short(node.raw("sourceCitation/*/identifier/*/code"))
    path = short(node.raw("sourceCitation/*/title"))
    return {"identifier": identifier} | ({"path": path} if path != identifier else {}) if identifier else {}
