"""DataCite -> record: identifiers, dates, places, descriptions, rights and related works."""

import re
from typing import Any, Final, get_args

from repository.crosswalks.readers.datacite_nodes import listed, own
from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import box_of, day_of, plain, short, span_of, tag_of
from repository.record.identifiers import parse_doi
from repository.record.licence_forms import licence_from
from repository.record.terms import DateKind

_KINDS_OF_DATE: Final = frozenset(get_args(DateKind))
_FIELDS: Final = {"Abstract": "abstract", "Methods": "lineage", "TechnicalInfo": "quality"}
_NUMBER: Final = r"[+-]?\d+(?:\.\d+)?"
_BESIDE_RIGHTS: Final = "@schemeURI|schemeUri|schemeURI", "@rightsIdentifierScheme|rightsIdentifierScheme"


def identifiers(found: Gathering) -> None:
    """The dataset's own identifier and its other ones; `identifiers` of JSON name the DOI once more."""
    root = found.root
    main = root.first("identifier")
    if main is not None:
        found.add("identifiers", _identifier(main.line(), main.line("@identifierType")), main)
    if (doi := root.first("doi")) is not None:
        found.add("identifiers", _identifier(doi.line(), "DOI"), doi)
    for node in listed(root, "alternateIdentifiers", "alternateIdentifier"):
        kind = node.line("@alternateIdentifierType|alternateIdentifierType")
        found.add("identifiers", _identifier(_own(node, "alternateIdentifier"), kind), node)
    for node in root.each("identifiers"):
        found.add("identifiers", _identifier(node.line("identifier"), node.line("identifierType")), node)


def _identifier(value: str, kind: str) -> dict[str, Any]:
    value, kind = short(value), short(kind)
    if kind.upper() == "DOI" and (parsed := parse_doi(value)):
        value, kind = parsed.name, "DOI"
    return {"value": value, "kind": kind} if value and kind else {}


def _own(node: Node, key: str) -> str:
    return short(own(node, key))


def dates(found: Gathering) -> None:
    """Collected and Coverage are the period of the data, anything else dates of its own life."""
    for node in listed(found.root, "dates", "date"):
        kind = node.line("@dateType|dateType")
        note = node.line("@dateInformation|dateInformation")
        text = _own(node, "date")
        if kind in ("Collected", "Coverage"):
            period = span_of(text)
            if period is not None and note:
                period["name"] = {"und": note}
            found.add("time/periods", period, node)
        elif text:
            begin, _slash, end = (day_of(part) for part in text.partition("/"))
            value = {"kind": kind if kind in _KINDS_OF_DATE else "Other", "date": begin, "end": end, "note": note}
            found.add("dates", {key: said for key, said in value.items() if said}, node)


def places(found: Gathering) -> None:
    """Points and boxes, polygons and names."""
    for location in listed(found.root, "geoLocations", "geoLocation"):
        for node in location.each("geoLocationPoint"):
            longitude, latitude = _position(node)
            found.add("place/boxes", box_of(longitude, latitude, longitude, latitude), node)
        for node in location.each("geoLocationBox"):
            found.add("place/boxes", _box(node), node)
        _polygons(found, location)
        for node in location.each("geoLocationPlace"):
            name = short(node.said())
            found.add("place/names", {"name": {tag_of(node.line("@lang")): name}} if name else None, node)


def _position(node: Node) -> tuple[str, str]:
    """(longitude, latitude); kernels before 4 write `latitude longitude` as one text."""
    if node.text:
        numbers = re.findall(_NUMBER, node.text)
        if len(numbers) == 2:
            node.said()
            return numbers[1], numbers[0]
        return "", ""
    return node.line("pointLongitude"), node.line("pointLatitude")


