"""Boxes on a round Earth: across the antimeridian, over a pole, and very many of them folded into a few."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MOST_SLOTS: Final = 4
"""So many boxes of one dataset are fields of an index; where it has more, these are around several."""


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """Degrees of WGS 84 that do not wrap: ``west <= east``, both from -180 to 180."""

    west: float
    south: float
    east: float
    north: float

    def touches(self, other: "Box") -> bool:
        """Whether they share a point; 180 degrees west is 180 degrees east."""
        return (
            self.south <= other.north
            and self.north >= other.south
            and any(self.west <= other.east + turn and self.east >= other.west + turn for turn in (0, 360, -360))
        )

    @property
    def area(self) -> float:
        """Square degrees."""
        return (self.east - self.west) * (self.north - self.south)


def boxes_between(west: float, south: float, east: float, north: float) -> tuple[Box, ...]:
    """A box as it was drawn, in one part or in two on either side of the antimeridian.

    ``west > east`` goes over it, as do longitudes beyond 180; 360 degrees or more are the whole round; latitudes beyond
    a pole end at the pole; south and north in the wrong order are put right.

    >>> boxes_between(170, -10, -170, 10)
    (Box(west=170, south=-10, east=180.0, north=10), Box(west=-180.0, south=-10, east=-170, north=10))
    """
    low, high = sorted((max(-90.0, min(90.0, south)), max(-90.0, min(90.0, north))))
    if east - west >= 360:
        return (Box(-180.0, low, 180.0, high),)
    left, right = _turned(west), _turned(east)
    if left <= right:
        return (Box(left, low, right, high),)
    if right == -180:
        return (Box(left, low, 180.0, high),)
    return (Box(left, low, 180.0, high), Box(-180.0, low, right, high))


def met_by(parts: Iterable[Box]) -> Iterator[Box]:
    """Some boxes, and the sides of those that end at the antimeridian as seen from its other side."""
    for box in parts:
        yield box
        if box.east == 180 and box.west > -180:
            yield Box(-180.0, box.south, -180.0, box.north)
        if box.west == -180 and box.east < 180:
            yield Box(180.0, box.south, 180.0, box.north)


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around some; there must be one."""
    known = tuple(boxes)
    return Box(
        min(box.west for box in known),
        min(box.south for box in known),
        max(box.east for box in known),
        max(box.north for box in known),
    )


def few(boxes: Iterable[Box], *, most: int = MOST_SLOTS) -> Iterator[Box]:
    """At most so many boxes that cover all the given ones: neighbours are joined where that adds least."""
    kept = sorted(set(boxes))
    while len(kept) > most:
        added = [(_added(one, other), place) for place, (one, other) in enumerate(pairwise(kept))]
        wanted = len(kept) - most
        joined: set[int] = set()
        for _degrees, place in sorted(added):
            if not joined & {place - 1, place + 1} and len(joined) < max(1, min(wanted, len(kept) // 4)):
                joined.add(place)
        kept = [
            hull(kept[place : place + 2]) if place in joined else box
            for place, box in enumerate(kept)
            if place - 1 not in joined
        ]
    yield from kept


def _added(one: Box, other: Box) -> float:
    return hull((one, other)).area - one.area - other.area


def _turned(longitude: float) -> float:
    if -180 <= longitude <= 180:
        return longitude
    return (longitude + 180) % 360 - 180
