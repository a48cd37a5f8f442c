"""Every row of a table, read once in batches: extents, rows that do not fit, the kinds of values of a column. Pure."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Final

from repository.inspection.positions import Positions, is_blank, is_mark, number, other_sign
from repository.inspection.table.columns import Column, Roles
from repository.inspection.table.dialect import Dialect
from repository.inspection.table.text import Lines
from repository.inspection.table.vertical import Vertical
from repository.inspection.times import Dates, NotADate, Order, Since, iso_day, iso_month

_BATCH: Final = 1_024
_STEP: Final = 64
_CHARACTERS: Final = 1 << 20
"""Rows of a batch, rows taken at once, and characters after which a batch ends: wide rows make small batches."""

_SAMPLE: Final = 500
"""Rows that tell what kind of values a column has."""

_NAMED: Final = 5
"""So many line numbers of uneven rows are kept."""


@dataclass(slots=True)
class Scan:
    """What all rows of a table say. Line numbers count from 1; 0 is none."""

    rows: int = 0
    uneven: int = 0
    uneven_lines: list[int] = field(default_factory=list)
    open_quote: int = 0
    broken: bool = False
    positions: Positions | None = None
    dates: Dates | None = None
    vertical: Vertical | None = None
    sample: list[list[str]] = field(default_factory=list)
    last_uneven: bool = False

    @property
    def even(self) -> bool:
        """Whether every row fits under the labels, so that each value stands in its column."""
        return not (self.uneven or self.open_quote or self.broken)


def order_of(columns: Sequence[Column]) -> Order | None:
    """The order of day and month where a label states it: ``date (dd/mm/yyyy)``, ``mon/day/yr``."""
    text = " ".join(column.label.lower() for column in columns)
    first = re.search(r"(dd|jj|day|jour)[-/. ](mm|mon)", text)
    second = re.search(r"(mm|mon|month)[-/. ](dd|jj|day)", text)
    return "day" if first and not second else "month" if second and not first else None


def scan(lines: Lines, dialect: Dialect, roles: Roles) -> Scan:
    """Read every row. Nothing is kept of them but a first batch and what the extents need."""
    found = Scan(
        positions=Positions(dialect.decimal) if roles.latitudes else None,
        dates=Dates(order_of(roles.dates)) if roles.dates or roles.parts else None,
        vertical=Vertical(roles.positive, dialect.decimal) if roles.verticals else None,
    )
    for line, rows in batches(lines, dialect, found):
        fit = fitting(rows, dialect.width, line, found)
        if fit:
            _add(fit, line, roles, found)
    return found


def batches(lines: Lines, dialect: Dialect, found: Scan) -> Iterator[tuple[int, list[list[str]]]]:
    """Batches of rows, each with the number of its first line; a batch is small in rows and in characters.

    A cell longer than the reader's limit ends them: it is an unclosed quotation mark that swallows the file.
    """
    text = iter(lines)
    for _ in islice(text, dialect.skip):
        pass
    reader = dialect.rows(text)
    while True:
        rows: list[list[str]] = []
        line, start = dialect.skip + reader.line_num + 1, lines.taken
        try:
            while len(rows) < _BATCH and lines.taken - start < _CHARACTERS:
                before = len(rows)
                rows.extend(islice(reader, _STEP))
                if len(rows) < before + _STEP:
                    break
        except csv.Error:
            found.broken, found.open_quote = True, found.open_quote or line + len(rows)
        if dialect.skip + reader.line_num + 1 - line != len(rows) and not found.broken:
            _look_for_swallowed(rows, line, dialect, found)
        if rows:
            yield line, rows
        if found.broken or not rows:
            return


def _look_for_swallowed(rows: list[list[str]], line: int, dialect: Dialect, found: Scan) -> None:
    """Note a cell of several lines, one of which looks like a row: a quotation mark before it was not closed."""
    for row in rows:
        for cell in row:
            inner = cell.split("\n")[1:]
            if any(part.count(dialect.separator) == dialect.width - 1 for part in inner):
                found.open_quote = found.open_quote or line
        line += 1 + sum(cell.count("\n") for cell in row)


def fitting(rows: list[list[str]], width: int, line: int, found: Scan) -> list[list[str]]:
    """The rows as wide as the labels; the others are counted, but for blank ones and for empty cells at their end."""
    found.last_uneven = False
    fit = rows if set(map(len, rows)) == {width} else _fit(rows, width, line, found)
    found.rows += len(fit)
    if len(found.sample) < _SAMPLE:
        found.sample += fit[:_SAMPLE]
    return fit


def _fit(rows: list[list[str]], width: int, line: int, found: Scan) -> list[list[str]]:
    fit = []
    for row in rows:
        if len(row) == width or (len(row) > width and not any(row[width:])):
            fit.append(row[:width])
            found.last_uneven = False
        elif any(cell.strip() for cell in row):
            _uneven(row, line, found)
        line += 1 + sum(cell.count("\n") for cell in row)
    return fit


def _uneven(row: list[str], line: int, found: Scan) -> None:
    found.uneven += 1
    found.last_uneven = True
    if len(found.uneven_lines) < _NAMED:
        found.uneven_lines.append(line)
    if any("\n" in cell for cell in row):
        found.open_quote = found.open_quote or line


def _add(rows: list[list[str]], line: int, roles: Roles, found: Scan) -> None:
    """Give the cells of a batch to what gathers them."""
    lines = range(line, line + len(rows))
    if found.positions is not None:
        for latitude, longitude in zip(roles.latitudes, roles.longitudes, strict=True):
            found.positions.add(_cells(rows, latitude), _cells(rows, longitude), lines)
    if found.vertical is not None:
        for column in roles.verticals:
            found.vertical.add(_cells(rows, column))
    if found.dates is not None:
        for column in roles.dates:
            _add_dates(_cells(rows, column), column, found.dates)
        if roles.parts:
            add_parts([_cells(rows, column) for column in roles.parts], found.dates)


def _cells(rows: list[list[str]], column: Column) -> list[str]:
    return list(map(itemgetter(column.index), rows))


def _add_dates(texts: Sequence[str], column: Column, dates: Dates) -> None:
    """Dates as written, or counts from a moment that the label names (``days since 1950-01-01``)."""
    since = Since.of(column.unit or "")
    if since is None:
        dates.add(texts)
        return
    for text in dict.fromkeys(texts):
        value = number(text)
        if value is not None and not is_mark(text):
            try:
                dates.add_days([since.day(value)])
            except NotADate:
                dates.wrong = dates.wrong or text
        elif value is None and not is_blank(text):
            dates.wrong = dates.wrong or text


def add_parts(parts: Sequence[Sequence[str]], dates: Dates) -> None:
    """Dates whose year, month and day stand in columns of their own."""
    for texts in dict.fromkeys(zip(*parts, strict=True)):
        if any(is_blank(text) or is_mark(text) for text in texts):
            continue
        values = [number(text) for text in texts]
        whole = [int(value) for value in values if value is not None and value == int(value)]
        try:
            if len(whole) != len(values):
                raise NotADate
            dates.add_days([_date_of(whole)])
        except NotADate:
            dates.wrong = dates.wrong or "-".join(text.strip() for text in texts)


def _date_of(parts: list[int]) -> str:
    if len(parts) == 3:
        return iso_day(*parts)
    return iso_month(*parts) if len(parts) == 2 else iso_month(parts[0], 1)[:4]


def kinds(sample: Sequence[Sequence[str]], width: int, decimal: str) -> list[str]:
    """For each column, by the rows given: ``decimal``, ``whole``, ``text``, ``mixed`` (decimal signs) or ``empty``."""
    return [_kind([row[index] for row in sample], decimal) for index in range(width)]


def _kind(texts: Sequence[str], decimal: str) -> str:
    given = {text.strip() for text in texts if not is_blank(text)}
    if not given:
        return "empty"
    values = {text: number(text, decimal) for text in given}
    if all(value is not None for value in values.values()):
        measured = [text for text in given if not is_mark(text)] or list(given)
        return "decimal" if any("." in text or "," in text or "e" in text.lower() for text in measured) else "whole"
    others = sum(other_sign(text, decimal) for text in given)
    figures = others + sum(value is not None for value in values.values())
    return "mixed" if others and others < figures == len(given) else "text"
