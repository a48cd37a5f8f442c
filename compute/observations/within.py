"""What part of the observations is wanted: a box, a period, depths, flags. Pure."""

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; `west > east` goes over the antimeridian."""


class Within(NamedTuple):
    """Ends belong to it; what a limited column does not know is left out.

    `period` is of dates or moments as numpy takes them; an end that is a day is the whole day, one that is a month the
    whole month. `depth` is in metres downwards. `flags` are characters of L20, such as "12".
    """

    box: Box | None = None
    period: tuple[Any, Any] | None = None
    depth: tuple[float, float] | None = None
    flags: Collection[str] | None = None

    def holds(self, *, lon: Any, lat: Any, depth: Any, time: Any, qc: Any) -> Any:
        """Of each row, whether it is wanted (bool)."""
        chosen = np.ones(len(lon), dtype=bool)
        if self.box is not None:
            chosen &= _in_box(lon, lat, self.box)
        if self.period is not None:
            chosen &= _in_period(time, self.period)
        if self.depth is not None:
            chosen &= (depth >= self.depth[0]) & (depth <= self.depth[1])
        if self.flags is not None:
            chosen &= np.isin(qc, np.array([flag.encode() for flag in self.flags], dtype="S1"))
        return chosen


def _in_box(lon: Any, lat: Any, box: Box) -> Any:
    west, south, east, north = box
    inside = (lat >= south) & (lat <= north)
    if east - west >= 360:
        return inside
    west, east = _within(west), _within(east)
    shifted = [lon, lon + 360, lon - 360] if west <= east else [lon]
    if west > east:
        return inside & ((lon >= west) | (lon <= east))
    return inside & np.logical_or.reduce([(each >= west) & (each <= east) for each in shifted])


def _within(longitude: float) -> float:
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def _in_period(time: Any, period: tuple[Any, Any]) -> Any:
    begin, end = (np.datetime64(each) for each in period)
    after = (end + np.timedelta64(1)).astype("M8[ms]")
    return (time >= begin.astype("M8[ms]")) & (time < after)
