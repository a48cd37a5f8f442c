"""Questions to the catalogue (GenQuery1) as SQL."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tests.fakes.irods.codes import BAD_CONDITION, KEY_NOT_FOUND
from tests.fakes.irods.packing import Refused, number
from tests.fakes.irods.schema import AGGREGATES, COLUMNS, METADATA_OWNERS, TABLES

_OPERATORS = "not like|like|not in|in|between|=|<>|!=|<=|>=|<|>"
_CONDITION = re.compile(rf"^\s*({_OPERATORS})\s*(.*)$", re.IGNORECASE | re.DOTALL)
_OR = re.compile(r"\|\|(?=\s*(?:not like|like|not in|in|between|=|<>|<|>))")
_VALUES = re.compile(r"'(.*?)'(?=\s*(?:,|\)|'|$))")
_UPPER, _ALL_ROWS, _ASCENDING, _DESCENDING = 0x200, 0x40, 0x400, 0x800


@dataclass
class Statement:
    """SQL that answers a question, and its parameters; ``columns`` are the numbers of what it answers with."""

    columns: list[int] = field(default_factory=list)
    sql: str = ""
    parameters: list[str] = field(default_factory=list)


def condition(column: str, said: str) -> tuple[str, list[str]]:
    """One condition (``= 'x'``, ``in ('a','b')``, ``between 'a' 'b'``, ``a || b``) as SQL and parameters."""
    parts, parameters = [], []
    for piece in _OR.split(said):
        found = _CONDITION.match(piece)
        if not found:
            raise Refused(BAD_CONDITION, f"condition {said!r}")
        operator, rest = found.group(1).lower(), found.group(2).strip()
        if operator in {"in", "not in", "between"}:
            values = _VALUES.findall(rest)
            marks = "? and ?" if operator == "between" else f"({','.join('?' * len(values))})"
            parts.append(f"{column} {operator} {marks}")
            parameters += values
            continue
        if len(rest) < 2 or rest[0] != "'" or rest[-1] != "'":
            raise Refused(BAD_CONDITION, f"condition {said!r}")
        parts.append(f"{column} {operator} ?" + (" escape '\\'" if "like" in operator else ""))
        parameters.append(rest[1:-1])
    return "(" + " or ".join(parts) + ")", parameters


def _tables_and_joins(used: set[str]) -> tuple[set[str], list[str]]:
    """The tables that a question needs beside those that it names, and how they hang together."""
    tables, joins = set(used), []
    if {"MD", "AD", "DR"} & tables or {"R", "C"} <= tables:
        tables.add("D")
    if {"MC", "AC"} & tables:
        tables.add("C")
    tables |= {METADATA_OWNERS[name] for name in ("MR", "MU") if name in tables}
    if {"D", "C"} <= tables:
        joins.append("D.coll_id=C.id")
    if {"D", "R"} <= tables:
        joins.append("D.resc_id=R.id")
    if "DR" in tables:
        joins.append("D.resc_id=DR.id")
    for name, owner in METADATA_OWNERS.items():
        if name in tables:
            tables.add(f"O{name}")
            joins.append(f"O{name}.object_id={owner}.id and O{name}.meta_id={name}.id")
    joins += [f"{name}.object_id={owner}.id" for name, owner in (("AD", "D"), ("AC", "C")) if name in tables]
    joins += [f"{name}.user_id=U.id" for name in ("AD", "AC") if {name, "U"} <= tables]
    return tables, joins


def _selected(wanted: list[tuple[int, int]]) -> tuple[list[str], list[str], list[str]]:
    """What is selected, grouped and ordered by."""
    select, group, order = [], [], []
    for column, flags in wanted:
        expression = COLUMNS[column][1]
        aggregate = AGGREGATES.get(flags & 0xF)
        select.append(f"{aggregate}({expression})" if aggregate else expression)
        if not aggregate:
            group.append(expression)
        if flags & _ASCENDING:
            order.append(expression)
        if flags & _DESCENDING:
            order.append(expression + " desc")
    return select, group, order


def _conditions(said: list[tuple[int, str]], *, upper: bool) -> tuple[list[str], list[str], dict[str, str]]:
    """SQL, parameters, and further tables: a second condition on metadata is about another entry of it."""
    parts: list[str] = []
    parameters: list[str] = []
    seen: dict[int, int] = {}
    extra: dict[str, str] = {}
    for column, text in said:
        table, expression = COLUMNS[column]
        seen[column] = count = seen.get(column, -1) + 1
        if count and table in METADATA_OWNERS:
            new = f"{table}{count}"
            if new not in extra:
                extra[new] = f"meta {new}, omap O{new}"
                parts.append(f"O{new}.object_id={METADATA_OWNERS[table]}.id and O{new}.meta_id={new}.id")
            expression = expression.replace(f"{table}.", f"{new}.")
        sql, values = condition(f"upper({expression})" if upper else expression, text)
        parts.append(sql)
        parameters += values
    return parts, parameters, extra


def statement_of(x: Element) -> Statement:
    """The SQL of one question. Raises Refused."""
    select, where = x.find("InxIvalPair_PI"), x.find("InxValPair_PI")
    assert select is not None
    assert where is not None
    pairs = zip(select.findall("inx"), select.findall("ivalue"), strict=True)
    wanted = [(int(index.text or 0), int(flags.text or 0)) for index, flags in pairs]
    texts = zip(where.findall("inx"), where.findall("svalue"), strict=True)
    said = [(int(index.text or 0), value.text or "") for index, value in texts]
    named = [column for column, _ in wanted] + [column for column, _ in said]
    for column in named:
        if column not in COLUMNS:
            raise Refused(KEY_NOT_FOUND, f"no column {column}")
    flags = number(x, "options")
    tables, joins = _tables_and_joins({COLUMNS[column][0] for column in named})
    selected, group, order = _selected(wanted)
    parts, parameters, extra = _conditions(said, upper=bool(flags & _UPPER))
    is_grouped = len(group) < len(selected)
    sql = f"select {'' if flags & _ALL_ROWS or is_grouped else 'distinct '}{','.join(selected)} from "
    sql += ",".join([*(f"{TABLES[name]} {name}" for name in sorted(tables)), *extra.values()])
    if joins + parts:
        sql += " where " + " and ".join(joins + parts)
    if group and is_grouped:
        sql += " group by " + ",".join(group)
    if order:
        sql += " order by " + ",".join(order)
    return Statement([column for column, _ in wanted], sql, parameters)
