"""Record -> qualified Dublin Core: the fifteen elements and DCMI's refinements, as DCMI's XML schemas have them (2003).

Encoding schemes (W3CDTF, URI, Box, Point, Period, DCMIType, IMT, RFC3066) are said by `xsi:type`. Newer terms, such as
`provenance` and `license`, are not in these schemas; their texts stand in the element that they refine.
"""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.checks import XmlCheck
from repository.crosswalks.citation import cite, text
from repository.crosswalks.dcmi import box_text, height_text, period_text, reference, type_of
from repository.crosswalks.edition import Edition, EditionStatus
from repository.crosswalks.phrases import (
    access_terms,
    data_language,
    document_addresses,
    media_types,
    volume,
    withdrawal_sentence,
)
from repository.crosswalks.xml_text import address, document, element, language_tag, one_line
from repository.record.languages import Localised
from repository.record.model import Record

RENDERER: Final = "1"

NOT_CARRIED: Final = (
    "other_titles.kind",
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
    "documents.kind", "documents.title", "documents.language", "distribution.services",
    "distribution.formats.version", "distribution.formats.uri", "dates.end", "dates.note", "provenance", "poles",
    "licence.name", "instruments.identifier", "instruments.scheme", "instruments.scheme_uri", "instruments.uri",
    "platforms.identifier", "platforms.scheme", "platforms.scheme_uri", "platforms.uri", "projects.identifier",
    "projects.scheme", "projects.scheme_uri", "projects.uri", "campaigns.identifier", "campaigns.scheme",
    "campaigns.scheme_uri", "campaigns.uri",
)  # fmt: skip
"""Fields of a record that these elements have no place for."""

FOLDED: Final = (
    "lineage", "quality", "topics", "variables.label", "variables.standard_name", "instruments.name",
    "platforms.name", "projects.name", "campaigns.name", "funding.award_uri", "identifiers.value", "vertical",
    "use_limitations", "access_note", "related.identifier_type", "reference_systems.name",
)  # fmt: skip
"""Fields whose words stand among others of the same element."""

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"

CHECK: Final = XmlCheck(
    schema="dublincore.org/schemas/xmls/qdc/2003/04/02/dcterms.xsd",
    mandatory={
        f"{_DC}title": ("title",),
        f"{_DC}creator": ("creators",),
        f"{_DC}publisher": ("publication", "publisher"),
        f"{_TERMS}issued": ("publication", "date"),
        f"{_DC}identifier": ("publication", "doi"),
    },
    field_of={
        "title": "title", "alternative": "other_titles", "creator": "creators", "subject": "keywords",
        "abstract": "abstract", "description": "lineage", "contributor": "contributors", "spatial": "place",
        "temporal": "time", "type": "resource_type", "format": "distribution", "language": "language",
        "identifier": "identifiers", "rights": "licence", "relation": "related", "conformsTo": "reference_systems",
    },
    in_parts=True,
)  # fmt: skip

_OPEN: Final = (
    '<qdc:qualifieddc xmlns:qdc="http://dspace.org/qualifieddc/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://purl.org/dc/terms/ http://dublincore.org/schemas/xmls/qdc/2008/02/11/dcterms.xsd">'
)
_CLOSE: Final = "</qdc:qualifieddc>"

_DATES: Final = {
    "Accepted": "dcterms:dateAccepted", "Copyrighted": "dcterms:dateCopyrighted", "Created": "dcterms:created",
    "Submitted": "dcterms:dateSubmitted", "Valid": "dcterms:valid",
}  # fmt: skip
"""Kinds of date that have a refinement; the others are plain dates, but for those that the edition decides."""

_OURS: Final = {"Issued", "Updated", "Available", "Withdrawn"}

_RELATIONS: Final = {
    "IsCitedBy": "dcterms:isReferencedBy", "IsReferencedBy": "dcterms:isReferencedBy",
    "Cites": "dcterms:references", "References": "dcterms:references", "IsPartOf": "dcterms:isPartOf",
    "HasPart": "dcterms:hasPart", "IsVersionOf": "dcterms:isVersionOf", "HasVersion": "dcterms:hasVersion",
    "Obsoletes": "dcterms:replaces", "IsObsoletedBy": "dcterms:isReplacedBy", "Requires": "dcterms:requires",
    "IsRequiredBy": "dcterms:isRequiredBy", "IsVariantFormOf": "dcterms:isFormatOf",
    "IsOriginalFormOf": "dcterms:hasFormat", "IsDerivedFrom": "dc:source",
}  # fmt: skip
"""DataCite's relation -> the refinement that says the same; all others are relations."""

_LISTED_TYPES: Final = {
    "Collection", "Dataset", "Event", "Image", "InteractiveResource", "Service", "Software", "Sound", "Text",
    "PhysicalObject",
}  # fmt: skip
"""DCMI types that the schema lists."""


