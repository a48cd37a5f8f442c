"""ISO 19139 and 19115-3 -> record: keywords, constraints, lineage, variables, instruments, services, related works."""

from typing import Any, Final, get_args

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.iso_texts import Tongue, address_of, code_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import is_unsaid, related_to, short
from repository.record.licence_forms import licence_from
from repository.record.terms import KeywordKind

_KINDS: Final = frozenset(get_args(KeywordKind))
_ASSOCIATIONS: Final = {
    "crossReference": "References", "largerWorkCitation": "IsPartOf", "partOfSeamlessDatabase": "IsPartOf",
    "isComposedOf": "HasPart", "source": "IsDerivedFrom", "dependency": "Requires", "revisionOf": "IsNewVersionOf",
    "series": "IsPartOf",
}  # fmt: skip
"""DS_AssociationTypeCode -> relation; of any other nothing is made."""
_SERVICES: Final = (
    ("WMTS", "WMTS"), ("WMS", "WMS"), ("WFS", "WFS"), ("WCS", "WCS"), ("OPENDAP", "OPeNDAP"), ("ERDDAP", "ERDDAP"),
    ("SENSORTHINGS", "SensorThings"), ("STAC", "STAC"),
)  # fmt: skip


def keywords(found: Gathering, info: Node, tongue: Tongue) -> None:
    """Each keyword with its thesaurus and kind."""
    for block in info.each("descriptiveKeywords/MD_Keywords"):
        kind_node = block.first("type")
        kind = code_of(kind_node) if kind_node else ""
        kind = {"dataCenter": "dataCentre"}.get(kind, kind)
        thesaurus = block.first("thesaurusName")
        title = thesaurus.first("*/title") if thesaurus else None
        scheme, scheme_uri = (short(title.said()), address_of(title)) if title else ("", "")
        beside: dict[str, Any] = {"kind": kind} if kind in _KINDS and kind != "theme" else {}
        beside |= {"scheme": scheme} if scheme else {}
        beside |= {"scheme_uri": scheme_uri} if scheme_uri.startswith("http") else {}
        for node in block.each("keyword"):
            term = {tag: short(text) for tag, text in tongue.texts(node).items() if short(text)}
            uri = address_of(node)
            link = {"uri": uri} if uri.startswith(("http", "urn:")) else {}
            found.add("keywords", {"term": term, **beside, **link} if term else None, node)
        if thesaurus is not None:
            thesaurus.take()


def constraints(found: Gathering, info: Node, tongue: Tongue) -> None:
    """The licence, limits of use, and what is said of access."""
    for block in info.each("resourceConstraints/*"):
        is_of_access = bool(block.each("accessConstraints")) and not block.each("useConstraints")
        for node in block.each("accessConstraints|useConstraints"):
            code_of(node)
        for node in block.each("useLimitation,otherConstraints,reference/*/title,reference/*/onlineResource/*/linkage"):
            texts = tongue.texts(node)
            known = _licence(node, texts)
            if known and found.document.get("licence") in (None, known):
                found.put("licence", known, node)
                continue
            if known is None and address_of(node) and not texts:
                texts = {"und": address_of(node)}
            field = "access_note" if is_of_access and node.name == "otherConstraints" else "use_limitations"
            for tag, text in texts.items():
                if not is_unsaid(text):
                    found.say(field, tag, text, node)


def _licence(node: Node, texts: dict[str, str]) -> dict[str, Any] | None:
    for said in (address_of(node), *texts.values()):
        if said and (known := licence_from(said)):
            return dict(known)
    return None


def quality(found: Gathering, tongue: Tongue) -> None:
    """The lineage with its steps. Measures of quality stay in the file: the record has a text for them."""
    root = found.root
    for node in [*root.each("dataQualityInfo/*/lineage/*"), *root.each("resourceLineage/*")]:
        for said in [*node.each("statement"), *node.each("processStep/*/description")]:
            for tag, text in tongue.texts(said).items():
                if not is_unsaid(text):
                    found.say("lineage", tag, text, said)


