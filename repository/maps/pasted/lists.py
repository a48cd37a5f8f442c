"""Positions written plainly: a line each, or four numbers for a box; and what stands between KML's ``coordinates``."""

import re
from collections.abc import Iterator
from typing import Final

from repository.maps.land import Point
from repository.maps.pasted.shapes import MOST_POSITIONS, MOST_SHAPES, Kind, Raw, Refused

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,20})?", re.ASCII)
_SIDES = re.compile(
    r"""(?P<before>[NSEWO])?\s*(?P<sign>[+-])?(?P<degrees>\d{1,3}(?:[.,]\d{1,20})?)
        \s*(?:(?:°|º|deg)\s*(?:(?P<minutes>\d{1,2}(?:[.,]\d{1,20})?)\s*['′’]\s*
        (?:(?P<seconds>\d{1,2}(?:[.,]\d{1,20})?)\s*(?:"|″|”|'')\s*)?)?)?(?P<after>[NSEWO])?""",
    re.VERBOSE | re.IGNORECASE,
)
_HAS_SIDES = re.compile(r"°|º|deg|\d\s*[NSEWO]\b|\b[NSEWO]\s*\d", re.IGNORECASE)
_LONGITUDE_FIRST = re.compile(r"\b(?:lon\w*|x)\b.*\b(?:lat\w*|y)\b", re.IGNORECASE)
_KML = re.compile(
    r"<(?P<end>/)?(?:\w{1,20}:)?(?P<tag>Point|LineString|LinearRing|innerBoundaryIs|coordinates)\b[^<>]*>(?P<text>[^<]*)",
)
_LONGEST_LINE: Final = 300
_KML_KINDS: Final[dict[str, Kind]] = {"Point": "point", "LineString": "line", "LinearRing": "area"}


def read_list(text: str) -> tuple[list[Raw], bool]:
    """Points, or one box (west, south, east, north); whether no line said which number is the latitude.

    Raises ``Refused``: ``line-unread`` (with its number), ``too-many``, ``one-number``.
    """
    bare = text.strip().strip("[]()").strip()
    lines = [(number, line.strip()) for number, line in enumerate(bare.splitlines(), start=1) if line.strip()]
    if too_long := next(((number, line) for number, line in lines if len(line) > _LONGEST_LINE), None):
        raise Refused("line-unread", line=too_long[0], text=too_long[1][:40])
    longitude_first = False
    if lines and not re.search(r"\d", lines[0][1]):
        longitude_first = _LONGITUDE_FIRST.search(lines[0][1]) is not None
        is_told = longitude_first or re.search(r"\blat", lines[0][1], re.IGNORECASE) is not None
        lines = lines[1:]
    else:
        is_told = False
    numbers = [float(each.replace(",", ".")) for each in _plain_numbers(" ".join(line for _n, line in lines))]
    if len(numbers) == 4 and (len(lines) == 1 or all(len(_plain_numbers(line)) == 1 for _n, line in lines)):
        west, south, east, north = numbers
        return [Raw("box", [(west, south), (east, north)])], False
    if len(lines) > MOST_SHAPES:
        raise Refused("too-many", most=MOST_SHAPES)
    points = [_position(number, line) for number, line in lines]
    turned = [(x, y) if told or not longitude_first else (y, x) for x, y, told in points]
    is_doubtful = not is_told and not all(told for _x, _y, told in points)
    return [Raw("point", [point], at) for at, point in enumerate(turned)], is_doubtful


def _plain_numbers(line: str) -> list[str]:
    """The numbers of a line without signs of degrees or sides, as written; none where it has anything else."""
    text = line.replace("−", "-")
    if re.search(r"[;\t]", text):
        parts = re.split(r"[;\t\s]+", text)
    elif len(text.split()) > 1:
        parts = [part.strip(",") for part in text.split()]
    else:
        parts = text.split(",")
    parts = [part for part in parts if part]
    if any("," in part for part in parts) and not all(_NUMBER.fullmatch(part) for part in parts):
        parts = [each for part in parts for each in part.split(",") if each]
    return parts if all(_NUMBER.fullmatch(part) for part in parts) else []


def _position(number: int, line: str) -> tuple[float, float, bool]:
    """Longitude, latitude, and whether letters said which is which."""
    if _HAS_SIDES.search(line):
        return _with_sides(number, line)
    numbers = [float(part.replace(",", ".")) for part in _plain_numbers(line)]
    if len(numbers) == 1:
        raise Refused("one-number", line=number, text=line[:40])
    if len(numbers) not in (2, 3):
        raise Refused("line-unread", line=number, text=line[:40])
    return numbers[1], numbers[0], False


def _with_sides(number: int, line: str) -> tuple[float, float, bool]:
    text = line.replace("−", "-")
    found = [match for match in _SIDES.finditer(text) if match["degrees"]]
    rest = _SIDES.sub("", text).strip(" ,;\t/")
    if len(found) != 2 or rest:
        raise Refused("line-unread", line=number, text=line[:40])
    (first, a), (second, b) = (_degrees(match) for match in found)
    if {a, b} <= {"N", "S"} - {""} or {a, b} <= {"E", "W"}:
        raise Refused("line-unread", line=number, text=line[:40])
    if a in ("E", "W") or b in ("N", "S"):
        return first, second, True
    return second, first, bool(a or b)


def _degrees(match: re.Match[str]) -> tuple[float, str]:
    value = sum(float((match[part] or "0").replace(",", ".")) / share for part, share in
                (("degrees", 1), ("minutes", 60), ("seconds", 3600)))  # fmt: skip
    side = (match["before"] or match["after"] or "").upper().replace("O", "W")
    return round(-value if side in ("S", "W") or match["sign"] == "-" else value, 9), side


def read_kml(text: str) -> list[Raw]:
    """What stands between the ``coordinates`` of a KML document, pasted whole or in part; holes are passed over."""
    raws = list(_kml_shapes(text))
    if len(raws) > MOST_SHAPES or sum(len(raw.points) for raw in raws) > MOST_POSITIONS:
        raise Refused("too-many", most=MOST_SHAPES)
    return raws


def _kml_shapes(text: str) -> Iterator[Raw]:
    kind: Kind | None = None
    is_hole = False
    for group, match in enumerate(_KML.finditer(text)):
        tag = match["tag"]
        if tag == "innerBoundaryIs":
            is_hole = not match["end"]
        elif tag in _KML_KINDS:
            kind = None if match["end"] else _KML_KINDS[tag]
        elif not match["end"] and not is_hole:
            points = [_tuple(each) for each in match["text"].split()]
            if points:
                yield Raw("point" if len(points) == 1 else kind or "line", points, group)


def _tuple(text: str) -> Point:
    parts = text.split(",")
    if len(parts) not in (2, 3) or not all(re.fullmatch(r"[+-]?\d{1,4}(?:\.\d{0,40})?", part) for part in parts[:2]):
        raise Refused("line-unread", line=1, text=text[:40])
    return float(parts[0]), float(parts[1])
