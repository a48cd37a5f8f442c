"""Bounds of shapes in the units of their file, and the box of WGS 84 that they make. Pure."""

import math
from typing import Final

from rasterio.crs import CRS

from repository.inspection.raster.projection import Projected, box_of
from repository.inspection.vector.extent import Extent

_DEGREE: Final = math.radians(1)


class Bounds:
    """Grows with the bounds of every shape; remembers which longitudes are empty, in case the unit is a degree."""

    def __init__(self) -> None:
        self.west = self.south = math.inf
        self.east = self.north = -math.inf
        self._degrees = Extent()

    def add(self, west: float, south: float, east: float, north: float) -> None:
        """The bounds of one shape; one that is no number, or empty, counts for nothing."""
        if not (west <= east and south <= north) or math.isinf(west + south + east + north):
            return
        self.west, self.south = min(self.west, west), min(self.south, south)
        self.east, self.north = max(self.east, east), max(self.north, north)
        self._degrees.add_span(west, south, east, north)

    @property
    def empty(self) -> bool:
        """Whether nothing was added."""
        return self.west > self.east

    @property
    def wide(self) -> bool:
        """Whether the shapes reach over more than half a turn, if these are degrees."""
        return self.east - self.west > 180

    def box(self, crs: CRS) -> Projected:
        """The box of WGS 84; in degrees across the antimeridian where that is shorter, else around the four corners."""
        west, south, east, north = self.west, self.south, self.east, self.north
        if crs.is_geographic and math.isclose(crs.units_factor[1], _DEGREE):
            if self._degrees.impossible:
                return Projected(None, "outside")
            shortest = self._degrees.box()
            if shortest:
                west, east = shortest["west"], shortest["east"]
                east += 360 if west > east else 0
        return box_of(crs, [(west, south), (east, south), (east, north), (west, north)])
