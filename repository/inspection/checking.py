"""What is looked for in a text after it was read: rules of its format, personal data, places of protected species.

A reading of its own, like that of conventions: no proposals, only problems.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from repository.inspection import odv
from repository.inspection.odv.conformance import conformance
from repository.inspection.odv.header import layout_of
from repository.inspection.odv.scan import decimal_of
from repository.inspection.reading import Problem, Reading
from repository.inspection.sensitive.tables import persons_in_prose, persons_in_table, places_of_species
from repository.inspection.table.columns import MOST_COLUMNS, Column, columns_of, roles_of
from repository.inspection.table.dialect import Dialect, dialect_of
from repository.inspection.table.text import Head, head_of

_TABLES: Final = (".csv", ".tsv", ".tab")
_HEAD_LINES: Final = 2_000
_LONGEST_LINE: Final = 100_000
"""Characters; a file with a longer line is no text that a person wrote."""


def read(path: Path, *, name: str) -> Reading:
    """The problems of a text. Whatever it is made of, this ends: a megabyte is looked at closely, the rest by rows."""
    head = head_of(path)
    if head.nul or any(len(line) > _LONGEST_LINE for line in head.lines):
        return Reading(format="")
    return Reading(format="", problems=tuple(_problems(path, name, head)))


def _problems(path: Path, name: str, head: Head) -> Iterator[Problem]:
    if odv.looks_like_odv(name, "".join(head.lines[:_HEAD_LINES])):
        yield from _of_spreadsheet(path, head)
        return
    dialect = dialect_of(head.lines, named=name.lower().endswith(_TABLES)) if any(map(str.strip, head.lines)) else None
    if dialect is None or not dialect.labels or dialect.width > MOST_COLUMNS:
        yield from persons_in_prose(head.lines)
        return
    columns = columns_of(dialect.labels, dialect.units)
    roles = roles_of(columns)
    positions = (roles.latitudes[0], roles.longitudes[0]) if roles.latitudes and roles.longitudes else None
    yield from _of_table(path, head, dialect, columns, positions)


def _of_spreadsheet(path: Path, head: Head) -> Iterator[Problem]:
    layout = layout_of(head.lines)
    if layout is None or len(layout.labels) < 2 or len(layout.labels) > MOST_COLUMNS:
        return
    yield from conformance(layout, head.lines)
    width, decimal = len(layout.labels), decimal_of(head.lines, layout)
    dialect = Dialect(
        layout.separator, decimal, layout.skip, layout.labels, comments=layout.skip - 1, width=width, quoted=False
    )
    positions = (layout.latitude, layout.longitude) if layout.latitude and layout.longitude else None
    yield from _of_table(path, head, dialect, columns_of(layout.labels), positions)


def _of_table(
    path: Path,
    head: Head,
    dialect: Dialect,
    columns: tuple[Column, ...],
    positions: tuple[Column, Column] | None,
) -> Iterator[Problem]:
    yield from persons_in_table(head, dialect, columns)
    yield from places_of_species(path, head, dialect, columns, positions)
