"""Record -> csw:Record of CSW 3.0 (OGC 12-176r7): Dublin Core with boxes and periods, which a GIS finds data by.

Stored whole. What goes into a summary or a brief record stands first, so that `harvest/csw` cuts both out of it and
writes the record of CSW 2.0.2 from it. Its schema has no place for the language of a text.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from repository.crosswalks.checks import XmlCheck
from repository.crosswalks.citation import cite, text
from repository.crosswalks.dcmi import box_text, height_text, period_text, reference, type_of
from repository.crosswalks.edition import Edition, EditionStatus
from repository.crosswalks.iso_terms import LINK, PROTOCOLS
from repository.crosswalks.phrases import (
    access_terms,
    calendar_ends,
    data_language,
    document_addresses,
    media_types,
    plain_number,
    volume,
    withdrawal_sentence,
)
from repository.crosswalks.xml_text import document, element, one_line
from repository.record.dates import first_day, last_day
from repository.record.languages import Localised, LocalisedLine
from repository.record.model import Record

RENDERER: Final = "1"

NOT_CARRIED: Final = (
    "other_titles.kind", "other_titles.language",
    "forwarding", "contacts", "funding.funder", "funding.funder_identifier", "funding.funder_identifier_type",
    "funding.award_number", "funding.award_title", "identifiers.kind", "vertical.datum_uri", "place.polygons",
    "place.names.scheme", "place.names.scheme_uri", "place.names.uri", "time.periods.uri", "spatial_resolution",
    "temporal_resolution", "update_frequency", "processing_level", "acquisition", "variables.name",
    "variables.standard_name_uri", "variables.concepts", "variables.unit", "variables.unit_uri",
    "variables.uncertainty", "variables.method", "keywords.scheme", "keywords.scheme_uri", "keywords.uri",
    "keywords.kind", "creators.orcid", "creators.ror", "creators.country", "creators.identifiers",
    "creators.affiliations", "contributors.role", "contributors.party.orcid", "contributors.party.ror",
    "contributors.party.country", "contributors.party.identifiers", "contributors.party.affiliations",
    "related.resource_type", "related.document_kind", "related.title", "related.citation", "documents.path",
    "documents.kind", "documents.title", "documents.language", "distribution.services.name",
    "distribution.services.media_type", "distribution.formats.version", "distribution.formats.uri", "dates.end",
    "dates.note", "provenance", "poles", "licence.name", "instruments.identifier", "instruments.scheme",
    "instruments.scheme_uri", "instruments.uri", "platforms.identifier", "platforms.scheme",
    "platforms.scheme_uri", "platforms.uri", "projects.identifier", "projects.scheme", "projects.scheme_uri",
    "projects.uri", "campaigns.identifier", "campaigns.scheme", "campaigns.scheme_uri", "campaigns.uri",
)  # fmt: skip
"""Fields of a record that these elements have no place for."""

FOLDED: Final = (
    "lineage", "quality", "topics", "variables.label", "variables.standard_name", "instruments.name",
    "platforms.name", "projects.name", "campaigns.name", "funding.award_uri", "identifiers.value", "vertical",
    "use_limitations", "access_note", "related.identifier_type", "reference_systems.name",
)  # fmt: skip
"""Fields whose words stand among others of the same element."""

CSW: Final = "http://www.opengis.net/cat/csw/3.0"
OWS: Final = "http://www.opengis.net/ows/2.0"
OPENING: Final = (
    f'<csw:Record xmlns:csw="{CSW}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    f'xmlns:dct="http://purl.org/dc/terms/" xmlns:ows="{OWS}">'
)
CLOSING: Final = "</csw:Record>"

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"

CHECK: Final = XmlCheck(
    schema="schemas.opengis.net/cat/csw/3.0/record.xsd",
    mandatory={
        f"{_DC}identifier": ("publication", "doi"),
        f"{_DC}title": ("title",),
        f"{_DC}creator": ("creators",),
        f"{_DC}publisher": ("publication", "publisher"),
        f"{_TERMS}issued": ("publication", "date"),
    },
    field_of={
        "title": "title", "alternative": "other_titles", "creator": "creators", "subject": "keywords",
        "abstract": "abstract", "description": "lineage", "contributor": "contributors", "spatial": "place",
        "BoundingBox": "place", "temporal": "time", "TemporalExtent": "time", "type": "resource_type",
        "format": "distribution", "language": "language", "identifier": "identifiers", "rights": "licence",
        "relation": "related", "conformsTo": "reference_systems", "references": "distribution",
    },
)  # fmt: skip

_DATES: Final = {
    "Accepted": "dct:dateAccepted", "Copyrighted": "dct:dateCopyrighted", "Created": "dct:created",
    "Submitted": "dct:dateSubmitted", "Valid": "dct:valid",
}  # fmt: skip
_OURS: Final = {"Issued", "Updated", "Available", "Withdrawn"}
"""Kinds of date that the edition decides."""

_RELATIONS: Final = {
    "IsCitedBy": "dct:isReferencedBy", "IsReferencedBy": "dct:isReferencedBy", "Cites": "dct:references",
    "References": "dct:references", "IsPartOf": "dct:isPartOf", "HasPart": "dct:hasPart",
    "IsVersionOf": "dct:isVersionOf", "HasVersion": "dct:hasVersion", "Obsoletes": "dct:replaces",
    "IsObsoletedBy": "dct:isReplacedBy", "Requires": "dct:requires", "IsRequiredBy": "dct:isRequiredBy",
    "IsVariantFormOf": "dct:isFormatOf", "IsOriginalFormOf": "dct:hasFormat", "IsDerivedFrom": "dc:source",
}  # fmt: skip
"""DataCite's relation -> the refinement that says the same; all others are relations."""

