"""Boxes of longitude and latitude as people give them, and the smallest part of the globe that holds them all."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """Degrees. `west` greater than `east` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class Part(NamedTuple):
    """A box made regular: `west` in [-180, 180), `width` in [0, 360], `south` <= `north` in [-90, 90]."""

    west: float
    width: float
    south: float
    north: float

    @property
    def is_point(self) -> bool:
        """No area at all: a station."""
        return self.width == 0 and self.south == self.north


def wrap(longitude: float) -> float:
    """The same meridian in [-180, 180)."""
    return (longitude + 180.0) % 360.0 - 180.0


def regular(box: Box) -> Part | None:
    """The box with its numbers in range, or None where one of them is not a finite number."""
    if not all(math.isfinite(value) for value in box):
        return None
    south, north = sorted(max(-90.0, min(90.0, value)) for value in (box.south, box.north))
    if box.east - box.west >= 360.0:
        return Part(-180.0, 360.0, south, north)
    return Part(wrap(box.west), (box.east - box.west) % 360.0, south, north)


def regular_points(points: Iterable[Sequence[float]]) -> list[tuple[float, float]]:
    """(longitude, latitude) pairs in range; what is not a finite number is left out."""
    finite = ((lon, lat) for lon, lat in points if math.isfinite(lon) and math.isfinite(lat))
    return [(wrap(lon), max(-90.0, min(90.0, lat))) for lon, lat in finite]


def hull(parts: Sequence[Part]) -> Part:
    """The smallest box that holds all parts: the widest gap of longitude stays outside. Needs at least one part."""
    south = min(part.south for part in parts)
    north = max(part.north for part in parts)
    arcs = sorted((part.west, part.west + part.width) for part in parts)
    reach = arcs[0][1]
    gap, west = arcs[0][0] + 360.0 - max(end for _, end in arcs), arcs[0][0]
    for start, end in arcs[1:]:
        if start - reach > gap:
            gap, west = start - reach, start
        reach = max(reach, end)
    return Part(west, max(0.0, min(360.0, 360.0 - gap)), south, north)
