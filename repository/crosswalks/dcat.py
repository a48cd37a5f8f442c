"""Record -> DCAT-AP 3.0.1 and GeoDCAT-AP (SEMIC): one graph of a dataset and its description, in three notations.

What the two profiles have no property for is said with PROV-O, SOSA, OWL-Time and schema.org.
"""

import json
from collections.abc import Iterator
from typing import Final

from repository.crosswalks.checks import TextCheck, XmlCheck
from repository.crosswalks.citation import cite, text
from repository.crosswalks.dcat_agents import agents, identifier
from repository.crosswalks.dcat_authorities import INSPIRE, WITHDRAWN, access_right, frequency_iri, language_iri
from repository.crosswalks.dcat_coverage import coverage
from repository.crosswalks.dcat_files import distributions, documents, layers, licence
from repository.crosswalks.dcat_relations import lineage, relations
from repository.crosswalks.dcat_subjects import subjects
from repository.crosswalks.edition import Edition, EditionStatus
from repository.crosswalks.phrases import TEST_DOI_SENTENCE, version_text, withdrawal_sentence
from repository.crosswalks.rdf_terms import Node, Pair, Text, date_text, each, iri, node, typed
from repository.crosswalks.rdf_writers import json_ld, rdf_xml, turtle
from repository.crosswalks.xml_text import language_tag, one_line
from repository.record.model import Record

RENDERER: Final = "2"
PROFILE: Final = "http://data.europa.eu/930/"
"""The address of GeoDCAT-AP."""

NOT_CARRIED: Final = (
    "other_titles.kind",
    "contacts.email", "poles", "forwarding", "keywords.kind", "creators.country", "creators.affiliations.country",
    "contributors.party.country", "contributors.party.affiliations.country", "contacts.affiliation.country",
    "temporal_resolution.note", "time.periods.ongoing", "dates.end", "dates.note", "provenance.sources.sha256",
)  # fmt: skip
"""Fields of a record that DCAT and our use of it have no place for."""

FOLDED: Final = (
    "use_limitations", "access_note", "spatial_resolution.scale", "spatial_resolution.note",
    "provenance.process_version", "variables.uncertainty", "vertical.datum",
)  # fmt: skip
"""Fields whose words stand in a sentence, or beside others under the same property."""

_RESOURCE_TYPES: Final = {
    "Dataset": f"{INSPIRE}metadata-codelist/ResourceType/dataset",
    "Collection": f"{INSPIRE}metadata-codelist/ResourceType/series",
    "Service": f"{INSPIRE}metadata-codelist/ResourceType/services",
}
_DATES: Final = {
    "Accepted": "dct:dateAccepted", "Copyrighted": "dct:dateCopyrighted", "Submitted": "dct:dateSubmitted",
    "Valid": "dct:valid", "Created": "dct:created",
}  # fmt: skip
"""Kinds of date that have a property. Issued, Updated, Available and Withdrawn are the edition's."""


def render_rdf_xml(record: Record, edition: Edition) -> bytes:
    """One `rdf:RDF` element, UTF-8, without XML declaration."""
    return rdf_xml(graph(record, edition))


def render_turtle(record: Record, edition: Edition) -> bytes:
    """The same graph as Turtle, UTF-8."""
    return turtle(graph(record, edition))


def render_json_ld(record: Record, edition: Edition) -> bytes:
    """The same graph as JSON-LD, UTF-8, with its context inside."""
    return json_ld(graph(record, edition))


def graph(record: Record, edition: Edition) -> tuple[Node, Node]:
    """The dataset, under its DOI, and the entry of the catalogue that describes it.

    A withdrawn dataset keeps its description; it has the status WITHDRAWN and no distribution.
    """
    dataset = iri(edition.doi_url) or iri(edition.url)
    pairs = (
        *_names(record, edition),
        *agents(record, edition),
        *subjects(record),
        *_when(record, edition),
        *_rights(record, edition),
        *coverage(record),
        *lineage(record, edition),
        *_quality(record),
        *relations(record),
        *documents(record, edition),
        *layers(record, edition),
        *distributions(record, edition),
    )
    entry = node("dcat:CatalogRecord", iri=f"{iri(edition.url)}#record", pairs=_entry(record, edition, dataset))
    return node("dcat:Dataset", "dcat:Resource", "prov:Entity", iri=dataset, pairs=pairs), entry


