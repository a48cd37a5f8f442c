"""Records of the catalogue as CSW, OGC API Records, STAC and OpenSearch ask for them: filtered, sorted, counted."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, TypeVar

import psycopg
from django.db import InterfaceError, OperationalError, connection
from psycopg.errors import QueryCanceled

from harvest.records.kept import Kept
from harvest.records.paging import Key, Step, Waypoints, columns, keyset_sql, order_sql, read_key, told_key
from harvest.records.queryables import Kind, Queryable
from harvest.records.questions import MOST_RECORDS, Question, with_identifiers
from harvest.records.refused import TooExpensive
from harvest.records.sql import Values, condition_sql
from harvest.records.tree import Condition

MOST_MILLISECONDS: Final = 5_000
"""A statement that takes longer is ended: `TooExpensive`."""
MOST_VALUES: Final = 1_000
"""Of a domain."""

_FEW: Final = 2_000
"""So few matches are sorted by themselves rather than looked for along the order."""

_NUMBER: Final = "(SELECT max(number) FROM repository_cataloguechange)"
_BEGIN: Final = """
    SELECT set_config('statement_timeout', %(limit)s, true), set_config('jit', 'off', true),
           (SELECT max(number) FROM repository_cataloguechange),
           (SELECT key::text FROM repository_catalogueepoch ORDER BY id LIMIT 1)
"""
_ENTRIES: Final = "FROM repository_catalogueentry e"
_PAGE: Final = """
    SELECT s.number, {counted}, p.* FROM (SELECT {number} AS number) s LEFT JOIN (
        WITH hits AS {materialized} (SELECT {keys} {entries} WHERE {condition})
        SELECT h.*, e.identifier AS named, d.suffix, e.title, e.modified, {names}, {body}
        FROM (SELECT e.* FROM hits e {beyond} ORDER BY {order} LIMIT %(size)s OFFSET %(skipped)s) h
        JOIN repository_catalogueentry e ON e.id = h.id
        LEFT JOIN repository_dataset d ON d.id = e.dataset_id
        LEFT JOIN repository_rendition r ON r.dataset_id = e.dataset_id AND r.format = %(rendition)s
    ) p ON true ORDER BY {outer}
"""
_VALUES: Final = """
    SELECT {number}, v, count(*) FROM (SELECT {value} AS v {entries}) told
    WHERE v IS NOT NULL GROUP BY v ORDER BY v COLLATE "C" LIMIT {most}
"""
_COUNT: Final = "SELECT {number}, count(*) {entries} WHERE {condition}"
_ENDS: Final = "SELECT {number}, min({value})::text, max({value})::text {entries}"

State = tuple[str, int]
"""The life of the database and the number of its catalogue's newest change."""

