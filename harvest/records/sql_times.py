"""Times as SQL: moments, days, and the days of the data, which may have gaps."""

from collections.abc import Callable
from typing import Any, Final

from harvest.records.instants import Moment, Period
from harvest.records.queryables import Kind, Queryable
from harvest.records.tree import CompareTime, Op, TimeOp, When

Bind = Callable[[Any], str]

_EDGES: Final = {"begin": "lower(e.days)", "end": "upper(e.days) - 1"}
_COMPARED: Final = {
    Op.EQUAL: "{a} BETWEEN {first} AND {last}",
    Op.UNEQUAL: "{a} NOT BETWEEN {first} AND {last}",
    Op.LESS: "{a} < {first}",
    Op.AT_MOST: "{a} <= {last}",
    Op.MORE: "{a} > {last}",
    Op.AT_LEAST: "{a} >= {first}",
}
_RELATIONS: Final = {
    TimeOp.INTERSECTS: "{al} <= {bh} AND {ah} >= {bl}",
    TimeOp.BEFORE: "{ah} < {bl}",
    TimeOp.AFTER: "{al} > {bh}",
    TimeOp.DURING: "{al} > {bl} AND {ah} < {bh}",
    TimeOp.CONTAINS: "{al} < {bl} AND {ah} > {bh}",
    TimeOp.EQUALS: "{al} = {bl} AND {ah} = {bh}",
    TimeOp.MEETS: "{ah} = {bl}",
    TimeOp.METBY: "{al} = {bh}",
    TimeOp.OVERLAPS: "{al} < {bl} AND {ah} > {bl} AND {ah} < {bh}",
    TimeOp.OVERLAPPEDBY: "{al} > {bl} AND {al} < {bh} AND {ah} > {bh}",
    TimeOp.STARTS: "{al} = {bl} AND {ah} < {bh}",
    TimeOp.STARTEDBY: "{al} = {bl} AND {ah} > {bh}",
    TimeOp.FINISHES: "{ah} = {bh} AND {al} > {bl}",
    TimeOp.FINISHEDBY: "{ah} = {bh} AND {al} < {bl}",
}


def compare_time_sql(condition: CompareTime, bind: Bind) -> str:
    """An SQL condition in brackets, NULL where there is no time."""
    first, last = _ends(condition.queryable, condition.value)
    compared = _COMPARED[condition.op].format(a=_column(condition.queryable), first=bind(first), last=bind(last))
    return f"({compared})"


def when_sql(condition: When, bind: Bind) -> str:
    """An SQL condition in brackets, NULL where there is no time."""
    queryable, op = condition.queryable, condition.op
    if op is TimeOp.DISJOINT:
        met = when_sql(When(queryable, TimeOp.INTERSECTS, condition.period), bind)
        return f"({_column(queryable)} IS NOT NULL AND {met} IS NOT TRUE)"
    if queryable.kind is Kind.SPAN and op is TimeOp.INTERSECTS:
        first, last = condition.period.days
        return f"(e.days && int8range({bind(first)}, {bind(last)}, '[]'))"
    low, high = _ends(queryable, condition.period)
    is_span = queryable.kind is Kind.SPAN
    related = _RELATIONS[op].format(
        al="lower(e.days)" if is_span else _column(queryable),
        ah="(upper(e.days) - 1)" if is_span else _column(queryable),
        bl=bind(low),
        bh=bind(high),
    )
    return f"({related})"


def _column(queryable: Queryable) -> str:
    match queryable.kind:
        case Kind.MOMENT:
            return "e.modified"
        case Kind.DAY:
            return "e.published"
        case Kind.SPAN:
            return "e.days"
        case _:
            return f"({_EDGES[queryable.name]})"


def _ends(queryable: Queryable, told: Moment | Period) -> tuple[Any, Any]:
    """First and last as the column counts: moments, days of the calendar, or numbers of days."""
    if queryable.kind is Kind.MOMENT:
        return told.first or "-infinity", told.last or "infinity"
    if queryable.kind is Kind.DAY:
        return told.first.date() if told.first else "-infinity", told.last.date() if told.last else "infinity"
    return told.days
