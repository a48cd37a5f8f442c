"""Shapes of GeoJSON, from what JSON was read into."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from harvest.records.refused import Budget, FilterRefused, check_depth
from harvest.records.shapes import Piece, Shape, box, line, point, polygon

Json = Any


def shape_of_geojson(told: Json, budget: Budget | None = None) -> Shape:
    """A geometry of GeoJSON, as ``intersects`` of STAC has it. Raises FilterRefused."""
    return Shape(tuple(_pieces(told, budget or Budget(), 1)))


def some_of(told: Json, name: str) -> list[Json]:
    """A list that is not empty. Raises FilterRefused."""
    if not isinstance(told, list) or not told:
        raise FilterRefused(f"{name!r} has a list of arguments.", name)
    return told


def _pieces(told: Json, budget: Budget, depth: int) -> list[Piece]:
    check_depth(depth)
    if isinstance(told, dict) and isinstance(told.get("bbox"), list) and "type" not in told:
        sides = _position(told["bbox"])
        if len(sides) not in (4, 6):
            raise FilterRefused("A box has four sides.", "bbox")
        half = len(sides) // 2
        return list(box(sides[0], sides[1], sides[half], sides[half + 1]).pieces)
    kind = str(told.get("type")) if isinstance(told, dict) else ""
    if kind == "GeometryCollection":
        return [piece for each in some_of(told.get("geometries"), kind) for piece in _pieces(each, budget, depth + 1)]
    read = _READERS.get(kind)
    if read is None:
        raise FilterRefused("A geometry of GeoJSON stands here.", "geometry")
    coordinates = told.get("coordinates")
    return [read(each, budget) for each in (some_of(coordinates, kind) if kind.startswith("Multi") else [coordinates])]


def _polygon(told: Json, budget: Budget) -> Piece:
    return polygon([_line(ring) for ring in some_of(told, "Polygon")], budget)


def _point(told: Json, budget: Budget) -> Piece:
    position = _position(told)
    if len(position) < 2:
        raise FilterRefused("A position is a longitude and a latitude.", "coordinates")
    return point((position[0], position[1]), budget)


def _way(told: Json, budget: Budget) -> Piece:
    return line(_line(told), budget)


def _line(told: Json) -> list[Sequence[float]]:
    return [_position(each) for each in some_of(told, "coordinates")]


def _position(told: Json) -> list[float]:
    if not isinstance(told, list) or not 2 <= len(told) <= 6:
        raise FilterRefused("A position is a longitude and a latitude.", "coordinates")
    if not all(isinstance(each, int | float) and not isinstance(each, bool) and abs(each) < 1e6 for each in told):
        raise FilterRefused("A position is made of numbers.", "coordinates")
    return [float(each) for each in told]


_READERS: Final[Mapping[str, Callable[[Json, Budget], Piece]]] = {
    "Point": _point,
    "MultiPoint": _point,
    "LineString": _way,
    "MultiLineString": _way,
    "Polygon": _polygon,
    "MultiPolygon": _polygon,
}
