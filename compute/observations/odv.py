"""Observations of an Ocean Data View spreadsheet, block by block; its head is read by the inspection's reader.

Sources: ODV User's Guide, "Generic ODV Spreadsheet Format"; SeaDataNet data file formats, ODV.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from compute.observations.cells import Block, blocks, numbers_of, numeric, opened, without_declared, without_marks
from compute.observations.depths import depth_of
from compute.observations.flags import codes, scheme
from compute.observations.gathering import Gathering, unusable
from compute.observations.instants import NOT_KNOWN, Instants, chronological, of_parts, with_clock
from compute.observations.table import Variable
from compute.observations.units import harmonise
from compute.refusals import DataRefused
from repository.inspection.odv.header import Layout, Parameter, layout_of
from repository.inspection.odv.scan import decimal_of
from repository.inspection.table.columns import MOST_COLUMNS, words_of
from repository.inspection.table.scan import order_of
from repository.stations.odv import is_pressure

Heads = Mapping[int, Sequence[str]]
"""The cells of the first rows of stations, by column."""
_GOOD: Final = (b"1", b"2")


def read(path: Path, gathering: Gathering) -> None:
    """Every value of a spreadsheet. Raises DataRefused for what is none, or is not read to its end."""
    head = opened(path)
    layout = layout_of(head.lines)
    if layout is None or not 2 <= len(layout.labels) <= MOST_COLUMNS:
        raise DataRefused("The file is no ODV spreadsheet: it has no line of labels.")
    if layout.longitude is None or layout.latitude is None:
        raise DataRefused("The file is no ODV spreadsheet: no columns of longitude and latitude.")
    reader = _Reader(layout, decimal_of(head.lines, layout), gathering)
    width = len(layout.labels)
    for block in blocks(path, head, skip=layout.skip, width=width, separator=layout.separator, quoted=False):
        reader.take(block)


@dataclass(slots=True)
class _Station:
    """What the first row of a station says of all its rows."""

    lon: float = np.nan
    lat: float = np.nan
    time: Any = NOT_KNOWN
    platform: int = 0


class _Reader:
    """Takes blocks: metadata stand on the first row of a station, which may be in the block before, or on all rows."""

    def __init__(self, layout: Layout, decimal: str, gathering: Gathering) -> None:
        self._layout, self._decimal, self._gathering = layout, decimal, gathering
        self._extra = _extra(layout)
        self._places = [each for each in (layout.longitude, layout.latitude) if each]
        beside = [each.index for each in (*layout.times, *self._places)]
        keys = [*layout.station.values(), *beside, *self._extra.values()]
        self._keys = list(dict.fromkeys(keys))
        primary = layout.primary
        self._depth = next((each for each in layout.parameters if each.is_depth), None)
        self._pressure = next((each for each in layout.parameters if is_pressure(each)), None)
        if primary is not None and (primary.is_depth or is_pressure(primary)):
            self._depth = primary if primary.is_depth else None
        self._time = next((each for each in layout.parameters if each.time_kind in ("iso", "julian")), None)
        self._is_other_time = bool(primary and primary.time_kind == "other")
        self._values = [(each, self._variable(each)) for each in layout.parameters if self._is_value(each)]
        self._instants, self._own = Instants(order_of(layout.times)), Instants()
        self._last: tuple[str, ...] = ()
        self._station = _Station()

    def _is_value(self, parameter: Parameter) -> bool:
        if parameter.time_kind or parameter.axis or parameter in (self._depth, self._pressure):
            return False
        return self._gathering.wants(self._variable(parameter))

    @staticmethod
    def _variable(parameter: Parameter) -> Variable:
        unit, name = parameter.column.unit or "", parameter.column.name
        known = harmonise(unit, p06=parameter.units, p01=parameter.object, name=name)
        said = unit or parameter.units
        return Variable(name, parameter.object, "", known.unit, said, known.factor, known.offset, known.rule)

    def take(self, columns: Block) -> None:
        """One block."""
        lon, lat, time, platform = self._stations(columns)
        lon, lat, bad = self._moving(columns, lon, lat)
        time = self._times(columns, time)
        depth = self._depths(columns, lat)
        if depth is not None:
            bad |= depth[1]
        count = len(lon)
        shared = {
            "lon": lon,
            "lat": lat,
            "time": time,
            "platform": platform,
            "row": np.arange(columns.first, columns.first + count),
        }
        for parameter, variable in self._values:
            values, qc = self._read(columns, parameter)
            deep = np.full(count, np.nan) if depth is None else depth[0]
            self._gathering.add(
                variable, **shared, depth=deep, value=values, qc=qc, has_depth=depth is not None, bad=bad
            )

    def _stations(self, columns: Block) -> tuple[Any, Any, Any, Any]:
        """Longitude, latitude, time and platform of each row: what its station's first row says."""
        starts = self._starts(columns)
        heads = {index: [columns[index][place] for place in starts] for index in self._keys}
        found: list[Any] = [
            [self._station.lon],
            [self._station.lat],
            np.array([self._station.time]),
            [self._station.platform],
        ]
        if starts:
            found = [np.concatenate(pair) for pair in zip(found, self._heads(heads), strict=True)]
        lengths = np.diff([0, *starts, len(columns)])
        lon, lat, time, platform = (np.repeat(column, lengths) for column in found)
        self._station = _Station(*(column[-1] for column in found))
        return lon, lat, time, platform

    def _starts(self, columns: Block) -> list[int]:
        """The rows with which a station begins: those that say something else than the one that said something last."""
        keys = [columns[index] for index in self._keys]
        filled = sorted({place for column in keys for place, text in enumerate(column) if text})
        starts, last = [], self._last
        for place in filled:
            said = tuple(column[place] for column in keys)
            if said != last and any(map(str.strip, said)):
                starts.append(place)
                last = said
        self._last = last
        return starts

    def _heads(self, heads: Heads) -> tuple[Any, Any, Any, Any]:
        layout = self._layout
        lon, lat = (
            without_declared(numbers_of(heads[each.index], self._decimal), layout.missing) for each in self._places
        )
        cells = [heads[each.index] for each in layout.times]
        if not cells:
            time = np.full(len(lon), NOT_KNOWN)
        else:
            time = self._instants.read(cells[0]) if len(cells) == 1 else of_parts(cells)
        if "clock" in self._extra:
            time = with_clock(time, heads[self._extra["clock"]])
        return lon, lat, time, self._gathering.platforms(self._names(heads))

    def _names(self, heads: Heads) -> list[str]:
        """EDMO code and local identifier, as SeaDataNet names what it holds; else cruise and station."""
        if {"edmo", "cdi"} <= self._extra.keys():
            pairs = zip(heads[self._extra["edmo"]], heads[self._extra["cdi"]], strict=True)
            return [f"{edmo.strip()}-{identifier.strip()}".strip("-") for edmo, identifier in pairs]
        parts = [heads[self._layout.station[each]] for each in ("cruise", "station") if each in self._layout.station]
        return [" ".join(filter(None, map(str.strip, row))) for row in zip(*parts, strict=True)] or [""] * len(
            next(iter(heads.values()))
        )

    def _moving(self, columns: Block, lon: Any, lat: Any) -> tuple[Any, Any, Any]:
        """Positions among the values, where there are any; and where they are flagged."""
        north, east = self._layout.moving
        bad = np.zeros(len(lon), dtype=bool)
        if north is None or east is None:
            return lon, lat, bad
        (y, y_codes), (x, x_codes) = (self._read(columns, each) for each in (north, east))
        own = np.isfinite(x) & np.isfinite(y)
        return np.where(own, x, lon), np.where(own, y, lat), unusable(x_codes) | unusable(y_codes)

    def _times(self, columns: Block, time: Any) -> Any:
        """Times among the values; a time that nobody can read makes that of the station worthless."""
        if self._time is None:
            return np.full(len(time), NOT_KNOWN) if self._is_other_time else time
        values, qc = self._read(columns, self._time)
        is_julian = self._time.time_kind == "julian"
        own = chronological(values) if is_julian else self._own.read(columns[self._time.column.index])
        return np.where(np.isnat(own) | unusable(qc), time, own)

    def _depths(self, columns: Block, lat: Any) -> tuple[Any, Any] | None:
        """Metres downwards, and where they are flagged as bad or missing; from a pressure where there is no depth."""
        parameter = self._depth or self._pressure
        if parameter is None:
            return None
        values, qc = self._read(columns, parameter)
        if parameter is self._pressure:
            known = harmonise(parameter.column.unit or "", p06=parameter.units, p01="PRES")
            values = depth_of(values * known.factor, lat)
        return values, unusable(qc)

    def _read(self, columns: Block, parameter: Parameter) -> tuple[Any, Any]:
        """Values with NaN for missing ones, and their flags."""
        texts = columns[parameter.column.index]
        qc = np.full(len(texts), b"0", dtype="S1")
        if parameter.flag >= 0:
            qc = codes(columns[parameter.flag], scheme(parameter.schema))
        values = numeric(columns, parameter.column.index, self._decimal)
        return without_marks(values, texts, self._layout.missing, np.isin(qc, _GOOD)), qc


def _extra(layout: Layout) -> dict[str, int]:
    """Columns that the layout does not name: EDMO code, local identifier, time of day."""
    known = {
        ("edmo", "code"): "edmo",
        ("local", "cdi", "id"): "cdi",
        ("hh", "mm"): "clock",
        ("hh", "mm", "ss"): "clock",
    }
    words = [words_of(label.split("[")[0]) for label in layout.labels]
    return {known[each]: index for index, each in enumerate(words) if each in known}
