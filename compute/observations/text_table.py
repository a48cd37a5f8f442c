"""Observations of a text table (CSV, TSV) whose columns are declared, or told by their labels; block by block."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from compute.observations.cells import Block, blocks, numeric, opened, without_marks
from compute.observations.declared import Declared, Measured, declared_by_labels
from compute.observations.flags import codes, scheme
from compute.observations.gathering import Gathering
from compute.observations.instants import NOT_KNOWN, Instants, of_parts
from compute.observations.table import Variable
from compute.observations.units import harmonise
from compute.refusals import DataRefused
from repository.inspection.table.columns import MOST_COLUMNS, Column, columns_of
from repository.inspection.table.dialect import dialect_of
from repository.inspection.table.scan import order_of
from repository.inspection.times import Since

_GOOD: Final = (b"1", b"2")


def read(path: Path, gathering: Gathering, declared: Mapping[str, Any] | None = None) -> None:
    """Every value of a table. Raises DataRefused for what is none, or has not the columns that are declared."""
    head = opened(path)
    dialect = dialect_of(head.lines)
    if dialect is None or not dialect.labels or len(dialect.labels) > MOST_COLUMNS:
        raise DataRefused("The file is no table with a line of labels.")
    columns = columns_of(dialect.labels, dialect.units)
    known = Declared.of(declared) if declared is not None else declared_by_labels(columns)
    reader = _Reader(columns, known, dialect.decimal, gathering)
    width = len(dialect.labels)
    for block in blocks(path, head, skip=dialect.skip, width=width, separator=dialect.separator, quoted=dialect.quoted):
        reader.take(block)


class _Reader:
    """Takes blocks of a table whose columns are known."""

    def __init__(self, columns: Sequence[Column], known: Declared, decimal: str, gathering: Gathering) -> None:
        self._columns = {each.label.strip(): each for each in reversed(columns)}
        self._known, self._decimal, self._gathering = known, decimal, gathering
        self._lon, self._lat = self._index(known.longitude), self._index(known.latitude)
        self._depth = self._index(known.depth) if known.depth else None
        self._platform = self._index(known.platform) if known.platform else None
        self._time = self._index(known.time) if known.time else None
        self._parts = [self._index(label) for label in known.date_parts]
        dates = [columns[self._time]] if self._time is not None else []
        self._instants = Instants(order_of(dates), Since.of(dates[0].unit or "") if dates else None)
        values = [(each, self._variable(each)) for each in known.values]
        self._values = [(each, variable) for each, variable in values if gathering.wants(variable)]

    def _index(self, label: str) -> int:
        found = self._columns.get(label.strip())
        if found is None:
            raise DataRefused("The table has no column “{label}”.", label=label)
        return found.index

    def _variable(self, measured: Measured) -> Variable:
        self._index(measured.label)
        name = self._columns[measured.label.strip()].name
        unit = measured.unit or self._columns[measured.label.strip()].unit or ""
        known = harmonise(unit, p01=measured.p01, standard_name=measured.standard_name, name=name)
        names = (name, measured.p01, measured.standard_name)
        return Variable(*names, known.unit, unit, known.factor, known.offset, known.rule)

    def take(self, cells: Block) -> None:
        """One block."""
        count, first = len(cells), cells.first
        lon, lat = (numeric(cells, each, self._decimal) for each in (self._lon, self._lat))
        shared = {
            "lon": lon,
            "lat": lat,
            "depth": self._depths(cells, count),
            "time": self._times(cells, count, first),
            "platform": self._gathering.platforms(
                cells[self._platform] if self._platform is not None else [""] * count
            ),
            "row": np.arange(first, first + count),
        }
        for measured, variable in self._values:
            index, qc = self._index(measured.label), np.full(count, b"0", dtype="S1")
            if measured.flags:
                qc = codes(cells[self._index(measured.flags)], scheme(measured.scheme))
            values = without_marks(numeric(cells, index, self._decimal), cells[index], frozenset(), np.isin(qc, _GOOD))
            self._gathering.add(variable, **shared, value=values, qc=qc, has_depth=self._depth is not None)

    def _depths(self, cells: Block, count: int) -> Any:
        if self._depth is None:
            return np.full(count, np.nan)
        values = numeric(cells, self._depth, self._decimal)
        with np.errstate(invalid="ignore"):
            values[values <= -99] = np.nan
        return -values if self._known.is_height else values

    def _times(self, cells: Block, count: int, first: int) -> Any:
        if self._time is not None:
            if first == 1:
                self._instants.learn(cells[self._time])
            return self._instants.read(cells[self._time])
        return of_parts([cells[each] for each in self._parts]) if self._parts else np.full(count, NOT_KNOWN)
