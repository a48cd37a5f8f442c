"""Shapes and times of GML 2, 3.1 and 3.2 as filters carry them."""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from harvest.records.instants import Period, moment, period
from harvest.records.refused import Budget, FilterRefused
from harvest.records.shapes import Piece, Shape, box, line, point, polygon

GML: Final = frozenset(("http://www.opengis.net/gml", "http://www.opengis.net/gml/3.2"))

_DEGREES: Final = frozenset(("4326", "4258", "4979", "4269", "crs84", "84"))
"""Systems whose positions are degrees that lie, for finding, where those of WGS 84 do."""
_MANY: Final[Mapping[str, str]] = {
    "MultiPoint": "Point",
    "MultiLineString": "LineString",
    "MultiCurve": "LineString",
    "MultiPolygon": "Polygon",
    "MultiSurface": "Polygon",
    "MultiGeometry": "",
}

Element = etree._Element


def is_time(element: Element) -> bool:
    """Whether an element of GML is a time rather than a shape."""
    return _name(element) in ("TimeInstant", "TimePeriod", "timePosition")


def shape_of(element: Element, budget: Budget) -> Shape:
    """A geometry or an envelope. Raises FilterRefused."""
    is_turned = _latitude_first(element)
    if _name(element) in ("Envelope", "Box"):
        (west, south), (east, north) = _corners(element, is_turned=is_turned)
        return box(west, south, east, north, locator=_name(element))
    return Shape(tuple(_pieces(element, budget, is_turned=is_turned)))


def period_of(element: Element) -> Period:
    """An instant or a period. Raises FilterRefused."""
    if _name(element) == "TimePeriod":
        ends = [_text(_first(element, name), "begin") for name in ("beginPosition", "endPosition")]
        if not any(ends):
            ends = [_text(_first(_first(element, name), "timePosition")) for name in ("begin", "end")]
        return period(ends[0], ends[1], "TimePeriod")
    place = element if _name(element) == "timePosition" else _first(element, "timePosition")
    found = moment(_text(place) or "", "TimeInstant")
    return Period(found.first, found.last)


def _pieces(element: Element, budget: Budget, *, is_turned: bool) -> Iterator[Piece]:
    name = _name(element)
    if name in _MANY:
        for member in element.iterdescendants():
            if isinstance(member.tag, str) and _name(member) in ("Point", "LineString", "Polygon"):
                yield from _pieces(member, budget, is_turned=is_turned)
    elif name == "Point":
        yield point(_positions(element, is_turned=is_turned, most=1)[0], budget)
    elif name == "LineString":
        yield line(_positions(element, is_turned=is_turned), budget)
    elif name == "Polygon":
        rings = [
            ring for ring in element.iterdescendants() if isinstance(ring.tag, str) and _name(ring) == "LinearRing"
        ]
        yield polygon([_positions(ring, is_turned=is_turned) for ring in rings], budget)
    else:
        raise FilterRefused(f"This geometry is not understood: {name[:40]!r}.", name[:40])


def _corners(element: Element, *, is_turned: bool) -> list[tuple[float, float]]:
    told = [_text(_first(element, name)) for name in ("lowerCorner", "upperCorner")]
    if all(told):
        return [_position(_numbers(text or ""), is_turned=is_turned) for text in told]
    return _positions(element, is_turned=is_turned, most=2)


def _positions(element: Element, *, is_turned: bool, most: int | None = None) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for child in element.iterchildren():
        if not isinstance(child.tag, str):
            continue
        match _name(child):
            case "pos":
                found.append(_position(_numbers(child.text or ""), is_turned=is_turned))
            case "posList":
                found += _listed(child, is_turned=is_turned)
            case "coordinates":
                found += _old_list(child, is_turned=is_turned)
            case "coord":
                told = [_text(_first(child, axis)) or "" for axis in ("X", "Y")]
                found.append(_position(_numbers(" ".join(told)), is_turned=is_turned))
    if not found or (most is not None and len(found) != most):
        raise FilterRefused("The positions of a geometry are not understood.", _name(element)[:40])
    return found


def _listed(child: Element, *, is_turned: bool) -> list[tuple[float, float]]:
    told = (each.get("srsDimension") for each in (child, *child.iterancestors()))  # of the list, or of its geometry
    numbers, size = _numbers(child.text or ""), 3 if next(filter(None, told), "2") == "3" else 2
    if len(numbers) % size:
        raise FilterRefused("The positions of a geometry are not understood.", "posList")
    return [_position(numbers[at : at + size], is_turned=is_turned) for at in range(0, len(numbers), size)]


def _old_list(child: Element, *, is_turned: bool) -> list[tuple[float, float]]:
    comma, blank = child.get("cs", ","), child.get("ts", " ")
    told = (child.text or "").split() if blank.isspace() else (child.text or "").split(blank[:1] or None)
    return [
        _position(_numbers(pair.replace(comma[:1] or ",", " ")), is_turned=is_turned) for pair in told if pair.strip()
    ]


def _position(numbers: list[float], *, is_turned: bool) -> tuple[float, float]:
    if len(numbers) not in (2, 3):
        raise FilterRefused("A position is a longitude and a latitude.", "pos")
    return (numbers[1], numbers[0]) if is_turned else (numbers[0], numbers[1])


def _numbers(text: str) -> list[float]:
    try:
        return [float(each) for each in text.split()]
    except ValueError as error:
        raise FilterRefused("A position is made of numbers.", "pos") from error


def _latitude_first(element: Element) -> bool:
    """As OWS clients know it: a URN or an address of EPSG counts latitude first, ``EPSG:4326`` does not."""
    named = next((each.get("srsName") for each in element.iter() if each.get("srsName")), None)
    if not named:
        return False
    code = named.replace("#", ":").replace("/", ":").rpartition(":")[2].casefold()
    if code not in _DEGREES:
        raise FilterRefused(f"Positions of {named[:80]!r} are not understood: give degrees of WGS 84.", "srsName")
    is_long = named.casefold().startswith(("urn:", "http://www.opengis.net/def/", "https://www.opengis.net/def/"))
    return is_long and "epsg" in named.casefold()


def _first(element: Element | None, name: str) -> Element | None:
    if element is None:
        return None
    return next(
        (child for child in element.iterdescendants() if isinstance(child.tag, str) and _name(child) == name), None
    )


def _text(element: Element | None, open_end: str = "") -> str | None:
    if element is None:
        return None
    if element.get("indeterminatePosition") in ("unknown", "now", "after", "before"):
        return ".."
    return (element.text or "").strip() or (".." if open_end else None)


def _name(element: Element) -> str:
    return etree.QName(element).localname
