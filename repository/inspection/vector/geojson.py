"""Reads GeoJSON feature by feature, whatever its size: the box of its positions, kinds and properties (RFC 7946)."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from rasterio.crs import CRS

from repository.inspection.raster.projection import FAILURES, guarded, reference_system
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, remark, shown, unreadable
from repository.inspection.vector.extent import Extent
from repository.inspection.vector.geojson_stream import TooDeep, TooLarge, is_object, members
from repository.inspection.vector.place import Bounds

_COORDINATES: Final = Place("coordinates of the features", "coordonnées des objets")
_CRS: Final = Place("member `crs`", "membre `crs`")
_KINDS: Final = frozenset({
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
})  # fmt: skip
_LINES: Final = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""Kind -> how deep its positions lie; one path of positions is one span of longitudes."""

_WGS84: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
_EPSG: Final = re.compile(r"EPSG:[\d.]*:?(\d{4,6})$")
_NESTED_MOST: Final = 16
_COLUMNS_MOST: Final = 100

_SENTENCES: Final[Sentences] = {
    "geojson-unreadable": (
        "error",
        "This file cannot be read: it breaks off, or is no longer JSON, after {count} features. Export it again.",
        (
            "Ce fichier est illisible : il s’interrompt, ou n’est plus du JSON, après {count} objets. "
            "Exportez-le de nouveau."
        ),
    ),
    "geojson-too-large": (
        "warning",
        "This file is too large to be read whole here: {count} features were read. Draw its place by hand.",
        "Ce fichier est trop volumineux pour être lu en entier ici : {count} objets lus. Tracez son emprise à la main.",
    ),
    "geojson-too-deep": (
        "error",
        "This file is nested too deep to be data. Export it again as plain GeoJSON.",
        "Ce fichier est imbriqué trop profondément pour être des données. Exportez-le de nouveau en GeoJSON simple.",
    ),
    "geojson-positions-outside": (
        "warning",
        (
            "Positions that are no longitude and latitude: {count}, such as {x}, {y}. GeoJSON wants WGS 84, longitude "
            "first. Export it so; its place is not proposed."
        ),
        (
            "Positions qui ne sont ni longitude ni latitude : {count}, par exemple {x} ; {y}. Le GeoJSON veut "
            "du WGS 84, "
            "longitude d’abord. Exportez-le ainsi ; son emprise n’est pas proposée."
        ),
    ),
    "geojson-old-system": (
        "info",
        'This file uses the reference system "{system}", which GeoJSON no longer allows. Programs may misplace it.',
        (
            "Ce fichier utilise le système de référence « {system} », que le GeoJSON n’admet plus. "
            "Des logiciels peuvent mal le placer."
        ),
    ),
    "geojson-other-system": (
        "warning",
        (
            'This file uses the reference system "{system}", which GeoJSON no longer allows. Export it in WGS 84; its '
            "place is not proposed."
        ),
        (
            "Ce fichier utilise le système de référence « {system} », que le GeoJSON n’admet plus. Exportez-le en "
            "WGS 84 ; son emprise n’est pas proposée."
        ),
    ),
}


class _Found:
    """What is counted on the way through a file."""

    def __init__(self) -> None:
        self.extent = Extent()
        self.kinds: Counter[str] = Counter()
        self.columns: dict[str, None] = {}
        self.features = 0
        self.system: str | None = None
        self.foreign: Bounds | None = None
        self.type: str | None = None
        self.bare: dict[str, Any] = {}


def read(path: Path, *, name: str) -> Reading:
    """The box of all positions and what the features hold. JSON that is no GeoJSON is only called so.

    A geometry that is cut at the antimeridian (RFC 7946, 3.1.9) is joined again by its box.
    Errors: `Unreadable` with `geojson-unreadable` or `geojson-too-deep`.
    """
    found = _Found()
    if not name.lower().endswith(".geojson") and not is_object(path):
        return Reading("JSON")
    try:
        for key, value in members(path):
            _take(found, key, value)
        if found.bare:
            _geometry(found, {"type": found.type, **found.bare}, 0)
    except TooLarge:
        return _reading(found, [remark(_SENTENCES, "geojson-too-large", count=found.features)], whole=False)
    except TooDeep as problem:
        raise unreadable(_SENTENCES, "geojson-too-deep") from problem
    except (ValueError, OverflowError) as problem:
        raise unreadable(_SENTENCES, "geojson-unreadable", count=found.features) from problem
    return _reading(found, [], whole=True)


