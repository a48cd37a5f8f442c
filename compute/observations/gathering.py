"""Blocks of observations gathered into the table: what cannot be used is left out and counted. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from compute.observations.flags import BAD, MISSING
from compute.observations.table import COLUMNS, Observations, Variable
from compute.observations.within import Within
from compute.refusals import DataRefused
from repository.inspection.table.vertical import DEEPEST, HIGHEST

MOST_OBSERVATIONS: Final = 20_000_000
"""Of one file: about 1.2 GB of columns."""
MOST_PLATFORMS: Final = 5_000_000
_HUGE: Final = 1e19
ALL: Final = Within()
_UNUSABLE: Final = (MISSING, BAD)
LEFT_OUT: Final = {
    "value-missing": "{count} without a value",
    "position-missing": "{count} without a position",
    "depth-missing": "{count} without a depth",
    "depth-impossible": "{count} of a depth that the sea does not have",
    "coordinate-flagged": "{count} whose place or time is flagged as bad",
    "not-asked-for": "{count} outside of what is asked for",
}
"""Why values are left out: the codes that are counted, and what is said of them."""


class Gathering:
    """Takes blocks of one file; `asked` are the names of the variables that are wanted, none for all.

    Columns grow in place: blocks that are joined at the end would need their memory twice. Of what is not within the
    part that is wanted nothing is kept, so that a small part of a large file takes little.
    """

    def __init__(
        self, source: str, *, asked: Iterable[str] = (), within: Within = ALL, most: int = MOST_OBSERVATIONS
    ) -> None:
        self._source, self._asked, self._most = source, tuple(asked), most
        self._within = within
        self._grown = {name: bytearray() for name in COLUMNS}
        self._variables: dict[Variable, int] = {}
        self._platforms: dict[str, int] = {}
        self._count = 0
        self.seen: dict[str, None] = {}
        self.dropped: Counter[str] = Counter()

    def wants(self, variable: Variable) -> bool:
        """Whether it was asked for."""
        self.seen.setdefault(variable.key)
        return not self._asked or any(variable.is_called(each) for each in self._asked)

    def platforms(self, names: Iterable[str]) -> Any:
        """The numbers of platforms by their names."""
        known = self._platforms
        found = np.array([known.setdefault(_clean(name), len(known)) for name in names], dtype="i4")
        if len(known) > MOST_PLATFORMS:
            raise DataRefused("The file has more than {most} stations.", most=MOST_PLATFORMS)
        return found

    def add(self, variable: Variable, **columns: Any) -> None:
        """One variable of a block: `lon lat depth time value qc platform row`, arrays of one length; original values.

        `has_depth` (bool, default False): the file gives depths, so that a value without one is left out; `bad` (mask):
        where, when or how deep is flagged as bad or missing.
        """
        has_depth, bad = columns.pop("has_depth", False), columns.pop("bad", None)
        value, qc = columns["value"], columns["qc"]
        lon, lat, depth = columns["lon"], columns["lat"], columns["depth"]
        with np.errstate(invalid="ignore"):
            tests = (
                ("value-missing", np.isfinite(value) & (np.abs(value) < _HUGE) & (qc != MISSING)),
                ("position-missing", (np.abs(lat) <= 90) & (lon >= -180) & (lon <= 360) & ~((lon == 0) & (lat == 0))),
                ("depth-missing", np.isfinite(depth) if has_depth else np.ones(len(value), dtype=bool)),
                ("depth-impossible", ~((depth > DEEPEST) | (depth < -HIGHEST))),
                ("coordinate-flagged", np.ones(len(value), dtype=bool) if bad is None else ~bad),
            )
        kept = np.ones(len(value), dtype=bool)
        for reason, good in tests:
            self.dropped[reason] += int((kept & ~good).sum())
            kept &= good
        lon = np.where(lon > 180, lon - 360, lon)
        inside = self._within.holds(lon=lon, lat=lat, depth=depth, time=columns["time"], qc=qc)
        self.dropped["not-asked-for"] += int((kept & ~inside).sum())
        kept &= inside
        columns["lon"] = lon
        self._put(variable, {name: column[kept] for name, column in columns.items()})

    def _put(self, variable: Variable, columns: dict[str, Any]) -> None:
        count = len(columns["value"])
        self._count += count
        if self._count > self._most:
            raise DataRefused(
                "The file has more than {most} observations; ask for one variable, or cut the file.", most=self._most
            )
        if not count:
            return
        number = self._variables.setdefault(variable, len(self._variables))
        columns["value"] = columns["value"] * variable.factor + variable.offset
        columns["platform_index"] = columns.pop("platform")
        columns["variable_index"] = np.full(count, number)
        columns["source_index"] = np.zeros(count)
        for name, kind in COLUMNS.items():
            self._grown[name] += np.ascontiguousarray(columns[name], kind).view(np.uint8).data

    def table(self) -> Observations:
        """All that was taken, in the order of the file: block after block, variable after variable."""
        columns: dict[str, Any] = {name: np.frombuffer(self._grown.pop(name), kind) for name, kind in COLUMNS.items()}
        return Observations(
            **columns,
            variables=tuple(self._variables),
            platforms=tuple(self._platforms),
            sources=(self._source,),
            dropped={reason: count for reason, count in sorted(self.dropped.items()) if count},
        )


def unusable(codes: Any) -> Any:
    """Where a coordinate's flag says bad or missing."""
    return np.isin(codes, np.array(_UNUSABLE, dtype="S1"))


def _clean(name: str) -> str:
    """On one line and printable, whatever bytes a file has there."""
    plain = " ".join(name.replace("\x00", " ").split())[:200]
    return plain.encode("utf-8", "replace").decode()
