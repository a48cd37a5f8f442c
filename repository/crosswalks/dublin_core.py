"""Record -> oai_dc: the fifteen elements of Dublin Core 1.1 (ISO 15836-1) as OAI-PMH 2.0 wants them (oai_dc.xsd).

Coverage follows the DCMI Box, Point and Period encoding schemes (2006), access and embargo the info:eu-repo terms.
"""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.checks import XmlCheck
from repository.crosswalks.dcmi import box_text, height_text, period_text, reference, type_of
from repository.crosswalks.edition import Edition, EditionAccess
from repository.crosswalks.phrases import (
    access_terms,
    data_language,
    media_types,
    withdrawal_sentence,
)
from repository.crosswalks.xml_text import document, escape, language_tag, one_line
from repository.record.languages import Localised
from repository.record.model import Record

RENDERER: Final = "1"

NOT_CARRIED: Final = (
    "lineage", "quality", "access_note", "forwarding", "contacts", "funding.funder", "funding.funder_identifier",
    "funding.funder_identifier_type", "funding.award_number", "funding.award_title", "identifiers.kind",
    "vertical.datum_uri", "place.polygons", "place.names.scheme", "place.names.scheme_uri", "place.names.uri",
    "time.periods.uri", "reference_systems", "spatial_resolution", "temporal_resolution", "update_frequency",
    "processing_level", "acquisition", "variables.name", "variables.standard_name_uri", "variables.concepts",
    "variables.unit", "variables.unit_uri", "variables.uncertainty", "variables.method", "keywords.scheme",
    "keywords.scheme_uri", "keywords.uri", "keywords.kind", "creators.orcid", "creators.ror", "creators.country",
    "creators.identifiers", "creators.affiliations", "contributors.role", "contributors.party.orcid",
    "contributors.party.ror", "contributors.party.country", "contributors.party.identifiers",
    "contributors.party.affiliations", "related.relation", "related.resource_type", "related.document_kind",
    "related.title", "related.citation", "documents", "distribution.services", "distribution.formats.version",
    "distribution.formats.uri", "dates", "provenance", "poles", "licence.name", "instruments.identifier",
    "instruments.scheme", "instruments.scheme_uri", "instruments.uri", "platforms.identifier", "platforms.scheme",
    "platforms.scheme_uri", "platforms.uri", "projects.identifier", "projects.scheme", "projects.scheme_uri",
    "projects.uri", "campaigns.identifier", "campaigns.scheme", "campaigns.scheme_uri", "campaigns.uri",
)  # fmt: skip
"""Fields of a record that this format has no place for."""

FOLDED: Final = (
    "other_titles", "topics", "variables.label", "variables.standard_name", "instruments.name", "platforms.name",
    "projects.name", "campaigns.name", "funding.award_uri", "related.identifier", "related.identifier_type",
    "identifiers.value", "vertical", "place.names", "time.periods.name", "use_limitations",
)  # fmt: skip
"""Fields whose words stand among others of the same element."""

_NAMESPACE: Final = "{http://purl.org/dc/elements/1.1/}"

CHECK: Final = XmlCheck(
    schema="www.openarchives.org/OAI/2.0/oai_dc.xsd",
    mandatory={
        f"{_NAMESPACE}title": ("title",),
        f"{_NAMESPACE}creator": ("creators",),
        f"{_NAMESPACE}publisher": ("publication", "publisher"),
        f"{_NAMESPACE}date": ("publication", "date"),
        f"{_NAMESPACE}identifier": ("publication", "doi"),
        f"{_NAMESPACE}rights": ("licence",),
    },
    field_of={
        "title": "title", "creator": "creators", "contributor": "contributors", "subject": "keywords",
        "description": "abstract", "coverage": "place", "relation": "related", "source": "related",
        "rights": "licence", "date": "publication", "type": "resource_type", "format": "distribution",
        "identifier": "publication", "publisher": "publication", "language": "language",
    },
)  # fmt: skip

_OPEN: Final = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
)
_CLOSE: Final = "</oai_dc:dc>"


