"""Three ways to flatten the globe: plate carree for small areas, Equal Earth for the world, stereographic at the poles.

Sources: Snyder, Map Projections: A Working Manual (USGS 1395, 1987), sections 12 and 21;
Savric, Patterson and Jenny, The Equal Earth map projection, 2018 (coefficients A1-A4).
"""

import math
from functools import lru_cache
from typing import NamedTuple, Protocol

from repository.maps.land import Point

EARTH_RADIUS_KM = 6371.0088


class Projection(Protocol):
    """Degrees in, plane units out; `y` grows northwards. Longitudes are taken as they come, never wrapped."""

    def flat(self, lon: float, lat: float) -> Point:
        """The place of a longitude and latitude on the plane."""
        ...


class PlateCarree(NamedTuple):
    """Longitudes shortened by the cosine of the middle latitude; one unit is one degree of latitude."""

    stretch: float

    def flat(self, lon: float, lat: float) -> Point:
        """(longitude x stretch, latitude)."""
        return lon * self.stretch, lat


class EqualEarth(NamedTuple):
    """The whole world, areas true to each other, around a central meridian."""

    centre: float

    def flat(self, lon: float, lat: float) -> Point:
        """Units of the earth's radius."""
        width, y = _equal_earth_row(lat)
        return width * (lon - self.centre), y


@lru_cache(maxsize=16384)
def _equal_earth_row(lat: float) -> Point:
    """Of one parallel: the length of a degree of longitude, and its height."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    root = math.sqrt(3.0)
    t = math.asin(root / 2 * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2 * t2 * t2
    slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    return 2 * root / 3 * math.radians(1.0) * math.cos(t) / slope, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


class PolarStereographic(NamedTuple):
    """Around a pole, the central meridian running down (north) or up (south) from it."""

    centre: float
    north: bool

    def flat(self, lon: float, lat: float) -> Point:
        """Units of the earth's radius; the pole is (0, 0)."""
        side = 1.0 if self.north else -1.0
        radius = 2 * math.tan(math.radians(max(0.0, 90.0 - side * lat)) / 2)
        angle = math.radians(lon - self.centre)
        return radius * math.sin(angle), -side * radius * math.cos(angle)

    def latitude_at(self, radius: float) -> float:
        """The latitude of a distance from the pole, signed."""
        latitude = 90.0 - 2 * math.degrees(math.atan(radius / 2))
        return latitude if self.north else -latitude
