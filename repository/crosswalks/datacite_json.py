"""Record -> DataCite JSON, as DataCite's content negotiation and REST API write it (JSON Schema of kernel 4.5).

It is made from the XML that the registrar is sent, so the two never say different things.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from repository.crosswalks import datacite, json_text
from repository.crosswalks.checks import TextCheck
from repository.crosswalks.edition import Edition
from repository.record.model import Record

RENDERER: Final = "1"
NOT_CARRIED: Final = datacite.NOT_CARRIED
FOLDED: Final = datacite.FOLDED

KERNEL: Final = "http://datacite.org/schema/kernel-4"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES: Final = {_LANGUAGE: "lang", "schemeURI": "schemeUri", "valueURI": "valueUri", "rightsURI": "rightsUri"}
"""Attribute -> its name in JSON, where that is another."""

_LISTS: Final = {
    "titles": "title", "subjects": "subject", "dates": "date", "alternateIdentifiers": "alternateIdentifier",
    "relatedIdentifiers": "relatedIdentifier", "rightsList": "rights", "descriptions": "description",
}  # fmt: skip
"""Property whose entries are one element with attributes -> the name of the element's text."""


def render(record: Record, edition: Edition) -> bytes:
    """One object: the attributes of the DOI, with the address of the landing page."""
    root = etree.fromstring(datacite.render(record, edition), etree.XMLParser(huge_tree=True, resolve_entities=False))
    return json_text.document({"url": edition.url, **_attributes(root)})


def _attributes(root: etree._Element) -> dict[str, Any]:
    lists = {name: _unique(_entry(each, inner) for each in _each(root, name)) for name, inner in _LISTS.items()}
    kind = root.find("{*}resourceType")
    publisher = root.find("{*}publisher")
    return {
        "doi": _text(root, "identifier"),
        "creators": [_agent(each, "creatorName") for each in _each(root, "creators")],
        "publisher": {} if publisher is None else _entry(publisher, "name"),
        "publicationYear": _text(root, "publicationYear"),
        "types": {} if kind is None else _entry(kind, "resourceType"),
        "contributors": [_entry(each, "") | _agent(each, "contributorName") for each in _each(root, "contributors")],
        "language": _text(root, "language"),
        "sizes": _unique(each.text for each in _each(root, "sizes")),
        "formats": _unique(each.text for each in _each(root, "formats")),
        "version": _text(root, "version"),
        "geoLocations": _unique(map(_location, _each(root, "geoLocations"))),
        "fundingReferences": _unique(map(_funding, _each(root, "fundingReferences"))),
        "schemaVersion": KERNEL,
        **lists,
    }


def _each(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The entries of a property."""
    return (entry for holder in node.iterfind(f"{{*}}{name}") for entry in holder)


def _text(node: etree._Element, name: str) -> str | None:
    return node.findtext(f"{{*}}{name}")


def _entry(node: etree._Element, inner: str) -> dict[str, Any]:
    """An element as an object: its text under a name, then its attributes."""
    text = {inner: node.text} if inner else {}
    return text | {_NAMES.get(str(name), str(name)): value for name, value in node.attrib.items()}


def _agent(node: etree._Element, name: str) -> dict[str, Any]:
    """A creator or contributor."""
    named = node.find(f"{{*}}{name}")
    return {
        **({} if named is None else _entry(named, "name")),
        "givenName": _text(node, "givenName"),
        "familyName": _text(node, "familyName"),
        "nameIdentifiers": _unique(_entry(each, "nameIdentifier") for each in node.iterfind("{*}nameIdentifier")),
        "affiliation": _unique(_entry(each, "name") for each in node.iterfind("{*}affiliation")),
    }


def _funding(node: etree._Element) -> dict[str, Any]:
    """A funder and its grant; the JSON has no address of the kind of identifier."""
    identifier, number = node.find("{*}funderIdentifier"), node.find("{*}awardNumber")
    kind = None if identifier is None else identifier.get("funderIdentifierType")
    return {
        "funderName": _text(node, "funderName"),
        "funderIdentifier": _text(node, "funderIdentifier"),
        "funderIdentifierType": kind,
        "awardNumber": _text(node, "awardNumber"),
        "awardUri": None if number is None else number.get("awardURI"),
        "awardTitle": _text(node, "awardTitle"),
    }


def _location(node: etree._Element) -> dict[str, Any]:
    """One point, box, outline or name."""
    place = node[0]
    name = etree.QName(place).localname
    if name == "geoLocationPlace":
        return {name: place.text}
    if name == "geoLocationPolygon":
        return {name: [{"polygonPoint": _numbers(point)} for point in place]}
    return {name: _numbers(place)}


def _numbers(node: etree._Element) -> dict[str, float]:
    return {etree.QName(child).localname: float(child.text or 0) for child in node}


def _unique(entries: Iterable[Any]) -> list[Any]:
    """Each entry once, in order."""
    return list({json.dumps(entry, sort_keys=True): entry for entry in entries}.values())


def _reads(text: str) -> bool:
    said = json.loads(text)
    return bool(said.get("doi") and said.get("titles") and said.get("schemaVersion") == KERNEL)


CHECK: Final = TextCheck(_reads)