def _take(found: _Found, key: str, value: Any) -> None:
    match key, value:
        case "features[]", {}:
            _feature(found, value)
        case "type", str():
            found.type = value
        case "crs", {"properties": {"name": str(system)}}:
            found.system = system
            found.foreign = None if system.endswith(_WGS84) else Bounds()
        case "geometry", {}:
            _geometry(found, value, 0)
        case "coordinates" | "geometries", list():
            found.bare[key] = value
        case "properties", {}:
            _columns(found, value)


def _feature(found: _Found, feature: dict[str, Any]) -> None:
    found.features += 1
    _geometry(found, feature.get("geometry"), 0)
    if isinstance(feature.get("properties"), dict):
        _columns(found, feature["properties"])


def _columns(found: _Found, properties: dict[str, Any]) -> None:
    for column in properties:
        if len(found.columns) >= _COLUMNS_MOST:
            return
        found.columns.setdefault(column, None)


def _geometry(found: _Found, geometry: Any, depth: int) -> None:
    if not isinstance(geometry, dict) or depth > _NESTED_MOST:
        return
    kind = geometry.get("type")
    if kind == "GeometryCollection" and isinstance(geometry.get("geometries"), list):
        for each in geometry["geometries"]:
            _geometry(found, each, depth + 1)
    elif kind in _KINDS and isinstance(geometry.get("coordinates"), list):
        found.kinds[kind] += 1
        _positions(found, geometry["coordinates"], _LINES.get(kind, 0))


def _positions(found: _Found, coordinates: list[Any], path_depth: int) -> None:
    """Add each path as one span, and single positions one by one."""
    for path in _paths(coordinates, path_depth):
        west = south = math.inf
        east = north = -math.inf
        for x, y in _points(path, 0):
            west, east, south, north = min(west, x), max(east, x), min(south, y), max(north, y)
        if found.foreign is not None:
            found.foreign.add(west, south, east, north)
        elif path_depth and east - west <= 360:
            found.extent.add_span(west, south, east, north)
        else:
            for x, y in _points(path, 0):
                found.extent.add(x, y)


def _paths(coordinates: list[Any], depth: int) -> Iterator[list[Any]]:
    """The lists of positions, ``depth`` 1 deep; lists that are nothing but empty are left out."""
    if depth > 1:
        for inner in coordinates:
            if isinstance(inner, list):
                yield from _paths(inner, depth - 1)
    elif next(_points(coordinates, 0), None) is not None:
        yield coordinates


def _points(value: list[Any], depth: int) -> Iterator[tuple[float, float]]:
    if len(value) >= 2 and all(isinstance(part, int | float) and not isinstance(part, bool) for part in value[:2]):
        yield float(value[0]), float(value[1])
    elif depth < _NESTED_MOST:
        for inner in value:
            if isinstance(inner, list):
                yield from _points(inner, depth + 1)


def _reading(found: _Found, problems: list[Problem], *, whole: bool) -> Reading:
    if not (found.kinds or found.type in {"FeatureCollection", "Feature", *_KINDS}):
        return Reading("JSON", (), tuple(problems), {})
    extent, proposals = found.extent, list[Proposal]()
    box = extent.box()
    if found.foreign is not None:
        proposals, problem = _converted(found, found.foreign, whole=whole and box is None)
        problems.append(problem)
    elif extent.outside:
        x, y = extent.outside
        values = {"count": extent.impossible, "x": x, "y": y}
        problems.append(remark(_SENTENCES, "geojson-positions-outside", _COORDINATES, **values))
    elif box and whole:
        proposals.append(Proposal("place/boxes", [box], _COORDINATES))
    facts = {
        "features": found.features,
        "geometries": dict(found.kinds),
        "columns": [shown(column) for column in found.columns],
    }
    return Reading("GeoJSON", tuple(proposals), tuple(problems), facts)


def _converted(found: _Found, bounds: Bounds, *, whole: bool) -> tuple[list[Proposal], Problem]:
    """Place and system of a file of before RFC 7946, in the system that it names; ``whole``: all of it is known."""
    number = _EPSG.search(found.system or "")
    with guarded():
        try:
            crs = CRS.from_epsg(int(number[1])) if number else None
        except FAILURES:
            crs = None
        converted = bounds.box(crs).box if crs and whole and not bounds.empty else None
        if crs is None or converted is None:
            return [], remark(_SENTENCES, "geojson-other-system", _CRS, system=found.system)
        systems = Proposal("reference_systems", [reference_system(crs)], _CRS)
    place = Proposal("place/boxes", [converted], _COORDINATES)
    return [systems, place], remark(_SENTENCES, "geojson-old-system", _CRS, system=found.system)
