"""STAC: one geometry (RFC 7946) and one bounding box for all boxes, points and polygons of a record.

STAC's schema knows no GeometryCollection: where there are areas they are the shape, and the box holds the points too.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from repository.record.extents import BoundingBox, Position, SpatialCoverage
from repository.record.longitudes import smallest_arc

Coordinates = list[Any]
Ring = Sequence[Position]


def footprint(place: SpatialCoverage) -> tuple[dict[str, Any] | None, list[float]]:
    """Geometry and bounding box, west south east north; None and an empty list where there is no place.

    A box over the antimeridian is two rectangles; the bounding box then has its west above its east.
    """
    areas = [_polygon([_corners(part)]) for box in place.boxes if _is_area(box) for part in box.parts]
    areas += [_polygon((polygon.exterior, *polygon.holes)) for polygon in place.polygons]
    flat = [box for box in place.boxes if not _is_area(box)]
    if areas:
        return _one_or_multi("Polygon", areas), _bounds(place)
    if not flat:
        return None, []
    lines = [_ends(part) for box in flat if not box.is_point for part in box.parts]
    if lines and not any(box.is_point for box in flat):
        return _one_or_multi("LineString", lines), _bounds(place)
    points = [[box.west, box.south] for box in flat if box.is_point] + [end for line in lines for end in line]
    return _one_or_multi("Point", points), _bounds(place)


def _is_area(box: BoundingBox) -> bool:
    return box.width > 0 and box.north > box.south


def _one_or_multi(kind: str, shapes: Coordinates) -> dict[str, Any]:
    if len(shapes) == 1:
        return {"type": kind, "coordinates": shapes[0]}
    return {"type": f"Multi{kind}", "coordinates": shapes}


def _corners(box: BoundingBox) -> Ring:
    west, south, east, north = box.west, box.south, box.east, box.north
    return (west, south), (east, south), (east, north), (west, north), (west, south)


def _ends(box: BoundingBox) -> Coordinates:
    return [[box.west, box.south], [box.east, box.north]]


def _polygon(rings: Iterable[Ring]) -> Coordinates:
    """Rings as RFC 7946 wants them: the outer one counterclockwise, holes clockwise."""
    return [_turned(ring, left=number == 0) for number, ring in enumerate(rings)]


def _turned(ring: Ring, *, left: bool) -> Coordinates:
    pairs = pairwise(ring)
    area = sum((second[0] - first[0]) * (second[1] + first[1]) for first, second in pairs)
    positions = [list(position) for position in ring]
    return positions if (area <= 0) is left else positions[::-1]


def _bounds(place: SpatialCoverage) -> list[float]:
    outlines = [polygon.exterior for polygon in place.polygons]
    arcs = [(box.west, box.east) for box in place.boxes]
    arcs += [(min(x for x, _ in ring), max(x for x, _ in ring)) for ring in outlines]
    heights = [side for box in place.boxes for side in (box.south, box.north)]
    heights += [y for ring in outlines for _, y in ring]
    west, east = smallest_arc(arcs)
    return [west, min(heights), east, max(heights)]
