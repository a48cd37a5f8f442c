"""What harvesters read: one statement a page over (datestamp, id), from the stored renditions, no object per row."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import psycopg
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Min

from harvest.oaipmh.sets import HarvestSet, pole_set, set_hierarchy
from repository.crosswalks.oai_sets import PROJECT, project_code
from repository.lifecycle import Standing
from repository.models import Dataset, Pole, Rendition
from repository.services.datestamps import PUBLISHING_LOCK

Row = tuple[int, str, datetime, bool, list[str], bytes | None, bytes | None]
"""Id, suffix, datestamp (UTC, but without a zone: a hundred zones a page take longer than the rest of the page's
headers), whether it is withdrawn, set names, what tells where it was harvested, and the rendition's bytes.
"""

Position = tuple[datetime, int]
"""Datestamp and id of an item: the order of every list."""

COUNT_LIMIT = 100_000
"""Lists up to this long are counted when they begin; beyond, counting would cost more than the page."""

_FIRST = (datetime(1, 1, 1, tzinfo=UTC), -1)
_PREPARED_WHEN_ASKED = 2**31 - 1
_SETTLED = timedelta(minutes=1)
_WORTH_KEEPING = 1000
_MOST_COUNTS = 1000
_COUNTS: dict[tuple[Any, ...], int] = {}

_HEADER = "SELECT d.id, d.suffix, d.datestamp AT TIME ZONE 'UTC', d.standing = 'withdrawn', d.oai_sets"
_BODY = ", o.about, r.body"
_NO_BODY = ", NULL, NULL"
_JOINED = """
    LEFT JOIN repository_rendition r ON r.dataset_id = d.id AND r.format = %(rendition)s
    LEFT JOIN harvest_origin o ON o.dataset_id = d.id
"""
_ONE = f"FROM repository_dataset d {_JOINED} WHERE d.datestamp IS NOT NULL AND d.suffix = %(suffix)s"
_LISTED = "AND (r.id IS NOT NULL OR d.standing = 'withdrawn')"


class _Way(NamedTuple):
    """One way through the items, in the order of an index: where they stand in it, and how each is found from there."""

    begin: str
    joined: str
    only: str
    datestamp: str
    id: str

    def items(self, condition: str, ends: str) -> tuple[str, ...]:
        """The rest of a statement that reads items; both texts leave room for the columns of the order."""
        told = [text.format(at=self.datestamp, id=self.id) for text in (condition, ends)]
        return self.begin, self.joined, _JOINED, self.only, _LISTED, *told

    def counted(self) -> tuple[str, ...]:
        """A statement that counts items of a period, up to a number."""
        period = _IN_PERIOD.format(at=self.datestamp)
        return "SELECT count(*) FROM (SELECT", self.begin, self.only, period, "LIMIT %(size)s) items"


_ALL = _Way("FROM repository_dataset d", "", "WHERE d.datestamp IS NOT NULL", "d.datestamp", "d.id")
_OF_SET = _Way(
    "FROM harvest_setmember m",
    "JOIN repository_dataset d ON d.id = m.item",
    "WHERE m.spec = %(set_spec)s",
    "m.datestamp",
    "m.item",
)
_IN_PERIOD = "AND {at} BETWEEN %(begin)s AND %(until)s"
_AFTER = "AND ({at}, {id}) > (%(datestamp)s, %(id)s) AND {at} <= %(until)s"
_UP_TO = "AND ({at}, {id}) <= (%(datestamp)s, %(id)s) " + _IN_PERIOD
_FORWARDS = "ORDER BY {at}, {id} LIMIT %(size)s"
_NEWEST = "SELECT datestamp, id FROM repository_dataset WHERE datestamp IS NOT NULL ORDER BY 1 DESC, 2 DESC LIMIT 1"
_NEAREST = "ORDER BY {at} DESC, {id} DESC LIMIT 1"
_USED = """
    WITH RECURSIVE used (spec) AS (
        (SELECT spec FROM harvest_setmember ORDER BY spec LIMIT 1)
        UNION ALL
        SELECT (SELECT m.spec FROM harvest_setmember m WHERE m.spec > used.spec ORDER BY m.spec LIMIT 1)
        FROM used WHERE used.spec IS NOT NULL
    )
    SELECT spec, CASE WHEN starts_with(spec, %(projects)s) THEN (
        SELECT e.found_by #> '{facets,project}'
        FROM harvest_setmember m JOIN repository_catalogueentry e ON e.dataset_id = m.item
        WHERE m.spec = used.spec ORDER BY m.datestamp DESC, m.item DESC LIMIT 1
    ) END FROM used WHERE spec IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list holds: items with this rendition (or withdrawn), of this set, with a datestamp of this period.

    Both ends of the period are UTC and inclusive.
    """

    rendition: str
    set_spec: str | None
    begin: datetime | None
    until: datetime


def position_of(row: Row) -> Position:
    """The place of an item in every list it is in."""
    return row[2].replace(tzinfo=UTC), row[0]


def items_after(selection: Selection, position: Position | None, *, size: int, with_bodies: bool) -> list[Row]:
    """The next ``size`` items of a list, in order; ``position`` None begins it."""
    after = position or ((selection.begin, -1) if selection.begin else _FIRST)
    parts = (_HEADER, _BODY if with_bodies else _NO_BODY, *_way(selection).items(_AFTER, _FORWARDS))
    return _rows(parts, _values(selection, after) | {"size": size})


def last_item_up_to(selection: Selection, position: Position, *, with_bodies: bool) -> list[Row]:
    """The one item of the list at this position or the nearest before it; empty where the list has become empty."""
    parts = (_HEADER, _BODY if with_bodies else _NO_BODY, *_way(selection).items(_UP_TO, _NEAREST))
    return _rows(parts, _values(selection, position))


def list_size(selection: Selection) -> int | None:
    """About how many items a list holds now, or None where they are too many to count cheaply.

    Items without this rendition are counted too: there are none but in the moments after a new format was introduced.
    A long list is counted once, until an item changes.
    """
    newest = _rows((_NEWEST,), {})
    if not newest:
        return 0
    key = (selection.set_spec, selection.begin, min(selection.until, newest[0][0]), *newest[0])
    counted = _COUNTS.get(key)
    if counted is None:
        found = _rows(_way(selection).counted(), _values(selection, _FIRST) | {"size": COUNT_LIMIT + 1})
        counted = int(found[0][0])
        if counted > _WORTH_KEEPING and datetime.now(UTC) - newest[0][0] > _SETTLED:
            if len(_COUNTS) >= _MOST_COUNTS:
                _COUNTS.clear()
            _COUNTS[key] = counted
    return counted if counted <= COUNT_LIMIT else None


def item_by_suffix(suffix: str, rendition: str) -> Row | None:
    """One public or withdrawn dataset, with its rendition's bytes or None in their place; None where there is none."""
    found = _rows((_HEADER, _BODY, _ONE), {"suffix": suffix, "rendition": rendition})
    return found[0] if found else None


