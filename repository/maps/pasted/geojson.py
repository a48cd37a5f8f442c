"""GeoJSON (RFC 7946): geometries, features, collections, and ``bbox`` where there is nothing else."""

import json
import math
from collections.abc import Mapping
from typing import Any

from repository.maps.land import Point
from repository.maps.pasted.shapes import DEEPEST, MOST_POSITIONS, MOST_SHAPES, Kind, Raw, Refused

_SINGLE: dict[str, Kind] = {"Point": "point", "LineString": "line", "Polygon": "area"}


def read_geojson(text: str) -> list[Raw]:
    """The shapes of a document.

    Raises ``Refused``: ``not-json``, ``not-geojson``, ``type-unknown``, ``system``, ``too-many``, ``too-deep``.
    """
    try:
        document = json.loads(text, parse_constant=_refuse)
    except RecursionError as problem:
        raise Refused("too-deep", most=DEEPEST) from problem
    except ValueError as problem:
        raise Refused("not-json", line=getattr(problem, "lineno", 1)) from problem
    gatherer = _Gatherer()
    gatherer.add(document, 0)
    return gatherer.raws


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


class _Gatherer:
    def __init__(self) -> None:
        self.raws: list[Raw] = []
        self.positions = self.group = 0

    def add(self, value: Any, depth: int) -> None:
        """A geometry, a feature or a collection."""
        if depth > DEEPEST:
            raise Refused("too-deep", most=DEEPEST)
        if value is None:
            return
        if not isinstance(value, Mapping):
            raise Refused("not-geojson")
        _check_system(value)
        before = len(self.raws)
        name = value.get("type")
        if name == "Feature":
            self.add(value.get("geometry"), depth + 1)
        elif name in ("FeatureCollection", "GeometryCollection"):
            for each in _list(value.get("features" if name == "FeatureCollection" else "geometries")):
                self.add(each, depth + 1)
        elif name is not None:
            self._geometry(str(name), value.get("coordinates"))
        if len(self.raws) == before and value.get("bbox") is not None:
            self.raws.append(self._bbox(value["bbox"]))
        elif name is None and len(self.raws) == before:
            raise Refused("not-geojson")

    def _geometry(self, name: str, coordinates: Any) -> None:
        self.group += 1
        single = _SINGLE.get(name.removeprefix("Multi"))
        if single is None:
            raise Refused("type-unknown", name=name[:40])
        parts = _list(coordinates) if name.startswith("Multi") else [coordinates]
        for part in parts:
            if part == []:
                continue
            points = self._points([part] if single == "point" else _list(part)[0] if single == "area" else part)
            self.raws.append(Raw(single if len(points) > 1 else "point", points, self.group))
        if len(self.raws) > MOST_SHAPES:
            raise Refused("too-many", most=MOST_SHAPES)

    def _points(self, positions: Any) -> list[Point]:
        listed = _list(positions)
        self.positions += len(listed)
        if self.positions > MOST_POSITIONS:
            raise Refused("too-many", most=MOST_POSITIONS)
        if not listed:
            raise Refused("not-geojson")
        return [_point(each) for each in listed]

    def _bbox(self, value: Any) -> Raw:
        numbers = [_number(each) for each in _list(value)]
        if len(numbers) not in (4, 6):
            raise Refused("not-geojson")
        half = len(numbers) // 2
        self.group += 1
        return Raw("box", [(numbers[0], numbers[1]), (numbers[half], numbers[half + 1])], self.group)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Refused("not-geojson")
    return value


def _point(value: Any) -> Point:
    position = _list(value)
    if len(position) < 2:
        raise Refused("not-geojson")
    return _number(position[0]), _number(position[1])


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused("not-geojson")
    try:
        number = float(value)
    except OverflowError as problem:
        raise Refused("not-geojson") from problem
    if not math.isfinite(number):
        raise Refused("not-geojson")
    return number


def _check_system(value: Mapping[str, Any]) -> None:
    """The ``crs`` of GeoJSON before 2016: only WGS 84 is taken."""
    system = value.get("crs")
    properties = system.get("properties") if isinstance(system, Mapping) else None
    name = str(properties.get("name", "")) if isinstance(properties, Mapping) else ""
    if name and not name.upper().replace("::", ":").endswith(("CRS84", "EPSG:4326", ":4326")):
        raise Refused("system", name=name[:80])
