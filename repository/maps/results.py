"""A map of what a search found: the frames of the hits, each with the number of its row, and the area asked for."""

import hashlib
import html
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from repository.maps import svg
from repository.maps.box import Box, Part, hull, regular
from repository.maps.graticule import Letters, draw_graticule, draw_scale
from repository.maps.ground import draw_sea
from repository.maps.land import Land, Point
from repository.maps.plate import draw_ground, rings_of
from repository.maps.view import View, choose_view

_EVERYWHERE: Final = Part(-180.0, 360.0, -90.0, 90.0)
_RADIUS: Final = 11.0
_APART: Final = 2 * _RADIUS + 1
_WAYS: Final = 8
_ROUNDS: Final = 4


class Marked(NamedTuple):
    """One hit: the number of its row, and its boxes."""

    number: int
    boxes: tuple[Box, ...]


class Area(NamedTuple):
    """Where the search looks: boxes, or the corners of an outline as (longitude, latitude)."""

    boxes: tuple[Box, ...] = ()
    corners: tuple[tuple[float, float], ...] = ()


def draw_results(hits: Sequence[Marked], area: Area, *, width: int, title: str, land: Land, letters: Letters) -> str:
    """The map as SVG text, around the area where there is one, else around all hits.

    The frames of a hit are a group with ``data-hit``, as is its pin; pins that would lie on each other stand apart.
    """
    asked = _parts(area.boxes) or _corners(area)
    shown = asked or tuple(part for hit in hits for part in _parts(hit.boxes))
    view = choose_view(hull(shown) if shown else _EVERYWHERE, width)
    frames = sorted(_frames(view, hits), key=lambda frame: -frame.size)
    body = [_ground(view, land, letters), *(_draw_frame(view, frame) for frame in frames)]
    body += [_draw_area(view, area), *_pins(view, frames), draw_scale(view)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {view.width} {view.height}" role="img"'
        f' aria-label="{html.escape(title)}" focusable="false">{"".join(body)}</svg>'
    )


class _Frame(NamedTuple):
    number: int
    parts: tuple[Part, ...]

    @property
    def size(self) -> float:
        """Square degrees."""
        return sum(part.width * (part.north - part.south) for part in self.parts)


@lru_cache(maxsize=64)
def _ground(view: View, land: Land, letters: Letters) -> str:
    key = "coast-" + hashlib.sha256(repr(view).encode()).hexdigest()[:10]
    return "".join((draw_sea(view), draw_ground(view, land, key), draw_graticule(view, letters)))


def _parts(boxes: Iterable[Box]) -> tuple[Part, ...]:
    return tuple(part for box in boxes if (part := regular(box)))


def _corners(area: Area) -> tuple[Part, ...]:
    """The box around an outline, whose longitudes go on beyond 180 where it crosses the antimeridian."""
    if not area.corners:
        return ()
    longitudes, latitudes = zip(*area.corners, strict=True)
    return _parts([Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))])


def _frames(view: View, hits: Sequence[Marked]) -> Iterator[_Frame]:
    for hit in hits:
        if parts := tuple(part for part in _parts(hit.boxes) if _is_near(view, part)):
            yield _Frame(hit.number, parts)


def _is_near(view: View, part: Part) -> bool:
    """Whether a box may be in sight: those far from a map of the poles would be drawn out of all bounds."""
    return part.north >= view.south - 1 and part.south <= view.north + 1


def _draw_frame(view: View, frame: _Frame) -> str:
    shapes = []
    for part in frame.parts:
        rings = [] if part.is_point else rings_of(view, part)
        shapes += [svg.path("foot-box", svg.line(ring, closed=True) or svg.line(ring)) for ring in rings]
    return f'<g data-hit="{frame.number}">{"".join(shapes)}</g>' if any(shapes) else ""


def _draw_area(view: View, area: Area) -> str:
    rings = [ring for part in _parts(area.boxes) for ring in rings_of(view, part)]
    if area.corners:
        rings.append([view.pixel(view.near(longitude), latitude) for longitude, latitude in area.corners])
    return "".join(svg.path("asked", svg.line(ring, closed=True) or svg.line(ring)) for ring in rings)


def _pins(view: View, frames: Sequence[_Frame]) -> Iterator[str]:
    """Numbers in the middle of their first box, in the order of the rows, the first on top."""
    taken: list[Point] = []
    drawn = []
    for frame in sorted(frames):
        part = frame.parts[0]
        middle = view.pixel(view.near(part.west + part.width / 2), (part.south + part.north) / 2)
        x, y = _free(view, middle, taken)
        taken.append((x, y))
        number = svg.text("pinno__n", x, y, str(frame.number), anchor="middle")
        drawn.append(f'<g class="pin" data-hit="{frame.number}">{svg.circle("pinno", (x, y), _RADIUS)}{number}</g>')
    yield from reversed(drawn)


def _free(view: View, wanted: Point, taken: Sequence[Point]) -> Point:
    """The place nearest to the one that is wanted, inside the frame, where no pin stands; there where all are taken."""
    for ring in range(_ROUNDS):
        for way in range(_WAYS * ring or 1):
            turn = 2 * math.pi * way / (_WAYS * ring or 1)
            found = _inside(
                view, (wanted[0] + ring * _APART * math.cos(turn), wanted[1] - ring * _APART * math.sin(turn))
            )
            if all(math.hypot(found[0] - x, found[1] - y) >= _APART - 1 for x, y in taken):
                return found
    return _inside(view, wanted)


def _inside(view: View, place: Point) -> Point:
    room = _RADIUS + 2
    return min(max(place[0], room), view.width - room), min(max(place[1], room), view.height - room)
