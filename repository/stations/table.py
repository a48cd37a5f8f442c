"""The stations of a text table: rows of one name, place and, where they go down, one day."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from repository.inspection.odv.labels import looks_like_odv
from repository.inspection.positions import is_mark, number
from repository.inspection.reading import Reading
from repository.inspection.table.columns import Column, Roles, columns_of, roles_of
from repository.inspection.table.dialect import Dialect, dialect_of
from repository.inspection.table.scan import order_of
from repository.inspection.table.text import Head, Lines, head_of
from repository.inspection.table.units import word_set
from repository.inspection.table.vertical import DEEPEST, HIGHEST
from repository.inspection.times import Since
from repository.stations import odv, whole
from repository.stations.gathering import Gathered, Gathering
from repository.stations.moments import Moments
from repository.stations.places import is_place
from repository.stations.shapes import MOST_VARIABLES, Station, carried, nothing

_PATIENCE: Final = 60.0
_TABLES: Final = (".csv", ".tsv", ".tab")
_NAMES: Final = (
    word_set("station stations stn sta site sites lieu surveillance"),
    word_set("cast profile profil mooring mouillage buoy bouee float flotteur"),
    word_set("platform plateforme event evenement sample echantillon prelevement"),
)
"""Words of columns that name a station, the surest first."""
_CRUISES: Final = word_set("cruise campaign campagne expedition leg")
_BESIDE: Final = word_set("id name nom code no number numero num label libelle mnemonique of de du the n")
_ASIDE: Final = word_set(
    "id flag flags qc qf qv quality qualite year month day hour minute second index row n no number rank"
)

PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""

Row = Sequence[str]


def read(path: Path, *, name: str) -> Reading:
    """The stations of a table; one row for all where it names no station and no position; nothing for prose."""
    head = head_of(path)
    if head.nul or not any(line.strip() for line in head.lines):
        return nothing()
    if looks_like_odv(name, "".join(head.lines[:2_000])):
        return odv.read(path, name=name)
    dialect = dialect_of(head.lines, named=name.lower().endswith(_TABLES))
    if dialect is None or not dialect.labels:
        return nothing()
    found = _stations(path, head, dialect)
    return found if found.format else whole.read(path, name=name)


def _stations(path: Path, head: Head, dialect: Dialect) -> Reading:
    columns = columns_of(dialect.labels, dialect.units)
    reader = _Reader(columns, dialect)
    if not reader.tells_stations:
        return nothing()
    lines = Lines(path, head.codec, _PATIENCE)
    for row in _rows(lines, dialect):
        reader.take(row)
    found = reader.gathering.listed(reader.moments)
    told = [each for each in found.stations if each.name or each.says_something]
    if not any(map(_is_worth_it, told)):
        return nothing()
    return carried(told, is_cut=found.is_cut or lines.late)


def _is_worth_it(station: Station) -> bool:
    return station.says_something


def _rows(lines: Lines, dialect: Dialect) -> Iterator[Row]:
    """The rows that are as wide as the labels."""
    text = islice(iter(lines), dialect.skip, None)
    try:
        for row in dialect.rows(text):
            if len(row) == dialect.width or (len(row) > dialect.width and not any(row[dialect.width :])):
                yield row
    except csv.Error:
        return


class _Reader:
    """Takes the rows of a table one after the other."""

    def __init__(self, columns: Sequence[Column], dialect: Dialect) -> None:
        roles = roles_of(columns)
        self._roles, self._decimal = roles, dialect.decimal
        self._pairs = [(east.index, north.index) for north, east in zip(roles.latitudes, roles.longitudes, strict=True)]
        self._names = _naming(columns, roles)
        self._whens = [column.index for column in roles.dates]
        self._parts = [column.index for column in roles.parts]
        self._depths = [column.index for column in roles.verticals]
        self._deepest = DEEPEST if roles.positive == "down" else HIGHEST
        taken = {*roles.used, *self._names, *self._depths}
        kept = [each for each in columns if each.index not in taken and _ASIDE.isdisjoint(each.words)]
        self._values = [column.index for column in kept][:MOST_VARIABLES]
        self._all = (1 << len(self._values)) - 1
        since = Since.of(roles.dates[0].unit or "") if roles.dates else None
        self.moments = Moments(order_of(roles.dates), since)
        names = [column.name for column in kept]
        self.gathering = Gathering(names, may_be_path=not self._names and bool(self._pairs) and not self._depths)

    @property
    def tells_stations(self) -> bool:
        """Whether a column names stations or a pair of them gives positions."""
        return bool(self._pairs or self._names)

    def take(self, row: Row) -> None:
        """One row."""
        name = " ".join(dict.fromkeys(row[index].strip() for index in self._names)).strip()
        places = [place for pair in self._pairs if (place := self._place(row, *pair))]
        if not name and not places:
            return
        moments = [self.moments.read(row[index]) for index in self._whens]
        if self._parts:
            moments.append(self.moments.read_parts([row[index] for index in self._parts]))
        first = moments[0] if moments else ("", "")
        key = (name, tuple(places), (first[0] or first[1])[:10] if self._depths else "")
        station = self.gathering.station(key, name, first)
        if station is None:
            return
        for place in places:
            station.places.add(*place)
        for moment in moments:
            station.at(moment)
        self._add(row, station)

    def _add(self, row: Row, station: Gathered) -> None:
        for index in self._depths:
            depth = number(row[index], self._decimal)
            if depth is not None and 0 <= abs(depth) <= self._deepest and not is_mark(row[index]):
                station.deep(depth if self._roles.positive == "down" else -depth)
        if station.measured == self._all and self._all:
            station.observations += any(self._has(row, index) for index in self._values)
            return
        measured = 0
        for place, index in enumerate(self._values):
            measured |= self._has(row, index) << place
        station.measured |= measured
        station.observations += bool(measured) or not self._values

    def _has(self, row: Row, index: int) -> bool:
        """Whether a cell holds a number that is no mark of a missing one."""
        text = row[index]
        return number(text, self._decimal) is not None and not is_mark(text)

    def _place(self, row: Row, east: int, north: int) -> tuple[float, float] | None:
        longitude, latitude = number(row[east], self._decimal), number(row[north], self._decimal)
        if longitude is None or latitude is None or not is_place(longitude, latitude):
            return None
        return longitude, latitude


def _naming(columns: Sequence[Column], roles: Roles) -> list[int]:
    """The columns that together name a station: its cruise, where there is one, and the surest of its names."""
    free = [each for each in columns if each.index not in roles.used]
    for words in _NAMES:
        named = [each for each in free if set(each.words) & words and set(each.words) <= words | _BESIDE]
        if named:
            cruises = [each for each in free if set(each.words) & _CRUISES and set(each.words) <= _CRUISES | _BESIDE]
            best = min(named, key=_plainness)
            return [*(each.index for each in cruises[:1]), best.index]
    return []


def _plainness(column: Column) -> tuple[int, int]:
    """A name is more than its number."""
    words = set(column.words)
    is_label = bool(words & {"libelle", "label", "name", "nom"})
    return (0 if is_label else 2 if words & {"id", "identifiant", "code", "n"} else 1, len(words))
