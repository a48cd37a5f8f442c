"""ISO 19115: where, when, how deep and how fine, as both of its XML forms write it with GML 3.2.1."""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_shapes import coded
from repository.crosswalks.iso_terms import CRS84, UNITS, decimal, deep_time_words
from repository.crosswalks.phrases import plain_number
from repository.crosswalks.xml_text import address, escape
from repository.record.dates import Period
from repository.record.extents import BoundingBox, NamedPlace, Polygon, ReferenceSystem, Ring, VerticalExtent
from repository.record.model import Record

_UNKNOWN: Final = "http://www.opengis.net/def/nil/OGC/0/unknown"
_VERTICAL: Final = {
    "down": ("depth", "http://www.opengis.net/def/cs/EPSG/0/6498"),
    "up": ("height", "http://www.opengis.net/def/cs/EPSG/0/6499"),
}


def extent(pen: Pen, record: Record) -> str:
    """One EX_Extent with every place, period and range; nothing where the record has none."""
    gex = pen.spelling.gex
    inside = "".join(f"<{gex}:geographicElement>{each}</{gex}:geographicElement>" for each in _places(pen, record))
    for number, period in enumerate(record.time.periods, 1):
        inside += (
            f"<{gex}:temporalElement><{gex}:EX_TemporalExtent><{gex}:extent>{_period(pen, number, period)}"
            f"</{gex}:extent></{gex}:EX_TemporalExtent></{gex}:temporalElement>"
        )
    for number, layer in enumerate(record.vertical, 1):
        inside += f"<{gex}:verticalElement>{_vertical(pen, number, layer)}</{gex}:verticalElement>"
    if not inside:
        return ""
    name = f"{pen.spelling.mri}:extent"
    return f"<{name}><{gex}:EX_Extent>{inside}</{gex}:EX_Extent></{name}>"


def _places(pen: Pen, record: Record) -> Iterator[str]:
    for box in record.place.boxes:
        yield _box(pen, box)
    for number, polygon in enumerate(record.place.polygons, 1):
        yield _polygon(pen, number, polygon)
    for place in record.place.names:
        yield _named(pen, place)


def _box(pen: Pen, box: BoundingBox) -> str:
    """Degrees of WGS 84; west above east is how a box over the antimeridian is written."""
    gex = pen.spelling.gex
    sides = (
        ("westBoundLongitude", box.west),
        ("eastBoundLongitude", box.east),
        ("southBoundLatitude", box.south),
        ("northBoundLatitude", box.north),
    )
    inside = "".join(f"<{gex}:{name}><gco:Decimal>{decimal(at)}</gco:Decimal></{gex}:{name}>" for name, at in sides)
    return f"<{gex}:EX_GeographicBoundingBox>{inside}</{gex}:EX_GeographicBoundingBox>"


def _polygon(pen: Pen, number: int, polygon: Polygon) -> str:
    gex = pen.spelling.gex
    inside = f"<gml:exterior>{_ring(polygon.exterior)}</gml:exterior>"
    inside += "".join(f"<gml:interior>{_ring(hole)}</gml:interior>" for hole in polygon.holes)
    shape = f'<gml:Polygon gml:id="{pen.identity("polygon", number)}" srsName="{CRS84}">{inside}</gml:Polygon>'
    return f"<{gex}:EX_BoundingPolygon><{gex}:polygon>{shape}</{gex}:polygon></{gex}:EX_BoundingPolygon>"


def _ring(ring: Ring) -> str:
    positions = " ".join(f"{plain_number(longitude)} {plain_number(latitude)}" for longitude, latitude in ring)
    return f"<gml:LinearRing><gml:posList>{positions}</gml:posList></gml:LinearRing>"


def _named(pen: Pen, place: NamedPlace) -> str:
    gex, mcc = pen.spelling.gex, pen.spelling.mcc
    scheme = (place.scheme or "", place.scheme_uri or "")
    code = pen.texts(f"{mcc}:code", place.name, place.uri or "")
    inside = coded(pen, f"{gex}:geographicIdentifier", code, scheme=scheme)
    return f"<{gex}:EX_GeographicDescription>{inside}</{gex}:EX_GeographicDescription>"


