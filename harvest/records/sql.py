"""Conditions as SQL over the catalogue's entries, ``e``: every text of a question is a parameter, never SQL."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from harvest.records.queryables import PLACE, QUERYABLES, Kind, Queryable
from harvest.records.sql_places import where_sql
from harvest.records.sql_times import compare_time_sql, when_sql
from harvest.records.tree import (
    ONE,
    Always,
    And,
    Between,
    Compare,
    CompareTime,
    Condition,
    IsNull,
    Like,
    Lists,
    Not,
    Op,
    Or,
    When,
    Where,
)
from repository.catalogue.words import fold

Bind = Callable[[Any], str]
"""Takes a value, gives the placeholder that stands for it."""

_NULL_WITHOUT: Final = {
    Kind.WORDS: "(e.any_text = '')",
    Kind.MOMENT: "(e.modified IS NULL)",
    Kind.DAY: "(e.published IS NULL)",
    Kind.SPAN: "(e.days IS NULL)",
    Kind.EDGE: "(e.days IS NULL)",
    Kind.PLACE: "(e.hull IS NULL)",
}
_IDENTIFIER: Final = QUERYABLES["identifier"]
_FEW: Final = 10
"""Of more alternatives than these PostgreSQL expects so many rows that it reads the whole table."""
_NAMED: Final = """(e.id = ANY(ARRAY(
    SELECT x.id FROM unnest({told}::text[]) AS w(v),
        LATERAL (SELECT id FROM repository_catalogueentry WHERE queried @> w.v::jsonb OFFSET 0) AS x
)))"""
"""Records that have one of some identifiers, each looked up in the index, which OFFSET holds the planner to."""
_LIST_RELATIONS: Final = {
    "equals": "{all} @> {told} AND {all} <@ {told}",
    "contains": "{all} @> {told}",
    "containedby": "{all} <@ {told}",
    "overlaps": "{all} && {told}",
}


@dataclass(slots=True)
class Values:
    """The parameters of one statement."""

    bound: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: Any) -> str:
        """The placeholder of a value."""
        name = f"v{len(self.bound)}"
        self.bound[name] = value
        return f"%({name})s"


def condition_sql(condition: Condition, bind: Bind, *, is_negated: bool = False) -> str:
    """An SQL condition in brackets. A record without a value meets neither a condition on it nor its opposite."""
    match condition:
        case Always():
            return "true" if condition.value != is_negated else "false"
        case Not():
            return condition_sql(condition.part, bind, is_negated=not is_negated)
        case And() | Or():
            return _joined(condition, bind, is_negated=is_negated)
        case IsNull():
            return f"(NOT {_is_null(condition.queryable)})" if is_negated else _is_null(condition.queryable)
    told = _leaf_sql(condition, bind)
    if not is_negated:
        return told
    return f"(NOT {_is_null(_asked(condition))} AND {told} IS NOT TRUE)"


def _joined(condition: And | Or, bind: Bind, *, is_negated: bool) -> str:
    identifiers = _many_identifiers(condition)
    if identifiers:
        told = _NAMED.format(told=bind([json.dumps({_IDENTIFIER.name: [each]}) for each in identifiers]))
        return f"(NOT {_is_null(_IDENTIFIER)} AND {told} IS NOT TRUE)" if is_negated else told
    joint = " AND " if isinstance(condition, And) != is_negated else " OR "
    return f"({joint.join(condition_sql(part, bind, is_negated=is_negated) for part in condition.parts)})"


def _many_identifiers(condition: And | Or) -> list[str]:
    """The identifiers, where a record may have any of them, and they are many and all that is asked for."""
    told = [
        part.value
        for part in condition.parts
        if isinstance(part, Compare) and part.queryable is _IDENTIFIER and part.op is Op.EQUAL and not part.any_case
    ]
    return told if isinstance(condition, Or) and len(told) == len(condition.parts) > _FEW else []


def _asked(condition: Compare | CompareTime | Between | Like | Lists | Where | When) -> Queryable:
    return PLACE if isinstance(condition, Where) else condition.queryable


def _leaf_sql(condition: Compare | CompareTime | Between | Like | Lists | Where | When, bind: Bind) -> str:
    match condition:
        case Where():
            return where_sql(condition, bind)
        case When():
            return when_sql(condition, bind)
        case CompareTime():
            return compare_time_sql(condition, bind)
        case _:
            return _text_sql(condition, bind)


def _text_sql(condition: Compare | Between | Like | Lists, bind: Bind) -> str:
    match condition:
        case Compare():
            return _compare(condition, bind)
        case Between():
            low, high = f"{bind(condition.low)}::text", f"{bind(condition.high)}::text"
            return _some(condition.queryable, f'v COLLATE "C" BETWEEN {low} AND {high}')
        case Like():
            return _like(condition, bind)
        case Lists():
            return _lists(condition, bind)


def _compare(condition: Compare, bind: Bind) -> str:
    queryable, op = condition.queryable, condition.op
    if op is Op.UNEQUAL:
        equal = _compare(Compare(queryable, Op.EQUAL, condition.value, condition.any_case), bind)
        return f"(NOT {_is_null(queryable)} AND NOT {equal})"
    if op is Op.EQUAL and queryable.kind is Kind.CODE:
        return _has(queryable, condition.value.lower(), bind)
    if op is Op.EQUAL and not condition.any_case:
        return _has(queryable, condition.value, bind)
    told = f"{bind(condition.value)}::text"
    if condition.any_case:
        return _some(queryable, f'lower(v) COLLATE "C" {op} lower({told})')
    return _some(queryable, f'v COLLATE "C" {op} {told}')


def _has(queryable: Queryable, value: str, bind: Bind) -> str:
    return f"(e.queried @> {bind(json.dumps({queryable.name: [value]}))}::jsonb)"


def _like(condition: Like, bind: Bind) -> str:
    if condition.queryable.kind is Kind.WORDS:
        return f"(e.any_text LIKE {bind(_pattern(condition.pieces, fold))})"
    told = bind(_pattern(condition.pieces, str.lower if condition.any_case else str))
    return _some(condition.queryable, f"lower(v) LIKE {told}" if condition.any_case else f"v LIKE {told}")


def _pattern(pieces: tuple[str | None, ...], spelling: Callable[[str], str]) -> str:
    return "".join("%" if piece is None else "_" if piece == ONE else _plain(spelling(piece)) for piece in pieces)


def _plain(letters: str) -> str:
    return letters.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _is_null(queryable: Queryable) -> str:
    # a name of the table of queryables, not of the question
    return _NULL_WITHOUT.get(queryable.kind) or f"((e.queried ? '{queryable.name}') IS NOT TRUE)"


def _some(queryable: Queryable, condition: str) -> str:
    return (
        f"EXISTS (SELECT FROM jsonb_array_elements_text(e.queried -> '{queryable.name}') AS told(v) WHERE {condition})"
    )


def _lists(condition: Lists, bind: Bind) -> str:
    name = condition.queryable.name
    codes = condition.queryable.kind is Kind.CODE
    told = [value.lower() if codes else value for value in condition.values]
    relation = _LIST_RELATIONS[condition.relation].format(
        all=f"ARRAY(SELECT jsonb_array_elements_text(e.queried -> '{name}'))", told=f"{bind(told)}::text[]"
    )
    return f"(e.queried ? '{name}' AND {relation})"
