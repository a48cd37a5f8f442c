"""Every row of an Ocean Data View spreadsheet, read once in batches: stations, extents, quality flags. Pure."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from operator import itemgetter
from typing import Final

from repository.inspection.odv.header import Layout, Parameter
from repository.inspection.positions import Positions, is_blank, is_mark, is_missing, number
from repository.inspection.table.dialect import Dialect
from repository.inspection.table.scan import Scan, add_parts, batches, fitting, order_of
from repository.inspection.table.text import Lines
from repository.inspection.table.vertical import Vertical
from repository.inspection.times import Dates

_BAD: Final = {"ODV": frozenset("8")}
_BAD_ELSEWHERE: Final = frozenset("49")
"""Values that do not count: bad in the flags of ODV; bad or missing in those of SeaDataNet (L20), GTSPP and Argo."""

_JULIAN: Final = 1_721_425
"""Chronological Julian date of the day before 1 January of the year 1 (P01 CJDY1101)."""

_LOOKED_AT: Final = 20_000
"""Rows in which marks of missing values are looked for."""

MOST_CRUISES: Final = 200


@dataclass(slots=True)
class Stations:
    """What the rows of a spreadsheet say beside their extents. ``orphans``: lines of values before any station."""

    count: int = 0
    filled: set[int] = field(default_factory=set)
    cruises: dict[str, None] = field(default_factory=dict)
    flags: Counter[str] = field(default_factory=Counter)
    marks: str = ""
    orphans: int = 0
    julian: tuple[float, float] | None = None
    unsure_time: bool = False
    last: tuple[str, ...] = ()


def scan(lines: Lines, layout: Layout, decimal: str) -> tuple[Scan, Stations]:
    """Read every row of a spreadsheet."""
    missing, primary = layout.missing, layout.primary
    found = Scan(
        positions=Positions(decimal, missing) if layout.latitude and layout.longitude else None,
        dates=Dates(order_of(layout.times), missing) if layout.times else None,
        vertical=Vertical("down", decimal, missing) if primary and primary.is_depth else None,
    )
    stations = Stations(unsure_time=bool(primary and primary.time_kind == "other"))
    dialect = Dialect(layout.separator, decimal, layout.skip, layout.labels, width=len(layout.labels), quoted=False)
    for line, rows in batches(lines, dialect, found):
        fit = fitting(rows, dialect.width, line, found)
        if fit:
            _add_stations(fit, line, layout, found, stations)
            _add_values(fit, line, layout, found, stations)
    _end_of_series(found, stations)
    return found, stations


def _add_stations(rows: list[list[str]], line: int, layout: Layout, found: Scan, stations: Stations) -> None:
    """The metadata of stations, which stand on their first line only, or on every line."""
    indexes = [*layout.station.values(), *(column.index for column in layout.times)]
    if not indexes:
        return
    key = itemgetter(indexes[0], *indexes)
    keys = map(any, map(key, rows))
    heads = [(at, row) for at, row, given in zip(count(line), rows, keys, strict=False) if given]
    heads = [(at, row) for at, row in heads if "".join(key(row)).strip()]
    if stations.count == 0 and (not heads or heads[0][0] != line):
        stations.orphans = stations.orphans or line
    where = [column.index for column in (layout.latitude, layout.longitude) if column]
    whole = itemgetter(indexes[0], *(indexes + where))
    for _, row in heads:
        station = whole(row)
        stations.count += station != stations.last
        stations.last = station
    if "cruise" in layout.station and len(stations.cruises) <= MOST_CRUISES:
        stations.cruises.update(dict.fromkeys(row[layout.station["cruise"]].strip() for _, row in heads))
    if found.positions is not None and layout.latitude and layout.longitude:
        north, east = ([row[each.index] for _, row in heads] for each in (layout.latitude, layout.longitude))
        found.positions.add(north, east, [at for at, _ in heads])
    if found.dates is not None:
        texts = [[row[column.index] for _, row in heads] for column in layout.times]
        if len(texts) == 1:
            found.dates.add(texts[0])
        else:
            add_parts(texts, found.dates)


def _add_values(rows: list[list[str]], line: int, layout: Layout, found: Scan, stations: Stations) -> None:
    """Depths of the primary variable, times among the values, and flags."""
    if found.vertical is not None and layout.primary is not None:
        found.vertical.add(_good(rows, layout.primary))
    _add_moving(rows, line, layout, found)
    for parameter in layout.parameters:
        kind = parameter.time_kind
        if kind == "iso" and found.dates is not None:
            found.dates.add(_good(rows, parameter))
        elif kind == "julian":
            _add_julian(_good(rows, parameter), layout.missing, stations)
        index = parameter.column.index
        if index not in stations.filled and any(_says(row[index], layout.missing) for row in rows):
            stations.filled.add(index)
    for index in layout.flags:
        stations.flags.update(map(itemgetter(index), rows))
    if not layout.missing and not stations.marks and found.rows <= _LOOKED_AT:
        stations.marks = _marks(rows, layout.parameters)


def _add_moving(rows: list[list[str]], line: int, layout: Layout, found: Scan) -> None:
    """Positions among the values; where only one of latitude and longitude is there, no box can be given."""
    north, east = layout.moving
    if found.positions is None or (north is None and east is None):
        return
    if north is None or east is None:
        found.positions = None
        return
    good = [(at, row) for at, row in enumerate(rows, line) if _is_good(row, north) and _is_good(row, east)]
    latitudes, longitudes = ([row[each.column.index] for _, row in good] for each in (north, east))
    found.positions.add(latitudes, longitudes, [at for at, _ in good])


def _is_good(row: list[str], parameter: Parameter) -> bool:
    return parameter.flag < 0 or row[parameter.flag].strip() not in _bad(parameter)


def _bad(parameter: Parameter) -> frozenset[str]:
    return _BAD.get(parameter.schema.upper(), _BAD_ELSEWHERE)


def _says(text: str, missing: frozenset[str]) -> bool:
    plain = text.strip()
    return not (is_blank(plain) or plain in missing or is_mark(plain))


def _good(rows: list[list[str]], parameter: Parameter) -> list[str]:
    """The values of a parameter, without those that are flagged as bad or missing."""
    texts = list(map(itemgetter(parameter.column.index), rows))
    if parameter.flag < 0:
        return texts
    bad = _bad(parameter)
    flags = list(map(itemgetter(parameter.flag), rows))
    if bad.isdisjoint(flags):
        return texts
    return [text for text, flag in zip(texts, flags, strict=True) if flag.strip() not in bad]


def _marks(rows: list[list[str]], parameters: Sequence[Parameter]) -> str:
    """A value such as -999 among the values, where the header says nothing of missing ones."""
    for parameter in parameters:
        for row in rows:
            text = row[parameter.column.index].strip()
            if text.startswith("-") and is_mark(text):
                return text
    return ""


def _add_julian(texts: Sequence[str], missing: frozenset[str], stations: Stations) -> None:
    values = []
    for text in texts:
        value = number(text)
        if is_missing(text, value, missing):
            continue
        if value is None or not _JULIAN + 584_000 < value < _JULIAN + 767_000:
            stations.unsure_time = True
        else:
            values.append(value)
    if values:
        low, high = stations.julian or (values[0], values[0])
        stations.julian = min(low, *values), max(high, *values)


def _end_of_series(found: Scan, stations: Stations) -> None:
    """Add the days of chronological Julian dates that begin with the first station; others are counted otherwise."""
    if found.dates is None:
        return
    if stations.julian:
        days = [date.fromordinal(int(each) - _JULIAN).isoformat() for each in stations.julian]
        period = found.dates.period()
        if period and period["begin"] == days[0]:
            found.dates.add_days(days)
        else:
            stations.unsure_time = True
    if stations.unsure_time:
        found.dates = None


def decimal_of(lines: Sequence[str], layout: Layout) -> str:
    """The decimal sign of the numbers: a comma only where no position is written with a point."""
    places = [column.index for column in (layout.latitude, layout.longitude) if column]
    rows = list(csv.reader(lines[layout.skip : layout.skip + 500], delimiter=layout.separator, quoting=csv.QUOTE_NONE))
    cells = [row[index] for row in rows for index in places if index < len(row)]
    cells = [
        *cells,
        *(row[each.column.index] for row in rows for each in layout.parameters if each.column.index < len(row)),
    ]
    return "," if any("," in cell for cell in cells) and not any("." in cell for cell in cells) else "."