def render(record: Record, edition: Edition) -> bytes:
    """One `qdc:qualifieddc` element, UTF-8, without XML declaration; a tombstone says so in its description."""
    written = (
        *_names(record, edition),
        *_subjects(record),
        *_when(record, edition),
        *_what(record, edition),
        *_relations(record, edition),
        *_coverage(record),
        *_rights(record, edition),
    )
    return document(f"{_OPEN}{''.join(dict.fromkeys(written))}{_CLOSE}")


def _each(name: str, texts: Localised | None, first: str = "") -> Iterator[str]:
    """One element per language, the record's own first."""
    for tag, words in sorted((texts or {}).items(), key=lambda pair: pair[0] != first):
        yield element(name, words, lang=language_tag(tag))


def _coded(name: str, scheme: str, content: str) -> str:
    """An element whose text follows an encoding scheme."""
    return element(name, content, **{"xsi:type": f"dcterms:{scheme}"})


def _pointing(name: str, target: str) -> str:
    """An address, said to be one where it is."""
    return _coded(name, "URI", target) if address(target) == target else element(name, target)


def _names(record: Record, edition: Edition) -> Iterator[str]:
    yield from _each("dc:title", record.title, record.main_title_language)
    for title in record.other_titles:
        yield element("dcterms:alternative", title.text, lang=language_tag(title.language))
    for creator in record.creators:
        yield element("dc:creator", creator.name)
    withdrawal = withdrawal_sentence(edition)
    if withdrawal:
        yield element("dc:description", withdrawal, lang="en")
    yield from _each("dcterms:abstract", record.abstract, record.language)
    yield from _each("dc:description", record.lineage, record.language)
    yield from _each("dc:description", record.quality, record.language)
    if one_line(edition.publisher):
        yield element("dc:publisher", one_line(edition.publisher))
    for contributor in record.contributors:
        yield element("dc:contributor", contributor.party.name)


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


def _when(record: Record, edition: Edition) -> Iterator[str]:
    yield _coded("dcterms:issued", "W3CDTF", edition.published.isoformat())
    yield _coded("dcterms:modified", "W3CDTF", edition.updated.isoformat())
    if edition.embargo_until:
        yield _coded("dcterms:available", "W3CDTF", edition.embargo_until.isoformat())
    for own in record.dates:
        if own.kind not in _OURS:
            yield _coded(_DATES.get(own.kind, "dc:date"), "W3CDTF", own.date)


def _what(record: Record, edition: Edition) -> Iterator[str]:
    general, word = record.resource_type.general, record.resource_type.text
    listed = type_of(general)
    yield _coded("dc:type", "DCMIType", listed) if listed in _LISTED_TYPES else element("dc:type", listed or general)
    if word and word != general:
        yield element("dc:type", word)
    for name in media_types(record, edition):
        yield _coded("dc:format", "IMT", name)
    count, size = volume(edition)
    if count:
        yield element("dcterms:extent", f"{count} files")
        yield element("dcterms:extent", f"{size} bytes")
    yield _pointing("dc:identifier", edition.doi_url)
    yield _pointing("dc:identifier", edition.url)
    for other in (*edition.alternate_identifiers, *(other.value for other in record.identifiers)):
        if one_line(other):
            yield element("dc:identifier", one_line(other))
    yield element("dcterms:bibliographicCitation", text(cite(record, edition)))
    for language in (data_language(record), *record.data_languages):
        if language_tag(language):
            yield _coded("dc:language", "RFC3066", language)


def _relations(record: Record, edition: Edition) -> Iterator[str]:
    for related in record.related:
        yield _pointing(_RELATIONS.get(related.relation, "dc:relation"), reference(related))
    for funding in record.funding:
        if funding.award_uri:
            yield _pointing("dc:relation", funding.award_uri)
    for layer in edition.layers:
        yield _pointing("dcterms:hasVersion", layer.url)
    for manual in document_addresses(record, edition):
        yield _pointing("dc:relation", manual)
    for system in record.reference_systems:
        if system.identifier:
            yield _pointing("dcterms:conformsTo", system.identifier)
        if system.name:
            yield element("dcterms:conformsTo", system.name)


def _coverage(record: Record) -> Iterator[str]:
    for place in record.place.names:
        yield from _each("dcterms:spatial", place.name, record.language)
    for box in record.place.boxes:
        yield _coded("dcterms:spatial", "Point" if box.is_point else "Box", box_text(box))
    for extent in record.vertical:
        yield _coded("dcterms:spatial", "Box", height_text(extent))
    for period in record.time.periods:
        yield _coded("dcterms:temporal", "Period", period_text(period, record.language))


def _rights(record: Record, edition: Edition) -> Iterator[str]:
    if record.licence:
        yield _pointing("dc:rights", record.licence.address or record.licence.title)
    yield _pointing("dcterms:accessRights", access_terms(edition)[0])
    if edition.status is EditionStatus.PUBLIC:
        yield from _each("dcterms:accessRights", record.access_note, record.language)
    yield from _each("dc:rights", record.use_limitations, record.language)
