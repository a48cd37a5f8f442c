"""DataCite: subjects, rights and descriptions (properties 6, 16 and 17 of the schema)."""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.edition import Edition
from repository.crosswalks.phrases import (
    COAR_ACCESS,
    TEST_DOI_SENTENCE,
    access_terms,
    calendar_ends,
    coar_access,
    period_words,
    plain_number,
    vertical_words,
    withdrawal_sentence,
)
from repository.crosswalks.xml_text import address, element, language_tag
from repository.record.extents import ReferenceSystem, SpatialResolution
from repository.record.languages import Localised
from repository.record.model import Record
from repository.record.relations import Provenance
from repository.record.subjects import Keyword, Named, Variable

_CF: Final = "CF Standard Name Table"
_TOPICS: Final = "ISO 19115 Topic Category"


def subjects(record: Record) -> Iterator[str]:
    """Keywords in every language, topic categories, variables, instruments, platforms, projects, campaigns."""
    for keyword in record.keywords:
        yield from _keyword(keyword)
    for topic in record.topics:
        yield element("subject", topic, subjectScheme=_TOPICS)
    for variable in record.variables:
        yield from _variable(variable)
    for named in (*record.instruments, *record.platforms, *record.projects, *record.campaigns):
        yield _named(named)


def _keyword(keyword: Keyword) -> Iterator[str]:
    for language, term in keyword.term.items():
        yield element(
            "subject",
            term,
            subjectScheme=keyword.scheme or "",
            schemeURI=address(keyword.scheme_uri or ""),
            valueURI=address(keyword.uri or ""),
            lang=language_tag(language),
        )


def _variable(variable: Variable) -> Iterator[str]:
    if variable.standard_name:
        uri = address(variable.standard_name_uri or "")
        yield element("subject", variable.standard_name, subjectScheme=_CF, valueURI=uri)
    for concept in variable.concepts:
        yield element(
            "subject",
            concept.name,
            subjectScheme=concept.scheme or "",
            schemeURI=address(concept.scheme_uri or ""),
            valueURI=address(concept.uri or concept.identifier or ""),
        )
    if variable.label:
        for language, label in variable.label.items():
            yield element("subject", label, lang=language_tag(language))
    elif not variable.standard_name and not variable.concepts:
        yield element("subject", variable.name)


def _named(named: Named) -> str:
    return element(
        "subject",
        named.name,
        subjectScheme=named.scheme or "",
        schemeURI=address(named.scheme_uri or ""),
        valueURI=address(named.uri or named.identifier or ""),
    )


def rights(record: Record, edition: Edition) -> Iterator[str]:
    """The licence with its SPDX name, the access right for info:eu-repo and COAR, limits of use, notes on access."""
    if licence := record.licence:
        spdx = licence.spdx or ""
        yield element(
            "rights",
            licence.title,
            rightsURI=address(licence.address or ""),
            rightsIdentifier=spdx,
            rightsIdentifierScheme="SPDX" if spdx else "",
            schemeURI="https://spdx.org/licenses/" if spdx else "",
        )
    uri, words = access_terms(edition)
    coar = {"rightsIdentifier": coar_access(edition), "rightsIdentifierScheme": "COAR", "schemeURI": COAR_ACCESS}
    yield element("rights", words, rightsURI=uri, **coar, lang="en")
    for texts in (record.use_limitations, record.access_note):
        for language, text in (texts or {}).items():
            yield element("rights", text, lang=language_tag(language))


def descriptions(record: Record, edition: Edition) -> Iterator[str]:
    """Abstract and Methods (lineage) by language; quality, extents and units as TechnicalInfo; a withdrawal."""
    if withdrawal := withdrawal_sentence(edition):
        yield element("description", withdrawal, descriptionType="Other", lang="en")
    if not edition.doi_resolves:
        yield element("description", TEST_DOI_SENTENCE, descriptionType="Other", lang="en")
    yield from _texts(record.abstract, "Abstract", record.language)
    yield from _texts(record.lineage, "Methods", record.language)
    yield from _texts(record.quality, "TechnicalInfo", record.language)
    technical = "\n".join(_technical(record))
    if technical:
        yield element("description", technical, descriptionType="TechnicalInfo", lang="en")


def _texts(texts: Localised | None, kind: str, language: str) -> Iterator[str]:
    """One description per language, the record's own first."""
    for tag, text in sorted((texts or {}).items(), key=lambda pair: pair[0] != language):
        yield element("description", text, descriptionType=kind, lang=language_tag(tag))


def _technical(record: Record) -> Iterator[str]:
    """What the schema has no property for, one line each, in English."""
    for period in record.time.periods:
        if calendar_ends(period) is None:
            yield f"Period: {period_words(period, record.language)}"
    for extent in record.vertical:
        yield f"Vertical extent: {vertical_words(extent)}"
    for system in record.reference_systems:
        yield f"Reference system: {_reference_system(system)}"
    for resolution in record.spatial_resolution:
        yield f"Spatial resolution: {_resolution(resolution, record.language)}"
    if temporal := record.temporal_resolution:
        note = temporal.note.best(record.language) if temporal.note else ""
        yield f"Temporal resolution: {', '.join(part for part in (temporal.duration or '', note) if part)}"
    for variable in record.variables:
        if variable.unit:
            yield f"Variable: {variable.name} [{variable.unit}]"
    if record.provenance:
        yield from _provenance(record.provenance)


def _reference_system(system: ReferenceSystem) -> str:
    epsg = f"EPSG:{system.epsg}" if system.epsg else ""
    return ", ".join(part for part in (system.name or "", epsg or system.uri or "") if part)


def _resolution(resolution: SpatialResolution, language: str) -> str:
    distance = f"{plain_number(resolution.distance)} {resolution.unit}" if resolution.distance is not None else ""
    scale = f"1:{resolution.scale}" if resolution.scale else ""
    note = resolution.note.best(language) if resolution.note else ""
    return ", ".join(part for part in (distance, scale, note) if part)


def _provenance(provenance: Provenance) -> Iterator[str]:
    yield f"Computed by: {' '.join(part for part in (provenance.process, provenance.process_version) if part)}"
    for program in provenance.software:
        yield f"Software: {' '.join(part for part in (program.name, program.version) if part)}"
