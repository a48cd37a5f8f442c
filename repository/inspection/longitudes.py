"""Arcs of longitude: the smallest one around several, also where it crosses the antimeridian."""

from collections.abc import Iterable
from typing import Final

Arc = tuple[float, float]
"""(west, east) in degrees, -180 to 180; ``west > east`` goes over the antimeridian, equal sides are one meridian."""

_WHOLE: Final[Arc] = (-180.0, 180.0)
_ABOUT_EQUAL: Final = 1.01
"""Two gaps of a regular grid differ by rounding only: the one at the antimeridian is kept open then."""


def smallest_arc(arcs: Iterable[Arc]) -> Arc:
    """The smallest arc that holds all of ``arcs`` (one at least, each within -180 to 180).

    What is left out is the widest empty stretch; of two that are equal, the one over the antimeridian, so that a box
    around the whole Earth is written from west to east.

    >>> smallest_arc([(170.0, 175.0), (-175.0, -170.0)])
    (170.0, -170.0)
    """
    spread = sorted(_from_west(arc) for arc in arcs)
    first = spread[0][0]
    reached = max(spread[0][1], max(end for _, end in spread) - 360)
    widest, after, before = 0.0, first, reached
    for start, end in spread[1:]:
        if start - reached > widest:
            widest, after, before = start - reached, start, reached
        reached = max(reached, end)
    over_antimeridian = first + 360 - reached
    if widest > max(0, over_antimeridian) * _ABOUT_EQUAL:
        return _tidy(after, before)
    return _tidy(first, reached) if over_antimeridian > 0 else _WHOLE


def _from_west(arc: Arc) -> Arc:
    """West in -180 to 180 (excluded), and an east that is never smaller, beyond 180 where the arc goes over it."""
    west, east = arc
    if west == 180 and east != 180:
        west = -180.0
    return (west, east) if west <= east else (west, east + 360)


def _tidy(west: float, east: float) -> Arc:
    if east > 180:
        east -= 360
    if west == 180 != east:
        west = -180.0
    if east == -180 != west:
        east = 180.0
    return (west, east)
