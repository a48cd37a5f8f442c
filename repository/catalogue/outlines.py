"""An area drawn as a line of corners, also over the antimeridian or around a pole, and the boxes that it touches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil, floor, inf
from typing import Any, Final

from repository.catalogue.boxes import Box, boxes_between

Corner = tuple[float, float]
"""(longitude, latitude), degrees."""

_DIGITS: Final = 9
"""Of degrees: longitudes that were turned are rounded to so many."""


@dataclass(frozen=True)
class Outline:
    """A closed line whose longitudes go on beyond 180 where it crosses the antimeridian. `outline` gives one."""

    corners: tuple[Corner, ...]

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The smallest box around it, in one part or in two."""
        longitudes, latitudes = zip(*self.corners, strict=True)
        drawn = boxes_between(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        return tuple(Box(round(box.west, _DIGITS), box.south, round(box.east, _DIGITS), box.north) for box in drawn)

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the box around it; ``west > east`` goes over the antimeridian."""
        first, last = self.boxes[0], self.boxes[-1]
        return first.west, first.south, last.east, first.north

    def touches(self, boxes: Sequence[Sequence[float]]) -> list[bool]:
        """For each box (west, south, east, north), as boxes of the catalogue are, whether it shares a point with it."""
        import numpy as np  # where an area is asked for, and nowhere else

        sides = np.asarray(boxes, dtype=float).reshape(-1, 4).T
        found = np.zeros(sides.shape[1], dtype=bool)
        longitudes = [longitude for longitude, _latitude in self.corners]
        for turn in range(floor((min(longitudes) - 180) / 360), ceil((max(longitudes) + 180) / 360) + 1):
            open_ones = np.flatnonzero(~found)
            west, south, east, north = sides[:, open_ones]
            turned = (west + 360 * turn, south, east + 360 * turn, north)
            found[open_ones] = self._holds(turned) | self._crosses(turned)
        return [bool(each) for each in found]

    def _holds(self, sides: tuple[Any, ...]) -> Any:
        """Whether the south-western corner of each box lies inside: a box that no edge crosses lies there whole."""
        x, y = sides[0], sides[1]
        inside = x > inf
        for (x1, y1), (x2, y2) in self._edges():
            if y1 != y2:
                inside ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
        return inside

    def _crosses(self, sides: tuple[Any, ...]) -> Any:
        """Whether an edge shares a point with each box: they are near, and all corners are not on one side of it."""
        west, south, east, north = sides
        found = west > inf
        for (x1, y1), (x2, y2) in self._edges():
            near = (west <= max(x1, x2)) & (east >= min(x1, x2)) & (south <= max(y1, y2)) & (north >= min(y1, y2))
            corners = [(x[near], y[near]) for x in (west, east) for y in (south, north)]
            aside = [(x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in corners]
            is_left = (aside[0] > 0) & (aside[1] > 0) & (aside[2] > 0) & (aside[3] > 0)
            is_right = (aside[0] < 0) & (aside[1] < 0) & (aside[2] < 0) & (aside[3] < 0)
            found[near] |= ~(is_left | is_right)
        return found

    def _edges(self) -> Iterator[tuple[Corner, Corner]]:
        return pairwise((*self.corners, self.corners[0]))


def outline(corners: Iterable[Corner]) -> Outline:
    """The area within a line of corners. Each step goes the shorter way round the Earth, one of 360 degrees is whole.

    A line that comes back to its beginning only after a turn goes around the pole on whose side it lies.

    >>> [(box.west, box.east) for box in outline([(170, 0), (-170, 0), (-170, 5), (170, 5)]).boxes]
    [(170, 180.0), (-180.0, -170)]
    """
    told = list(corners)
    if told[0] == told[-1]:
        told.pop()
    line = [told[0]]
    for before, (longitude, latitude) in pairwise([*told, told[0]]):
        line.append((line[-1][0] + _step(longitude - before[0]), latitude))
    turned = line[-1][0] - line[0][0]
    if abs(turned) < 180:
        return Outline(tuple(line[:-1]))
    pole = -90.0 if sum(latitude for _longitude, latitude in told) < 0 else 90.0
    return Outline((*line, (line[-1][0], pole), (line[0][0], pole)))


def _step(longitudes: float) -> float:
    if 180 < abs(longitudes) < 360:
        return longitudes - 360 if longitudes > 0 else longitudes + 360
    return longitudes
