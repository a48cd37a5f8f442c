"""Arcs of longitude: the smallest one around several, also where it crosses the antimeridian. The one place for it."""

from collections.abc import Iterable
from typing import Final

Arc = tuple[float, float]
"""(west, east) in degrees, -180 to 180; ``west > east`` goes over the antimeridian, equal sides are one meridian."""

_WHOLE: Final[Arc] = (-180.0, 180.0)
_ABOUT_EQUAL: Final = 1.01
"""Two gaps of a regular grid differ by rounding only: the one at the antimeridian is kept open then."""


def smallest_arc(arcs: Iterable[Arc], *, gain: float = 0.0, gap: float = 0.0) -> Arc:
    """The smallest arc that holds all of ``arcs`` (one at least, each within -180 to 180).

    What is left out is the widest empty stretch; of two that are about equal, the one over the antimeridian, so that a
    box around the whole Earth is written from west to east. ``gain``: degrees by which crossing must at least be
    narrower; ``gap``: the least empty stretch for which it is crossed at all.

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
    open_now = first + 360 - reached
    if widest > max(0, open_now) * _ABOUT_EQUAL and widest > open_now + gain and widest > gap:
        return _tidy(after, before)
    return _tidy(first, reached) if open_now > 0 else _WHOLE


def within(longitude: float) -> float:
    """The same meridian within -180 to 180; a number that is within already stays as it is.

    >>> within(190.0), within(180.0), within(-541.0)
    (-170.0, 180.0, 179.0)
    """
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


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
