"""Cutting rings and lines to a rectangle (Sutherland and Hodgman 1974; Liang and Barsky 1984)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from repository.maps.land import Point


class Rect(NamedTuple):
    """A rectangle of the plane, in degrees or in pixels."""

    west: float
    south: float
    east: float
    north: float


def clip_ring(points: Sequence[Point], rect: Rect) -> list[Point]:
    """The part of a closed ring inside the rectangle; it may run along the rectangle's sides. Empty where none is."""
    ring = list(points)
    sides = ((0, rect.west, 1.0), (0, rect.east, -1.0), (1, rect.south, 1.0), (1, rect.north, -1.0))
    for axis, limit, sign in sides:
        ring = _cut(ring, axis, limit, sign)
        if not ring:
            break
    return ring


def _cut(ring: list[Point], axis: int, limit: float, sign: float) -> list[Point]:
    """The part of a ring where `sign * coordinate >= sign * limit`."""
    kept: list[Point] = []
    if not ring:
        return kept
    before = ring[-1]
    inside_before = sign * (before[axis] - limit) >= 0
    for point in ring:
        inside = sign * (point[axis] - limit) >= 0
        if inside is not inside_before:
            kept.append(_meet(before, point, axis, limit))
        if inside:
            kept.append(point)
        before, inside_before = point, inside
    return kept


def _meet(a: Point, b: Point, axis: int, limit: float) -> Point:
    """Where the segment crosses the line `coordinate = limit`; the two ends lie on its two sides."""
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def clip_line(points: Iterable[Point], rect: Rect) -> list[list[Point]]:
    """The pieces of an open line inside the rectangle, in order."""
    pieces: list[list[Point]] = []
    before: Point | None = None
    joined = False
    for point in points:
        if before is not None:
            segment = _clip_segment(before, point, rect)
            if segment is None:
                joined = False
            else:
                if joined and pieces[-1][-1] == segment[0]:
                    pieces[-1].append(segment[1])
                else:
                    pieces.append(list(segment))
                joined = True
        before = point
    return pieces


def _clip_segment(a: Point, b: Point, rect: Rect) -> tuple[Point, Point] | None:
    west, south, east, north = rect
    ax, ay = a
    bx, by = b
    if (
        (ax < west and bx < west)
        or (ax > east and bx > east)
        or (ay < south and by < south)
        or (ay > north and by > north)
    ):
        return None
    if west <= ax <= east and west <= bx <= east and south <= ay <= north and south <= by <= north:
        return a, b
    enter, leave = 0.0, 1.0
    dx, dy = bx - ax, by - ay
    for step, room in ((-dx, ax - west), (dx, east - ax), (-dy, ay - south), (dy, north - ay)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    if enter > leave:
        return None
    first = a if enter == 0.0 else (ax + enter * dx, ay + enter * dy)
    last = b if leave == 1.0 else (ax + leave * dx, ay + leave * dy)
    return first, last
