"""The first rows of a text table, and the positions in its rows. A spreadsheet of ODV is drawn as its casts."""

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from repository.inspection.odv.labels import looks_like_odv
from repository.inspection.positions import number
from repository.inspection.reading import Reading
from repository.inspection.table.columns import columns_of, roles_of
from repository.inspection.table.dialect import Dialect, dialect_of
from repository.inspection.table.text import Head, Lines, head_of
from repository.previews import odv
from repository.previews.carrying import carried, nothing
from repository.previews.shapes import MOST_COLUMNS, MOST_ROWS, Preview, Table, words
from repository.previews.table_series import series_of
from repository.previews.thinning import Stations

MOST_SCANNED: Final = 200_000
"""Rows in which positions are looked for."""

_PATIENCE: Final = 15.0
_TABLES: Final = (".csv", ".tsv", ".tab")


PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str) -> Reading:
    """The preview of a table; nothing for a text that is none."""
    head = head_of(path)
    if head.nul or not any(line.strip() for line in head.lines):
        return nothing()
    if looks_like_odv(name, "".join(head.lines[:2_000])):
        return odv.read(path, name=name)
    dialect = dialect_of(head.lines, named=name.lower().endswith(_TABLES))
    if dialect is None:
        return nothing()
    shown = first_rows(head, dialect)
    if not shown.rows:
        return nothing()
    stations = _stations(path, head, dialect)
    plot = series_of(path, head, dialect)
    return carried(Preview(plot=plot, table=shown, stations=stations.listed(), station_count=stations.count))


def first_rows(head: Head, dialect: Dialect) -> Table:
    """The labels and the first rows, as they are written."""
    wanted = islice(dialect.rows(iter(head.lines[dialect.skip :])), MOST_ROWS + 1)
    rows: list[list[str]] = []
    try:
        rows.extend(row for row in wanted if any(cell.strip() for cell in row))
    except csv.Error:
        rows = rows[:MOST_ROWS]
    width = min(dialect.width, MOST_COLUMNS)
    labels = tuple(words(label) for label in _labels(dialect)[:width])
    cells = tuple(tuple(words(row[index]) if index < len(row) else "" for index in range(width)) for row in rows)
    return Table(
        columns=labels if any(labels) else (),
        rows=cells[:MOST_ROWS],
        more=len(rows) > MOST_ROWS,
        wider=dialect.width > MOST_COLUMNS,
    )


def _labels(dialect: Dialect) -> Sequence[str]:
    """The labels, each with the unit of the row under it."""
    if not dialect.units:
        return dialect.labels
    units = [*dialect.units, *[""] * len(dialect.labels)]
    pairs = zip(dialect.labels, units, strict=False)
    return [f"{label} [{unit.strip()}]" if unit.strip() else label for label, unit in pairs]


def _stations(path: Path, head: Head, dialect: Dialect) -> Stations:
    """The positions of the rows, where one column each says latitude and longitude."""
    found = Stations()
    roles = roles_of(columns_of(dialect.labels, dialect.units))
    if len(roles.latitudes) != 1 or len(roles.longitudes) != 1:
        return found
    north, east = roles.latitudes[0].index, roles.longitudes[0].index
    names = [index for index, label in enumerate(dialect.labels) if label.strip().lower() in ("station", "site")]
    lines = iter(Lines(path, head.codec, _PATIENCE))
    try:
        for row in islice(dialect.rows(islice(lines, dialect.skip, None)), MOST_SCANNED):
            if len(row) > max(north, east):
                latitude, longitude = (number(row[index], dialect.decimal) for index in (north, east))
                if latitude is not None and longitude is not None:
                    found.add(longitude, latitude, row[names[0]] if names and names[0] < len(row) else "")
    except csv.Error:
        return found
    return found