def renditions_of(suffix: str, among: Sequence[str]) -> set[str] | None:
    """Which of these renditions an item has; all of them once it is withdrawn; None where there is no such item."""
    items = Dataset.objects.filter(suffix=suffix, datestamp__isnull=False)
    standing = items.values_list("standing", flat=True).first()
    if standing is None:
        return None
    if standing == Standing.WITHDRAWN:
        return set(among)
    stored = Rendition.objects.filter(dataset__suffix=suffix, format__in=among)
    return set(stored.values_list("format", flat=True))


def earliest_datestamp() -> datetime | None:
    """The datestamp (UTC) of the item that changed longest ago."""
    earliest: datetime | None = Dataset.objects.aggregate(first=Min("datestamp"))["first"]
    return earliest


def first_suffix() -> str | None:
    """The suffix of some item, as an example of an identifier."""
    items = Dataset.objects.filter(datestamp__isnull=False).order_by("datestamp", "id")
    return items.values_list("suffix", flat=True).first()


def harvest_sets() -> list[HarvestSet]:
    """Every set after the one above it: all poles, and the others that hold an item; empty where there are none."""
    poles = [
        pole_set(
            pole.code,
            names=(("en", pole.name_en), ("fr", pole.name_fr)),
            scopes=(("en", pole.scope_en), ("fr", pole.scope_fr)),
        )
        for pole in Pole.objects.all()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_USED, {"projects": f"{PROJECT}:"})
        used = dict(cursor.fetchall())
    named = {spec: json.loads(names) for spec, names in used.items() if names}
    projects = {
        spec: name for spec, names in named.items() for name in names if f"{PROJECT}:{project_code(name)}" == spec
    }
    return set_hierarchy(poles, used=used, projects=projects)


def await_publishers() -> None:
    """Return once every transaction that holds a datestamp of the past has ended, so that no item can come in late.

    Raises OperationalError where one does not end within five seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', '5s', true), pg_advisory_xact_lock_shared(%s)", [PUBLISHING_LOCK]
        )


def _way(selection: Selection) -> _Way:
    return _OF_SET if selection.set_spec else _ALL


def _values(selection: Selection, position: Position) -> dict[str, Any]:
    return {
        "rendition": selection.rendition,
        "set_spec": selection.set_spec,
        "begin": selection.begin or _FIRST[0],
        "until": selection.until,
        "datestamp": position[0],
        "id": position[1],
    }


def _rows(parts: Sequence[str], values: Mapping[str, Any]) -> list[Any]:
    """Rows in PostgreSQL's binary form, which spares the hexadecimal text of each body.

    Through Django's own connection, so inside its transactions and with its errors. A kept connection that the server
    has closed meanwhile is found out by using it, not by asking first; then it is opened anew, once. A size stands in
    the statement itself: a plan for any size would be one for a tenth of the table.
    """
    statement = " ".join(parts).replace("%(size)s", str(values.get("size"))).encode()
    try:
        return _fetched(statement, values)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return _fetched(statement, values)


def _fetched(statement: bytes, values: Mapping[str, Any]) -> list[Any]:
    """Statements of this module are planned once, which took a third of their time; nothing else here is prepared."""
    connection.ensure_connection()
    kept = connection.connection
    if kept.prepare_threshold is None:
        kept.prepare_threshold = _PREPARED_WHEN_ASKED
    with connection.wrap_database_errors, psycopg.Cursor(kept) as cursor:
        cursor.execute(statement, values, prepare=True, binary=True)
        return cursor.fetchall()