_CRS: Final = "urn:ogc:def:crs:EPSG::4326"
"""Latitude before longitude."""


def render(record: Record, edition: Edition) -> bytes:
    """One `csw:Record`, UTF-8, without XML declaration; its first `dc:identifier` is the DOI."""
    written = (
        *_brief(record, edition),
        *_summary(record, edition),
        *_when(record, edition),
        *_people(record, edition),
        *_what(record, edition),
        *_relations(record, edition),
        *_rights(record, edition),
    )
    own = f"{''.join(dict.fromkeys(written))}{''.join(_boxes(record))}{''.join(_periods(record))}"
    return document(f"{OPENING}{own}{CLOSING}")


def _each(name: str, texts: Localised | LocalisedLine | None, first: str = "") -> Iterator[str]:
    """One element per language, the record's own first."""
    for _, words in sorted((texts or {}).items(), key=lambda pair: pair[0] != first):
        yield element(name, words)


def _brief(record: Record, edition: Edition) -> Iterator[str]:
    """Identifiers, titles, one type: all that a brief record has, but for boxes."""
    own = (*edition.alternate_identifiers, *(other.value for other in record.identifiers))
    for identifier in dict.fromkeys((edition.doi, edition.doi_url, edition.url, *map(one_line, own))):
        if identifier:
            yield element("dc:identifier", identifier)
    yield from _each("dc:title", record.title, record.main_title_language)
    general = record.resource_type.general
    yield element("dc:type", type_of(general) or general)


def _summary(record: Record, edition: Edition) -> Iterator[str]:
    """Subjects, formats, plain relations, the day of the last change, abstracts, places: in the schema's order."""
    yield from _subjects(record)
    for name in media_types(record, edition):
        yield element("dc:format", name)
    for related in record.related:
        if related.relation not in _RELATIONS:
            yield element("dc:relation", reference(related))
    for funding in record.funding:
        if funding.award_uri:
            yield element("dc:relation", funding.award_uri)
    for manual in document_addresses(record, edition):
        yield element("dc:relation", manual)
    yield element("dct:modified", edition.updated.isoformat())
    withdrawal = withdrawal_sentence(edition)
    if withdrawal:
        yield element("dct:abstract", withdrawal)
    yield from _each("dct:abstract", record.abstract, record.language)
    for place in record.place.names:
        yield from _each("dct:spatial", place.name, record.language)
    for box in record.place.boxes:
        yield element("dct:spatial", box_text(box))
    for extent in record.vertical:
        yield element("dct:spatial", height_text(extent))


