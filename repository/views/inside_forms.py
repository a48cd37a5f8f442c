"""Stations as JSON values, as lines of CSV and as features of GeoJSON (RFC 7946)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.conf import settings

from repository.models import Station
from repository.queries.inside import Inside
from repository.queries.stations import first_layers

COLUMNS: Final = (
    "id", "name", "kind", "west", "south", "east", "north", "begin", "end", "depth_top_m", "depth_bottom_m",
    "observations", "variables", "file", "url", "layer",
)  # fmt: skip
"""The labels of the columns, and the names of the properties."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_CHUNK: Final = 2_000


class Telling:
    """Tells stations of one page inside a dataset as plain values."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._files = {each.key: each for each in inside.files}
        self._layers = first_layers(inside.dataset, list(self._files))

    def each(self, stations: Iterable[Station]) -> Iterator[dict[str, Any]]:
        """One mapping of `COLUMNS` for each station; None where a value is not known."""
        for station in stations:
            file = self._files[station.file_id]
            yield {
                "id": f"{file.number}-{station.number}",
                "name": station.name or None,
                "kind": station.kind,
                "west": station.west,
                "south": station.south,
                "east": station.east,
                "north": station.north,
                "begin": station.begin or None,
                "end": station.end or None,
                "depth_top_m": station.top,
                "depth_bottom_m": station.bottom,
                "observations": station.observations,
                "variables": list(station.variables),
                "file": file.path,
                "url": f"{settings.SITE_URL}{self._inside.file_url(file.path)}",
                "layer": self._layers.get(station.file_id),
            }

    def all(self) -> Iterator[dict[str, Any]]:
        """All that answer the question, without holding them in memory."""
        return self.each(self._inside.found.iterator(chunk_size=_CHUNK))


def as_csv(told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Lines after one of labels. A text that a spreadsheet would take for a formula begins with an apostrophe."""
    yield _line(COLUMNS)
    for each in told:
        values = [each[name] for name in COLUMNS]
        yield _line(_cell("; ".join(value) if isinstance(value, list) else value) for value in values)


def as_geojson(told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One collection; its features are points, or boxes in two parts where they go over the antimeridian."""
    yield '{"type":"FeatureCollection","features":['
    for place, each in enumerate(told):
        feature = {
            "type": "Feature",
            "id": each["id"],
            "geometry": geometry_of(each["west"], each["south"], each["east"], each["north"]),
            "properties": {name: each[name] for name in COLUMNS if name not in ("west", "south", "east", "north")},
        }
        yield ("," if place else "") + json.dumps(feature, ensure_ascii=False, allow_nan=False)
    yield "]}\n"


def geometry_of(west: float | None, south: float | None, east: float | None, north: float | None) -> Any:
    """A position or a box as a geometry; None where there is none."""
    if west is None or south is None or east is None or north is None:
        return None
    if (west, south) == (east, north):
        return {"type": "Point", "coordinates": [west, south]}
    if west > east:
        parts = [[_ring(west, south, 180.0, north)], [_ring(-180.0, south, east, north)]]
        return {"type": "MultiPolygon", "coordinates": parts}
    return {"type": "Polygon", "coordinates": [_ring(west, south, east, north)]}


def _ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(values: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue()
