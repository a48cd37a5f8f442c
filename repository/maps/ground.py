"""What lies under the data on a map: sea, water lines along the coast, land."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from repository.maps import svg
from repository.maps.box import Part
from repository.maps.clip import Rect, clip_line, clip_ring
from repository.maps.land import TILE_DEGREES, Land, Point, Ring
from repository.maps.projection import EqualEarth, PlateCarree, PolarStereographic
from repository.maps.view import View, outline

FINE_BELOW_DEGREES = 32.0  # height of a view under which the fine coast is worth its points
FINEST_BELOW_DEGREES = 7.0  # and the finest, on maps of small areas
_BLEED = 6.0  # pixels drawn past the frame, so that no cut shows as a coast
_COARSENESS = 1.4  # pixels between two points of a coast
_CUT = 1e-6
_EVENODD = ' fill-rule="evenodd"'


def draw_sea(view: View) -> str:
    """The sea: the whole frame, or the outline of the globe."""
    if not isinstance(view.projection, EqualEarth):
        return f'<rect class="sea" width="{view.width}" height="{view.height}"/>'
    return svg.path("sea", globe(view))


def globe(view: View) -> str:
    """Path data of the edge of the world map."""
    edge = outline(Part(view.west, 360.0, -90.0, 90.0), step=5.0)
    return svg.line([view.pixel(lon, lat) for lon, lat in edge], closed=True)


def draw_land(view: View, land: Land, key: str) -> str:
    """Water lines as wide pale strokes of the coast, then land over them, then the coast itself; `key` makes the id."""
    rings = _rings(view, land)
    fill: list[str] = []
    coast: list[str] = []
    for ring, shift in _seen(view, rings):
        turned = [(lon + shift, lat) for lon, lat in ring.points] if shift else ring.points
        fill.append(svg.line(_pixels(view, turned), closed=True, least=_COARSENESS))
        coast.extend(svg.line(piece, least=_COARSENESS) for piece in _coast(view, turned))
    lines = "".join(coast)
    if not any(fill):
        return ""
    waters = "".join(f'<use class="w{n}" href="#{key}"/>' for n in (3, 2, 1, 0))
    edge = f'<defs><path id="{key}" d="{lines}"/></defs>{waters}' if lines else ""
    shore = f'<use class="coast" href="#{key}"/>' if lines else ""
    return f"{edge}{svg.path('land', ''.join(fill), _EVENODD)}{shore}"


def _rings(view: View, land: Land) -> Sequence[Ring]:
    if view.span < FINEST_BELOW_DEGREES and isinstance(view.projection, PlateCarree):
        return land.near(*_window(view))
    return land.fine if view.span < FINE_BELOW_DEGREES else land.coarse


def _seen(view: View, rings: Sequence[Ring]) -> Iterator[tuple[Ring, float]]:
    """Each ring that may be in sight and is more than a speck, with the turn of the globe that brings it there."""
    bleed = _BLEED / view.scale if view.scale else 0.0
    least = view.span / view.height * _COARSENESS
    turns = (0.0,) if isinstance(view.projection, PolarStereographic) else (-360.0, 0.0, 360.0)
    for ring in rings:
        if ring.north < view.south - bleed or ring.south > view.north + bleed:
            continue
        if max(ring.east - ring.west, ring.north - ring.south) < least:
            continue
        for shift in turns:
            if len(turns) == 1 or (ring.west + shift < view.east + bleed and ring.east + shift > view.west - bleed):
                yield ring, shift


def _window(view: View) -> Rect:
    """Longitudes and latitudes drawn: the view and a little more, but never past the edge of the world."""
    if isinstance(view.projection, EqualEarth):
        return Rect(view.west, -90.0, view.east, 90.0)
    if isinstance(view.projection, PolarStereographic):
        return Rect(-720.0, view.south, 720.0, view.north)
    bleed = 8 * _BLEED / view.scale
    return Rect(view.west - bleed, view.south - bleed, view.east + bleed, view.north + bleed)


def _sheet(view: View, margin: float) -> Rect:
    return Rect(-margin, -margin, view.width + margin, view.height + margin)


def _pixels(view: View, points: tuple[Point, ...] | list[Point]) -> list[Point]:
    ring = clip_ring(points, _window(view))
    if not isinstance(view.projection, PolarStereographic):
        return [view.pixel(lon, lat) for lon, lat in (_bent(ring) if isinstance(view.projection, EqualEarth) else ring)]
    flat = [view.pixel(lon, lat) for lon, lat in _bent(ring)]
    return clip_ring(flat, _sheet(view, _BLEED))


def _coast(view: View, points: tuple[Point, ...] | list[Point]) -> Iterator[list[Point]]:
    """The coast in pixels: the ring without the cuts made at the antimeridian and at the pole."""
    for piece in clip_line(points, _window(view)):
        for run in _without_cuts(piece):
            pixels = [view.pixel(lon, lat) for lon, lat in run]
            yield from clip_line(pixels, _sheet(view, 40.0))


def _without_cuts(line: list[Point]) -> Iterator[list[Point]]:
    """The runs of a line that are coast: not the sides of tiles, nor the antimeridian, nor the pole."""
    run = [line[0]]
    for before, point in pairwise(line):
        if _is_cut(before, point, 0) or _is_cut(before, point, 1):
            yield run
            run = [point]
        else:
            run.append(point)
    yield run


def _is_cut(a: Point, b: Point, axis: int) -> bool:
    """Both ends on the same multiple of ten degrees: no coast of the world runs there."""
    side = abs(a[axis] - b[axis]) < _CUT
    return side and abs(a[axis] - round(a[axis] / TILE_DEGREES) * TILE_DEGREES) < _CUT


def _bent(ring: list[Point]) -> list[Point]:
    """The ring with long steps of longitude or latitude cut up, since they are curves on this map."""
    if not ring:
        return ring
    bent: list[Point] = []
    before = ring[-1]
    for point in ring:
        steps = int(max(abs(point[0] - before[0]), abs(point[1] - before[1])) // 4.0)
        for i in range(1, steps + 1):
            share = i / (steps + 1)
            bent.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        bent.append(point)
        before = point
    return bent
