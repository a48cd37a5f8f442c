"""DCAT: related works, where the data come from, and how they were made."""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.dcat_agents import agent, publisher, role
from repository.crosswalks.dcat_subjects import named
from repository.crosswalks.edition import Edition
from repository.crosswalks.rdf_terms import Node, Pair, Text, each, iri, moment_text, node
from repository.record.identifiers import parse_doi
from repository.record.model import Record
from repository.record.relations import Provenance, RelatedResource, Software, Source

_PROPERTIES: Final = {
    "IsCitedBy": "dct:isReferencedBy", "IsReferencedBy": "dct:isReferencedBy", "Cites": "dct:references",
    "References": "dct:references", "IsPartOf": "dct:isPartOf", "HasPart": "dct:hasPart",
    "IsNewVersionOf": "dcat:previousVersion", "IsVersionOf": "dcat:isVersionOf", "Obsoletes": "dct:replaces",
    "IsObsoletedBy": "dct:isReplacedBy", "Requires": "dct:requires", "IsRequiredBy": "dct:isRequiredBy",
    "IsVariantFormOf": "dct:isFormatOf", "IsOriginalFormOf": "dct:hasFormat", "IsDerivedFrom": "prov:wasDerivedFrom",
}  # fmt: skip
"""DataCite's relation -> a property that says the same; all others are dct:relation."""

_PAGES: Final = {"IsDocumentedBy", "IsDescribedBy"}


def relations(record: Record) -> Iterator[Pair]:
    """Each related work under the property that fits, and with DataCite's word in a qualified relation."""
    for related in record.related:
        work = _work(related)
        if related.relation in _PAGES:
            yield "foaf:page", node("foaf:Document", *work.types, iri=work.iri, pairs=work.pairs)
        else:
            yield _PROPERTIES.get(related.relation, "dct:relation"), work
        pairs: tuple[Pair, ...] = (("dct:relation", work.iri or work), ("dcat:hadRole", role(related.relation)))
        yield "dcat:qualifiedRelation", node("dcat:Relationship", pairs=pairs)


def lineage(record: Record, edition: Edition) -> Iterator[Pair]:
    """The lineage in words, and the activities that made the data."""
    for name, text in each("rdfs:label", record.lineage):
        yield "dct:provenance", node("dct:ProvenanceStatement", pairs=((name, text),))
    observed = tuple(_observed(record))
    if observed:
        yield "prov:wasGeneratedBy", _activity(record, edition, observed)
    if record.provenance:
        yield "prov:wasGeneratedBy", _activity(record, edition, tuple(_computed(record.provenance)))


def _work(related: RelatedResource) -> Node:
    """A work by its address, else a blank node with its identifier: `arXiv:0706.0001`."""
    address = iri(related.uri)
    pairs: list[Pair] = []
    if not address:
        pairs.append(("dct:identifier", Text(f"{related.identifier_type}:{related.identifier}")))
    if related.title:
        pairs.append(("dct:title", Text(related.title)))
    if related.citation:
        pairs.append(("dct:bibliographicCitation", Text(related.citation)))
    for word in (related.resource_type, related.document_kind):
        if word:
            pairs.append(("dct:type", node("skos:Concept", pairs=(("skos:prefLabel", Text(word, "en")),))))
    return node("rdfs:Resource", iri=address, pairs=pairs)


def _activity(record: Record, edition: Edition, said: tuple[Pair, ...]) -> Node:
    """One activity: GeoDCAT-AP wants it to name what it made and an agent, here the first creator."""
    who = agent(record.creators[0]) if record.creators else publisher(edition)
    dataset = node("prov:Entity", iri=iri(edition.doi_url))
    pairs = (
        *said,
        ("prov:generated", dataset),
        ("prov:qualifiedAssociation", node("prov:Association", pairs=(("prov:agent", who.iri or who),))),
    )
    return node("prov:Activity", pairs=pairs)


def _observed(record: Record) -> Iterator[Pair]:
    """How the data came to be, with what, on what, and in which campaigns and projects."""
    for word in record.acquisition:
        yield "dct:type", node("skos:Concept", pairs=(("skos:prefLabel", Text(word, "en")),))
    for instrument in record.instruments:
        yield "prov:used", named("sosa:Sensor", instrument)
    for platform in record.platforms:
        yield "prov:used", named("sosa:Platform", platform)
    for campaign in record.campaigns:
        yield "dct:isPartOf", named("schema:Event", campaign)
    for project in record.projects:
        yield "dct:isPartOf", named("foaf:Project", project)


def _computed(provenance: Provenance) -> Iterator[Pair]:
    yield "rdfs:label", Text(" ".join(filter(None, (provenance.process, provenance.process_version))))
    if provenance.job:
        yield "dct:identifier", Text(provenance.job)
    if provenance.began:
        yield "prov:startedAtTime", moment_text(provenance.began)
    if provenance.ended:
        yield "prov:endedAtTime", moment_text(provenance.ended)
    for program in provenance.software:
        yield "prov:wasAssociatedWith", _program(program)
    for source in provenance.sources:
        yield "prov:used", _source(source)
    for parameter in provenance.parameters:
        pairs: tuple[Pair, ...] = (("schema:name", Text(parameter.name)), ("schema:value", Text(parameter.value)))
        yield "schema:additionalProperty", node("schema:PropertyValue", pairs=pairs)
    if provenance.environment:
        yield "rdfs:comment", Text(provenance.environment)


def _program(program: Software) -> Node:
    pairs: list[Pair] = [("rdfs:label", Text(program.name))]
    if program.version:
        pairs.append(("schema:softwareVersion", Text(program.version)))
    return node("prov:SoftwareAgent", iri=iri(program.uri), pairs=pairs)


def _source(source: Source) -> Node:
    parsed = parse_doi(source.identifier)
    fragment = f"#{parsed.fragment}" if parsed and parsed.fragment else ""
    known = f"https://doi.org/{parsed.name}{fragment}" if parsed else source.identifier
    pairs: list[Pair] = [("dct:identifier", Text(source.identifier))]
    if source.path:
        pairs.append(("dct:title", Text(source.path)))
    return node("prov:Entity", iri=iri(known) if "://" in known else "", pairs=pairs)
