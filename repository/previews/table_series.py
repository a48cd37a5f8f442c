"""The measured columns of a table along its column of times: only where it is one series at one place."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from repository.inspection.positions import is_mark, number
from repository.inspection.table.columns import Column, columns_of, roles_of
from repository.inspection.table.dialect import Dialect
from repository.inspection.table.text import Head, Lines
from repository.inspection.table.units import word_set
from repository.previews.shapes import MOST_LINES, Line, Plot, words
from repository.previews.thinning import finite, kept_indexes

MOST_READ: Final = 200_000
_PATIENCE: Final = 10.0
_LEAST: Final = 5
"""Rows of a series that is worth a plot."""
_ASIDE: Final = word_set(
    "id flag flags qc qf qv quality qualite year month day hour minute second index row n no number rank"
)


def series_of(path: Path, head: Head, dialect: Dialect) -> Plot | None:
    """The series of a table; None where its times do not grow from row to row, or it holds several series."""
    columns = columns_of(dialect.labels, dialect.units)
    roles = roles_of(columns)
    if len(roles.dates) != 1 or roles.verticals:
        return None
    places = {each.index for each in (*roles.latitudes, *roles.longitudes)}
    wanted = [each for each in columns if each.index not in roles.used and _ASIDE.isdisjoint(each.words)]
    rows = _rows(path, head, dialect)
    if len(rows) < _LEAST or len({tuple(row[index] for index in places) for row in rows}) > 1:
        return None
    times = _growing([row[roles.dates[0].index] for row in rows])
    lines = [found for each in wanted if (found := _values(rows, each, dialect.decimal))] if times else []
    if not times or not lines:
        return None
    drawn = lines[:MOST_LINES]
    kept = kept_indexes([values for _, values in drawn])
    return Plot(
        kind="series",
        axis=Line(name=words(roles.dates[0].name), unit="UTC", values=tuple(times[index] for index in kept)),
        lines=tuple(_line(column, values, kept) for column, values in drawn),
        down=False,
    )


def _rows(path: Path, head: Head, dialect: Dialect) -> list[list[str]]:
    """The rows as wide as the labels."""
    lines = islice(iter(Lines(path, head.codec, _PATIENCE)), dialect.skip, None)
    found: list[list[str]] = []
    try:
        found.extend(row for row in islice(dialect.rows(lines), MOST_READ) if len(row) == dialect.width)
    except csv.Error:
        return []
    return found


def _growing(texts: Sequence[str]) -> list[float] | None:
    """Times of ISO 8601 as seconds since 1970, UTC where no zone is given; None unless each is after the last."""
    found: list[float] = []
    for text in texts:
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            return None
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        if found and seconds <= found[-1]:
            return None
        found.append(seconds)
    return found


def _values(rows: Sequence[Sequence[str]], column: Column, decimal: str) -> tuple[Column, list[float | None]] | None:
    """The numbers of a column that is nearly all numbers, not all the same; marks of missing ones left out."""
    texts = [row[column.index].strip() for row in rows]
    found = finite([None if is_mark(text) else number(text, decimal) for text in texts])
    there = [value for value in found if value is not None]
    said = sum(bool(text) and not is_mark(text) for text in texts)
    if len(there) < _LEAST or len(there) < 0.9 * said or min(there) == max(there):
        return None
    return column, found


def _line(column: Column, values: Sequence[float | None], kept: Sequence[int]) -> Line:
    return Line(name=words(column.name), unit=words(column.unit or ""), values=tuple(values[index] for index in kept))
