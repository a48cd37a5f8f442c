"""ISO 19139 and 19115-3 -> record: where, when, how fine, in which reference system."""

import re
from typing import Any, Final

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.iso_texts import Tongue, address_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import box_of, day_of, short

_UNITS: Final = {
    "m": "m", "metre": "m", "meter": "m", "metres": "m", "meters": "m", "mètre": "m",
    "urn:ogc:def:uom:epsg::9001": "m", "km": "km", "kilometre": "km", "kilometer": "km", "deg": "degree",
    "degree": "degree", "degrees": "degree", "dd": "degree",
    "arcsec": "arc-second", "arcsecond": "arc-second", "arcmin": "arc-minute", "arcminute": "arc-minute",
}  # fmt: skip
_EPSG = re.compile(r"EPSG[:/]++(?:[\d.]++[:/]++)?(\d{4,6})\b", re.IGNORECASE)
_DOWN = re.compile(r"depth|profondeur", re.IGNORECASE)
_UP = re.compile(r"height|altitude|elevation|hauteur|above", re.IGNORECASE)
_OPEN: Final = frozenset({"now"})


def extents(found: Gathering, info: Node, tongue: Tongue) -> None:
    """Boxes, named places, periods and vertical ranges of every extent of the dataset."""
    for extent in info.each("extent/*"):
        for node in extent.each("geographicElement/*"):
            _place(found, node, tongue)
        for node in extent.each("temporalElement/*/extent/*"):
            found.add("time/periods", _period(node), node)
        for node in extent.each("verticalElement/*"):
            _vertical(found, node)


def _place(found: Gathering, node: Node, tongue: Tongue) -> None:
    node.line("extentTypeCode")
    if node.name == "EX_GeographicBoundingBox":
        west, south, east, north = (
            "westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude",
        )  # fmt: skip
        found.add("place/boxes", box_of(*(node.line(side) for side in (west, south, east, north))), node)
        return
    for code in node.each("geographicIdentifier/*/code"):
        names = {tag: short(text) for tag, text in tongue.texts(code).items()}
        uri = address_of(code)
        value = {"name": names} | ({"uri": uri} if uri.startswith("http") else {})
        found.add("place/names", value if names else None, code)


def _period(node: Node) -> dict[str, Any] | None:
    """A TimePeriod of any GML, or a TimeInstant, whose both ends are its day."""
    if node.name == "TimeInstant":
        day = day_of(node.line("timePosition"))
        return {"begin": day, "end": day} if day else None
    period: dict[str, Any] = {}
    for key in ("begin", "end"):
        position = node.first(f"{key}Position") or node.first(f"{key}/*/timePosition")
        if position is None:
            continue
        if text := day_of(position.line()):
            period[key] = text
        elif key == "end" and position.line("@indeterminatePosition") in _OPEN and "begin" in period:
            period["ongoing"] = True
    return period or None


def _vertical(found: Gathering, node: Node) -> None:
    """Only where the reference says which way the numbers grow: 5 may be under water or above it."""
    system = node.first("verticalCRS|verticalCRSId")
    words = " ".join(each.text for each in system.walk()) if system else ""
    is_down, is_up = bool(_DOWN.search(words)), bool(_UP.search(words))
    low, high = node.each("minimumValue"), node.each("maximumValue")
    if is_down == is_up or not low or not high:
        return
    ends = [each[0].line() for each in (low, high)]
    value: dict[str, Any] = {"minimum": ends[0], "maximum": ends[1], "positive": "down" if is_down else "up"}
    found.add("vertical", value if all(ends) else None, node)
    if system is not None:
        system.take()


def resolutions(found: Gathering, info: Node) -> None:
    """Scales and distances on the ground; a distance whose unit is not one of the record's stays in the file."""
    for node in info.each("spatialResolution/*"):
        if scale := node.line("equivalentScale/*/denominator"):
            found.add("spatial_resolution", {"scale": scale}, node)
        measure = node.first("distance/*")
        unit = _UNITS.get(measure.line("@uom").rpartition("#")[2].lower()) if measure else None
        if measure is not None and unit and (distance := measure.line()):
            found.add("spatial_resolution", {"distance": distance, "unit": unit}, node)


def reference_systems(found: Gathering) -> None:
    """The EPSG number where the code says one, else its address or name."""
    for node in found.root.each("referenceSystemInfo/*/referenceSystemIdentifier/*"):
        code = node.first("code")
        if code is None:
            continue
        text, link, space = short(code.said()), address_of(code), node.line("codeSpace")
        match = _EPSG.search(f"{link} {text}") or (
            re.search(r"\b(\d{4,6})\b", text) if "EPSG" in space.upper() or "EPSG" in text.upper() else None
        )
        node.line("version")
        if match:
            found.add("reference_systems", {"epsg": int(match[1])}, node)
        elif text.startswith("http"):
            found.add("reference_systems", {"uri": text}, node)
        elif text:
            found.add("reference_systems", {"name": text}, node)
