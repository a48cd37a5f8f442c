"""The one table of observations: a value a row, where, when, how good, in which unit, and where it was read. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

import numpy as np

from compute.observations.within import Box, Within

EPOCH: Final = np.datetime64("1900-01-01T00:00:00", "ms")
"""Days are counted from here, as SeaDataNet's climatologies do."""
_DAY: Final = 86_400_000.0


class Variable(NamedTuple):
    """What was measured, as one file names it: `original = (value - offset) / factor`, `rule` tells whose numbers."""

    name: str
    p01: str = ""
    standard_name: str = ""
    unit: str = ""
    original_unit: str = ""
    factor: float = 1.0
    offset: float = 0.0
    rule: str = ""

    @property
    def key(self) -> str:
        """What it is called throughout: its P01 code, else its standard name, else its name.

        >>> Variable("Salinity", p01="PSLTZZ01").key, Variable("temp", standard_name="sea_water_temperature").key
        ('SDN:P01::PSLTZZ01', 'sea_water_temperature')
        """
        return f"SDN:P01::{self.p01}" if self.p01 else self.standard_name or self.name

    def is_called(self, asked: str) -> bool:
        """Whether somebody who asks so means it: by code with or without `SDN:P01::`, standard name or name."""
        plain = asked.strip().casefold()
        names = (self.key, self.p01, self.standard_name, self.name, self.name.removesuffix("_ADJUSTED"))
        return bool(plain) and plain in {name.casefold() for name in names if name}


@dataclass(frozen=True, slots=True)
class Observations:
    """Columns of one length n. Degrees of WGS 84 (longitude -180 to 180), metres downwards (NaN: not known).

    `time` is datetime64[ms] in UTC (NaT: not known), `qc` the character of SeaDataNet's list L20 (bytes, S1), `row`
    counts from 1 what the file holds: lines of values of a text, places in the variable of a NetCDF. What many rows
    share stands once: `variables`, `platforms`, `sources` (SHA-256 of the files), and columns that point there.
    `dropped` counts what was left out, by reason.
    """

    lon: Any
    lat: Any
    depth: Any
    time: Any
    value: Any
    qc: Any
    variable_index: Any
    platform_index: Any
    source_index: Any
    row: Any
    variables: tuple[Variable, ...] = ()
    platforms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.value)

    @classmethod
    def empty(cls) -> "Observations":
        """None at all."""
        columns: dict[str, Any] = {name: np.empty(0, kind) for name, kind in COLUMNS.items()}
        return cls(**columns)

    @property
    def days(self) -> Any:
        """Days since 1900-01-01 in UTC; NaN where the time is not known."""
        counted = (self.time - EPOCH).astype(np.int64) / _DAY
        return np.where(np.isnat(self.time), np.nan, counted)

    @property
    def variable(self) -> Any:
        """The key of each row's variable."""
        return self._told([each.key for each in self.variables], self.variable_index)

    @property
    def unit(self) -> Any:
        """The unit of each value."""
        return self._told([each.unit for each in self.variables], self.variable_index)

    @property
    def original_unit(self) -> Any:
        """The unit of each value as its file has it."""
        return self._told([each.original_unit for each in self.variables], self.variable_index)

    @property
    def platform(self) -> Any:
        """What each row belongs to: EDMO code and local identifier, float and cycle, cruise and station."""
        return self._told(self.platforms, self.platform_index)

    @property
    def source(self) -> Any:
        """The SHA-256 of the file of each row."""
        return self._told(self.sources, self.source_index)

    @property
    def original_value(self) -> Any:
        """The values in their original units, but for rounding."""
        factors = np.array([each.factor for each in self.variables] or [1.0])[self.variable_index]
        offsets = np.array([each.offset for each in self.variables] or [0.0])[self.variable_index]
        return (self.value - offsets) / factors

    @property
    def present(self) -> tuple[tuple[Variable, int], ...]:
        """The variables that have values, each with how many, the most frequent first."""
        counts = np.bincount(self.variable_index, minlength=len(self.variables))
        found = [(each, int(count)) for each, count in zip(self.variables, counts, strict=True) if count]
        return tuple(sorted(found, key=lambda pair: -pair[1]))

    def provenance(self, place: int) -> dict[str, Any]:
        """Where one value comes from and what was done to it."""
        variable = self.variables[self.variable_index[place]]
        return {
            "source": self.sources[self.source_index[place]],
            "row": int(self.row[place]),
            "platform": self.platforms[self.platform_index[place]],
            "variable": variable.key,
            "name": variable.name,
            "unit": variable.unit,
            "original_unit": variable.original_unit,
            "original_value": float((self.value[place] - variable.offset) / variable.factor),
            "rule": variable.rule,
        }

    def where(self, chosen: Any) -> "Observations":
        """The rows of a mask or of indexes."""
        return replace(self, **{name: getattr(self, name)[chosen] for name in COLUMNS})

    def select(
        self,
        *,
        box: Box | None = None,
        period: tuple[Any, Any] | None = None,
        depth: tuple[float, float] | None = None,
        flags: Collection[str] | None = None,
        variable: str | None = None,
    ) -> "Observations":
        """The rows within all that is given, see `Within`; those of a variable by its code or one of its names."""
        known = {name: getattr(self, name) for name in ("lon", "lat", "depth", "time", "qc")}
        chosen = Within(box, period, depth, flags).holds(**known)
        if variable is not None:
            called = [number for number, each in enumerate(self.variables) if each.is_called(variable)]
            chosen &= np.isin(self.variable_index, called)
        return self.where(chosen)

    @staticmethod
    def _told(words: Sequence[str], index: Any) -> Any:
        return np.array([*words, ""], dtype=object)[index]


COLUMNS: Final[Mapping[str, str]] = {
    "lon": "f8",
    "lat": "f8",
    "depth": "f8",
    "time": "M8[ms]",
    "value": "f8",
    "qc": "S1",
    "variable_index": "i4",
    "platform_index": "i4",
    "source_index": "i4",
    "row": "i4",
}
"""The columns and what they are made of."""


def concatenate(tables: Sequence[Observations]) -> Observations:
    """Several tables one after the other; what they share stands once."""
    variables, platforms, sources = _Once(), _Once(), _Once()
    dropped: Counter[str] = Counter()
    parts = []
    for table in tables:
        renumbered = {
            "variable_index": variables.index(table.variables)[table.variable_index],
            "platform_index": platforms.index(table.platforms)[table.platform_index],
            "source_index": sources.index(table.sources)[table.source_index],
        }
        parts.append(replace(table, **renumbered))
        dropped.update(table.dropped)
    if not parts:
        return Observations.empty()
    columns: dict[str, Any] = {name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS}
    words: dict[str, Any] = {"variables": variables.all, "platforms": platforms.all, "sources": sources.all}
    return Observations(**columns, **words, dropped=dropped)


class _Once:
    """Words, each once, in the order in which they come."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}

    def index(self, words: Sequence[Any]) -> Any:
        """Where each of these stands; an empty column may be indexed by it too."""
        return np.array([self._places.setdefault(word, len(self._places)) for word in words], dtype="i4")

    @property
    def all(self) -> tuple[Any, ...]:
        """All of them."""
        return tuple(self._places)
