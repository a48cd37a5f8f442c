"""Places as SQL: boxes first, which an index knows, then the very areas."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from harvest.records.shapes import Piece, Position, Shape
from harvest.records.tree import SpaceOp, Where

Bind = Callable[[Any], str]

_MOST_BOXES: Final = 12
"""So many boxes are looked up by themselves; of more, the one around them."""


def where_sql(condition: Where, bind: Bind) -> str:
    """An SQL condition in brackets, NULL where there is no place."""
    shape = condition.shape
    match condition.op:
        case SpaceOp.INTERSECTS:
            return _intersects(shape, bind)
        case SpaceOp.DISJOINT:
            return f"(e.hull IS NOT NULL AND {_intersects(shape, bind)} IS NOT TRUE)"
        case SpaceOp.WITHIN:
            return _within(shape, bind)
        case SpaceOp.CONTAINS:
            return _contains(shape, bind)
        case SpaceOp.EQUALS:
            return f"({_within(shape, bind)} AND {_contains(shape, bind)})"
        case SpaceOp.OVERLAPS:
            apart = f"{_within(shape, bind)} IS NOT TRUE AND {_contains(shape, bind)} IS NOT TRUE"
            return f"({_intersects(shape, bind)} AND {apart})"


def _intersects(shape: Shape, bind: Bind) -> str:
    areas = " OR ".join(_meets("a", piece, bind) for piece in _everywhere(shape))
    return f"({_near(shape, bind)} AND EXISTS (SELECT FROM unnest(e.areas) AS a WHERE {areas}))"


def _within(shape: Shape, bind: Bind) -> str:
    held = " OR ".join(_holds(piece, "a", bind) for piece in _everywhere(shape))
    return f"({_near(shape, bind)} AND NOT EXISTS (SELECT FROM unnest(e.areas) AS a WHERE NOT ({held})))"


def _contains(shape: Shape, bind: Bind) -> str:
    each = []
    for piece in shape.pieces:
        places = " OR ".join(f"a @> {_polygon(turned.corners, bind)}" for turned in piece.everywhere)
        each.append(f"EXISTS (SELECT FROM unnest(e.areas) AS a WHERE {places})")
    return f"({_near(shape, bind)} AND {' AND '.join(each)})"


def _meets(area: str, piece: Piece, bind: Bind) -> str:
    met = f"{area} && {_polygon(piece.corners, bind)}"
    return f"({' AND '.join([met, *(f'NOT {_polygon(hole, bind)} @> {area}' for hole in piece.holes)])})"


def _holds(piece: Piece, area: str, bind: Bind) -> str:
    held = f"{_polygon(piece.corners, bind)} @> {area}"
    return f"({' AND '.join([held, *(f'NOT {_polygon(hole, bind)} && {area}' for hole in piece.holes)])})"


def _near(shape: Shape, bind: Bind) -> str:
    """Whether the box around all areas of a record shares a point with one around a piece."""
    boxes = [piece.sides for piece in _everywhere(shape)]
    if len(boxes) > _MOST_BOXES:
        west, south, east, north = zip(*boxes, strict=True)
        boxes = [(min(west), min(south), max(east), max(north))]
    parts = " OR ".join(f"e.hull && {bind(_box(sides))}::box" for sides in boxes)
    return f"({parts})"


def _everywhere(shape: Shape) -> Iterator[Piece]:
    return (turned for piece in shape.pieces for turned in piece.everywhere)


def _box(sides: tuple[float, float, float, float]) -> str:
    west, south, east, north = sides
    return f"({east!r},{north!r}),({west!r},{south!r})"


def _polygon(corners: tuple[Position, ...], bind: Bind) -> str:
    return f"{bind('(' + ','.join(f'({x!r},{y!r})' for x, y in corners) + ')')}::polygon"
