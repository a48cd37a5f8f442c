"""ISO 19139 (gmd, gmi) and ISO 19115-3 (mdb) -> record. Both name things alike; where they differ, both names stand.

What it is and who made it; the rest is in `iso_extents`, `iso_content` and `iso_people`.
"""

from typing import Any, Final, get_args

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.iso_content import (
    constraints,
    keywords,
    quality,
    variables,
)
from repository.crosswalks.readers.iso_extents import extents, reference_systems, resolutions
from repository.crosswalks.readers.iso_people import parties
from repository.crosswalks.readers.iso_texts import Tongue, code_of, language_of, tongue_of
from repository.crosswalks.readers.iso_works import acquisition, distribution, provenance, related
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.result import ReadRecord
from repository.crosswalks.readers.texts import day_of, is_unsaid, short
from repository.record.identifiers import parse_doi
from repository.record.terms import ResourceTypeGeneral

_SCOPES: Final = {
    "series": "Collection", "collection": "Collection", "aggregate": "Collection", "service": "Service",
    "software": "Software", "model": "Model", "document": "Text", "dataset": "Dataset",
    "nonGeographicDataset": "Dataset", "application": "InteractiveResource",
}  # fmt: skip
_GENERAL: Final = frozenset(get_args(ResourceTypeGeneral))
_DATES: Final = {
    "creation": "Created", "publication": "Issued", "issued": "Issued", "revision": "Updated", "lastUpdate": "Updated",
    "lastRevision": "Updated", "released": "Available", "validityBegins": "Valid", "adopted": "Accepted",
    "unavailable": "Withdrawn",
}  # fmt: skip
_FREQUENCIES: Final = {
    "continual": "continual", "daily": "daily", "weekly": "weekly", "fortnightly": "fortnightly",
    "semimonthly": "semimonthly", "monthly": "monthly", "quarterly": "quarterly", "biannually": "biannually",
    "annually": "annually", "biennially": "biennially", "asNeeded": "asNeeded", "irregular": "irregular",
    "notPlanned": "notPlanned", "unknown": "unknown",
}  # fmt: skip
_IDLE: Final = (
    "language", "characterSet", "metadataStandardName", "metadataStandardVersion", "metadataStandard", "locale",
    "metadataProfile", "defaultLocale", "otherLocale", "dateStamp", "dateInfo", "describes", "propertyType",
)  # fmt: skip
"""What is true of the old description alone, not of the dataset."""


def read_19139(root: Node) -> ReadRecord:
    """An `MD_Metadata` or `MI_Metadata` of gmd (2006, 2007), whatever its GML."""
    return _read("iso19139", root)


def read_19115_3(root: Node) -> ReadRecord:
    """An `MD_Metadata` of mdb 1.0 or 2.0."""
    return _read("iso19115-3", root)


def _read(dialect: str, root: Node) -> ReadRecord:
    found = Gathering(dialect, root)
    tongue = tongue_of(root)
    if tongue.main != "und":
        found.put("language", tongue.main, root.first("language|defaultLocale"))
    for path in _IDLE:
        for node in root.each(path):
            node.take()
    _scope(found)
    for info in root.each("identificationInfo/*")[:1]:
        _identification(found, info, tongue)
    reference_systems(found)
    provenance(found)
    quality(found, tongue)
    variables(found, tongue)
    acquisition(found)
    distribution(found)
    return found.finish(depth=2)


def _scope(found: Gathering) -> None:
    node = found.root.first("hierarchyLevel,metadataScope/*/resourceScope")
    name = found.root.first("hierarchyLevelName,metadataScope/*/name")
    general, _slash, text = short(name.raw()).partition("/") if name else ("", "", "")
    if general in _GENERAL:
        found.put("resource_type", {"general": general} | ({"text": text} if text else {}), node)
        for each in (name, node):
            if each is not None:
                each.take()
        return
    general = _SCOPES.get(code_of(node) if node else "", "")
    if general:
        found.put("resource_type", {"general": general}, node)
    elif node is not None:
        for each in node.walk():
            each.is_taken = False


def _identification(found: Gathering, info: Node, tongue: Tongue) -> None:
    _citation(found, info, tongue)
    for node in info.each("abstract"):
        for tag, text in tongue.texts(node).items():
            found.say("abstract", tag, text, node)
    for node in info.each("language,defaultLocale/PT_Locale/language,otherLocale/PT_Locale/language"):
        tag = language_of(node)
        found.add("data_languages", tag if tag != "und" else None, node)
    for node in info.each("defaultLocale|otherLocale|characterSet"):
        node.take()
    for node in info.each("processingLevel/*/code"):
        found.put("processing_level", node.line(), node)
    for node in info.each("temporalResolution"):
        found.put("temporal_resolution", {"duration": node.line()} if node.line() else {}, node)
    for node in info.each("topicCategory/MD_TopicCategoryCode"):
        found.add("topics", node.line(), node)
    for node in info.each("resourceMaintenance/*/maintenanceAndUpdateFrequency"):
        found.put("update_frequency", _FREQUENCIES.get(code_of(node)), node)
    parties(found, info)
    keywords(found, info, tongue)
    extents(found, info, tongue)
    resolutions(found, info, tongue)
    constraints(found, info, tongue)
    related(found, info)


def _citation(found: Gathering, info: Node, tongue: Tongue) -> None:
    citation = info.first("citation/*")
    if citation is None:
        return
    node = citation.first("title")
    if node is not None:
        titles = {tag: short(text) for tag, text in tongue.texts(node).items() if not is_unsaid(text)}
        found.put("title", titles, node)
    for node in citation.each("alternateTitle"):
        for tag, text in tongue.texts(node).items():
            other = {"text": short(text)} | ({"language": tag} if tag != "und" else {})
            is_new = short(text) not in found.document.get("title", {}).values()
            found.add("other_titles", other if is_new else None, node)
    for node in citation.each("date/*"):
        _date(found, node)
    for node in citation.each("identifier/*"):
        found.add("identifiers", _identifier(node), node)


def _date(found: Gathering, node: Node) -> None:
    kind_node = node.first("dateType")
    kind = _DATES.get(code_of(kind_node) if kind_node else "")
    if kind is None:
        return
    if text := node.line("date"):
        found.add("dates", {"kind": kind, "date": day_of(text)}, node)


def _identifier(node: Node) -> dict[str, Any]:
    """A DOI, an address, or a code in the space that names it."""
    code = short(node.raw("code"))
    if not code or is_unsaid(code):
        return {}
    space = short(node.raw("codeSpace"))
    if parsed := parse_doi(code):
        return {"value": parsed.name, "kind": "DOI"}
    if code.lower().startswith(("http://", "https://")):
        return {"value": code, "kind": "URL"}
    return {"value": code, "kind": space or "Local accession number"}
