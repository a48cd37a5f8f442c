"""The first cast of an Ocean Data View spreadsheet as a plot, and the positions of all of them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from repository.inspection.odv.header import Layout, Parameter, layout_of
from repository.inspection.odv.scan import decimal_of
from repository.inspection.positions import is_mark, number
from repository.inspection.reading import Reading
from repository.inspection.table.columns import MOST_COLUMNS as MOST_LABELS
from repository.inspection.table.text import Lines, head_of
from repository.previews.carrying import carried, nothing
from repository.previews.shapes import MOST_COLUMNS, MOST_LINES, MOST_ROWS, Line, Plot, Preview, Station, Table, words
from repository.previews.thinning import Stations, finite, kept_indexes

MOST_DRAWN: Final = 20_000
"""Rows of the cast that is drawn."""
MOST_SCANNED: Final = 1_000_000
_PATIENCE: Final = 25.0
_BAD: Final = {"ODV": frozenset("8")}
_BAD_ELSEWHERE: Final = frozenset("49")

Row = Sequence[str]


@dataclass(slots=True)
class _Casts:
    """The casts met so far: positions of all, rows of the first that has values."""

    stations: Stations = field(default_factory=Stations)
    count: int = 0
    number: int = 0
    rows: list[Row] = field(default_factory=list)
    is_full: bool = False


PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str) -> Reading:
    """The preview of a spreadsheet; nothing for what is none."""
    head = head_of(path)
    layout = layout_of(head.lines) if not head.nul else None
    if layout is None or not 2 <= len(layout.labels) <= MOST_LABELS:
        return nothing()
    decimal = decimal_of(head.lines, layout)
    casts = _casts(Lines(path, head.codec, _PATIENCE), layout, decimal)
    plot = _plot(casts, layout, decimal)
    table = None if plot else _table(casts, layout)
    return carried(
        Preview(plot=plot, table=table, stations=casts.stations.listed(), station_count=casts.stations.count)
    )


def _table(casts: _Casts, layout: Layout) -> Table | None:
    """The first rows of a spreadsheet that has nothing to draw."""
    width = min(len(layout.labels), MOST_COLUMNS)
    rows = tuple(tuple(words(cell) for cell in row[:width]) for row in casts.rows[:MOST_ROWS])
    labels = tuple(words(label) for label in layout.labels[:width])
    return Table(columns=labels, rows=rows, wider=len(layout.labels) > width) if rows else None


def _casts(lines: Lines, layout: Layout, decimal: str) -> _Casts:
    found = _Casts()
    last: tuple[str, ...] = ()
    keys = [*layout.station.values(), *(column.index for column in layout.times)]
    for row in _rows(lines, layout):
        said = tuple(row[index] for index in keys)
        if any(said) and said != last:
            last = said
            found.count += 1
            found.is_full = bool(found.rows)
            place = _place(row, layout, decimal)
            if place:
                found.stations.add(place.longitude, place.latitude, place.name)
        if not found.is_full and len(found.rows) < MOST_DRAWN:
            found.number = found.count
            found.rows.append(row)
    return found


def _rows(lines: Lines, layout: Layout) -> Iterator[Row]:
    text = islice(iter(lines), layout.skip, None)
    width = len(layout.labels)
    try:
        for row in islice(csv.reader(text, delimiter=layout.separator, quoting=csv.QUOTE_NONE), MOST_SCANNED):
            if len(row) >= width or (row and any(row)):
                yield [*row, *[""] * (width - len(row))]
    except csv.Error:
        return


def _place(row: Row, layout: Layout, decimal: str) -> Station | None:
    if layout.latitude is None or layout.longitude is None:
        return None
    north, east = number(row[layout.latitude.index], decimal), number(row[layout.longitude.index], decimal)
    if north is None or east is None or not (-90 <= north <= 90 and -180 <= east <= 360):
        return None
    name = row[layout.station["station"]] if "station" in layout.station else ""
    return Station(longitude=east, latitude=north, name=words(name))


def _plot(casts: _Casts, layout: Layout, decimal: str) -> Plot | None:
    """Along the primary variable: depth or pressure, else its numbers as they come; None where that is a time."""
    primary = layout.primary
    if primary is None or primary.time_kind or primary.axis or len(casts.rows) < 2:
        return None
    others = [each for each in layout.parameters if each is not primary and not each.time_kind and not each.axis]
    axis = _values(casts.rows, primary, layout, decimal)
    drawn: list[tuple[Parameter, list[float | None]]] = []
    for parameter in others:
        values = _values(casts.rows, parameter, layout, decimal)
        both = sum(x is not None and y is not None for x, y in zip(axis, values, strict=True))
        if both >= 2 and len(drawn) < MOST_LINES:
            drawn.append((parameter, values))
    if not drawn:
        return None
    kept = kept_indexes([values for _, values in drawn])
    first = casts.rows[0]
    station = layout.station.get("station")
    return Plot(
        kind="profile",
        axis=_line(primary, axis, kept),
        lines=tuple(_line(parameter, values, kept) for parameter, values in drawn),
        station=_place(first, layout, decimal),
        label=words(first[station]) if station is not None else "",
        day=words(first[layout.times[0].index][:10]) if len(layout.times) == 1 else "",
        number=casts.number,
        count=casts.count,
    )


def _line(parameter: Parameter, values: Sequence[float | None], kept: Sequence[int]) -> Line:
    column = parameter.column
    return Line(name=words(column.name), unit=words(column.unit or ""), values=tuple(values[index] for index in kept))


def _values(rows: Sequence[Row], parameter: Parameter, layout: Layout, decimal: str) -> list[float | None]:
    """The values of a parameter; None where one is missing or flagged as bad."""
    bad = _BAD.get(parameter.schema, _BAD_ELSEWHERE)
    found: list[float | None] = []
    for row in rows:
        text = row[parameter.column.index].strip()
        is_bad = parameter.flag >= 0 and row[parameter.flag].strip() in bad
        is_missing = text in layout.missing or (not layout.missing and is_mark(text))
        found.append(None if is_bad or is_missing else number(text, decimal))
    return finite(found)
