"""The peer: the same entries in one plain table, and eight queries a question, as an ORM writes them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import connection

from benchmarks.searching.questions import Asked

_TABLE: Final = """
    CREATE TABLE peer_entry AS SELECT id,
        to_tsvector('english', title || ' ' || abstract) AS words,
        CASE WHEN found_by #> '{boxes,0}' IS NOT NULL THEN box(
            point((found_by #>> '{boxes,0,0}')::float, (found_by #>> '{boxes,0,1}')::float),
            point((found_by #>> '{boxes,0,2}')::float, (found_by #>> '{boxes,0,3}')::float)) END AS place,
        (found_by #>> '{spans,0,0}')::integer AS begins, (found_by #>> '{spans,0,1}')::integer AS ends,
        poles[1] AS pole, found_by #>> '{facets,licence,0}' AS licence, access,
        extract(year FROM published)::int AS year,
        ARRAY(SELECT jsonb_array_elements_text(found_by #> '{facets,variable}')) AS variables,
        ARRAY(SELECT jsonb_array_elements_text(found_by #> '{facets,organisation}')) AS organisations,
        published
    FROM repository_catalogueentry;
    CREATE INDEX ON peer_entry USING gin (words);
    CREATE INDEX ON peer_entry USING gist (place);
    CREATE INDEX ON peer_entry (begins, ends);
    CREATE INDEX ON peer_entry (published);
    CREATE INDEX ON peer_entry (licence);
    ANALYZE peer_entry;
"""
_COUNT: Final = "SELECT count(*) FROM peer_entry WHERE {where}"
_PAGE: Final = "SELECT id FROM peer_entry WHERE {where} ORDER BY {order} LIMIT 20"
_FACET: Final = "SELECT {value}, count(*) FROM peer_entry WHERE {where} GROUP BY 1 ORDER BY 2 DESC LIMIT 10"
_FACETS: Final = ("pole", "licence", "access", "year", "unnest(variables)", "unnest(organisations)")


def make_peer() -> None:
    """Fill the table from what the catalogue holds."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)


def ask_peer(asked: Asked) -> int:
    """Count, the twenty best and six facets; how many were found."""
    where, values = _where(asked)
    order, ranked = "published DESC", list[Any]()
    if asked.words:
        order, ranked = "ts_rank(words, plainto_tsquery('english', %s)) DESC", [asked.words]
    _rows(_PAGE.format(where=where, order=order), [*values, *ranked])
    for value in _FACETS:
        _rows(_FACET.format(value=value, where=where), values)
    return int(_rows(_COUNT.format(where=where), values)[0][0])


def _where(asked: Asked) -> tuple[str, list[Any]]:
    parts, values = list[str](), list[Any]()
    if asked.words:
        parts.append("words @@ plainto_tsquery('english', %s)")
        values.append(asked.words)
    if asked.box:
        west, south, east, north = asked.box
        parts.append("place && box(point(%s, %s), point(%s, %s))")
        values += [west, south, east, north]
    if asked.years:
        parts.append("begins <= %s AND ends >= %s")
        values += [date(asked.years[1], 12, 31).toordinal(), date(asked.years[0], 1, 1).toordinal()]
    if asked.is_narrowed:
        parts.append("licence = 'CC-BY-4.0' AND access = 'open'")
    return " AND ".join(parts), values


def _rows(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[Any] = cursor.fetchall()
        return found
