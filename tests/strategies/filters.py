"""Filters drawn from the grammars of CQL2 and Filter Encoding: one condition, written in each language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from hypothesis import strategies as st

LETTERS: Final = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12)
NASTY: Final = st.sampled_from(
    ["'", "''", "%s", "%(v0)s", "\\x", "_%", '"', "--", "; DROP TABLE x", "é", "\u2028", "${x}"]
)
VALUES: Final = (LETTERS | NASTY).filter(lambda value: "\\'" not in value and not value.endswith("\\"))
"""A backslash before the end of a text cannot be written in CQL2: it would be a quote that does not end it."""
TEXTS: Final = st.sampled_from(["title", "abstract", "creator", "subject", "publisher", "lineage", "rights"])
DAYS: Final = st.dates().map(lambda day: day.isoformat())
SIDES: Final = st.tuples(st.integers(-180, 180), st.integers(-90, 0), st.integers(-180, 180), st.integers(0, 90))
_FES: Final = {
    "=": "PropertyIsEqualTo",
    "<>": "PropertyIsNotEqualTo",
    "<": "PropertyIsLessThan",
    "<=": "PropertyIsLessThanOrEqualTo",
    ">": "PropertyIsGreaterThan",
    ">=": "PropertyIsGreaterThanOrEqualTo",
}


@dataclass(frozen=True, slots=True)
class Written:
    """One condition as CQL text, as CQL2 JSON with the names of `CSW`, and as Filter Encoding 1.1."""

    text: str
    json: Any
    fes: str


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _element(name: str, *inner: str, attributes: str = "") -> str:
    return f"<ogc:{name}{attributes}>{''.join(inner)}</ogc:{name}>"


def _named(name: str, *values: str) -> str:
    return _element("PropertyName", name) + "".join(_element("Literal", escape(value)) for value in values)


def _compared(name: str, sign: str, value: str) -> Written:
    told = {"op": sign, "args": [{"property": name}, value]}
    return Written(f"{name} {sign} {_quoted(value)}", told, _element(_FES[sign], _named(name, value)))


def _like(name: str, value: str) -> Written:
    pattern = value.replace("\\", "\\\\") + "%"
    signs = ' wildCard="%" singleChar="_" escapeChar="\\"'
    told = {"op": "like", "args": [{"property": name}, pattern]}
    return Written(
        f"{name} LIKE {_quoted(pattern)}", told, _element("PropertyIsLike", _named(name, pattern), attributes=signs)
    )


def _null(name: str) -> Written:
    told = {"op": "isNull", "args": [{"property": name}]}
    return Written(f"{name} IS NULL", told, _element("PropertyIsNull", _named(name)))


def _in_box(sides: tuple[int, int, int, int]) -> Written:
    west, south, east, north = sides
    corners = f"<gml:lowerCorner>{west} {south}</gml:lowerCorner><gml:upperCorner>{east} {north}</gml:upperCorner>"
    told = {"op": "s_intersects", "args": [{"property": "place"}, {"bbox": list(sides)}]}
    text = f"S_INTERSECTS(place, BBOX({west}, {south}, {east}, {north}))"
    return Written(text, told, _element("BBOX", _named("place"), f"<gml:Envelope>{corners}</gml:Envelope>"))


def _joined(op: str) -> Callable[[list[Written]], Written]:
    def join(parts: list[Written]) -> Written:
        text = f" {op.upper()} ".join(f"({part.text})" for part in parts)
        told = {"op": op, "args": [part.json for part in parts]}
        return Written(text, told, _element(op.capitalize(), *(part.fes for part in parts)))

    return join


def _negated(part: Written) -> Written:
    return Written(f"NOT ({part.text})", {"op": "not", "args": [part.json]}, _element("Not", part.fes))


_LEAVES: Final = st.one_of(
    st.builds(_compared, TEXTS, st.sampled_from(list(_FES)), VALUES),
    st.builds(_compared, st.sampled_from(["modified", "published", "begin", "end"]), st.sampled_from(list(_FES)), DAYS),
    st.builds(_like, TEXTS, VALUES),
    st.builds(_null, TEXTS | st.sampled_from(["place", "time", "anytext", "modified"])),
    st.builds(_in_box, SIDES),
)

WRITTEN: Final = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(_joined("and")),
        st.lists(inner, min_size=2, max_size=4).map(_joined("or")),
        inner.map(_negated),
    ),
    max_leaves=12,
)
"""Whole filters."""

_OPS: Final = st.sampled_from(["=", "and", "not", "like", "in", "casei", "s_within", "t_after"])
_KINDS: Final = st.sampled_from(["Point", "Polygon", "MultiPoint", "GeometryCollection"])

JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
    | st.sampled_from(["title", "geometry", "time", "2020-01-01", "..", "Point", "Polygon", "="]),
    lambda inner: st.lists(inner, max_size=4)
    | st.fixed_dictionaries({"op": _OPS, "args": inner})
    | st.fixed_dictionaries({"property": inner})
    | st.fixed_dictionaries({"type": _KINDS, "coordinates": inner})
    | st.fixed_dictionaries({"interval": inner}),
    max_leaves=15,
)  # fmt: skip
"""Values that look like filters of CQL2 and mostly are none."""
