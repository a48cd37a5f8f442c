"""CQL2 JSON (OGC 21-065r2, section 8), read from text or from what JSON was read into."""

import json
from collections.abc import Callable
from typing import Any

from harvest.records import conditions
from harvest.records.instants import Period, moment, period
from harvest.records.queryables import Dialect, Queryable
from harvest.records.reading.geojson import shape_of_geojson, some_of
from harvest.records.reading.operators import (
    COMPARISONS,
    CQL2_LISTS,
    CQL2_PLACES,
    CQL2_TIMES,
    FLIPPED,
    FLIPPED_PLACES,
    FLIPPED_TIMES,
)
from harvest.records.refused import MOST_LETTERS, Budget, FilterRefused, check_depth
from harvest.records.tree import Always, And, Condition, Not, Or

Json = Any


def filter_of_cql2_json(told: Json, dialect: Dialect) -> Condition:
    """A whole filter. Raises FilterRefused."""
    if isinstance(told, str | bytes):
        told = _parsed(told)
    return _Reader(dialect).condition(told, 1)


def _parsed(told: str | bytes) -> Json:
    if len(told) > MOST_LETTERS:
        raise FilterRefused(f"A filter has at most {MOST_LETTERS} letters.")
    try:
        return json.loads(told)
    except (ValueError, RecursionError) as error:
        raise FilterRefused("This is no JSON.") from error


class _Reader:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.budget = Budget()

    def condition(self, told: Json, depth: int) -> Condition:
        check_depth(depth)
        self.budget.spend_condition()
        if isinstance(told, bool):
            return Always(told)
        op, args = _call(told)
        if op in ("and", "or"):
            parts = tuple(self.condition(part, depth + 1) for part in some_of(args, op))
            return And(parts) if op == "and" else Or(parts)
        if op == "not":
            return Not(self.condition(_exactly(args, 1, op)[0], depth + 1))
        return self._predicate(op, args)

    def _predicate(self, op: str, args: list[Json]) -> Condition:
        read: Callable[[str, list[Json]], Condition] | None = None
        if op in COMPARISONS:
            read = self._compared
        elif op in CQL2_PLACES:
            read = self._placed
        elif op in CQL2_TIMES:
            read = self._timed
        else:
            read = {"like": self._like, "between": self._between, "in": self._in, "isNull": self._null}.get(op)
            read = self._listed if op in CQL2_LISTS else read
        if read is None:
            raise FilterRefused(f"This operator is not offered: {op[:40]!r}.", op[:40])
        return read(op, args)

    def _compared(self, op: str, args: list[Json]) -> Condition:
        one, other = _exactly(args, 2, op)
        sign = COMPARISONS[op]
        if not _is_property(one):
            one, other, sign = other, one, FLIPPED.get(sign, sign)
        queryable, any_case = self._cased(one)
        value, other_case = _value(other)
        return conditions.compare(queryable, sign, value, any_case=any_case or other_case)

    def _like(self, op: str, args: list[Json]) -> Condition:
        one, other = _exactly(args, 2, op)
        queryable, any_case = self._cased(one)
        value, other_case = _value(other)
        pattern = conditions.pattern_of(value, many="%", one="_", escape="\\")
        return conditions.like(queryable, pattern, any_case=any_case or other_case)

    def _between(self, op: str, args: list[Json]) -> Condition:
        told = [args[0], *args[1]] if len(args) == 2 and isinstance(args[1], list) else args
        one, low, high = _exactly(told, 3, op)
        return conditions.between(self._queryable(one), _value(low)[0], _value(high)[0])

    def _in(self, op: str, args: list[Json]) -> Condition:
        one, values = _exactly(args, 2, op)
        queryable, any_case = self._cased(one)
        return conditions.one_of(queryable, self._values(values), any_case=any_case)

    def _null(self, op: str, args: list[Json]) -> Condition:
        return conditions.is_null(self._queryable(_exactly(args, 1, op)[0]))

    def _listed(self, op: str, args: list[Json]) -> Condition:
        one, values = _exactly(args, 2, op)
        return conditions.lists(self._queryable(one), CQL2_LISTS[op], self._values(values))

    def _placed(self, op: str, args: list[Json]) -> Condition:
        one, other = _exactly(args, 2, op)
        relation = CQL2_PLACES[op]
        if not _is_property(one):
            one, other, relation = other, one, FLIPPED_PLACES.get(relation, relation)
        return conditions.where(self._queryable(one), relation, shape_of_geojson(other, self.budget))

    def _timed(self, op: str, args: list[Json]) -> Condition:
        one, other = _exactly(args, 2, op)
        relation = CQL2_TIMES[op]
        if not _is_property(one):
            one, other, relation = other, one, FLIPPED_TIMES.get(relation, relation)
        return conditions.when(self._queryable(one), relation, _period(other))

    def _values(self, told: Json) -> list[str]:
        found = some_of(told, "in")
        for _value_told in found:
            self.budget.spend_condition()
        return [_value(each)[0] for each in found]

    def _cased(self, told: Json) -> tuple[Queryable, bool]:
        if isinstance(told, dict) and told.get("op") == "casei":
            return self._queryable(_exactly(told.get("args"), 1, "casei")[0]), True
        return self._queryable(told), False

    def _queryable(self, told: Json) -> Queryable:
        name = told.get("property") if isinstance(told, dict) else None
        if not isinstance(name, str):
            raise FilterRefused("The name of a property stands here.", "property")
        return self.dialect.queryable(name)


def _is_property(told: Json) -> bool:
    if isinstance(told, dict) and told.get("op") == "casei":
        args = told.get("args")
        return isinstance(args, list) and len(args) == 1 and isinstance(args[0], dict) and "property" in args[0]
    return isinstance(told, dict) and "property" in told


def _call(told: Json) -> tuple[str, list[Json]]:
    op, args = (told.get("op"), told.get("args")) if isinstance(told, dict) else (None, None)
    if not isinstance(op, str) or not isinstance(args, list):
        raise FilterRefused('A condition is {"op": ..., "args": [...]}.')
    return op, args


def _exactly(told: Json, count: int, op: str) -> list[Json]:
    if not isinstance(told, list) or len(told) != count:
        raise FilterRefused(f"{op[:40]!r} has {count} arguments.", op[:40])
    return told


def _value(told: Json) -> tuple[str, bool]:
    """A value as text, and whether small and capital letters are the same in it."""
    if isinstance(told, dict) and told.get("op") == "casei":
        return _plain(_exactly(told.get("args"), 1, "casei")[0]), True
    if isinstance(told, dict):
        return _plain(told.get("date", told.get("timestamp"))), False
    return _plain(told), False


def _plain(told: Json) -> str:
    if isinstance(told, bool):
        return str(told).lower()
    if isinstance(told, str):
        return told
    if isinstance(told, int) and abs(told) < 10**18:
        return str(told)
    if isinstance(told, float):
        return f"{told:.17g}"
    raise FilterRefused("A value stands here: a text, a number, a date.")


def _period(told: Json) -> Period:
    if isinstance(told, dict) and isinstance(told.get("interval"), list):
        begin, end = (_time(each) for each in _exactly(told["interval"], 2, "interval"))
        return period(begin, end)
    found = moment(_value(told)[0])
    return Period(found.first, found.last)


def _time(told: Json) -> str:
    return told if isinstance(told, str) else _value(told)[0]
