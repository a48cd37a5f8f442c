"""DataCite: other identifiers of the dataset, and identifiers of what it relates to (properties 11 and 12)."""

from collections.abc import Iterator

from repository.crosswalks.edition import Edition, EditionPlace
from repository.crosswalks.phrases import document_addresses
from repository.crosswalks.xml_text import element, one_line
from repository.record.identifiers import parse_doi
from repository.record.model import Record
from repository.record.relations import RelatedResource


def alternate_identifiers(record: Record, edition: Edition) -> Iterator[str]:
    """The landing page, what the edition adds, and the record's own."""
    for value in (edition.url, *edition.alternate_identifiers):
        if line := one_line(value):
            yield element("alternateIdentifier", line, alternateIdentifierType=_kind(line))
    for identifier in record.identifiers:
        yield element("alternateIdentifier", identifier.value, alternateIdentifierType=identifier.kind)
    for place in edition.elsewhere:
        if _address_of(place) is None:
            yield element("alternateIdentifier", one_line(place.identifier), alternateIdentifierType=place.name)


def related_identifiers(record: Record, edition: Edition) -> Iterator[str]:
    """Related works, datasets that name this one, each layer as a part, documents, inputs and programs."""
    for related in record.related:
        yield from _related(related)
    said = {(related.identifier.partition("#")[0], related.relation) for related in record.related}
    for other in edition.related_by:
        if (other.doi.lower(), other.relation) not in said:
            yield _identifier(other.doi, "DOI", other.relation, "Dataset")
    for layer in edition.layers:
        yield _url(layer.url, "HasPart", "Dataset")
    for place in edition.elsewhere:
        if address := _address_of(place):
            yield _identifier(*address, "IsIdenticalTo", "Dataset")
    for manual in document_addresses(record, edition):
        yield _url(manual, "IsDocumentedBy", "Text")
    for source in record.other_sources:
        yield from _source(source)
    if record.provenance:
        for program in record.provenance.software:
            if program.uri:
                yield _url(program.uri, "IsCompiledBy", "Software")


def _address_of(place: EditionPlace) -> tuple[str, str] | None:
    """The DOI under which a data centre holds the dataset, else its page there, with its type; None for neither."""
    if parsed := parse_doi(place.identifier):
        return parsed.name, "DOI"
    for text in (place.address, place.identifier):
        if text.lower().startswith(("http://", "https://")):
            return text, "URL"
    return None


def _related(related: RelatedResource) -> Iterator[str]:
    """One work. A DOI with a fragment names a layer: its address, and the registered DOI without the fragment."""
    kind = related.resource_type or ""
    bare, mark, _ = related.identifier.partition("#")
    if related.identifier_type == "DOI" and mark:
        yield _url(related.uri or related.identifier, related.relation, kind)
        yield _identifier(bare, "DOI", related.relation, kind)
    else:
        yield _identifier(related.identifier, related.identifier_type, related.relation, kind)


def _source(identifier: str) -> Iterator[str]:
    """An input of a computation, where it is named by a DOI or an address."""
    parsed = parse_doi(identifier)
    if parsed:
        if parsed.fragment:
            yield _url(f"https://doi.org/{parsed.name}#{parsed.fragment}", "IsDerivedFrom", "Dataset")
        yield _identifier(parsed.name, "DOI", "IsDerivedFrom", "Dataset")
    elif identifier.lower().startswith(("http://", "https://")):
        yield _url(identifier, "IsDerivedFrom", "Dataset")


def _url(url: str, relation: str, kind: str) -> str:
    return _identifier(url, "URL", relation, kind)


def _identifier(value: str, identifier_type: str, relation: str, kind: str) -> str:
    return element(
        "relatedIdentifier",
        value,
        relatedIdentifierType=identifier_type,
        relationType=relation,
        resourceTypeGeneral=kind,
    )


def _kind(identifier: str) -> str:
    """The type of an identifier that came without one."""
    if identifier.lower().startswith(("http://", "https://")):
        return "URL"
    return "OAI" if identifier.startswith("oai:") else "Local accession number"
