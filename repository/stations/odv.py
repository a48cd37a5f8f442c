"""The stations of an Ocean Data View spreadsheet: by cruise, station, date and position, as its readers count them."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from repository.inspection.odv.header import Layout, Parameter, layout_of
from repository.inspection.odv.scan import decimal_of
from repository.inspection.positions import is_mark, number
from repository.inspection.reading import Reading
from repository.inspection.table.columns import MOST_COLUMNS
from repository.inspection.table.scan import order_of
from repository.inspection.table.text import Lines, head_of
from repository.inspection.table.vertical import DEEPEST
from repository.stations.gathering import Gathered, Gathering
from repository.stations.moments import Moments, Readings
from repository.stations.places import depth_of, is_place
from repository.stations.shapes import MOST_VARIABLES, carried, nothing

_PATIENCE: Final = 60.0
_BAD: Final = {"ODV": frozenset("8")}
_BAD_ELSEWHERE: Final = frozenset("49")
_PRESSURES: Final = frozenset({"dbar", "decibar", "decibars", "db"})

PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""

Row = Sequence[str]


def read(path: Path, *, name: str) -> Reading:
    """The stations of a spreadsheet; nothing for what is none."""
    head = head_of(path)
    layout = layout_of(head.lines) if not head.nul else None
    if layout is None or not 2 <= len(layout.labels) <= MOST_COLUMNS:
        return nothing()
    lines = Lines(path, head.codec, _PATIENCE)
    reader = _Reader(layout, decimal_of(head.lines, layout))
    for row in _rows(lines, layout):
        reader.take(row)
    found = reader.gathering.listed(reader.moments)
    return carried(found.stations, is_cut=found.is_cut or lines.late) if found.stations else nothing()


def _rows(lines: Lines, layout: Layout) -> Iterator[Row]:
    text = islice(iter(lines), layout.skip, None)
    width = len(layout.labels)
    try:
        for row in csv.reader(text, delimiter=layout.separator, quoting=csv.QUOTE_NONE):
            if len(row) >= width or (row and any(row)):
                yield [*row, *[""] * (width - len(row))]
    except csv.Error:
        return


class _Reader:
    """Takes the rows of a spreadsheet one after the other: metadata stand on the first row of a station, or on all."""

    def __init__(self, layout: Layout, decimal: str) -> None:
        self._layout, self._decimal = layout, decimal
        self._places = [each.index for each in (layout.longitude, layout.latitude) if each]
        keys = [*layout.station.values(), *(column.index for column in layout.times), *self._places]
        self._keys = list(dict.fromkeys(keys))
        self._values = [each for each in layout.parameters if not each.time_kind and not each.axis][:MOST_VARIABLES]
        self._primary = layout.primary if layout.primary and _says_depth(layout.primary) else None
        self._whens = [each for each in layout.parameters if each.time_kind == "iso"]
        self._said: tuple[str, ...] = ()
        self._station: Gathered | None = None
        self._north = 0.0
        self.moments = Moments(order_of(layout.times))
        names = [each.column.name for each in self._values]
        self.gathering = Gathering(names)

    def take(self, row: Row) -> None:
        """One row."""
        said = tuple(row[index] for index in self._keys)
        if any(each.strip() for each in said) and said != self._said:
            self._said = said
            self._begin(row, said)
        if self._station is not None:
            self._add(row, self._station)

    def _begin(self, row: Row, said: tuple[str, ...]) -> None:
        layout = self._layout
        parts = [row[layout.station[part]].strip() for part in ("cruise", "station") if part in layout.station]
        moment = self._moment([row[column.index] for column in layout.times])
        self._station = self.gathering.station(said, " ".join(filter(None, parts)), moment)
        if self._station is None:
            return
        self._station.at(moment)
        if len(self._places) == 2:
            longitude, latitude = (number(row[index], self._decimal) for index in self._places)
            if longitude is not None and latitude is not None and is_place(longitude, latitude):
                self._station.places.add(longitude, latitude)
                self._north = latitude

    def _moment(self, texts: Sequence[str]) -> Readings:
        if not texts:
            return "", ""
        return self.moments.read(texts[0]) if len(texts) == 1 else self.moments.read_parts(texts)

    def _add(self, row: Row, station: Gathered) -> None:
        """What one row measured, how deep, and where and when it says so itself."""
        measured = 0
        for place, parameter in enumerate(self._values):
            measured |= (self._value(row, parameter) is not None) << place
        if not measured:
            return
        station.measured |= measured
        station.observations += 1
        depth = self._value(row, self._primary) if self._primary else None
        if depth is not None and self._primary and not self._primary.is_depth:
            depth = depth_of(depth, self._north)
        if depth is not None and 0 <= depth <= DEEPEST:
            station.deep(depth)
        for parameter in self._whens:
            station.at(self.moments.read(row[parameter.column.index]))
        self._move(row, station)

    def _move(self, row: Row, station: Gathered) -> None:
        north, east = self._layout.moving
        if north is None or east is None:
            return
        latitude, longitude = self._value(row, north), self._value(row, east)
        if longitude is not None and latitude is not None and is_place(longitude, latitude):
            station.places.add(longitude, latitude)
            station.is_path = True

    def _value(self, row: Row, parameter: Parameter) -> float | None:
        """A value that is there and not flagged as bad or missing."""
        text = row[parameter.column.index].strip()
        if not text or text in self._layout.missing or (not self._layout.missing and is_mark(text)):
            return None
        bad = _BAD.get(parameter.schema.upper(), _BAD_ELSEWHERE)
        if parameter.flag >= 0 and row[parameter.flag].strip() in bad:
            return None
        return number(text, self._decimal)


def _says_depth(parameter: Parameter) -> bool:
    return parameter.is_depth or is_pressure(parameter)


def is_pressure(parameter: Parameter) -> bool:
    """A pressure of sea water in decibars, from which a depth is computed."""
    unit = (parameter.column.unit or "").lower().strip()
    words = {"pressure", "pres", "pression"}
    named = parameter.object.startswith("PRES") or not words.isdisjoint(parameter.column.words)
    return named and (unit in _PRESSURES or unit.startswith("decibar"))
