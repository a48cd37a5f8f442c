"""The part of a text table: rows by the positions, dates and depths that their columns tell, cells as they stand."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from repository.inspection.odv.labels import looks_like_odv
from repository.inspection.positions import is_blank, is_mark, number
from repository.inspection.reading import Reading
from repository.inspection.table.columns import Column, columns_of, roles_of
from repository.inspection.table.dialect import Dialect, dialect_of
from repository.inspection.table.scan import order_of
from repository.inspection.table.text import Lines, head_of
from repository.inspection.table.vertical import DEEPEST, HIGHEST
from repository.inspection.times import Since
from repository.stations.moments import Moments, Readings
from repository.stations.places import is_place
from repository.subsets import odv
from repository.subsets.part import Cell, Part, Where
from repository.subsets.passes import PATIENCE, Row, in_passes
from repository.subsets.question import question_from

_TABLES: Final = (".csv", ".tsv", ".tab")

PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str, question: Mapping[str, Any]) -> Reading:
    """The lines of a table that belong to a part; nothing for what is no table with labels, or is not read to its end.

    It is read twice: only all dates of a table together tell which of their numbers is the day.
    """
    head = head_of(path)
    if looks_like_odv(name, "".join(head.lines[:2_000])):
        return odv.read(path, name=name, question=question)
    dialect = None if head.nul else dialect_of(head.lines, named=name.lower().endswith(_TABLES))
    if dialect is None or not dialect.labels:
        return Reading(format="")
    part, reader = Part(question_from(question), name), _Reader(dialect)
    passes = (reader.look, reader.give)
    return in_passes(
        part, passes, lines=lambda: Lines(path, head.codec, PATIENCE), rows=lambda lines: _rows(lines, dialect)
    )


def _rows(lines: Lines, dialect: Dialect) -> Iterator[tuple[int, Row]]:
    """The rows as wide as the labels, each with its number among all rows of values, from 1."""
    for number_of_row, row in enumerate(dialect.rows(islice(iter(lines), dialect.skip, None)), start=1):
        if len(row) == dialect.width or (len(row) > dialect.width and not any(row[dialect.width :])):
            yield number_of_row, row


class _Reader:
    """What the columns are, and what a row says by them."""

    def __init__(self, dialect: Dialect) -> None:
        columns = columns_of(dialect.labels, dialect.units)
        self._roles, self._decimal = roles_of(columns), dialect.decimal
        roles = self._roles
        self._pairs = [(east.index, north.index) for north, east in zip(roles.latitudes, roles.longitudes, strict=True)]
        self._depths = [column.index for column in roles.verticals]
        self._deepest = DEEPEST if roles.positive == "down" else HIGHEST
        taken = {*roles.used, *self._depths}
        self._values: list[Column] = [each for each in columns if each.index not in taken]
        since = Since.of(roles.dates[0].unit or "") if roles.dates else None
        self._moments = Moments(order_of(roles.dates), since)

    def look(self, row: int, cells: Row, part: Part) -> None:
        """The first time: dates alone."""
        self._dates(cells)

    def give(self, row: int, cells: Row, part: Part) -> None:
        """The second time: what belongs to the part. Raises TooMany."""
        where = self._where(cells)
        if part.holds(where):
            part.take(row, where, self._cells(cells, part))

    def _dates(self, cells: Row) -> list[Readings]:
        found = [self._moments.read(cells[column.index]) for column in self._roles.dates]
        if self._roles.parts:
            found.append(self._moments.read_parts([cells[column.index] for column in self._roles.parts]))
        return found

    def _where(self, cells: Row) -> Where:
        which = self._moments.which
        dates = self._dates(cells) if which is not None else []
        return Where(
            places=[place for east, north in self._pairs if (place := self._place(cells[east], cells[north]))],
            times=[each[which] for each in dates if which is not None and each[which]],
            depths=[depth for index in self._depths if (depth := self._depth(cells[index])) is not None],
        )

    def _place(self, east: str, north: str) -> tuple[float, float] | None:
        longitude, latitude = number(east, self._decimal), number(north, self._decimal)
        if longitude is None or latitude is None or not is_place(longitude, latitude):
            return None
        return longitude, latitude

    def _depth(self, text: str) -> float | None:
        depth = number(text, self._decimal)
        if depth is None or is_mark(text) or abs(depth) > self._deepest:
            return None
        return depth if self._roles.positive == "down" else -depth + 0.0

    def _cells(self, cells: Row, part: Part) -> Iterator[Cell]:
        for column in self._values:
            text = cells[column.index].strip()
            names = (column.name, column.label)
            if not is_blank(text) and part.wants(names):
                value = text.replace(",", ".") if self._decimal == "," and number(text, ",") is not None else text
                yield Cell(names, column.unit or "", value)
