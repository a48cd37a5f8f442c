"""Fewer points that look the same: curves keep their extremes, stations their spread. Pure."""

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Final

from repository.previews.shapes import MOST_STATIONS, MOST_VALUES, Station, words

_DIGITS: Final = 4
"""Decimals of a position: eleven metres."""

Values = Sequence[float | None]


def kept_indexes(lines: Sequence[Values], most: int = MOST_VALUES) -> list[int]:
    """Which points of curves over one axis are kept: both ends, and the lowest and highest of each stretch."""
    length = min((len(values) for values in lines), default=0)
    if length <= most:
        return list(range(length))
    stretches = max(1, (most - 2) // (2 * len(lines)))
    kept = {0, length - 1}
    for number in range(stretches):
        first, last = number * length // stretches, (number + 1) * length // stretches
        for values in lines:
            there = [index for index in range(first, last) if values[index] is not None]
            if there:
                kept.add(min(there, key=lambda index: values[index] or 0.0))
                kept.add(max(there, key=lambda index: values[index] or 0.0))
    return sorted(kept)


def finite(values: Iterable[float | None], digits: int = 7) -> list[float | None]:
    """The same numbers with so many digits that count; None for what is not finite."""
    return [
        None if value is None or not isfinite(value) or abs(value) > 1e300 else float(f"{value:.{digits}g}") + 0.0
        for value in values
    ]


class Stations:
    """Positions gathered one by one, each place once, thinned out evenly as they become many."""

    def __init__(self, most: int = MOST_STATIONS) -> None:
        self._most = 4 * most
        self._shown = most
        self._found: dict[tuple[float, float], str] = {}
        self._step = 1
        self._skipped = 0
        self.count = 0

    def add(self, longitude: float, latitude: float, name: str = "") -> None:
        """One position in degrees; what is none is left out."""
        if not (-180 <= longitude <= 360 and -90 <= latitude <= 90):
            return
        place = round(longitude, _DIGITS) + 0.0, round(latitude, _DIGITS) + 0.0
        if place in self._found:
            return
        self.count += 1
        self._skipped += 1
        if self._skipped < self._step:
            return
        self._skipped = 0
        self._found[place] = words(name)
        if len(self._found) > self._most:
            self._found = dict(list(self._found.items())[::2])
            self._step *= 2

    def listed(self) -> tuple[Station, ...]:
        """The positions that are shown, spread over all of them."""
        found = list(self._found.items())
        step = max(1, -(-len(found) // self._shown))
        return tuple(Station(longitude=x, latitude=y, name=name) for (x, y), name in found[::step])
