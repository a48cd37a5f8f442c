"""Filter Encoding 1.1 (``ogc:Filter``) and 2.0 (``fes:Filter``), read from elements that were parsed safely."""

from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from harvest.records import conditions
from harvest.records.instants import Period, moment
from harvest.records.queryables import PLACE, Dialect, Queryable
from harvest.records.questions import with_identifiers
from harvest.records.reading import gml
from harvest.records.reading.operators import FES_COMPARISONS, FES_PLACES, FES_TIMES, FLIPPED
from harvest.records.refused import Budget, FilterRefused, check_depth
from harvest.records.tree import And, Condition, Not, Or

FES: Final = frozenset(("http://www.opengis.net/ogc", "http://www.opengis.net/fes/2.0"))
OPERATORS: Final = (*FES_COMPARISONS, "PropertyIsLike", "PropertyIsNull", "PropertyIsNil", "PropertyIsBetween")
"""Comparisons that a Filter_Capabilities may name; places and times are in `reading.operators`."""

_NAMES: Final = ("PropertyName", "ValueReference")
_IDS: Final[Mapping[str, str]] = {
    "FeatureId": "fid",
    "GmlObjectId": "{http://www.opengis.net/gml}id",
    "ResourceId": "rid",
}

Element = etree._Element


def filter_of_fes(element: Element, dialect: Dialect) -> Condition:
    """A whole ``Filter``. Raises FilterRefused (locator: the element or the name that is not understood)."""
    if _name(element) != "Filter":
        raise FilterRefused("This is no Filter.", _name(element)[:40])
    parts = _children(element)
    if parts and all(_name(part) in _IDS for part in parts):
        return with_identifiers([part.get(_IDS[_name(part)]) or "" for part in parts])
    if len(parts) != 1:
        raise FilterRefused("A Filter has one condition.", "Filter")
    return _Reader(dialect).condition(parts[0], 1)


class _Reader:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.budget = Budget()

    def condition(self, element: Element, depth: int) -> Condition:
        check_depth(depth)
        self.budget.spend_condition()
        name = _name(element) if etree.QName(element).namespace in FES else str(element.tag)
        if name in ("And", "Or"):
            parts = tuple(self.condition(part, depth + 1) for part in _children(element, least=1))
            return And(parts) if name == "And" else Or(parts)
        if name == "Not":
            return Not(self.condition(_children(element, least=1, most=1)[0], depth + 1))
        if name in FES_COMPARISONS:
            return self._compared(element)
        if name in FES_PLACES:
            return self._placed(element)
        if name in FES_TIMES:
            return self._timed(element)
        read: Callable[[Element], Condition] | None = {
            "PropertyIsLike": self._like,
            "PropertyIsNull": self._null,
            "PropertyIsNil": self._null,
            "PropertyIsBetween": self._between,
        }.get(name)
        if read is None:
            raise FilterRefused(f"This operator is not offered: {name[:40]!r}.", name[:40])
        return read(element)

    def _compared(self, element: Element) -> Condition:
        one, other = _children(element, least=2, most=2)
        op = FES_COMPARISONS[_name(element)]
        if _name(one) not in _NAMES:
            one, other, op = other, one, FLIPPED.get(op, op)
        any_case = element.get("matchCase") in ("false", "0")
        return conditions.compare(self._queryable(one), op, _literal(other), any_case=any_case)

    def _like(self, element: Element) -> Condition:
        named, told = _children(element, least=2, most=2)
        pattern = conditions.pattern_of(
            _literal(told),
            many=element.get("wildCard", "%"),
            one=element.get("singleChar", "_"),
            escape=element.get("escapeChar", element.get("escape", "\\")),
            locator="PropertyIsLike",
        )
        any_case = element.get("matchCase") in ("false", "0")
        return conditions.like(self._queryable(named), pattern, any_case=any_case)

    def _null(self, element: Element) -> Condition:
        return conditions.is_null(self._queryable(_children(element, least=1, most=1)[0]))

    def _between(self, element: Element) -> Condition:
        named, low, high = _children(element, least=3, most=3)
        ends = [_children(end, least=1, most=1)[0] for end in (low, high)]
        return conditions.between(self._queryable(named), _literal(ends[0]), _literal(ends[1]))

    def _placed(self, element: Element) -> Condition:
        parts = _children(element, least=1, most=2)
        queryable = self._queryable(parts[0]) if len(parts) == 2 else PLACE
        shape = parts[-1]
        if etree.QName(shape).namespace not in gml.GML:
            raise FilterRefused("A place is compared with a geometry of GML.", _name(element))
        return conditions.where(queryable, FES_PLACES[_name(element)], gml.shape_of(shape, self.budget))

    def _timed(self, element: Element) -> Condition:
        named, told = _children(element, least=2, most=2)
        inner = _children(told)
        time = inner[0] if _name(told) == "Literal" and inner else told
        if not gml.is_time(time):
            found = moment(_literal(time), _name(element))
            period = Period(found.first, found.last)
        else:
            period = gml.period_of(time)
        return conditions.when(self._queryable(named), FES_TIMES[_name(element)], period)

    def _queryable(self, element: Element) -> Queryable:
        if _name(element) not in _NAMES or len(element):
            raise FilterRefused(
                f"The name of a property stands here, not {_name(element)[:40]!r}.", _name(element)[:40]
            )
        return self.dialect.queryable(element.text or "")


def _literal(element: Element) -> str:
    if _name(element) != "Literal" or len(element):
        raise FilterRefused(f"A Literal stands here, not {_name(element)[:40]!r}.", _name(element)[:40])
    return element.text or ""


def _children(element: Element, *, least: int = 0, most: int | None = None) -> list[Element]:
    found = [child for child in element.iterchildren() if isinstance(child.tag, str)]
    if len(found) < least or (most is not None and len(found) > most):
        raise FilterRefused(f"{_name(element)} has another number of parts.", _name(element)[:40])
    return found


def _name(element: Element) -> str:
    return etree.QName(element).localname