def _period(pen: Pen, number: int, period: Period) -> str:
    """A TimePeriod: dates as they are, `now` for what goes on, `unknown` for other ends; deep time in words."""
    words = deep_time_words(period) if period.is_deep_time else ""
    inside = f"<gml:description>{words}</gml:description>" if words else ""
    inside += f"<gml:name>{escape(period.name.best(pen.main))}</gml:name>" if period.name else ""
    ends = ("", "") if words else (period.begin or "", period.end or "")
    for name, end in zip(("beginPosition", "endPosition"), ends, strict=True):
        if end:
            inside += f"<gml:{name}>{end}</gml:{name}>"
        else:
            word = "now" if name == "endPosition" and period.ongoing else "unknown"
            inside += f'<gml:{name} indeterminatePosition="{word}"/>'
    return f'<gml:TimePeriod gml:id="{pen.identity("period", number)}">{inside}</gml:TimePeriod>'


def _vertical(pen: Pen, number: int, layer: VerticalExtent) -> str:
    """Metres, as the numbers stand, in a system of depth or of height above the datum that the record names."""
    gex = pen.spelling.gex
    name, axes = _VERTICAL[layer.positive]
    href = address(layer.datum_uri or "")
    datum = f' xlink:href="{escape(href)}"' if href else ""
    datum += f' xlink:title="{escape(layer.datum)}"' if layer.datum else ""
    crs = (
        f'<gml:VerticalCRS gml:id="{pen.identity("vertical", number)}"><gml:identifier codeSpace="{_UNKNOWN}">{name}'
        f"</gml:identifier><gml:name>{name}</gml:name><gml:scope>not known</gml:scope>"
        f'<gml:verticalCS xlink:href="{axes}"/><gml:verticalDatum{datum}/></gml:VerticalCRS>'
    )
    limits = "".join(
        f"<{gex}:{end}><gco:Real>{plain_number(value)}</gco:Real></{gex}:{end}>"
        for end, value in (("minimumValue", layer.minimum), ("maximumValue", layer.maximum))
    )
    return f"<{gex}:EX_VerticalExtent>{limits}<{gex}:verticalCRS>{crs}</{gex}:verticalCRS></{gex}:EX_VerticalExtent>"


def resolutions(pen: Pen, record: Record) -> Iterator[str]:
    """Scales and distances; ISO 19115-3 has angles and words beside them."""
    mri = pen.spelling.mri
    for fine in record.spatial_resolution:
        if fine.scale:
            yield (
                f"<{mri}:equivalentScale><{mri}:MD_RepresentativeFraction><{mri}:denominator><gco:Integer>{fine.scale}"
                f"</gco:Integer></{mri}:denominator></{mri}:MD_RepresentativeFraction></{mri}:equivalentScale>"
            )
        if fine.distance is not None and fine.unit:
            is_angle = fine.unit not in ("m", "km") and not pen.spelling.is_old
            name, measure = ("angularDistance", "Angle") if is_angle else ("distance", "Distance")
            said = f'<gco:{measure} uom="{UNITS[fine.unit]}">{plain_number(fine.distance)}</gco:{measure}>'
            yield f"<{mri}:{name}>{said}</{mri}:{name}>"
        if fine.note and not pen.spelling.is_old:
            yield pen.texts(f"{mri}:levelOfDetail", fine.note)


def reference_system(pen: Pen, name: str, system: ReferenceSystem) -> str:
    """The identifier of a reference system: its EPSG number with the register's address, else address or name."""
    said, space, uri = system.name or "", "", system.identifier or ""
    text = said or uri
    if system.epsg:
        space, text = "EPSG", f"EPSG:{system.epsg}"
        text = f"{said} ({text})" if said and pen.spelling.is_old else text
    code = pen.line(f"{pen.spelling.mcc}:code", text, uri)
    return coded(pen, name, code, space=space, said=said if system.epsg else "", is_system=True)
