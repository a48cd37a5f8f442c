"""The smallest box around many positions on the Earth, also across the antimeridian and around a pole. Pure."""

import math
from typing import Final

from repository.record.longitudes import smallest_arc

Box = dict[str, float]
"""West, south, east, north in degrees, in the shape of the record; west > east crosses the antimeridian."""

_SPANS_MOST: Final = 4_096
_DIGITS: Final = 7
_NEARLY: Final = 1e-9
_WORTH_CROSSING: Final = 1.0
"""Degrees by which a box must shrink before it is drawn over the antimeridian."""


class Extent:
    """Grows with every position or span that is added; takes the same memory for ten positions and ten million.

    Longitudes from -360 to 360 and latitudes from -90 to 90 are positions; others are counted in `impossible`.
    """

    def __init__(self) -> None:
        self.impossible = 0
        self.outside: tuple[float, float] | None = None
        self._spans: list[tuple[float, float]] = []
        self._south, self._north = math.inf, -math.inf

    def add(self, longitude: float, latitude: float) -> None:
        """A position in degrees."""
        self.add_span(longitude, latitude, longitude, latitude)

    def add_span(self, west: float, south: float, east: float, north: float) -> None:
        """A box of the file, going east from west to east, with west at most east (which may lie beyond 180)."""
        if not (-360 <= west <= east <= 540 and -90 <= south <= north <= 90):
            self.impossible += 1
            self.outside = self.outside or (west, south)
            return
        self._south, self._north = min(self._south, south), max(self._north, north)
        self._spans.append((west, east))
        if len(self._spans) > _SPANS_MOST:
            self._shrink()

    def box(self) -> Box | None:
        """The smallest box that holds everything added; None before the first position."""
        if not self._spans:
            return None
        merged = _merged(self._spans)
        west, east = _around(merged)
        return {"west": west, "south": _plain(self._south), "east": east, "north": _plain(self._north)}

    def _shrink(self) -> None:
        """Keep only spans that are apart, and of these at most half as many as fit: the narrowest gaps are closed."""
        merged = _merged(self._spans)
        gaps = sorted((merged[i + 1][0] - merged[i][1] for i in range(len(merged) - 1)), reverse=True)
        least = gaps[_SPANS_MOST // 2] if len(gaps) > _SPANS_MOST // 2 else 0.0
        kept: list[tuple[float, float]] = []
        for west, east in merged:
            if kept and west - kept[-1][1] <= least:
                kept[-1] = (kept[-1][0], east)
            else:
                kept.append((west, east))
        self._spans = kept


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same longitudes as separate spans in order, each from west to east within -180 to 180."""
    cut: list[tuple[float, float]] = []
    for west, east in spans:
        if east - west >= 360:
            return [(-180.0, 180.0)]
        start = west if -180 <= west <= 180 else (west + 180) % 360 - 180
        end = start + (east - west)
        cut += [(start, end)] if end <= 180 else [(start, 180.0), (-180.0, end - 360)]
    merged: list[tuple[float, float]] = []
    for west, east in sorted(cut):
        if merged and west <= merged[-1][1] + _NEARLY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], east))
        else:
            merged.append((west, east))
    return merged


def _around(merged: list[tuple[float, float]]) -> tuple[float, float]:
    """West and east of the smallest box; where crossing the antimeridian would gain next to nothing it does not."""
    west, east = smallest_arc(merged, gain=_WORTH_CROSSING)
    return _plain(west), _plain(east)


def _plain(value: float) -> float:
    return round(value, _DIGITS) + 0.0