def _box(node: Node) -> dict[str, Any] | None:
    """Kernels before 4 write the two corners as `south west north east`."""
    if node.text:
        numbers = re.findall(_NUMBER, node.text)
        if len(numbers) != 4:
            return None
        node.said()
        return box_of(numbers[1], numbers[0], numbers[3], numbers[2])
    sides = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")
    return box_of(*(node.line(side) for side in sides))


def _polygons(found: Gathering, location: Node) -> None:
    """In JSON every corner of the only polygon is an entry of the list."""
    nodes = location.each("geoLocationPolygon")
    whole = [[point for node in nodes for point in node.each("polygonPoint")]]
    if any(len(node.each("polygonPoint")) > 1 for node in nodes):
        whole = [node.each("polygonPoint") for node in nodes]
    for points in whole:
        ring = [[float_or_text(part) for part in _position(point)] for point in points]
        if ring and ring[0] != ring[-1]:
            ring.append(ring[0])
        found.add("place/polygons", {"exterior": ring} if ring else None, nodes[0] if nodes else None)


def float_or_text(text: str) -> float | str:
    """A number where it is one; the text itself, for the sentence that says so."""
    try:
        return float(text)
    except ValueError:
        return text


def descriptions(found: Gathering) -> None:
    """Abstract, Methods and TechnicalInfo; others stay in the file. One without a kind is the abstract."""
    for node in listed(found.root, "descriptions", "description"):
        kind = node.line("@descriptionType|descriptionType")
        if field := _FIELDS.get(kind or "Abstract"):
            found.say(field, tag_of(node.line("@lang|lang")), own(node, "description"), node)


def rights(found: Gathering) -> None:
    """The licence; what else is said of rights are limits of use. The access right is the repository's to say."""
    for node in [*listed(found.root, "rightsList", "rights"), *_old_rights(found.root)]:
        uri = node.line("@rightsURI|rightsUri|rightsURI")
        identifier = node.line("@rightsIdentifier|rightsIdentifier")
        text, _has_markup = plain(own(node, "rights"))
        for idle in _BESIDE_RIGHTS:
            node.line(idle)
        tag = tag_of(node.line("@lang|lang"))
        if uri.startswith(("info:eu-repo/semantics/", "http://purl.org/coar/access_right/")):
            continue
        if licence := _licence(uri, identifier, text):
            if "licence" in found.document:
                found.say("use_limitations", tag, text or uri, node)
            else:
                found.put("licence", licence, node)
        else:
            found.say("use_limitations", tag, text, node)


def _old_rights(root: Node) -> list[Node]:
    return root.each("rights") if root.name == "resource" else []


def _licence(uri: str, identifier: str, text: str) -> dict[str, Any] | None:
    for said in (identifier, uri, text):
        if said and (known := licence_from(said)):
            return dict(known)
    if identifier:
        return {"spdx": identifier}
    if not uri:
        return None
    return {"uri": uri} | ({"name": short(text)} if text and text != uri else {})


def related(found: Gathering) -> None:
    """Works it is related to, by identifier; a `relatedItem` where it has one."""
    for node in listed(found.root, "relatedIdentifiers", "relatedIdentifier"):
        value = {
            "identifier": _own(node, "relatedIdentifier"),
            "identifier_type": node.line("@relatedIdentifierType|relatedIdentifierType"),
            "relation": node.line("@relationType|relationType"),
            "resource_type": node.line("@resourceTypeGeneral|resourceTypeGeneral"),
        }
        found.add("related", {key: said for key, said in value.items() if said}, node)
    for node in listed(found.root, "relatedItems", "relatedItem"):
        if identifier := node.first("relatedItemIdentifier"):
            value = {
                "identifier": short(identifier.said()),
                "identifier_type": identifier.line("@relatedItemIdentifierType|relatedItemIdentifierType"),
                "relation": node.line("@relationType|relationType"),
                "resource_type": node.line("@relatedItemType|relatedItemType"),
                "title": short(node.raw("titles/title")),
            }
            found.add("related", {key: said for key, said in value.items() if said}, node)
