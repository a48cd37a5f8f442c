"""DCAT: keywords, themes, topics, variables, and what observed them."""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.dcat_authorities import data_theme, topic_iri
from repository.crosswalks.rdf_terms import Node, Pair, Text, each, iri, node
from repository.record.model import Record
from repository.record.subjects import Concept, Keyword, Named, Variable

_THEMES: Final = {"theme", "discipline", "subTopicCategory"}


def subjects(record: Record) -> Iterator[Pair]:
    """Each keyword as text; those of a vocabulary also by address, as themes or as subjects."""
    for keyword in record.keywords:
        yield from each("dcat:keyword", keyword.term)
    for keyword in record.keywords:
        if keyword.uri or keyword.scheme or keyword.scheme_uri:
            concept = _keyword(keyword)
            yield "dcat:theme" if concept.iri and keyword.kind in _THEMES else "dct:subject", concept
    for topic in record.topics:
        address, name = data_theme(topic)
        yield "dcat:theme", node("skos:Concept", iri=address, pairs=(("skos:prefLabel", Text(name, "en")),))
        yield "geodcat:topicCategory", topic_iri(topic)
    for variable in record.variables:
        yield "schema:variableMeasured", _variable(variable)
    yield from _subjects_of(record)


def concept(name: str, *, uri: str | None = None, scheme: str | None = None, scheme_uri: str | None = None) -> Node:
    """A concept with one label in no language."""
    pairs: list[Pair] = [("skos:prefLabel", Text(name))]
    return node("skos:Concept", iri=iri(uri), pairs=pairs + in_scheme(scheme, scheme_uri))


def named(kind: str, entry: Named) -> Node:
    """An instrument, platform, project or campaign."""
    pairs: list[Pair] = [("rdfs:label", Text(entry.name))]
    if entry.identifier:
        pairs.append(("dct:identifier", Text(entry.identifier)))
    return node(kind, iri=iri(entry.uri), pairs=pairs + in_scheme(entry.scheme, entry.scheme_uri))


def in_scheme(name: str | None, uri: str | None) -> list[Pair]:
    """The vocabulary of a concept or a place; one without a name is only pointed to."""
    if not name:
        return [("skos:inScheme", iri(uri))]
    return [("skos:inScheme", node("skos:ConceptScheme", iri=iri(uri), pairs=(("dct:title", Text(name)),)))]


def _subjects_of(record: Record) -> Iterator[Pair]:
    """The concepts that variables stand for, so that a catalogue of DCAT finds them."""
    for variable in record.variables:
        if variable.standard_name_uri and variable.standard_name:
            yield "dct:subject", concept(variable.standard_name, uri=variable.standard_name_uri)
        for known in variable.concepts:
            if known.uri:
                yield "dct:subject", _concept(known)


def _keyword(keyword: Keyword) -> Node:
    labels = each("skos:prefLabel", keyword.term)
    return node("skos:Concept", iri=iri(keyword.uri), pairs=(*labels, *in_scheme(keyword.scheme, keyword.scheme_uri)))


def _concept(known: Concept) -> Node:
    made = concept(known.name, uri=known.uri, scheme=known.scheme, scheme_uri=known.scheme_uri)
    code: list[Pair] = [("skos:notation", Text(known.identifier))] if known.identifier else []
    return node(*made.types, iri=made.iri, pairs=(*made.pairs, *code))


def _variable(variable: Variable) -> Node:
    pairs: list[Pair] = [("schema:name", Text(variable.name)), *each("schema:alternateName", variable.label)]
    if variable.standard_name:
        pairs.append(("schema:propertyID", Text(variable.standard_name)))
    pairs.append(("schema:propertyID", iri(variable.standard_name_uri)))
    pairs += [("schema:propertyID", iri(known.uri) or _concept(known)) for known in variable.concepts]
    if variable.unit:
        pairs.append(("schema:unitText", Text(variable.unit)))
    pairs.append(("schema:unitCode", iri(variable.unit_uri)))
    pairs += each("schema:measurementTechnique", variable.method)
    if variable.uncertainty:
        pairs.append(("schema:description", Text(f"uncertainty: {variable.uncertainty}", "en")))
    return node("schema:PropertyValue", pairs=pairs)
