"""schema.org: where and when (science-on-schema.org 1.3, spatial coverage, temporal coverage with OWL Time)."""

from collections.abc import Iterator
from typing import Any, Final

from repository.crosswalks.json_text import one_or_many, said_in
from repository.crosswalks.phrases import calendar_ends, period_words, plain_number
from repository.crosswalks.xml_text import address
from repository.record.dates import DeepTime, Period
from repository.record.extents import BoundingBox, NamedPlace, Polygon, ReferenceSystem, VerticalExtent
from repository.record.model import Record

_MILLIONS_OF_YEARS: Final = "http://resource.geosciml.org/classifier/cgi/geologicage/ma"
"""Ages before present in millions of years, the reference system of the examples of OWL Time (2017, 4.2)."""

_REFERENCE_SYSTEM: Final = "http://www.wikidata.org/entity/Q161779"
"""Wikidata's entry for a spatial reference system, as science-on-schema.org has it."""


def places(record: Record) -> Iterator[dict[str, Any]]:
    """One Place for each box, point, outline and name; depth, height and reference systems in a last one."""
    for box in record.place.boxes:
        yield {"@type": "Place", "geo": _point(box) if box.is_point else _box(box)}
    for polygon in record.place.polygons:
        yield {"@type": "Place", "geo": _polygon(polygon)}
    for name in record.place.names:
        yield _named(name, record.language)
    properties = [
        *(_vertical(extent) for extent in record.vertical),
        *(_reference_system(system) for system in record.reference_systems),
    ]
    if properties:
        yield {"@type": "Place", "additionalProperty": properties}


def periods(record: Record) -> Iterator[Any]:
    """Calendar periods as ISO 8601 intervals, open ends `..`; others in words and in OWL Time."""
    for period in record.time.periods:
        ends = calendar_ends(period)
        if ends is None:
            yield period_words(period, record.language)
            yield _interval(period, record.language)
        else:
            begin, end = ends
            yield begin if begin == end else f"{begin or '..'}/{end or '..'}"


def _point(box: BoundingBox) -> dict[str, Any]:
    return {"@type": "GeoCoordinates", "latitude": box.south, "longitude": box.west}


def _box(box: BoundingBox) -> dict[str, Any]:
    """South west north east; a west above the east goes over the antimeridian, as in GeoJSON (RFC 7946, 5.2)."""
    sides = (box.south, box.west, box.north, box.east)
    return {"@type": "GeoShape", "box": " ".join(map(plain_number, sides))}


def _polygon(polygon: Polygon) -> dict[str, Any]:
    """The outline, latitude before longitude; a GeoShape has no holes."""
    numbers = (plain_number(number) for longitude, latitude in polygon.exterior for number in (latitude, longitude))
    return {"@type": "GeoShape", "polygon": " ".join(numbers)}


def _named(place: NamedPlace, language: str) -> dict[str, Any]:
    return {"@type": "Place", "@id": address(place.uri or ""), "name": one_or_many(said_in(place.name, language))}


def _vertical(extent: VerticalExtent) -> dict[str, Any]:
    """A range in metres below (`depth`) or above (`height`) its datum."""
    return {
        "@type": "PropertyValue",
        "name": "depth" if extent.positive == "down" else "height",
        "minValue": extent.minimum,
        "maxValue": extent.maximum,
        "unitText": extent.unit,
        "valueReference": {
            "@type": "PropertyValue",
            "name": "datum",
            "value": extent.datum,
            "url": address(extent.datum_uri or ""),
        }
        if extent.datum or extent.datum_uri
        else None,
    }


def _reference_system(system: ReferenceSystem) -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "name": "Spatial Reference System",
        "propertyID": _REFERENCE_SYSTEM,
        "value": system.identifier or system.name,
        "alternateName": system.name if system.identifier else None,
    }


def _interval(period: Period, language: str) -> dict[str, Any]:
    """A period of deep time, or one that only has a name."""
    ends = {"time:hasBeginning": period.begin, "time:hasEnd": period.end}
    name = one_or_many(said_in(period.name, language))
    return {"@type": "time:ProperInterval", "name": name, **{end: _instant(moment) for end, moment in ends.items()}}


def _instant(moment: str | DeepTime | None) -> dict[str, Any] | None:
    """An age in millions of years with its uncertainty, or a date as it is written."""
    if moment is None:
        return None
    if not isinstance(moment, DeepTime):
        return {"@type": "time:Instant", "time:inXSDDate": moment}
    return {
        "@type": "time:Instant",
        "time:inTimePosition": {
            "@type": "time:TimePosition",
            "time:hasTRS": {"@id": _MILLIONS_OF_YEARS},
            "time:numericPosition": _millions(moment, moment.age),
        },
        "gstime:Uncertainty": None if moment.plus_minus is None else _millions(moment, moment.plus_minus),
    }


def _millions(moment: DeepTime, years: float) -> float:
    """A number in the unit of an age as millions of years, to twelve digits."""
    return float(f"{moment.model_copy(update={'age': years}).years / 1e6:.12g}")