def render(record: Record, edition: Edition) -> bytes:
    """One complete `oai_dc:dc` element, UTF-8, without XML declaration; a tombstone says so in its description."""
    written = [
        _OPEN,
        *_who_and_what(record, edition),
        *_when_and_which(record, edition),
        *_relations(record, edition),
        *_coverage(record),
        *_rights(record, edition),
        _CLOSE,
    ]
    return document("".join(written))


def _one(name: str, content: str) -> str:
    return f"<dc:{name}>{escape(content)}</dc:{name}>"


def _each(name: str, texts: Localised, first: str = "") -> Iterator[str]:
    """One element per language, the record's own first."""
    tags = [first, *(tag for tag in texts if tag != first)] if first in texts else list(texts)
    for tag in tags:
        yield _in(name, texts[tag], tag)


def _in(name: str, content: str, language: str | None) -> str:
    tag = language_tag(language)
    return f'<dc:{name} xml:lang="{tag}">{escape(content)}</dc:{name}>' if tag else _one(name, content)


def _who_and_what(record: Record, edition: Edition) -> Iterator[str]:
    yield from _each("title", record.title, record.main_title_language)
    for title in record.other_titles:
        yield _in("title", title.text, title.language)
    for creator in record.creators:
        yield _one("creator", creator.name)
    yield from dict.fromkeys(_subjects(record))
    withdrawal = withdrawal_sentence(edition)
    if withdrawal:
        yield _in("description", withdrawal, "en")
    if record.abstract:
        yield from _each("description", record.abstract, record.language)
    publisher = one_line(edition.publisher)
    if publisher:
        yield _one("publisher", publisher)
    for name in dict.fromkeys(contributor.party.name for contributor in record.contributors):
        yield _one("contributor", name)


def _subjects(record: Record) -> Iterator[str]:
    for keyword in record.keywords:
        yield from _each("subject", keyword.term)
    for topic in record.topics:
        yield _one("subject", topic)
    for variable in record.variables:
        if variable.label:
            yield from _each("subject", variable.label)
        yield _one("subject", variable.standard_name or variable.name)
    for named in (*record.instruments, *record.platforms, *record.projects, *record.campaigns):
        yield _one("subject", named.name)


def _when_and_which(record: Record, edition: Edition) -> Iterator[str]:
    yield _one("date", edition.published.isoformat())
    if edition.access is EditionAccess.EMBARGOED and edition.embargo_until:
        yield _one("date", f"info:eu-repo/date/embargoEnd/{edition.embargo_until.isoformat()}")
    general = record.resource_type.general
    yield _one("type", type_of(general) or general)
    if record.resource_type.text and record.resource_type.text != general:
        yield _one("type", record.resource_type.text)
    for name in media_types(record, edition):
        yield _one("format", name)
    others = (*edition.alternate_identifiers, *(other.value for other in record.identifiers))
    for identifier in dict.fromkeys((edition.doi_url, edition.url, *map(one_line, others))):
        if identifier:
            yield _one("identifier", identifier)
    for language in dict.fromkeys((data_language(record), *record.data_languages)):
        if language and language != "und":
            yield _one("language", language)


def _relations(record: Record, edition: Edition) -> Iterator[str]:
    """Works it was derived from are its sources; all others, and its layers, are relations."""
    for related in record.related:
        yield _one("source" if related.relation == "IsDerivedFrom" else "relation", reference(related))
    for award in dict.fromkeys(funding.award_uri for funding in record.funding if funding.award_uri):
        yield _one("relation", award)
    for layer in edition.layers:
        yield _one("relation", layer.url)


def _coverage(record: Record) -> Iterator[str]:
    for place in record.place.names:
        yield from _each("coverage", place.name, record.language)
    for box in record.place.boxes:
        yield _one("coverage", box_text(box))
    for extent in record.vertical:
        yield _one("coverage", height_text(extent))
    for period in record.time.periods:
        yield _one("coverage", period_text(period, record.language))


def _rights(record: Record, edition: Edition) -> Iterator[str]:
    if record.licence:
        yield _one("rights", record.licence.address or record.licence.title)
    yield _one("rights", access_terms(edition)[0])
    if record.use_limitations:
        yield from _each("rights", record.use_limitations, record.language)
