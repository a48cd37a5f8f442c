"""Boxes on a round Earth: across the antimeridian, over a pole, and very many of them folded into a few."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

MOST_SLOTS: Final = 4
"""So many boxes of one dataset are asked about one by one; where it has more, they are exact in the database alone."""


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
        joined = min(range(len(kept) - 1), key=lambda place: _added(kept[place], kept[place + 1]))
        kept[joined : joined + 2] = [hull(kept[joined : joined + 2])]
    yield from kept


def _added(one: Box, other: Box) -> float:
    return hull((one, other)).area - one.area - other.area


def _turned(longitude: float) -> float:
    if -180 <= longitude <= 180:
        return longitude
    return (longitude + 180) % 360 - 180
