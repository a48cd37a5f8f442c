"""Record -> DataCite Metadata Schema (4.6, 2024, metadata.xsd), kernel 4 XML, valid under 4.6 and 4.7.

The document and its mandatory properties; the others are in `datacite_agents`, `_content`, `_coverage`, `_relations`.
"""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.checks import XmlCheck
from repository.crosswalks.datacite_agents import UNAVAILABLE, contributors, creators, funding_references
from repository.crosswalks.datacite_content import descriptions, rights, subjects
from repository.crosswalks.datacite_coverage import dates, geo_locations
from repository.crosswalks.datacite_relations import alternate_identifiers, related_identifiers
from repository.crosswalks.edition import Edition
from repository.crosswalks.phrases import data_language, media_types, version_text, volume
from repository.crosswalks.xml_text import document, element, holder, language_tag, one_line
from repository.record.model import Record

RENDERER: Final = "1"

NOT_CARRIED: Final = (
    "contacts.email", "contacts.uri", "forwarding", "update_frequency", "acquisition", "processing_level", "poles",
    "place.polygons.holes", "place.names.scheme", "place.names.scheme_uri", "place.names.uri", "vertical.datum_uri",
    "variables.uncertainty", "variables.method", "variables.unit_uri", "variables.concepts.identifier",
    "time.periods.uri", "related.title", "related.citation", "related.document_kind", "documents.path",
    "documents.kind", "documents.title", "documents.language",
    "distribution.services", "distribution.formats.version", "distribution.formats.uri", "provenance.job",
    "provenance.began", "provenance.ended", "provenance.sources", "provenance.parameters", "provenance.environment",
    "creators.identifiers.uri", "creators.country", "creators.affiliations.country",
    "contributors.party.identifiers.uri", "contributors.party.country", "contributors.party.affiliations.country",
    "contacts.affiliation.country", "instruments.identifier", "platforms.identifier", "projects.identifier",
    "campaigns.identifier", "keywords.kind",
)  # fmt: skip
"""Fields of a record that this format, or our use of it, has no place for."""

FOLDED: Final = (
    "quality", "vertical", "reference_systems", "spatial_resolution", "temporal_resolution", "variables",
    "instruments", "platforms", "projects", "campaigns", "use_limitations", "access_note", "contacts", "provenance",
    "time.periods.name",
)  # fmt: skip
"""Fields whose words are there, but among subjects, rights, contributors or lines of TechnicalInfo."""

_NAMESPACE: Final = "{http://datacite.org/schema/kernel-4}"

CHECK: Final = XmlCheck(
    schema="schema.datacite.org/meta/kernel-4.6/metadata.xsd",
    mandatory={
        f"{_NAMESPACE}identifier": ("publication", "doi"),
        f"{_NAMESPACE}creatorName": ("creators",),
        f"{_NAMESPACE}title": ("title",),
        f"{_NAMESPACE}publisher": ("publication", "publisher"),
        f"{_NAMESPACE}publicationYear": ("publication", "date"),
        f"{_NAMESPACE}resourceType": ("resource_type",),
    },
    field_of={
        "identifier": "publication", "creators": "creators", "titles": "title", "publisher": "publication",
        "publicationYear": "publication", "resourceType": "resource_type", "subjects": "keywords",
        "contributors": "contributors", "dates": "time", "language": "language",
        "alternateIdentifiers": "identifiers", "relatedIdentifiers": "related", "version": "publication",
        "rightsList": "licence", "descriptions": "abstract", "geoLocations": "place", "fundingReferences": "funding",
    },
    one_each=frozenset({"creators", "fundingReferences"}),
    empty=frozenset({UNAVAILABLE}),
)  # fmt: skip

_OPEN: Final = (
    '<resource xmlns="http://datacite.org/schema/kernel-4" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://datacite.org/schema/kernel-4 '
    'https://schema.datacite.org/meta/kernel-4/metadata.xsd">'
)


def render(record: Record, edition: Edition) -> bytes:
    """One complete `resource` element, UTF-8, without XML declaration.

    A withdrawn dataset keeps its description; it gets the date Withdrawn and loses sizes and formats.
    """
    written = [
        _OPEN,
        element("identifier", edition.doi, identifierType="DOI"),
        holder("creators", creators(record)),
        holder("titles", _titles(record)),
        _publisher(record, edition),
        element("publicationYear", f"{edition.published.year:04d}"),
        _resource_type(record),
        holder("subjects", dict.fromkeys(subjects(record))),
        holder("contributors", contributors(record)),
        holder("dates", dict.fromkeys(dates(record, edition))),
        _language(record),
        holder("alternateIdentifiers", dict.fromkeys(alternate_identifiers(record, edition))),
        holder("relatedIdentifiers", dict.fromkeys(related_identifiers(record, edition))),
        holder("sizes", _sizes(edition)),
        holder("formats", (element("format", name) for name in media_types(record, edition))),
        element("version", version_text(record, edition)),
        holder("rightsList", rights(record, edition)),
        holder("descriptions", descriptions(record, edition)),
        holder("geoLocations", geo_locations(record)),
        holder("fundingReferences", funding_references(record)),
        "</resource>",
    ]
    return document("".join(written))


def _titles(record: Record) -> Iterator[str]:
    """The title in the record's language, its translations, then the other titles."""
    main = record.main_title_language
    yield element("title", record.title[main], lang=language_tag(main))
    for language, text in record.title.items():
        if language != main:
            yield element("title", text, titleType="TranslatedTitle", lang=language_tag(language))
    for other in record.other_titles:
        yield element("title", other.text, titleType=other.kind, lang=language_tag(other.language))


def _publisher(record: Record, edition: Edition) -> str:
    """The repository, with its ROR where the sealed record names the same one."""
    name = one_line(edition.publisher)
    sealed = record.publication.publisher if record.publication else None
    if sealed is None or sealed.name != name or sealed.ror_uri is None:
        return element("publisher", name)
    return element(
        "publisher",
        name,
        publisherIdentifier=sealed.ror_uri,
        publisherIdentifierScheme="ROR",
        schemeURI="https://ror.org",
    )


def _resource_type(record: Record) -> str:
    kind = record.resource_type
    return element("resourceType", kind.text or kind.general, resourceTypeGeneral=kind.general)


def _language(record: Record) -> str:
    language = data_language(record)
    return element("language", language) if language else ""


def _sizes(edition: Edition) -> Iterator[str]:
    """Of the newest layer, which is what the bare DOI shows."""
    files, size = volume(edition)
    if files:
        yield element("size", f"{size} bytes")
        yield element("size", f"{files} file{'' if files == 1 else 's'}")
