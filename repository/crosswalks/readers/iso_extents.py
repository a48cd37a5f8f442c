"""ISO 19139 and 19115-3 -> record: where, when, how fine, in which reference system."""

import re
from typing import Any, Final

from repository.crosswalks.iso_terms import age_in
from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.iso_texts import Tongue, address_of, named_of
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
_OF_PLACE: Final = frozenset({"scheme", "scheme_uri", "uri"})
_OPEN: Final = frozenset({"now"})


def extents(found: Gathering, info: Node, tongue: Tongue) -> None:
    """Boxes, named places, periods and vertical ranges of every extent of the dataset."""
    for extent in info.each("extent/*"):
        for node in extent.each("geographicElement/*"):
            _place(found, node, tongue)
        for node in extent.each("temporalElement/*/extent/*"):
            found.add("time/periods", _period(node, tongue), node)
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
    for polygon in node.each("polygon/Polygon"):
        found.add("place/polygons", _polygon(polygon), polygon)
    for code in node.each("geographicIdentifier/*/code"):
        names = {tag: short(text) for tag, text in tongue.texts(code).items()}
        beside = {key: value for key, value in named_of(code.parent).items() if key in _OF_PLACE} if code.parent else {}
        found.add("place/names", {"name": names, **beside} if names else None, code)


def _polygon(node: Node) -> dict[str, Any] | None:
    """An outline with its holes, where its system says which number is the longitude: CRS84."""
    if not node.line("@srsName").endswith("CRS84"):
        return None
    rings = [_ring(each) for each in node.each("exterior|interior/LinearRing/posList")]
    if not rings or not all(rings):
        return None
    return {"exterior": rings[0]} | ({"holes": rings[1:]} if rings[1:] else {})


def _ring(node: Node) -> list[list[float]]:
    try:
        numbers = [float(each) for each in node.line().split()]
    except ValueError:
        return []
    return [list(pair) for pair in zip(numbers[::2], numbers[1::2], strict=False)]


def _in_words(words: str) -> dict[str, Any]:
    """A period of deep time: `72.1 Ma BP to 66 Ma BP`; nothing where the words say no age."""
    begin, _to, end = words.partition(" to ")
    ages = {"begin": age_in(begin) or _date_in(begin), "end": age_in(end) or _date_in(end)}
    if not (age_in(begin) or age_in(end)):
        return {}
    return {key: value for key, value in ages.items() if value} | ({"ongoing": True} if end == "present" else {})


def _date_in(words: str) -> str:
    return words if re.fullmatch(r"\d{4}(-\d{2}){0,2}", words, re.ASCII) else ""


def _period(node: Node, tongue: Tongue) -> dict[str, Any] | None:
    """A TimePeriod of any GML, or a TimeInstant, whose both ends are its day."""
    if node.name == "TimeInstant":
        day = day_of(node.line("timePosition"))
        return {"begin": day, "end": day} if day else None
    words, name = node.line("description"), node.line("name")
    if period := _in_words(words):
        return period | ({"name": {tongue.main: name}} if name else {})
    period = {"name": {tongue.main: name}} if name else {}
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
    plain = system.line("VerticalCRS/name") if system else ""
    words = plain if plain in ("depth", "height") else " ".join(each.text for each in system.walk()) if system else ""
    is_down, is_up = bool(_DOWN.search(words)), bool(_UP.search(words))
    low, high = node.each("minimumValue"), node.each("maximumValue")
    if is_down == is_up or not low or not high:
        return
    ends = [each[0].line() for each in (low, high)]
    value: dict[str, Any] = {"minimum": ends[0], "maximum": ends[1], "positive": "down" if is_down else "up"}
    datum = system.first("VerticalCRS/verticalDatum") if system else None
    said = {"datum": datum.line("@title"), "datum_uri": datum.line("@href")} if datum else {}
    value |= {key: text for key, text in said.items() if text}
    found.add("vertical", value if all(ends) else None, node)
    if system is not None:
        system.take()


def resolutions(found: Gathering, info: Node, tongue: Tongue) -> None:
    """Scales and distances on the ground; a distance whose unit is not one of the record's stays in the file."""
    for node in info.each("spatialResolution/*"):
        if scale := node.line("equivalentScale/*/denominator"):
            found.add("spatial_resolution", {"scale": scale}, node)
        measure = node.first("distance|angularDistance/*")
        unit = _UNITS.get(measure.line("@uom").rpartition("#")[2].lower()) if measure else None
        if measure is not None and unit and (distance := measure.line()):
            found.add("spatial_resolution", {"distance": distance, "unit": unit}, node)
        for level in node.each("levelOfDetail"):
            notes = {tag: short(text) for tag, text in tongue.texts(level).items()}
            found.add("spatial_resolution", {"note": notes} if notes else None, level)


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
        value = {"epsg": int(match[1]) if match else None, "name": _system_name(node, text)}
        is_known = match is not None and re.search(r"/EPSG/+[\d.]+/\d+$", link) is not None
        own = link if ":" in link and not is_known else text if text.startswith("http") else None
        value["uri"] = None if match and own == text else own
        found.add("reference_systems", {key: said for key, said in value.items() if said}, node)


def _system_name(node: Node, text: str) -> str:
    """What a reference system is called: the description of its code, else the code where that is a name."""
    name = short(node.raw("description")) or re.sub(r"\s*\(EPSG:\d+\)$", "", text)
    return "" if re.search(r"EPSG|^\d+$|^https?:|^urn:", name, re.IGNORECASE) else name
