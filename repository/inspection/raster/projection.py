"""From the coordinates of a file to a box of WGS 84, along its edges; poles and the antimeridian are right."""

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import rasterio
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.errors import CRSError, RasterioError
from rasterio.warp import transform

from repository.inspection.remarks import line_of
from repository.inspection.vector.extent import Box, Extent

Corner = tuple[float, float]

_STEPS: Final = 64
"""Points on each edge: enough for the sagging of a parallel in any projection used for maps of a country or a pole."""

_CERTAIN: Final = 90
"""How sure GDAL must be, of 100, that a system without a number is the one of the EPSG list."""

_NO_NAME: Final = frozenset({"unnamed", "unknown", "undefined", "custom"})
_SLACK: Final = 1e-6

FAILURES: Final = (RasterioError, CRSError, CPLE_BaseError)
"""What GDAL and PROJ raise for a file or a position that they cannot read."""

GUARDED: Final = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": False,
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_MAX_RETRY": 0,
    "PROJ_NETWORK": False,
    "GDAL_CACHEMAX": 32,
}
"""GDAL opens the one file that it is given: no neighbours, no network, little memory."""


def guarded() -> rasterio.Env:
    """GDAL for files of strangers; to be entered around every call."""
    return rasterio.Env(**GUARDED)


class Projected(NamedTuple):
    """A box of WGS 84, or why there is none: `outside` (latitude beyond 90...) or `unprojectable`."""

    box: Box | None
    reason: str = ""


def system_of(wkt: str) -> CRS | None:
    """The reference system of a WKT text, of OGC or of Esri; None where GDAL does not know it."""
    try:
        return CRS.from_wkt(wkt, morph_from_esri_dialect=True) or None
    except (*FAILURES, ValueError):
        return None


def reference_system(crs: CRS) -> dict[str, Any]:
    """A reference system in the shape of the record: its EPSG number where that is certain, else its name or WKT."""
    epsg = crs.to_epsg(confidence_threshold=_CERTAIN)
    if epsg is not None:
        return {"epsg": int(epsg)}
    wkt = crs.to_wkt()
    name = wkt.partition('"')[2].partition('"')[0]
    said = name if name and name.lower().split(" ")[0] not in _NO_NAME else wkt
    return {"name": line_of(said) or "WKT"}


def box_of(crs: CRS, corners: Sequence[Corner], *, slack: float = 0.0) -> Projected:
    """The box of WGS 84 around the quadrilateral of these four corners, which are in the units of the system.

    ``slack`` is how far, in degrees, a grid of whole cells may reach beyond a pole (half a cell) and be cut there.
    """
    if not all(math.isfinite(value) for corner in corners for value in corner):
        return Projected(None, "unprojectable")
    if crs.is_geographic:
        return _geographic(corners, slack, crs)
    if not crs.is_projected:
        return Projected(None, "unprojectable")
    return _projected(crs, corners)


def _geographic(corners: Sequence[Corner], slack: float, crs: CRS) -> Projected:
    """Cut at the poles, then followed like any other: the datum and the prime meridian may not be those of WGS 84."""
    per_degree = math.radians(1) / crs.units_factor[1]
    xs, ys = [x / per_degree for x, _ in corners], [y / per_degree for _, y in corners]
    south, north, west, east = min(ys), max(ys), min(xs), max(xs)
    allowed = slack + _SLACK
    if south < -90 - allowed or north > 90 + allowed or west < -360 - allowed or east > 540 or east - west > 360 + 1:
        return Projected(None, "outside")
    inside = [(x, max(-90 * per_degree, min(90 * per_degree, y))) for x, y in corners]
    followed = _followed(crs, inside)
    if followed is None:
        return Projected(None, "unprojectable")
    if east - west >= 360 - _SLACK:
        followed = (-180.0, followed[1], 180.0, followed[3])
    return _boxed(*followed)


def _projected(crs: CRS, corners: Sequence[Corner]) -> Projected:
    followed = _followed(crs, corners)
    if followed is None:
        return Projected(None, "unprojectable")
    west, south, east, north = followed
    for pole in (-90.0, 90.0):
        if _holds_pole(crs, corners, pole):
            south, north, west, east = min(south, pole), max(north, pole), -180.0, 180.0
    return _boxed(west, south, east, north)


def _boxed(west: float, south: float, east: float, north: float) -> Projected:
    extent = Extent()
    extent.add_span(west, max(south, -90.0), east, min(north, 90.0))
    box = extent.box()
    return Projected(box, "" if box else "outside")


def _followed(crs: CRS, corners: Sequence[Corner]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of the edges, point by point; None where one of them lies off the Earth."""
    ring = _densified(corners)
    try:
        longitudes, latitudes = transform(crs, CRS.from_epsg(4326), [x for x, _ in ring], [y for _, y in ring])
    except FAILURES:
        return None
    if not all(math.isfinite(value) for value in (*longitudes, *latitudes)):
        return None
    west, east = _unrolled(longitudes)
    return west, min(latitudes), east, max(latitudes)


def _densified(corners: Sequence[Corner]) -> list[Corner]:
    ring: list[Corner] = []
    for (x, y), (to_x, to_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        ring += [(x + (to_x - x) * step / _STEPS, y + (to_y - y) * step / _STEPS) for step in range(_STEPS)]
    return [*ring, corners[0]]


def _unrolled(longitudes: Sequence[float]) -> tuple[float, float]:
    """West and east of a path that is followed from point to point, over the antimeridian where it goes there."""
    at = west = east = longitudes[0]
    for longitude in longitudes[1:]:
        at += (longitude - at + 180) % 360 - 180
        west, east = min(west, at), max(east, at)
    turns = math.floor((west + 180) / 360) * 360
    return west - turns, min(east, west + 360) - turns


def _holds_pole(crs: CRS, corners: Sequence[Corner], pole: float) -> bool:
    """Whether the pole lies in the quadrilateral: there its latitude is reached inside, not on the edge."""
    if not _area(corners):
        return False
    try:
        xs, ys = transform(CRS.from_epsg(4326), crs, [0.0], [pole])
    except FAILURES:
        return False
    x, y = xs[0], ys[0]
    if not (math.isfinite(x) and math.isfinite(y)):
        return False
    sides = [
        (to[0] - at[0]) * (y - at[1]) - (to[1] - at[1]) * (x - at[0])
        for at, to in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    return all(side >= 0 for side in sides) or all(side <= 0 for side in sides)


def _area(corners: Sequence[Corner]) -> float:
    """Twice the area; 0 for a point or a line, in which no pole can lie."""
    return sum(at[0] * to[1] - to[0] * at[1] for at, to in zip(corners, [*corners[1:], corners[0]], strict=True))