def _subjects(record: Record) -> Iterator[str]:
    for keyword in record.keywords:
        yield from _each("dc:subject", keyword.term)
    for topic in record.topics:
        yield element("dc:subject", topic)
    for variable in record.variables:
        yield from _each("dc:subject", variable.label)
        yield element("dc:subject", variable.standard_name or variable.name)
    for named in (*record.instruments, *record.platforms, *record.projects, *record.campaigns):
        yield element("dc:subject", named.name)


def _people(record: Record, edition: Edition) -> Iterator[str]:
    for creator in record.creators:
        yield element("dc:creator", creator.name)
    if one_line(edition.publisher):
        yield element("dc:publisher", one_line(edition.publisher))
    for contributor in record.contributors:
        yield element("dc:contributor", contributor.party.name)


def _when(record: Record, edition: Edition) -> Iterator[str]:
    """`dct:issued`, which every record has, begins what a summary leaves out."""
    yield element("dct:issued", edition.published.isoformat())
    if edition.embargo_until:
        yield element("dct:available", edition.embargo_until.isoformat())
    for own in record.dates:
        if own.kind not in _OURS:
            yield element(_DATES.get(own.kind, "dc:date"), own.date)
    for period in record.time.periods:
        yield element("dct:temporal", period_text(period, record.language))


def _what(record: Record, edition: Edition) -> Iterator[str]:
    for title in record.other_titles:
        yield element("dct:alternative", title.text)
    general, word = record.resource_type.general, record.resource_type.text
    if word and word != general:
        yield element("dc:type", word)
    yield from _each("dc:description", record.lineage, record.language)
    yield from _each("dc:description", record.quality, record.language)
    count, size = volume(edition)
    if count:
        yield element("dct:extent", f"{count} files")
        yield element("dct:extent", f"{size} bytes")
    yield element("dct:bibliographicCitation", text(cite(record, edition)))
    for language in dict.fromkeys((data_language(record), *record.data_languages)):
        if language and language != "und":
            yield element("dc:language", language)


def _relations(record: Record, edition: Edition) -> Iterator[str]:
    """Refined relations, layers, and addresses with the protocol that a GIS tells them by."""
    yield element("dct:references", edition.doi_url, scheme=LINK)
    for service in record.distribution.services if edition.status is EditionStatus.PUBLIC else ():
        yield element("dct:references", service.uri, scheme=PROTOCOLS.get(service.kind, LINK))
    for related in record.related:
        if related.relation in _RELATIONS:
            yield element(_RELATIONS[related.relation], reference(related))
    for layer in edition.layers:
        yield element("dct:hasVersion", layer.url)
    for system in record.reference_systems:
        for said in (system.identifier, system.name):
            if said:
                yield element("dct:conformsTo", said)


def _rights(record: Record, edition: Edition) -> Iterator[str]:
    if record.licence:
        yield element("dct:license", record.licence.address or record.licence.title)
    yield element("dct:accessRights", access_terms(edition)[0])
    if edition.status is EditionStatus.PUBLIC:
        yield from _each("dct:accessRights", record.access_note, record.language)
    yield from _each("dc:rights", record.use_limitations, record.language)


def _boxes(record: Record) -> Iterator[str]:
    """Boxes in degrees of WGS 84; one across the antimeridian as its two parts, which no reader turns inside out."""
    for box in record.place.boxes:
        for part in box.parts:
            south, west, north, east = map(plain_number, (part.south, part.west, part.north, part.east))
            yield (
                f'<ows:BoundingBox crs="{_CRS}" dimensions="2"><ows:LowerCorner>{south} {west}</ows:LowerCorner>'
                f"<ows:UpperCorner>{north} {east}</ows:UpperCorner></ows:BoundingBox>"
            )


def _periods(record: Record) -> Iterator[str]:
    """Calendar periods from the first second to the last; deep time and mere names stand in `dct:temporal` alone."""
    for begin, end in filter(None, map(calendar_ends, record.time.periods)):
        ends: Iterable[str] = (
            f"<csw:begin>{first_day(begin).isoformat()}T00:00:00Z</csw:begin>" if begin else "",
            f"<csw:end>{last_day(end).isoformat()}T23:59:59Z</csw:end>" if end else "",
        )
        yield f"<csw:TemporalExtent>{''.join(ends)}</csw:TemporalExtent>"