def variables(found: Gathering, tongue: Tongue) -> None:
    """Bands and dimensions of a coverage that have a name, with their unit."""
    for path in ("contentInfo/*/dimension/*", "contentInfo/*/attributeGroup/*/attribute/*"):
        for node in found.root.each(path):
            name = short(node.raw("sequenceIdentifier/*/aName") or node.raw("name/*/code"))
            if not name or is_unsaid(name):
                continue
            label_node = node.first("descriptor|description")
            labels = {tag: short(text) for tag, text in tongue.texts(label_node).items()} if label_node else {}
            unit = short(node.raw("units/*/identifier|name|catalogSymbol,unit/*/identifier"))
            value: dict[str, Any] = {"name": name}
            value |= {"label": labels} if labels and name not in labels.values() else {}
            value |= {"unit": unit} if unit else {}
            found.add("variables", value, node)


def acquisition(found: Gathering) -> None:
    """Instruments and platforms."""
    root = found.root
    for field, path in (
        ("platforms", "acquisitionInformation/*/platform/*"),
        ("instruments", "acquisitionInformation/*/instrument/*"),
        ("instruments", "acquisitionInformation/*/platform/*/instrument/*"),
    ):
        for node in root.each(path):
            code = short(node.raw("identifier/*/code"))
            name = short(node.raw("citation/*/title") or node.raw("identifier/*/description")) or code
            if not name and field == "platforms":
                name = short(node.raw("description"))
            value = {"name": name} | ({"identifier": code} if code and code != name else {})
            found.add(field, value if name else None, node)


def distribution(found: Gathering) -> None:
    """Formats, and services by their protocol; other links stay in the file."""
    root = found.root
    for path in ("distributionFormat", "distributor/*/distributorFormat"):
        for node in root.each(f"distributionInfo/*/{path}/*"):
            name = short(node.raw("name") or node.raw("formatSpecificationCitation/*/title"))
            version = short(node.raw("version") or node.raw("formatSpecificationCitation/*/edition"))
            value = {"name": name} | ({"version": version} if version and not is_unsaid(version) else {})
            found.add("distribution/formats", value if name and not is_unsaid(name) else None, node)
    for path in ("transferOptions", "distributor/*/distributorTransferOptions"):
        for node in root.each(f"distributionInfo/*/{path}/*/onLine/*"):
            _service(found, node)


def _service(found: Gathering, node: Node) -> None:
    protocol = node.first("protocol")
    words = f"{protocol.raw()} {address_of(protocol)}".upper() if protocol else ""
    kind = next((kind for mark, kind in _SERVICES if mark in words), "")
    function = node.first("function")
    if not kind and ("DOWNLOAD" in words or (function is not None and code_of(function) == "download")):
        kind = "download"
    uri = node.line("linkage") if kind else ""
    if not uri:
        return
    name = short(node.raw("name"))
    found.add("distribution/services", {"kind": kind, "uri": uri} | ({"name": name} if name else {}), node)
    if function is not None:
        function.take()


def related(found: Gathering, info: Node) -> None:
    """Associated resources that have a DOI or an address."""
    for node in info.each("aggregationInfo|associatedResource/*"):
        kind_node = node.first("associationType")
        relation = _ASSOCIATIONS.get(code_of(kind_node)) if kind_node else None
        codes = [
            *node.each("aggregateDataSetIdentifier/*/code"),
            *node.each("aggregateDataSetName/*/identifier/*/code"),
            *node.each("name/*/identifier/*/code"),
            *node.each("metadataReference/*/identifier/*/code"),
        ]
        known = next(((pair, code) for code in codes if (pair := related_to(short(code.said())))), None)
        if relation is None or known is None:
            for code in codes:
                code.is_taken = False
            continue
        (identifier, kind), _code = known
        title = short(node.raw("name/*/title") or node.raw("aggregateDataSetName/*/title"))
        value = {"identifier": identifier, "identifier_type": kind, "relation": relation}
        found.add("related", value | ({"title": title} if title else {}), node)
