"""DCAT: places, periods, depth, reference systems and resolution."""

from collections.abc import Iterable, Iterator
from typing import Final

from repository.crosswalks.dcat_authorities import INSPIRE
from repository.crosswalks.dcat_subjects import in_scheme
from repository.crosswalks.phrases import period_words, plain_number
from repository.crosswalks.rdf_terms import (
    Node,
    Pair,
    Text,
    date_text,
    decimal,
    duration_text,
    each,
    iri,
    node,
    typed,
)
from repository.record.dates import DeepTime, Period
from repository.record.extents import (
    BoundingBox,
    NamedPlace,
    Polygon,
    Position,
    ReferenceSystem,
    SpatialResolution,
    VerticalExtent,
)
from repository.record.model import Record

_SPATIAL_REFERENCE: Final = f"{INSPIRE}glossary/SpatialReferenceSystem"
_MILLION_YEARS: Final = "http://resource.geosciml.org/classifier/cgi/geologicage/ma"
_METRES: Final = {"m": 1.0, "km": 1000.0}


def coverage(record: Record) -> Iterator[Pair]:
    """Where and when the data are about."""
    for box in record.place.boxes:
        yield "dct:spatial", _box(box)
    for polygon in record.place.polygons:
        yield "dct:spatial", _polygon(polygon)
    for place in record.place.names:
        yield "dct:spatial", _place(place)
    for extent in record.vertical:
        yield "schema:additionalProperty", _vertical(extent)
    for period in record.time.periods:
        yield "dct:temporal", _period(period, record.language)
    for system in record.reference_systems:
        yield "dct:conformsTo", _system(system)
    yield from _resolution(record)


def _box(box: BoundingBox) -> Node:
    """A rectangle, two where the box crosses the antimeridian, or a point; longitude first (CRS84)."""
    if box.is_point:
        return _location("dcat:centroid", f"POINT({decimal(box.west)} {decimal(box.south)})")
    corners = [_ring(_corners(part)) for part in box.parts]
    if len(corners) == 1:
        return _location("dcat:bbox", f"POLYGON({corners[0]})")
    return _location("dcat:bbox", f"MULTIPOLYGON({','.join(f'({ring})' for ring in corners)})")


def _corners(box: BoundingBox) -> tuple[Position, ...]:
    west, south, east, north = box.west, box.south, box.east, box.north
    return (west, south), (east, south), (east, north), (west, north), (west, south)


def _ring(positions: Iterable[Position]) -> str:
    return f"({','.join(f'{decimal(longitude)} {decimal(latitude)}' for longitude, latitude in positions)})"


def _location(name: str, shape: str) -> Node:
    return node("dct:Location", pairs=((name, typed(shape, "gsp:wktLiteral")),))


def _polygon(polygon: Polygon) -> Node:
    shape = f"POLYGON({','.join(map(_ring, (polygon.exterior, *polygon.holes)))})"
    geometry = node("sf:Polygon", pairs=(("gsp:asWKT", typed(shape, "gsp:wktLiteral")),))
    return node("dct:Location", pairs=(("gsp:hasGeometry", geometry),))


def _place(place: NamedPlace) -> Node:
    gazetteer = in_scheme(place.scheme, place.scheme_uri)
    return node("dct:Location", iri=iri(place.uri), pairs=(*each("skos:prefLabel", place.name), *gazetteer))


def _vertical(extent: VerticalExtent) -> Node:
    """Depth or height in metres; DCAT has no property of its own for it."""
    pairs: list[Pair] = [
        ("schema:name", Text("depth" if extent.positive == "down" else "height")),
        ("schema:minValue", typed(decimal(extent.minimum), "xsd:decimal")),
        ("schema:maxValue", typed(decimal(extent.maximum), "xsd:decimal")),
        ("schema:unitText", Text(extent.unit)),
        ("schema:valueReference", iri(extent.datum_uri)),
    ]
    if extent.datum:
        pairs.append(("schema:measurementTechnique", Text(f"datum: {extent.datum}")))
    return node("schema:PropertyValue", pairs=pairs)


def _period(period: Period, language: str) -> Node:
    pairs: list[Pair] = [*each("skos:prefLabel", period.name), ("rdfs:seeAlso", iri(period.uri))]
    for end, calendar, instant in (
        (period.begin, "dcat:startDate", "time:hasBeginning"),
        (period.end, "dcat:endDate", "time:hasEnd"),
    ):
        if isinstance(end, DeepTime):
            pairs.append((instant, _age(end)))
        elif end:
            pairs.append((calendar, date_text(end)))
    if period.is_deep_time:
        pairs.append(("rdfs:comment", Text(period_words(period, language))))
    return node("dct:PeriodOfTime", pairs=pairs)


def _age(moment: DeepTime) -> Node:
    """An age in millions of years, the reference system of geologic time."""
    age = typed(decimal(moment.years / 1e6), "xsd:decimal")
    position = node("time:TimePosition", pairs=(("time:hasTRS", _MILLION_YEARS), ("time:numericPosition", age)))
    return node("time:Instant", pairs=(("time:inTimePosition", position),))


def _system(system: ReferenceSystem) -> Node:
    pairs: list[Pair] = [("dct:type", _SPATIAL_REFERENCE)]
    if system.name:
        pairs.append(("dct:title", Text(system.name)))
    if system.epsg:
        pairs.append(("dct:identifier", Text(f"EPSG:{system.epsg}")))
    return node("dct:Standard", iri=iri(system.identifier), pairs=pairs)


def _resolution(record: Record) -> Iterator[Pair]:
    """The finest distance in metres, since there can be one only; all others in words."""
    metres = [found for found in map(_in_metres, record.spatial_resolution) if found]
    if metres:
        yield "dcat:spatialResolutionInMeters", typed(decimal(min(metres)), "xsd:decimal")
    for resolution in record.spatial_resolution:
        if resolution.distance is not None and (not _in_metres(resolution) or len(metres) > 1):
            yield "geodcat:spatialResolutionAsText", Text(f"{plain_number(resolution.distance)} {resolution.unit}")
        if resolution.scale:
            yield "geodcat:spatialResolutionAsText", Text(f"1:{resolution.scale}")
        yield from each("geodcat:spatialResolutionAsText", resolution.note)
    if record.temporal_resolution and record.temporal_resolution.duration:
        duration = duration_text(record.temporal_resolution.duration)
        if duration:
            yield "dcat:temporalResolution", duration


def _in_metres(resolution: SpatialResolution) -> float:
    """The distance in metres; 0 where it is none, or counted in degrees."""
    return (resolution.distance or 0.0) * _METRES.get(resolution.unit or "", 0.0)