def _names(record: Record, edition: Edition) -> Iterator[Pair]:
    yield from each("dct:title", record.title)
    for other in record.other_titles:
        yield "dct:alternative", Text(other.text, language_tag(other.language))
    yield from each("dct:description", record.abstract or record.lineage or record.title)
    yield "dct:bibliographicCitation", Text(text(cite(record, edition)))
    yield "dct:identifier", typed(iri(edition.doi_url), "xsd:anyURI")
    yield "adms:identifier", node("adms:Identifier", pairs=(("skos:notation", Text(edition.doi)),))
    for former in edition.alternate_identifiers:
        if one_line(former):
            yield "adms:identifier", identifier(one_line(former))
    for known in record.identifiers:
        yield "adms:identifier", identifier(known.value, known.kind)
    yield "dcat:landingPage", node("foaf:Document", iri=iri(edition.url))
    for tag in dict.fromkeys(record.data_languages or (record.language,)):
        if language_iri(tag):
            yield "dct:language", node("dct:LinguisticSystem", iri=language_iri(tag))
    yield from _kinds(record)


def _kinds(record: Record) -> Iterator[Pair]:
    """What kind of thing this is: DataCite's general type, and a freer word."""
    general, word = record.resource_type.general, record.resource_type.text
    known = _RESOURCE_TYPES.get(general, "")
    yield "dct:type", node("skos:Concept", iri=known, pairs=(("skos:prefLabel", Text(general, "en")),))
    if word and word != general:
        yield "dct:type", node("skos:Concept", pairs=(("skos:prefLabel", Text(word)),))
    if record.processing_level:
        name, level = Text("processing level", "en"), Text(record.processing_level)
        pairs = (("schema:name", name), ("schema:value", level))
        yield "schema:additionalProperty", node("schema:PropertyValue", pairs=pairs)


def _when(record: Record, edition: Edition) -> Iterator[Pair]:
    yield "dct:issued", typed(edition.published.isoformat(), "xsd:date")
    yield "dct:modified", typed(edition.updated.isoformat(), "xsd:date")
    if edition.embargo_until:
        yield "dct:available", typed(edition.embargo_until.isoformat(), "xsd:date")
    created = False
    for own in record.dates:
        name = _DATES.get(own.kind, "")
        if name and not (name == "dct:created" and created):
            yield name, date_text(own.date)
            created = created or name == "dct:created"
    if record.update_frequency:
        frequency = node("dct:Frequency", iri=frequency_iri(record.update_frequency))
        yield "dct:accrualPeriodicity", frequency
    yield "dcat:version", Text(version_text(record, edition))
    withdrawal = withdrawal_sentence(edition)
    if withdrawal:
        yield "adms:versionNotes", Text(withdrawal, "en")
    if not edition.doi_resolves:
        yield "adms:versionNotes", Text(TEST_DOI_SENTENCE, "en")
    if edition.status is EditionStatus.WITHDRAWN:
        yield "adms:status", WITHDRAWN


def _rights(record: Record, edition: Edition) -> Iterator[Pair]:
    yield "dct:accessRights", node("dct:RightsStatement", iri=access_right(edition))
    known = licence(record)
    if known:
        yield "dct:license", known
    for texts in (record.use_limitations, record.access_note):
        if texts:
            yield "dct:rights", node("dct:RightsStatement", pairs=each("rdfs:label", texts))


def _quality(record: Record) -> Iterator[Pair]:
    if record.quality:
        yield "dqv:hasQualityAnnotation", node("dqv:QualityAnnotation", pairs=each("rdfs:comment", record.quality))


def _entry(record: Record, edition: Edition, dataset: str) -> Iterator[Pair]:
    """The description itself: of which dataset, by which profile, in which languages, of when."""
    yield "foaf:primaryTopic", dataset
    yield "dct:conformsTo", node("dct:Standard", iri=PROFILE, pairs=(("dct:title", Text("GeoDCAT-AP", "en")),))
    yield "dct:issued", typed(edition.published.isoformat(), "xsd:date")
    yield "dct:modified", typed(edition.updated.isoformat(), "xsd:date")
    for tag in record.title:
        if language_iri(tag):
            yield "dct:language", node("dct:LinguisticSystem", iri=language_iri(tag))


_DCT: Final = "{http://purl.org/dc/terms/}"

CHECK: Final = XmlCheck(
    schema="",
    mandatory={f"{_DCT}title": ("title",), f"{_DCT}description": ("abstract",)},
    field_of={},
)


def _is_turtle(written: str) -> bool:
    return written.startswith("@prefix ") and written.endswith(" .\n") and " a dcat:Dataset" in written


def _is_json_ld(written: str) -> bool:
    try:
        read = json.loads(written)
    except json.JSONDecodeError:
        return False
    return isinstance(read, dict) and "@context" in read and any("dct:title" in entry for entry in read["@graph"])


TURTLE_CHECK: Final = TextCheck(_is_turtle)
JSON_LD_CHECK: Final = TextCheck(_is_json_ld)
