"""Record -> schema.org/Dataset as JSON-LD, after the guidance of science-on-schema.org 1.3.

`render` is the whole document; `head_block` the short one for the head of a page, in the plain form that search
engines read. Agents, content, coverage and files are in the modules beside.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from repository.crosswalks.checks import TextCheck
from repository.crosswalks.citation import cite
from repository.crosswalks.citation import text as citation_text
from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.crosswalks.json_text import data_block, document, one_or_many, said_in, without_empty
from repository.crosswalks.phrases import TEST_DOI_SENTENCE, media_types, version_text, withdrawal_sentence
from repository.crosswalks.schema_org_agents import contributors, creators, funding, known_by
from repository.crosswalks.schema_org_content import (
    conditions_of_access,
    keywords,
    licences,
    making,
    other_titles,
    related,
    techniques,
    variables,
)
from repository.crosswalks.schema_org_coverage import periods, places
from repository.crosswalks.schema_org_files import descriptions, downloads, explanations, layers, services
from repository.crosswalks.xml_text import address, one_line
from repository.record.model import Record

RENDERER: Final = "1"

NOT_CARRIED: Final = (
    "poles", "processing_level", "quality", "forwarding", "update_frequency", "spatial_resolution",
    "temporal_resolution", "contacts.email", "creators.country", "creators.affiliations.country",
    "contributors.party.country", "contributors.party.affiliations.country", "contacts.affiliation.country",
    "other_titles.kind", "keywords.kind", "place.polygons.holes", "place.names.scheme", "place.names.scheme_uri",
    "place.not_applicable", "time.not_applicable", "time.periods.name", "time.periods.uri", "dates.date", "dates.end",
    "dates.note", "variables.concepts.identifier", "variables.concepts.scheme", "variables.concepts.scheme_uri",
    "distribution.formats.version", "distribution.formats.uri", "provenance.sources.path", "provenance.sources.sha256",
    "provenance.parameters", "provenance.environment", "related.document_kind",
)  # fmt: skip
"""Fields of a record that schema.org, or our use of it, has no place for; of its own dates only Created is told."""

FOLDED: Final = (
    "platforms", "projects", "campaigns", "instruments", "related.relation", "related.resource_type",
    "variables.standard_name", "variables.concepts.name", "distribution.formats", "documents", "dates.kind",
    "provenance",
)  # fmt: skip
"""Fields whose words are there, but among keywords, works, other names or downloads."""

HEAD_BYTES: Final = 48_000
"""The most that the block in the head of a page takes."""

PREFIXES: Final = {
    "prov": "http://www.w3.org/ns/prov#",
    "time": "http://www.w3.org/2006/time#",
    "gstime": "http://schema.geoschemas.org/contexts/temporal#",
}
"""Vocabularies beside schema.org."""

_TYPES: Final = {
    "Software": "SoftwareSourceCode", "ComputationalNotebook": "SoftwareSourceCode", "Collection": "Collection",
    "Image": "ImageObject", "Audiovisual": "VideoObject", "Sound": "AudioObject", "Report": "Report",
}  # fmt: skip
"""Kind of resource -> its type beside Dataset, which all are that hold files."""

_LEAST_DESCRIPTION, _MOST_DESCRIPTION = 50, 5_000
_GOES_FIRST: Final = (
    "prov:wasGeneratedBy", "hasPart", "citation", "subjectOf", "isBasedOn", "contributor", "variableMeasured",
    "measurementTechnique", "spatialCoverage", "keywords", "funding", "distribution", "alternateName", "usageInfo",
    "conditionsOfAccess", "temporalCoverage", "creditText", "creator", "license", "version", "genre",
)  # fmt: skip
"""What a block in the head goes without, in this order, until it is short enough."""


FILES_MOST: Final = 200
"""Files that the whole document tells one by one."""

HEAD_FILES: Final = 20
HEAD_ENTRIES: Final = 50
"""So many files, and entries of any other list, stand in the head of a page."""


def render(record: Record, edition: Edition) -> bytes:
    """The whole description; of many files the first 200, with the address of the list of all."""
    return document(values(record, edition, files=FILES_MOST))


def head_block(record: Record, edition: Edition) -> str:
    """The text for `<script type="application/ld+json">` in the head of the dataset's page.

    Never more than `HEAD_BYTES`, and without `<`, `>` and `&`: it can stand in a page as it is. Names and description
    are plain texts in the record's language.
    """
    whole = values(record, edition, files=HEAD_FILES, entries=HEAD_ENTRIES)
    return short_block(whole | plain(record, edition))


def short_block(described: Mapping[str, Any]) -> str:
    """The values as text for the head of a page, without what it has to go without to be short enough."""
    shown = without_empty(described)
    block = data_block(shown)
    for name in _GOES_FIRST:
        if len(block.encode()) <= HEAD_BYTES:
            break
        shown.pop(name, None)
        block = data_block(shown)
    return block


def values(record: Record, edition: Edition, *, files: int, entries: int | None = None) -> dict[str, Any]:
    """The document as JSON values: so many files and layers, and so many entries of any other list."""
    most = slice(entries)
    works = {name: found[most] for name, found in related(record).items()}
    return {
        "@context": ["https://schema.org/", PREFIXES],
        "@type": _types(record),
        "@id": edition.doi_url,
        **_names(record, edition),
        **_publication(record, edition),
        "creator": {"@list": list(creators(record))[most]},
        "contributor": list(contributors(record))[most],
        "funding": list(funding(record))[most],
        "keywords": list(keywords(record))[most],
        "variableMeasured": list(variables(record))[most],
        "measurementTechnique": list(techniques(record))[most],
        "spatialCoverage": list(places(record))[most],
        "temporalCoverage": one_or_many(list(periods(record))[most]),
        "license": one_or_many(list(licences(record))),
        "usageInfo": _usage(record),
        "isAccessibleForFree": edition.access is EditionAccess.OPEN and edition.status is EditionStatus.PUBLIC,
        "conditionsOfAccess": list(conditions_of_access(record, edition)),
        "creativeWorkStatus": withdrawal_sentence(edition),
        "encodingFormat": list(media_types(record, edition))[most],
        "distribution": list(downloads(edition, most=files)),
        "potentialAction": list(services(record, edition))[most],
        **works,
        "prov:wasDerivedFrom": [{"@id": work["@id"]} for work in works.get("isBasedOn", ()) if work.get("@id")],
        "prov:wasGeneratedBy": making(record),
        "hasPart": [*works.get("hasPart", ()), *layers(edition, most=files)],
        "subjectOf": [*works.get("subjectOf", ()), *list(explanations(record, edition))[most], *descriptions(edition)],
    }


def _types(record: Record) -> Any:
    beside = _TYPES.get(record.resource_type.general)
    return ["Dataset", beside] if beside else "Dataset"


def _names(record: Record, edition: Edition) -> dict[str, Any]:
    """What it is called: texts with their language, and identifiers."""
    doi = {"description": None if edition.doi_resolves else TEST_DOI_SENTENCE}
    known = [found | doi for found in known_by("doi", edition.doi, edition.doi_url)]
    others = [
        {"@type": "PropertyValue", "propertyID": identifier.kind, "value": identifier.value}
        for identifier in record.identifiers
    ]
    return {
        "name": one_or_many(said_in(record.title, record.main_title_language)),
        "alternateName": list(other_titles(record)),
        "description": one_or_many(said_in(record.abstract, record.language)) or record.main_title,
        "url": edition.url,
        "identifier": one_or_many([*known, *others]),
        "sameAs": one_or_many([edition.doi_url, *filter(None, map(address, edition.alternate_identifiers))]),
        "genre": [record.resource_type.general, record.resource_type.text],
        "inLanguage": [tag for tag in record.data_languages if tag != "und"],
    }


def _publication(record: Record, edition: Edition) -> dict[str, Any]:
    """Who published it when, and how it is cited."""
    publisher = _publisher(record, edition)
    created = next((own.date for own in record.dates if own.kind == "Created"), None)
    return {
        "version": version_text(record, edition),
        "dateCreated": created,
        "datePublished": edition.published.isoformat(),
        "dateModified": max(edition.updated, edition.published).isoformat(),
        "publisher": publisher,
        "provider": publisher,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": one_line(edition.publisher),
            "url": edition.site_url and f"{edition.site_url}/",
        },
        "creditText": citation_text(cite(record, edition)),
    }


def _publisher(record: Record, edition: Edition) -> dict[str, Any]:
    """The repository, with its ROR where the sealed record names the same one."""
    name = one_line(edition.publisher)
    sealed = record.publication.publisher if record.publication else None
    known = sealed.ror_uri if sealed and sealed.name == name else None
    site = edition.site_url and f"{edition.site_url}/"
    return {"@type": "Organization", "@id": known or site, "name": name, "url": site}


def _usage(record: Record) -> dict[str, Any]:
    return {"@type": "CreativeWork", "text": one_or_many(said_in(record.use_limitations, record.language))}


def plain(record: Record, edition: Edition) -> dict[str, Any]:
    """Name and description as search engines want them: plain, of 50 to 5,000 characters, a withdrawal first."""
    main = record.main_title_language
    translated = [text for tag, text in record.title.items() if tag != main]
    said = record.abstract.best(record.language) if record.abstract else record.main_title
    words = " ".join(part for part in (withdrawal_sentence(edition), said) if part)
    for more in (citation_text(cite(record, edition)), f"Described at {edition.url}"):
        words = f"{words} {more}" if len(words) < _LEAST_DESCRIPTION else words
    return {
        "name": record.main_title,
        "alternateName": [*translated, *(other.text for other in record.other_titles)][:HEAD_ENTRIES],
        "description": words if len(words) <= _MOST_DESCRIPTION else f"{words[: _MOST_DESCRIPTION - 1]}…",
    }


def _reads(text: str) -> bool:
    said = json.loads(text)
    return bool(said.get("@id") and said.get("name") and said.get("description"))


CHECK: Final = TextCheck(_reads)
