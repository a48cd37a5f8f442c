"""DataCite: dates and places (properties 8 and 18 of the schema)."""

from collections.abc import Iterator, Sequence
from typing import Final

from repository.crosswalks.edition import Edition, EditionStatus
from repository.crosswalks.phrases import calendar_ends, plain_number
from repository.crosswalks.xml_text import element, holder, one_line
from repository.record.extents import BoundingBox, Polygon
from repository.record.model import Record
from repository.record.relations import RecordDate

_COLLECTING: Final = {"in-situ", "remote-sensing", "laboratory"}
_OURS: Final = {"Issued", "Updated", "Available", "Withdrawn"}
"""Kinds of date that the edition alone decides; a record's own are kept as Other, with their kind in words."""


def dates(record: Record, edition: Edition) -> Iterator[str]:
    """Issued, Updated, Available, Withdrawn of the edition; the period of the data; the record's own dates."""
    yield element("date", edition.published.isoformat(), dateType="Issued")
    if edition.updated > edition.published:
        yield element("date", edition.updated.isoformat(), dateType="Updated")
    if edition.embargo_until:
        yield element("date", edition.embargo_until.isoformat(), dateType="Available")
    if edition.status is EditionStatus.WITHDRAWN and edition.withdrawn_on:
        reason = one_line(edition.withdrawal_reason)
        yield element("date", edition.withdrawn_on.isoformat(), dateType="Withdrawn", dateInformation=reason)
    yield from _periods(record)
    for own in record.dates:
        yield _own_date(own)


def _periods(record: Record) -> Iterator[str]:
    """Collected for what was observed, Coverage for what was computed; deep time goes to the description.

    A range is written as RKMS-ISO8601: `2019-01-14/2026-10-19`, open as `2019-01-14/`.
    """
    computed = record.acquisition and not _COLLECTING.intersection(record.acquisition)
    for period in record.time.periods:
        ends = calendar_ends(period)
        if ends is None:
            continue
        begin, end = ends
        span = begin if begin == end else f"{begin}/{end}"
        name = period.name.best(record.language) if period.name else ""
        yield element("date", span, dateType="Coverage" if computed else "Collected", dateInformation=name)


def _own_date(own: RecordDate) -> str:
    span = f"{own.date}/{own.end}" if own.end else own.date
    if own.kind not in _OURS:
        return element("date", span, dateType=own.kind, dateInformation=own.note or "")
    words = f"{own.kind}: {own.note}" if own.note else own.kind
    return element("date", span, dateType="Other", dateInformation=words)


def geo_locations(record: Record) -> Iterator[str]:
    """One location for each box or point, polygon and named place."""
    for box in record.place.boxes:
        yield holder("geoLocation", (_point("geoLocationPoint", box.west, box.south) if box.is_point else _box(box),))
    for polygon in record.place.polygons:
        yield holder("geoLocation", (_polygon(polygon),))
    for place in record.place.names:
        for name in place.name.values():
            yield holder("geoLocation", (element("geoLocationPlace", name),))


def _box(box: BoundingBox) -> str:
    """Degrees of WGS 84; west above east is how a box across the antimeridian is written."""
    sides: Sequence[tuple[str, float]] = (
        ("westBoundLongitude", box.west),
        ("eastBoundLongitude", box.east),
        ("southBoundLatitude", box.south),
        ("northBoundLatitude", box.north),
    )
    return holder("geoLocationBox", (f"<{name}>{plain_number(value)}</{name}>" for name, value in sides))


def _point(name: str, longitude: float, latitude: float) -> str:
    return (
        f"<{name}><pointLongitude>{plain_number(longitude)}</pointLongitude>"
        f"<pointLatitude>{plain_number(latitude)}</pointLatitude></{name}>"
    )


def _polygon(polygon: Polygon) -> str:
    """The outline; a polygon of DataCite has no holes."""
    return holder("geoLocationPolygon", (_point("polygonPoint", *position) for position in polygon.exterior))
