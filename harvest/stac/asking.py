"""What a search for items asks, in an address or a JSON body (STAC API 1.0: item search and its extensions)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from harvest.ogcapi import arguments
from harvest.ogcapi.arguments import Arguments
from harvest.ogcapi.bodies import json_of, number, text, texts
from harvest.ogcapi.filters import FilterLanguage, filter_of
from harvest.ogcapi_records.documents import COLLECTION
from harvest.records.conditions import compare, like, one_of
from harvest.records.queryables import STAC, Queryable, sortable
from harvest.records.questions import SortKey, in_place
from harvest.records.reading.geojson import shape_of_geojson
from harvest.records.refused import FilterRefused
from harvest.records.tree import Always, Condition, Not, Op, all_of
from harvest.stac.fields import Fields, fields_of, fields_of_body

KNOWN: Final = (
    "bbox", "datetime", "intersects", "ids", "collections", "limit", "sortby", "fields", "query", "filter",
    "filter-lang", "filter-crs", "q", "token",
)  # fmt: skip
"""Every argument of `/search`, and of `/collections/datasets/items`, which clients ask in the same way."""
_MOST_CONDITIONS: Final = 50


@dataclass(frozen=True, slots=True)
class Search:
    """Which items, in which order, how many a page has, which of their members are sent, from which token on."""

    condition: Condition | None
    sort: tuple[SortKey, ...]
    limit: int
    fields: Fields
    token: str


def search_of_address(given: Arguments) -> Search:
    """The search of an address. Raises FilterRefused."""
    asked: dict[str, Any] = {name: given.text(name) for name in ("datetime", "filter", "filter-lang", "filter-crs")}
    asked |= {name: given.values(name) for name in ("ids", "collections", "q")}
    asked |= {name: _loaded(given.text(name), name) for name in ("intersects", "query")}
    language = FilterLanguage.named(given.text("filter-lang"))
    box = arguments.box_of(given.text("bbox")) if given.text("bbox") else None
    return Search(
        condition=_condition(asked, box, language),
        sort=arguments.order_of(given.text("sortby"), STAC),
        limit=arguments.limit_of(given.text("limit")),
        fields=fields_of(given.text("fields")),
        token=given.text("token"),
    )


def search_of_body(body: object) -> Search:
    """The search of a JSON body. Raises FilterRefused."""
    if not isinstance(body, Mapping):
        raise FilterRefused("The body is a JSON object.", "body")
    unknown = next((name for name in body if name not in KNOWN), None)
    if unknown is not None:
        raise FilterRefused(f"There is no member {str(unknown)[:80]!r}.", str(unknown)[:80])
    given = {name: value for name, value in body.items() if value is not None}
    asked = {name: text(given, name) for name in ("datetime", "filter-lang", "filter-crs", "token")}
    lists = {name: texts(given, name) for name in ("ids", "collections", "q")}
    language = FilterLanguage.named(asked["filter-lang"], default=FilterLanguage.JSON)
    box = arguments.in_box([number(side, "bbox") for side in _list(given, "bbox")]) if given.get("bbox") else None
    others = {name: given.get(name) for name in ("intersects", "query", "filter")}
    return Search(
        condition=_condition({**asked, **lists, **others}, box, language),
        sort=tuple(_key(each) for each in _list(given, "sortby")),
        limit=_limit(given.get("limit")),
        fields=fields_of_body(given.get("fields")),
        token=asked["token"],
    )


def _condition(asked: Mapping[str, Any], box: Condition | None, language: FilterLanguage) -> Condition | None:
    arguments.check_crs(asked["filter-crs"], "filter-crs")
    shape = asked.get("intersects")
    if shape and box:
        raise FilterRefused("Either `bbox` or `intersects`, not both.", "intersects")
    return all_of(
        box,
        _meeting(shape) if shape else None,
        arguments.at_time(asked["datetime"]) if asked["datetime"] else None,
        arguments.identified(asked["ids"]) if asked["ids"] else None,
        arguments.words_of(asked["q"]) if asked["q"] else None,
        Always(False) if asked["collections"] and COLLECTION not in asked["collections"] else None,
        filter_of(asked["filter"], language, STAC) if asked.get("filter") else None,
        *_queried(asked.get("query")),
    )


def _meeting(shape: object) -> Condition:
    try:
        return in_place(shape_of_geojson(shape))
    except FilterRefused as refused:
        raise FilterRefused(refused.sentence, "intersects") from refused


def _queried(query: object) -> Iterable[Condition]:
    """Conditions of the query extension: ``{"platform": {"eq": "Thalassa"}}``."""
    if query in (None, ""):
        return
    if not isinstance(query, Mapping) or not all(isinstance(each, Mapping) for each in query.values()):
        raise FilterRefused("`query` is an object of names, each with an object of operators.", "query")
    if sum(len(operators) for operators in query.values()) > _MOST_CONDITIONS:
        raise FilterRefused(f"A query has at most {_MOST_CONDITIONS} conditions.", "query")
    for name, operators in query.items():
        for operator, value in operators.items():
            make = _OPERATORS.get(operator)
            if make is None:
                raise FilterRefused(f"There is no operator {str(operator)[:40]!r}.", "query")
            yield make(STAC.queryable(name), value)


def _comparing(op: Op) -> Callable[[Queryable, object], Condition]:
    return lambda queryable, value: compare(queryable, op, _scalar(value))


def _matching(before: bool, after: bool) -> Callable[[Queryable, object], Condition]:
    ends = ([None] if before else [], [None] if after else [])
    return lambda queryable, value: like(queryable, (*ends[0], _scalar(value), *ends[1]))


def _among(queryable: Queryable, values: object) -> Condition:
    if not isinstance(values, list) or len(values) > arguments.MOST_VALUES:
        raise FilterRefused(f"`in` takes a list of at most {arguments.MOST_VALUES} values.", "query")
    return one_of(queryable, [_scalar(value) for value in values])


def _none_of(queryable: Queryable, values: object) -> Condition:
    return Not(_among(queryable, values))


_OPERATORS: Final[Mapping[str, Callable[[Queryable, object], Condition]]] = {
    "eq": _comparing(Op.EQUAL),
    "neq": _comparing(Op.UNEQUAL),
    "lt": _comparing(Op.LESS),
    "lte": _comparing(Op.AT_MOST),
    "gt": _comparing(Op.MORE),
    "gte": _comparing(Op.AT_LEAST),
    "startsWith": _matching(before=False, after=True),
    "endsWith": _matching(before=True, after=False),
    "contains": _matching(before=True, after=True),
    "in": _among,
    "nin": _none_of,
}
"""Of the query extension 1.0."""


def _scalar(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise FilterRefused("A value of a query is a text or a number.", "query")
    return str(value)


def _key(entry: object) -> SortKey:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("field"), str):
        raise FilterRefused("`sortby` is a list of objects with `field` and `direction`.", "sortby")
    direction = entry.get("direction", "asc")
    if direction not in ("asc", "desc"):
        raise FilterRefused("A direction is `asc` or `desc`.", "sortby")
    return SortKey(sortable(entry["field"], STAC), direction == "desc")


def _limit(value: object) -> int:
    if value is None:
        return arguments.LIMIT
    if isinstance(value, bool) or not isinstance(value, int):
        raise FilterRefused("A limit is a whole number from 1 on.", "limit")
    return arguments.limit_of(str(value)[:12])


def _list(given: Mapping[str, Any], name: str) -> list[Any]:
    value = given.get(name) or []
    if not isinstance(value, list) or len(value) > arguments.MOST_VALUES:
        raise FilterRefused(f"`{name}` is a list.", name)
    return value


def _loaded(written: str, name: str) -> object:
    return json_of(written.encode(), name) if written else None
