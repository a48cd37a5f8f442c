"""The part of an Ocean Data View spreadsheet: rows by station, date, position and primary variable, with flags."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from repository.inspection.odv.header import Layout, Parameter, layout_of
from repository.inspection.odv.scan import decimal_of
from repository.inspection.positions import is_blank, is_mark, number
from repository.inspection.reading import Reading
from repository.inspection.table.columns import MOST_COLUMNS
from repository.inspection.table.scan import order_of
from repository.inspection.table.text import Lines, head_of
from repository.inspection.table.vertical import DEEPEST
from repository.stations.moments import Moments, Readings
from repository.stations.odv import is_pressure
from repository.stations.places import depth_of, is_place
from repository.subsets.part import Cell, Part, Where
from repository.subsets.passes import PATIENCE, Row, in_passes
from repository.subsets.question import question_from

PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str, question: Mapping[str, Any]) -> Reading:
    """The lines of a spreadsheet that belong to a part; nothing for what is none, or is not read to its end."""
    head = head_of(path)
    layout = layout_of(head.lines) if not head.nul else None
    if layout is None or not 2 <= len(layout.labels) <= MOST_COLUMNS:
        return Reading(format="")
    part, reader = Part(question_from(question), name), _Reader(layout, decimal_of(head.lines, layout))

    def rows(lines: Lines) -> Iterator[tuple[int, Row]]:
        reader.begin()
        return _rows(lines, layout)

    passes = (reader.look, reader.give)
    return in_passes(part, passes, lines=lambda: Lines(path, head.codec, PATIENCE), rows=rows)


def _rows(lines: Lines, layout: Layout) -> Iterator[tuple[int, Row]]:
    text = islice(iter(lines), layout.skip, None)
    width = len(layout.labels)
    for row, cells in enumerate(csv.reader(text, delimiter=layout.separator, quoting=csv.QUOTE_NONE), start=1):
        if any(cells):
            yield row, [*cells, *[""] * (width - len(cells))]


class _Reader:
    """Metadata stand on the first row of a station, or on all."""

    def __init__(self, layout: Layout, decimal: str) -> None:
        self._layout, self._decimal = layout, decimal
        self._places = [each.index for each in (layout.longitude, layout.latitude) if each]
        keys = [*layout.station.values(), *(column.index for column in layout.times), *self._places]
        self._keys = list(dict.fromkeys(keys))
        self._values = [each for each in layout.parameters if not each.time_kind and not each.axis]
        primary = layout.primary
        self._primary = primary if primary and (primary.is_depth or is_pressure(primary)) else None
        self._when = next((each for each in layout.parameters if each.time_kind == "iso"), None)
        self._moments = Moments(order_of(layout.times))
        self.begin()

    def begin(self) -> None:
        """Before the first row."""
        self._place: tuple[float, float] | None = None
        self._date: Readings = ("", "")

    def look(self, row: int, cells: Row, part: Part) -> None:
        """The first time: dates alone."""
        self._station(cells)
        if self._when:
            self._moments.read(cells[self._when.column.index])

    def give(self, row: int, cells: Row, part: Part) -> None:
        """The second time: what belongs to the part. Raises TooMany."""
        self._station(cells)
        where = self._where(cells)
        if part.holds(where):
            part.take(row, where, self._cells(cells, part))

    def _station(self, cells: Row) -> None:
        if not any(cells[index].strip() for index in self._keys):
            return
        texts = [cells[column.index] for column in self._layout.times]
        self._date = ("", "")
        if texts:
            self._date = self._moments.read(texts[0]) if len(texts) == 1 else self._moments.read_parts(texts)
        self._place = self._position([cells[index] for index in self._places])

    def _position(self, texts: Sequence[str]) -> tuple[float, float] | None:
        if len(texts) != 2:
            return None
        longitude, latitude = (number(text, self._decimal) for text in texts)
        if longitude is None or latitude is None or not is_place(longitude, latitude):
            return None
        return longitude, latitude

    def _where(self, cells: Row) -> Where:
        north, east = self._layout.moving
        own = self._position([cells[east.column.index], cells[north.column.index]]) if north and east else None
        place = own or self._place
        which = self._moments.which
        said = self._moments.read(cells[self._when.column.index]) if self._when else ("", "")
        time = (said[which] or self._date[which]) if which is not None else ""
        depth = self._depth(cells, place)
        return Where([place] if place else [], [time] if time else [], [] if depth is None else [depth])

    def _depth(self, cells: Row, place: tuple[float, float] | None) -> float | None:
        if self._primary is None:
            return None
        text = cells[self._primary.column.index].strip()
        found = None if self._is_missing(text) else number(text, self._decimal)
        if found is not None and not self._primary.is_depth:
            found = round(depth_of(found, place[1] if place else 0.0), 3)
        return found if found is not None and abs(found) <= DEEPEST else None

    def _cells(self, cells: Row, part: Part) -> Iterator[Cell]:
        for parameter in self._values:
            text = cells[parameter.column.index].strip()
            names = _names(parameter)
            if not is_blank(text) and text not in self._layout.missing and part.wants(names):
                value = text.replace(",", ".") if self._decimal == "," and number(text, ",") is not None else text
                flag = cells[parameter.flag].strip() if parameter.flag >= 0 else ""
                yield Cell(names, parameter.column.unit or "", value, flag)

    def _is_missing(self, text: str) -> bool:
        return not text or text in self._layout.missing or (not self._layout.missing and is_mark(text))


def _names(parameter: Parameter) -> tuple[str, ...]:
    return tuple(name for name in (parameter.column.name, parameter.column.label, parameter.object) if name)
