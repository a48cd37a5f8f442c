"""A map of where data were taken, as one inline SVG: styled by classes only, the same text for the same input."""

import hashlib
import html
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from repository.maps import svg
from repository.maps.box import Box, Part, hull, regular, regular_points
from repository.maps.clip import Rect, clip_ring
from repository.maps.graticule import Letters, draw_graticule, draw_scale
from repository.maps.ground import draw_land, draw_sea, globe
from repository.maps.land import NO_LAND, Land, Point
from repository.maps.projection import EqualEarth
from repository.maps.view import View, choose_view, outline

MOST_POINTS = 2000
MOST_BOXES = 500
_SMALL = 7.0  # pixels under which a box also gets a dot, so that it is seen
_EVERYWHERE = Part(-180.0, 360.0, -90.0, 90.0)


def draw_plate(
    boxes: Iterable[Box],
    points: Iterable[Sequence[float]] = (),
    *,
    width: int = 760,
    title: str = "",
    land: Land = NO_LAND,
    letters: Letters = Letters(),  # noqa: B008 (immutable)
) -> str:
    """The map of `boxes` and `points` (longitude, latitude in degrees) as SVG text, `width` pixels wide.

    The first `MOST_BOXES` boxes are drawn, the frame is laid around all of them; `boxes_left_out` counts the others.
    `title` is the sentence for those who cannot see it. Without `land` the graticule stands alone. Numbers out of
    range are brought into it and what is not a number is left out, so that a half-typed draft can be drawn too.
    """
    parts = _parts(boxes)
    return _draw(_Data(parts, tuple(regular_points(points))), width, title, land, letters)


def boxes_left_out(boxes: Iterable[Box]) -> int:
    """How many of `boxes` the map does not draw."""
    return max(len(_parts(boxes)) - MOST_BOXES, 0)


def _parts(boxes: Iterable[Box]) -> tuple[Part, ...]:
    return tuple(part for box in boxes if (part := regular(Box(*box))))


class _Data(NamedTuple):
    boxes: tuple[Part, ...]
    points: tuple[Point, ...]

    def hull(self) -> Part:
        everything = [*self.boxes, *(Part(lon, 0.0, lat, lat) for lon, lat in self.points)]
        return hull(everything) if everything else _EVERYWHERE


@lru_cache(maxsize=256)
def _draw(data: _Data, width: int, title: str, land: Land, letters: Letters) -> str:
    view = choose_view(data.hull(), width)
    key = "coast-" + hashlib.sha256(repr((data, width)).encode()).hexdigest()[:10]
    body = [draw_sea(view), draw_ground(view, land, key), draw_graticule(view, letters)]
    body += [_draw_box(view, part) for part in data.boxes[:MOST_BOXES]]
    body += [_draw_points(view, data.points), draw_scale(view)]
    label = f' role="img" aria-label="{html.escape(title)}"' if title else ' aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {view.width} {view.height}"'
        f'{label} focusable="false">{"".join(body)}</svg>'
    )


def draw_ground(view: View, land: Land, key: str) -> str:
    """Land and water lines; on the map of the world they end at the edge of the globe."""
    ground = draw_land(view, land, key)
    if not isinstance(view.projection, EqualEarth):
        return ground
    edge = globe(view)
    mask = f'<clipPath id="{key}-globe"><path d="{edge}"/></clipPath>'
    return f'{mask}<g clip-path="url(#{key}-globe)">{ground}</g>{svg.path("edge", edge)}'


def _draw_box(view: View, part: Part) -> str:
    """One box as one group: a point where it has no area, two parts where it meets the edge of the map."""
    if part.is_point:
        return f"<g>{svg.circle('stn', _place(view, part.west, part.south), 4.5)}</g>"
    shapes = [svg.path("extent", svg.line(ring, closed=True) or svg.line(ring)) for ring in rings_of(view, part)]
    ring = [view.pixel(lon, lat) for lon, lat in outline(part._replace(west=_start(view, part)))]
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    if max(xs) - min(xs) < _SMALL and max(ys) - min(ys) < _SMALL:
        shapes.append(svg.circle("stn", ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2), 4.5))
    return f"<g>{''.join(shapes)}</g>"


def _start(view: View, part: Part) -> float:
    """The western side of a box in the turn of the globe that shows most of it."""
    middle = view.near(part.west + part.width / 2)
    return middle - part.width / 2


def rings_of(view: View, part: Part) -> list[list[Point]]:
    """The box in pixels, cut where the map ends; never empty of its own line even when it has no height or no width."""
    ring = outline(part._replace(west=_start(view, part)))
    if not isinstance(view.projection, EqualEarth):
        return [[view.pixel(lon, lat) for lon, lat in ring]]
    turned = [[(lon + shift, lat) for lon, lat in ring] for shift in (-360.0, 0.0, 360.0)]
    cut = [clip_ring(each, Rect(view.west, -90.0, view.east, 90.0)) for each in turned]
    wide = [each for each in cut if each and max(lon for lon, _ in each) - min(lon for lon, _ in each) > 1e-9]
    return [[view.pixel(lon, lat) for lon, lat in each] for each in wide or cut if each]


def _draw_points(view: View, points: tuple[Point, ...]) -> str:
    """At most `MOST_POINTS` dots, one a pixel: stations too close to tell apart are drawn once."""
    some = points[:: 1 + len(points) // MOST_POINTS]
    places = {(round(x), round(y)): (x, y) for x, y in (_place(view, lon, lat) for lon, lat in some)}
    return "".join(svg.circle("stn", place, 3.6) for place in places.values())


def _place(view: View, lon: float, lat: float) -> Point:
    return view.pixel(view.near(lon), lat)