_counts: Kept[int] = Kept(2_000)
_domains: Kept["Domain"] = Kept(100)
_waypoints = Waypoints()
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One record. ``body``: the bytes of the rendition asked for, where it is stored; ``suffix``: of a dataset of ours.

    ``identifiers``: every spelling that it can be asked by, where records were asked for by theirs.
    """

    id: int
    identifier: str
    suffix: str | None
    title: str
    modified: datetime | None
    identifiers: tuple[str, ...]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Found:
    """``matched``: how many records there are in all, exactly. ``after``: what the next page begins after, as JSON.

    ``rows`` and ``matched`` are of one moment, whose catalogue is ``state``.
    """

    matched: int
    rows: tuple[FoundRecord, ...]
    after: tuple[str | int, ...] | None
    state: State


@dataclass(frozen=True, slots=True)
class Domain:
    """The values of a queryable and how many records have each, by value; of times only the ends.

    ``is_whole``: there are no more values than these.
    """

    values: tuple[tuple[str, int], ...] = ()
    is_whole: bool = True
    lowest: str | None = None
    highest: str | None = None


def find(question: Question, *, rendition: str = "", hits_only: bool = False) -> Found:
    """The records of a question, with the bytes of a stored rendition. Raises TooExpensive, FilterRefused."""
    asked = _Asked(question, rendition)
    return _read(lambda state: asked.answer(state, hits_only=hits_only))


def records_by_identifier(identifiers: Sequence[str], *, rendition: str = "") -> list[FoundRecord]:
    """Records by any of their identifiers, in the order asked, each once; what there is not is left out.

    Raises FilterRefused (more than a thousand), TooExpensive.
    """
    wanted = list(dict.fromkeys(identifiers))
    if not wanted:
        return []
    asked = _Asked(Question(with_identifiers(wanted), limit=MOST_RECORDS), rendition, is_named=True)
    found = _read(lambda state: asked.answer(state, hits_only=False)).rows
    named = {name: row for row in reversed(found) for name in reversed(row.identifiers)}
    named |= {name: row for row in found for name in (row.suffix, row.identifier) if name}
    return list(dict.fromkeys(named[name] for name in wanted if name in named))


def domain(queryable: Queryable) -> Domain:
    """What values there are, at most `MOST_VALUES` of them; nothing for a place or any text. Raises TooExpensive."""
    statement = _domain_sql(queryable)
    return _read(lambda state: _kept_domain(queryable, statement, state)) if statement else Domain()


def catalogue_state() -> State:
    """Changes whenever a record does."""
    return _read(lambda state: state)


class _Asked:
    """One question as SQL."""

    def __init__(self, question: Question, rendition: str, *, is_named: bool = False) -> None:
        self.question = question
        self.is_named = is_named
        self.rendition = rendition
        self.values = Values()
        self.condition = _condition_sql(question.condition, self.values)
        told = f"{self.condition} {self.values.bound!r}"
        self.listed = sha256(told.encode("utf-8", "replace")).digest()
        self.filter_values = dict(self.values.bound)

    def answer(self, state: State, *, hits_only: bool) -> Found:
        """One of a single moment: where the catalogue changes in between, it is asked again."""
        for attempt in range(3):
            state, matched = self._matched(state)
            size = min(self.question.limit, max(matched - self.question.start, 0))
            if hits_only or size == 0:
                return Found(matched, (), None, state)
            found = self._page(state, matched, size, is_last_try=attempt == 2)
            if found.state == state:
                return found
            state = found.state
        return found

    def _matched(self, state: State) -> tuple[State, int]:
        kept = _counts.get((state, self.listed))
        if kept is not None:
            return state, kept
        ((number, counted),) = _rows(
            f"SELECT {_NUMBER}, count(*) {_ENTRIES} WHERE {self.condition}", self.filter_values
        )
        state = (state[0], number or 0)
        _counts.put((state, self.listed), counted)
        return state, int(counted)

    def _page(self, state: State, matched: int, size: int, *, is_last_try: bool) -> Found:
        question = self.question
        listed = (state, self.listed, tuple((key.queryable.name, key.is_descending) for key in question.sort))
        if question.after is not None:
            step, size = Step(read_key(question.sort, question.after), 0), question.limit
        elif is_last_try:
            step = Step(None, question.start)
        else:
            step = _waypoints.step(listed, question.start, size=size, matched=matched)
        told = _rows(self._page_sql(step, matched, is_counted=is_last_try), self._bound(step, size))
        seen: State = (state[0], told[0][0] or 0)
        matched = int(told[0][1]) if is_last_try else matched
        width = len(question.sort) + 1
        rows = tuple(_record(row, width) for row in told if row[2] is not None)
        last: Key | None = tuple(told[-1][2 : 2 + width]) if rows else None
        if last and question.after is None:
            _waypoints.remember((seen, *listed[1:]), question.start + len(rows), last)
        return Found(matched, rows, told_key(last) if last else None, seen)

    def _page_sql(self, step: Step, matched: int, *, is_counted: bool) -> str:
        sort = self.question.sort
        beyond = ""
        self.values.bound = dict(self.filter_values)
        if step.key is not None:
            beyond = "WHERE " + keyset_sql(sort, step.key, self.values.bind, is_backwards=step.is_backwards)
        return _PAGE.format(
            counted=f"(SELECT count(*) {_ENTRIES} WHERE {self.condition})" if is_counted else "NULL",
            number=_NUMBER,
            materialized="MATERIALIZED" if self.question.condition and matched <= _FEW else "NOT MATERIALIZED",
            keys=", ".join(f"e.{name}" for name in columns(sort)),
            entries=_ENTRIES,
            condition=self.condition,
            beyond=beyond,
            order=order_sql(sort, "e.", is_backwards=step.is_backwards),
            outer=order_sql(sort, "p."),
            names="e.queried -> 'identifier'" if self.is_named else "NULL::jsonb",
            body="r.body" if self.rendition else "NULL::bytea",
        )

    def _bound(self, step: Step, size: int) -> dict[str, Any]:
        return {**self.values.bound, "size": size, "skipped": step.skipped, "rendition": self.rendition}


def _condition_sql(condition: Condition | None, values: Values) -> str:
    return condition_sql(condition, values.bind) if condition else "true"


def _record(row: Sequence[Any], width: int) -> FoundRecord:
    identifier, suffix, title, modified, identifiers, body = row[2 + width :]
    return FoundRecord(row[1 + width], identifier, suffix, title, modified, tuple(identifiers or ()), body)


def _domain_sql(queryable: Queryable) -> str:
    if queryable.kind in (Kind.TEXT, Kind.CODE):
        told = f"e.queried -> '{queryable.name}'"
        value = f"({told} ->> 0)" if queryable.only_first else f"jsonb_array_elements_text({told})"
        return _VALUES.format(number=_NUMBER, value=value, entries=_ENTRIES, most=MOST_VALUES + 1)
    if queryable.kind in (Kind.MOMENT, Kind.DAY):
        value = "e.modified AT TIME ZONE 'UTC'" if queryable.kind is Kind.MOMENT else "e.published"
        return _ENDS.format(number=_NUMBER, value=value, entries=_ENTRIES)
    return ""


def _kept_domain(queryable: Queryable, statement: str, state: State) -> Domain:
    kept = _domains.get((state, queryable.name))
    if kept is None:
        rows = _rows(statement, {})
        if queryable.kind in (Kind.TEXT, Kind.CODE):
            values = tuple((value, count) for _number, value, count in rows)
            kept = Domain(values[:MOST_VALUES], is_whole=len(values) <= MOST_VALUES)
        else:
            kept = Domain(lowest=rows[0][1], highest=rows[0][2])
        seen = (state[0], rows[0][0] or 0) if rows else state
        _domains.put((seen, queryable.name), kept)
    return kept


def _read(work: Callable[[State], _T]) -> _T:
    """Answer within the time that statements have. A kept connection that is closed is opened anew, once."""
    try:
        with _reading() as state:
            return work(state)
    except (OperationalError, InterfaceError) as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooExpensive from error
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
    with _reading() as state:
        return work(state)


@contextmanager
def _reading() -> Iterator[State]:
    """A transaction whose statements are ended when they take too long; the state of the catalogue.

    As `harvest.queries` does, a kept connection is not asked first whether it is still there.
    """
    is_inside = connection.in_atomic_block
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.transaction():
        ((_limit, _jit, number, epoch),) = _rows(_BEGIN, {"limit": str(MOST_MILLISECONDS)})
        yield epoch or "", number or 0
        if is_inside:
            _rows("SELECT set_config('statement_timeout', %(usual)s, true)", {"usual": _usual_limit()})


@lru_cache(maxsize=1)
def _usual_limit() -> str:
    told = _rows("SELECT reset_val FROM pg_settings WHERE name = 'statement_timeout'", {})
    return str(told[0][0])


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Rows in PostgreSQL's binary form, through Django's own connection: its transactions and its errors."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement.encode(), values, binary=True)
        return cursor.fetchall()
