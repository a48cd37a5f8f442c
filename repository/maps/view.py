"""What a map shows: which projection, which part of the plane, and how that becomes pixels."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from repository.maps.box import Part
from repository.maps.land import Point
from repository.maps.projection import EARTH_RADIUS_KM, EqualEarth, PlateCarree, PolarStereographic

ASPECT = 0.63  # height of a plate over its width
WORLD_ASPECT = 0.5
MARGIN = 1.5  # the view is this much larger than the data
LEAST_DEGREES = 2.0  # a small box is shown in this much of its surroundings, in degrees of latitude
LEAST_AROUND_A_POINT = 6.0  # and a single station in this much
POLAR_LATITUDE = 60.0
_WORLD_X, _WORLD_Y = 2.7067, 1.3174  # half axes of Equal Earth


class View(NamedTuple):
    """A window on the plane, `scale` pixels a unit; `west` and `east` bound the longitudes that can be seen."""

    projection: PlateCarree | EqualEarth | PolarStereographic
    width: int
    height: int
    scale: float
    left: float
    top: float
    west: float
    east: float
    south: float
    north: float

    def pixel(self, lon: float, lat: float) -> Point:
        """Pixels from the upper left corner."""
        x, y = self.projection.flat(lon, lat)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    @property
    def span(self) -> float:
        """Degrees of latitude over the height: what decides how fine a coast must be."""
        return self.north - self.south

    def near(self, lon: float) -> float:
        """The same meridian, in the turn of the globe that the view shows."""
        return lon + 360.0 * math.floor((self.east - lon) / 360.0)

    @property
    def km_per_pixel(self) -> float | None:
        """At the middle of the map; None for the world, where one bar would lie."""
        match self.projection:
            case PlateCarree():
                return math.radians(1.0) * EARTH_RADIUS_KM / self.scale
            case PolarStereographic() as polar:
                x, y = self.left + self.width / self.scale / 2, self.top - self.height / self.scale / 2
                middle = abs(polar.latitude_at(math.hypot(x, y)))
                return EARTH_RADIUS_KM * (1 + math.sin(math.radians(middle))) / 2 / self.scale
            case _:
                return None


def choose_view(hull: Part, width: int) -> View:
    """The view for data within `hull`: polar beyond 60 degrees, the world for half of it or more, else plate carree."""
    if hull.south >= POLAR_LATITUDE or hull.north <= -POLAR_LATITUDE:
        return _polar(hull, width)
    near = _near(hull, width)
    if near is None:
        return _world(hull, width)
    return near


def _near(hull: Part, width: int) -> View | None:
    height = round(width * ASPECT)
    middle = (hull.south + hull.north) / 2
    stretch = max(0.2, math.cos(math.radians(middle)))
    wide = max(hull.width * stretch * MARGIN, _least(hull) / ASPECT)
    tall = max((hull.north - hull.south) * MARGIN, wide * ASPECT)
    wide = tall / ASPECT
    if wide / stretch > 200.0 or tall > 120.0:
        return None
    top = min(90.0, middle + tall / 2)
    top = max(top, -90.0 + tall)
    centre = hull.west + hull.width / 2
    west, east = centre - wide / stretch / 2, centre + wide / stretch / 2
    return View(PlateCarree(stretch), width, height, width / wide, west * stretch, top, west, east, top - tall, top)


def _least(hull: Part) -> float:
    return LEAST_AROUND_A_POINT if hull.is_point else LEAST_DEGREES


def _world(hull: Part, width: int) -> View:
    height = round(width * WORLD_ASPECT)
    middle = hull.west + hull.width / 2
    centre = 0.0 if hull.width >= 300.0 else (round(middle / 30.0) * 30.0 + 180.0) % 360.0 - 180.0
    scale = min((width - 16) / (2 * _WORLD_X), (height - 16) / (2 * _WORLD_Y))
    left, top = -width / 2 / scale, height / 2 / scale
    return View(EqualEarth(centre), width, height, scale, left, top, centre - 180.0, centre + 180.0, -90.0, 90.0)


def _polar(hull: Part, width: int) -> View:
    height = round(width * ASPECT)
    is_north = hull.south >= POLAR_LATITUDE
    centre = hull.west + hull.width / 2
    projection = PolarStereographic(centre, is_north)
    west, south, east, north = _bounds([projection.flat(lon, lat) for lon, lat in outline(hull)])
    if hull.width >= 180.0:
        west, south, east, north = _bounds([(west, south), (east, north), (0.0, 0.0)])
    tall = max((north - south) * MARGIN, (east - west) * MARGIN * ASPECT, math.radians(_least(hull)))
    wide = tall / ASPECT
    left, top = (west + east) / 2 - wide / 2, (south + north) / 2 + tall / 2
    far = max(math.hypot(x, y) for x in (left, left + wide) for y in (top, top - tall))
    edge = projection.latitude_at(far)
    low, high = (edge, 90.0) if is_north else (-90.0, edge)
    return View(projection, width, height, width / wide, left, top, centre - 180.0, centre + 180.0, low, high)


def _bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def outline(part: Part, step: float = 2.0) -> list[Point]:
    """The four sides of a box as a ring of longitude and latitude, with points at most `step` degrees apart."""
    east = part.west + part.width
    count = max(1, math.ceil(part.width / step))
    along = [part.west + part.width * i / count for i in range(count + 1)]
    rows = max(1, math.ceil((part.north - part.south) / step))
    up = [part.south + (part.north - part.south) * i / rows for i in range(1, rows)]
    ring = [(lon, part.south) for lon in along] + [(east, lat) for lat in up]
    return ring + [(lon, part.north) for lon in reversed(along)] + [(part.west, lat) for lat in reversed(up)]
