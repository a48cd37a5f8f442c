"""Qualified Dublin Core (DSpace and others): what DCMI's refinements say more than the fifteen elements."""

import re
from typing import Final

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.texts import day_of, related_to, short, tag_of

ROOT: Final = "qualifieddc"

_RELATIONS: Final = {
    "isReferencedBy": "IsReferencedBy", "references": "References", "isPartOf": "IsPartOf", "hasPart": "HasPart",
    "isVersionOf": "IsVersionOf", "hasVersion": "HasVersion", "replaces": "Obsoletes",
    "isReplacedBy": "IsObsoletedBy", "requires": "Requires", "isRequiredBy": "IsRequiredBy",
    "isFormatOf": "IsVariantFormOf", "hasFormat": "IsOriginalFormOf",
}  # fmt: skip
_DATES: Final = {
    "created": "Created", "dateAccepted": "Accepted", "dateCopyrighted": "Copyrighted", "dateSubmitted": "Submitted",
    "valid": "Valid", "issued": "Issued", "modified": "Updated", "available": "Available",
}  # fmt: skip
_EPSG: Final = re.compile(r"(?:https?://www\.opengis\.net/def/crs/EPSG/[0-9.]+/|EPSG:)(\d{4,6})", re.IGNORECASE)


def refine(found: Gathering) -> None:
    """Take what stands in refinements; the elements themselves are read as those of plain Dublin Core."""
    root = found.root
    for node in root.each("alternative"):
        text, tag = short(node.said()), tag_of(node.line("@lang"))
        if text:
            language = {} if tag == "und" else {"language": tag}
            found.add("other_titles", {"text": text, "kind": "AlternativeTitle", **language}, node)
    for name, kind in _DATES.items():
        for node in root.each(name):
            day = day_of(node.text)
            if day:
                found.add("dates", {"kind": kind, "date": day}, node.take())
    for name, relation in _RELATIONS.items():
        for node in root.each(name):
            known = related_to(short(node.text))
            if known:
                value = {"identifier": known[0], "identifier_type": known[1], "relation": relation}
                found.add("related", value, node.take())
    _places(found)


def _places(found: Gathering) -> None:
    """Names of places, which follow no encoding scheme, and reference systems of the EPSG register."""
    for node in found.root.each("spatial"):
        text = short(node.text)
        if text and not node.line("@type") and "=" not in text:
            found.add("place/names", {"name": {tag_of(node.line("@lang")): text}}, node.take())
    for node in found.root.each("conformsTo"):
        match = _EPSG.fullmatch(short(node.text))
        if match:
            found.add("reference_systems", {"epsg": int(match[1])}, node.take())
