"""Stored records of CSW 3.0 cut to what is asked for: whole, summary or brief, in either version. Pure.

A stored record is our own writing (`repository.crosswalks.csw_record`), whose parts stand in a fixed order; its texts
are escaped, so that a tag found in its bytes is one.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from harvest.csw.versions import DC, DCT, V2, ElementSet, Version
from repository.crosswalks.csw_record import CLOSING, OPENING

NAMES: Final = {ElementSet.BRIEF: "BriefRecord", ElementSet.SUMMARY: "SummaryRecord", ElementSet.FULL: "Record"}

_OPENING: Final = OPENING.encode()
_CLOSING: Final = CLOSING.encode()
_AFTER_BRIEF = re.compile(rb"<(?:dc:subject|dc:format|dc:relation|dct:modified)\b")
_AFTER_SUMMARY: Final = b"<dct:issued>"
_BOXES: Final = b"<ows:BoundingBox"
_TIMES: Final = b"<csw:TemporalExtent"
_ELEMENT = re.compile(rb"<([a-z]+:[A-Za-z]+)(?: [^<>]*)?>[^<]*</\1>|<ows:BoundingBox.*?</ows:BoundingBox>")
_KNOWN: Final = {"dc", "dct", "ows"}


def spaces(version: Version) -> str:
    """The declarations that the cut records stand under."""
    return f'xmlns:csw="{version.csw}" xmlns:dc="{DC}" xmlns:dct="{DCT}" xmlns:ows="{version.ows}"'


def cut(body: bytes, version: Version, element_set: ElementSet) -> bytes:
    """One record as an element under the declarations of `spaces`."""
    inside, boxes, times = _parts(body)
    if element_set is not ElementSet.FULL:
        found = _AFTER_BRIEF.search(inside)
        end = inside.find(_AFTER_SUMMARY) if element_set is ElementSet.SUMMARY else found.start() if found else -1
        inside = inside[:end] if end >= 0 else inside
    name = NAMES[element_set].encode()
    told = b"" if version is V2 or element_set is ElementSet.BRIEF else times
    return b"".join((b"<csw:", name, b">", inside, boxes, told, b"</csw:", name, b">"))


def chosen(body: bytes, names: Iterable[str]) -> bytes:
    """One record with the elements of these names alone, in the order of the record."""
    inside, boxes, _ = _parts(body)
    wanted = {name.encode() for name in names}
    kept = [found[0] for found in _ELEMENT.finditer(inside + boxes) if (found[1] or b"ows:BoundingBox") in wanted]
    return b"".join((b"<csw:Record>", *kept, b"</csw:Record>"))


def element_names(given: Sequence[str]) -> tuple[str, ...]:
    """The names of elements as they are written here; those that a record never has are left out."""
    found = []
    for name in given:
        prefix, _, local = name.rpartition("/")[2].rpartition(":")
        for known in ("dc", "dct", "ows"):
            if local and (not prefix or prefix == known):
                found.append(f"{known}:{local}")
    return tuple(dict.fromkeys(found))


def bare(body: bytes, version: Version, element_set: ElementSet) -> bytes:
    """One record as a document of its own."""
    name = NAMES[element_set].encode()
    record = cut(body, version, element_set)
    return b"".join((b"<csw:", name, b" ", spaces(version).encode(), record[len(name) + 5 :]))


def _parts(body: bytes) -> tuple[bytes, bytes, bytes]:
    """Dublin Core, boxes, and periods of a stored record."""
    inside = body.removeprefix(_OPENING).removesuffix(_CLOSING)
    begin = inside.find(_TIMES)
    inside, times = (inside[:begin], inside[begin:]) if begin >= 0 else (inside, b"")
    begin = inside.find(_BOXES)
    inside, boxes = (inside[:begin], inside[begin:]) if begin >= 0 else (inside, b"")
    return inside, boxes, times
