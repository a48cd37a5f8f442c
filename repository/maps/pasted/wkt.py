"""Well-known text (OGC 06-103r4, section 7), with a SRID or the address of a system before it; ENVELOPE and BBOX."""

import re
from collections.abc import Iterator
from typing import Any, Final, Literal

from repository.maps.land import Point
from repository.maps.pasted.shapes import DEEPEST, MOST_POSITIONS, MOST_SHAPES, Kind, Raw, Refused

_TOKEN = re.compile(r"[()]|[^()]+")
_EMPTY = re.compile(r"\b[A-Za-z]+\s*(?:ZM|Z|M)?\s+EMPTY\b\s*,?", re.IGNORECASE)
_HEAD = re.compile(
    r"[\s,;]*(?:SRID\s*=\s*(?P<srid>\d{1,9})\s*;)?\s*(?:<(?P<uri>[^<>]{0,200})>)?"
    r"\s*(?P<type>[A-Za-z]{3,24}?)(?:\s+(?:ZM|Z|M)|(?<=T|N|G)ZM?)?\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_ALIKE: Final = frozenset({4326, 4258, 4269, 4979, 4171, 4937})
"""Geographic systems that lie within two metres of each other: WGS 84, ETRS89, NAD83, RGF93."""
_URI_CODE = re.compile(r"EPSG[/:](?:[\d.]*[/:])?(\d{1,9})$", re.IGNORECASE)
_NUMBERS_OF: Final = {"ENVELOPE": (0, 3, 1, 2), "BBOX": (0, 1, 2, 3), "BOX": (0, 1, 2, 3)}
"""Where west, south, east and north stand."""

_LONGEST_HEAD: Final = 300

_Chunk = str
_Nested = list[Any]


def looks_like_wkt(text: str) -> bool:
    """Whether a text begins as well-known text does."""
    return re.match(r"\s*(?:SRID\s*=|<http|[A-Za-z]{3,24}(?:\s+(?:ZM|Z|M))?\s*(?:\(|EMPTY\b))", text) is not None


def read_wkt(text: str) -> tuple[list[Raw], bool]:
    """The shapes of one or several geometries; whether their system counts latitude first.

    Raises ``Refused``: ``not-wkt`` (with the place), ``type-unknown``, ``system``, ``too-many``, ``too-deep``.
    """
    reader = _Reader(text)
    reader.sequence(0)
    if reader.at < len(reader.tokens):
        raise Refused("not-wkt", near=")")
    return reader.raws, reader.is_latitude_first


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(" ".join(text.split()))
        self.at = 0
        self.raws: list[Raw] = []
        self.is_latitude_first = False
        self.positions = self.group = 0

    def take(self) -> str:
        if self.at >= len(self.tokens):
            raise Refused("not-wkt", near=self.tokens[-1].strip()[-30:] if self.tokens else "")
        self.at += 1
        return str(self.tokens[self.at - 1])

    def sequence(self, depth: int) -> None:
        """Geometries one after the other, up to the end of the text or of the collection."""
        if depth > DEEPEST:
            raise Refused("too-deep", most=DEEPEST)
        while self.at < len(self.tokens) and self.tokens[self.at] != ")":
            chunk = self.take()
            if chunk == "(":
                raise Refused("not-wkt", near="(")
            head = _EMPTY.sub("", chunk)
            if head.strip(" ,;"):
                self.geometry(head, depth)

    def geometry(self, head: str, depth: int) -> None:
        match = _HEAD.fullmatch(head) if len(head) <= _LONGEST_HEAD else None
        if match is None:
            raise Refused("not-wkt", near=head.strip()[:30])
        self._system(match["srid"], match["uri"])
        if self.take() != "(":
            raise Refused("not-wkt", near=head.strip()[:30])
        name = match["type"].upper()
        if name == "GEOMETRYCOLLECTION":
            self.sequence(depth + 1)
            self.take()
            return
        self.group += 1
        self.raws += self._shapes(name, self.nested(1))
        if len(self.raws) > MOST_SHAPES:
            raise Refused("too-many", most=MOST_SHAPES)

    def nested(self, depth: int) -> _Nested:
        """What stands between two parentheses: texts, and lists of the same."""
        items: _Nested = []
        while (piece := self.take()) != ")":
            if piece == "(":
                if depth > 3:
                    raise Refused("too-deep", most=3)
                items.append(self.nested(depth + 1))
            elif piece.strip(" ,"):
                items.append(piece)
        return items

    def _system(self, srid: str | None, uri: str | None) -> None:
        if srid is not None and int(srid) not in (*_ALIKE, 0):
            raise Refused("system", name=f"EPSG:{srid}")
        if uri is None or uri.rstrip("/").upper().endswith("CRS84"):
            return
        code = _URI_CODE.search(uri.rstrip("/"))
        if code is None or int(code[1]) not in _ALIKE:
            raise Refused("system", name=uri)
        self.is_latitude_first = True

    def _shapes(self, name: str, items: _Nested) -> Iterator[Raw]:
        match name:
            case "ENVELOPE" | "BBOX" | "BOX":
                yield _corners(name, items, self.group)
            case "POINT" | "MULTIPOINT":
                yield from self._each("point", list(_leaves(items)))
            case "LINESTRING" | "MULTILINESTRING":
                yield from self._each("line", list(_leaves(items)))
            case "POLYGON" | "TRIANGLE":
                yield from self._each("area", list(_leaves(items))[:1])
            case "MULTIPOLYGON":
                outer = [next(_leaves(item), "") if isinstance(item, list) else item for item in items]
                yield from self._each("area", outer)
            case _:
                raise Refused("type-unknown", name=name)

    def _each(self, kind: Literal["point", "line", "area"], leaves: list[_Chunk]) -> Iterator[Raw]:
        for leaf in leaves:
            points = self._points(leaf)
            if kind == "point":
                yield from (Raw("point", [point], self.group) for point in points)
            elif points:
                least: Kind = kind if len(points) > 1 else "point"
                yield Raw(least, points, self.group)

    def _points(self, leaf: _Chunk) -> list[Point]:
        points = [_point(each) for each in leaf.split(",") if each.strip()]
        self.positions += len(points)
        if self.positions > MOST_POSITIONS:
            raise Refused("too-many", most=MOST_POSITIONS)
        return points


def _leaves(items: _Nested) -> Iterator[_Chunk]:
    for item in items:
        if isinstance(item, list):
            yield from _leaves(item)
        else:
            yield item


def _point(text: str) -> Point:
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        raise Refused("not-wkt", near=text.strip()[:30])
    return _number(parts[0]), _number(parts[1])


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise Refused("not-wkt", near=text[:30])
    return float(text)


def _corners(name: str, items: _Nested, group: int) -> Raw:
    numbers = [_number(each) for each in re.split(r"[\s,]+", " ".join(_leaves(items)).strip())]
    if len(numbers) != 4:
        raise Refused("not-wkt", near=name)
    west, south, east, north = (numbers[at] for at in _NUMBERS_OF[name])
    return Raw("box", [(west, south), (east, north)], group)
