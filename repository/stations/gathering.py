"""The rows of a text gathered into stations, in bounded memory: a path of many positions is kept day by day. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final

from repository.stations.moments import Moments, Readings
from repository.stations.places import Places
from repository.stations.shapes import MOST_STATIONS, MOST_VARIABLES, Found, Station

_A_PATH: Final = 1_000
"""So many positions without a name, hardly any of which comes twice, are the path of something that moves."""
_OFTEN: Final = 1.5


@dataclass(slots=True)
class Gathered:
    """What the rows of one station said so far; ``measured`` has a bit for each variable."""

    name: str = ""
    places: Places = field(default_factory=Places)
    begins: Readings = ("", "")
    ends: Readings = ("", "")
    top: float = inf
    bottom: float = -inf
    observations: int = 0
    measured: int = 0
    is_path: bool = False

    def at(self, moment: Readings) -> None:
        """Widen by a moment."""
        if moment[0] or moment[1]:
            self.begins = _least(self.begins[0], moment[0]), _least(self.begins[1], moment[1])
            self.ends = max(self.ends[0], moment[0]), max(self.ends[1], moment[1])

    def deep(self, depth: float) -> None:
        """Widen by a depth, metres downwards."""
        self.top, self.bottom = min(self.top, depth), max(self.bottom, depth)

    def join(self, other: "Gathered") -> None:
        """Widen by all of another."""
        self.places.join(other.places)
        self.at(other.begins)
        self.at(other.ends)
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)
        self.observations += other.observations
        self.measured |= other.measured


class Gathering:
    """Stations by their key, in the order in which they come."""

    def __init__(self, variables: Sequence[str], *, may_be_path: bool = False, most: int = MOST_STATIONS) -> None:
        self._names = variables[:MOST_VARIABLES]
        self._may_be_path = may_be_path
        self._by_day = False
        self._most = most
        self._rows = 0
        self._found: dict[Hashable, Gathered] = {}
        self.is_cut = False

    def station(self, key: Hashable, name: str, moment: Readings = ("", "")) -> Gathered | None:
        """The station of a row; None where there are more than are kept."""
        self._rows += 1
        if self._by_day:
            key = moment[0][:10]
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= self._most:
                if self._may_be_path and not self._by_day and self._looks_like_path():
                    self._fold()
                    return self.station(key, name, moment)
                self.is_cut = True
                return None
            found = self._found[key] = Gathered(name, is_path=self._by_day)
        return found

    def listed(self, moments: Moments) -> Found:
        """All stations, once every row was seen."""
        if self._may_be_path and not self._by_day and len(self._found) > _A_PATH and self._looks_like_path():
            self._fold()
        which = moments.which
        return Found(tuple(self._station(each, which) for each in self._found.values()), self.is_cut)

    def _looks_like_path(self) -> bool:
        return self._rows < _OFTEN * len(self._found)

    def _fold(self) -> None:
        """From positions to days."""
        self._by_day = True
        days: dict[Hashable, Gathered] = {}
        for each in self._found.values():
            day = days.setdefault(each.begins[0][:10], Gathered(is_path=True))
            day.join(each)
        self._found = days

    def _station(self, found: Gathered, which: int | None) -> Station:
        begin, end = (found.begins[which], found.ends[which]) if which is not None else ("", "")
        is_deep = found.top <= found.bottom
        return Station(
            found.name,
            _kind(found, begin, end),
            *found.places.sides(),
            begin,
            end,
            round(found.top, 2) + 0.0 if is_deep else None,
            round(found.bottom, 2) + 0.0 if is_deep else None,
            found.observations,
            tuple(name for place, name in enumerate(self._names) if found.measured >> place & 1),
        )


def _kind(found: Gathered, begin: str, end: str) -> str:
    if found.is_path:
        return "path"
    if found.top < found.bottom:
        return "profile"
    return "series" if begin != end else "sample"


def _least(one: str, other: str) -> str:
    return min(one, other) if one and other else one or other
