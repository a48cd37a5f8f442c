"""schema.org: keywords, variables, techniques, rights, related works and how the data were made."""

from collections.abc import Iterator
from typing import Any, Final

from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.crosswalks.json_text import in_language, one_or_many, said_in
from repository.crosswalks.phrases import access_terms
from repository.crosswalks.xml_text import address
from repository.record.identifiers import parse_doi
from repository.record.model import Record
from repository.record.relations import Provenance, RelatedResource
from repository.record.rights import KNOWN_LICENCES
from repository.record.subjects import Keyword, Named, Variable

TOPICS: Final = "ISO 19115 Topic Category"

_PROPERTIES: Final = {
    "IsDerivedFrom": "isBasedOn", "IsPartOf": "isPartOf", "HasPart": "hasPart", "IsTranslationOf": "translationOfWork",
    "HasTranslation": "workTranslation", "HasVersion": "workExample", "IsVersionOf": "exampleOfWork",
    "IsCitedBy": "subjectOf", "IsReferencedBy": "subjectOf", "IsDescribedBy": "subjectOf",
    "IsDocumentedBy": "subjectOf", "IsReviewedBy": "subjectOf", "HasMetadata": "subjectOf",
}  # fmt: skip
"""Relation -> property of the dataset; every other relation is a `citation`."""

_WORKS: Final = {
    "JournalArticle": "ScholarlyArticle", "DataPaper": "ScholarlyArticle", "Preprint": "ScholarlyArticle",
    "ConferencePaper": "ScholarlyArticle", "Report": "Report", "Book": "Book", "BookChapter": "Chapter",
    "Dissertation": "Thesis", "Software": "SoftwareSourceCode",
}  # fmt: skip
"""Kind of a work -> its type; a related dataset is not typed so, since nothing of what a Dataset needs is known."""


def keywords(record: Record) -> Iterator[Any]:
    """Keywords and topics, then what schema.org has no property for: platforms, projects, campaigns."""
    for keyword in record.keywords:
        yield _keyword(keyword)
    for topic in record.topics:
        yield _term(topic, scheme=TOPICS)
    for named in (*record.platforms, *record.projects, *record.campaigns):
        yield _named(named)


def variables(record: Record) -> Iterator[dict[str, Any]]:
    """Each variable with its unit, the addresses that say what it is, its uncertainty and its method."""
    return (_variable(variable, record.language) for variable in record.variables)


def techniques(record: Record) -> Iterator[Any]:
    """How the data came to be, and the instruments."""
    yield from record.acquisition
    for instrument in record.instruments:
        yield _named(instrument)


def licences(record: Record) -> Iterator[Any]:
    """Both addresses of a licence of the SPDX list, that of SPDX first; else its address, or what is known of it."""
    if licence := record.licence:
        known = KNOWN_LICENCES.get(licence.spdx or "")
        link = address(licence.uri or (known.uri if known else ""))
        if licence.spdx:
            yield f"https://spdx.org/licenses/{licence.spdx}"
        if link and not licence.name:
            yield link
        elif licence.name:
            yield {"@type": "CreativeWork", "name": licence.name, "url": link}


def conditions_of_access(record: Record, edition: Edition) -> Iterator[Any]:
    """The access right and the end of an embargo as addresses of the info:eu-repo vocabulary, then the notes."""
    yield access_terms(edition)[0]
    is_embargoed = edition.access is EditionAccess.EMBARGOED and edition.status is EditionStatus.PUBLIC
    if is_embargoed and edition.embargo_until:
        yield f"info:eu-repo/date/embargoEnd/{edition.embargo_until.isoformat()}"
    yield from said_in(record.access_note, record.language)


def related(record: Record) -> dict[str, list[Any]]:
    """Property of the dataset -> the works that stand there."""
    found: dict[str, list[Any]] = {}
    for work in record.related:
        found.setdefault(_PROPERTIES.get(work.relation, "citation"), []).append(_work(work))
    for source in record.other_sources:
        found.setdefault("isBasedOn", []).append({"@type": "CreativeWork", **_identified(source)})
    return found


def making(record: Record) -> dict[str, Any]:
    """How the data were made: the lineage, and the process, time and programs of a computation."""
    process = record.provenance
    return {
        "@type": ["prov:Activity", "Action"],
        "name": _process(process),
        "identifier": process.job if process else None,
        "startTime": process.began if process else None,
        "endTime": process.ended if process else None,
        "description": one_or_many(said_in(record.lineage, record.language)),
        "instrument": [
            {
                "@type": "SoftwareApplication",
                "name": program.name,
                "softwareVersion": program.version,
                "url": address(program.uri or ""),
            }
            for program in (process.software if process else ())
        ],
    }


def _process(provenance: Provenance | None) -> str:
    return " ".join((provenance.process, provenance.process_version or "")).strip() if provenance else ""


def _keyword(keyword: Keyword) -> Any:
    """A term of a vocabulary with its address; a free one in one language as text alone."""
    said = said_in(keyword.term)
    if len(said) == 1 and isinstance(said[0], dict) and not (keyword.scheme or keyword.scheme_uri or keyword.uri):
        return said[0]
    return _term(
        one_or_many(said), scheme=keyword.scheme or "", scheme_uri=keyword.scheme_uri or "", uri=keyword.uri or ""
    )


def _term(name: Any, *, scheme: str = "", scheme_uri: str = "", uri: str = "") -> dict[str, Any]:
    vocabulary = {"@type": "DefinedTermSet", "@id": address(scheme_uri), "name": scheme}
    link = address(uri)
    return {"@type": "DefinedTerm", "@id": link, "name": name, "url": link, "inDefinedTermSet": vocabulary}


def _named(named: Named) -> dict[str, Any]:
    term = _term(named.name, scheme=named.scheme or "", scheme_uri=named.scheme_uri or "", uri=named.uri or "")
    return {**term, "termCode": named.identifier}


def _variable(variable: Variable, language: str) -> dict[str, Any]:
    uris = (variable.standard_name_uri or "", *(concept.uri or "" for concept in variable.concepts))
    names = (variable.standard_name or "", *(concept.name for concept in variable.concepts))
    return {
        "@type": "PropertyValue",
        "name": variable.name,
        "alternateName": list(dict.fromkeys(names)),
        "description": one_or_many(said_in(variable.label, language)),
        "propertyID": list(dict.fromkeys(map(address, uris))),
        "unitText": variable.unit,
        "unitCode": address(variable.unit_uri or ""),
        "measurementTechnique": one_or_many(said_in(variable.method, language)),
        "valueReference": {"@type": "PropertyValue", "name": "uncertainty", "value": variable.uncertainty}
        if variable.uncertainty
        else None,
    }


def _work(work: RelatedResource) -> dict[str, Any]:
    link = address(work.uri or "")
    other = {"@type": "PropertyValue", "propertyID": work.identifier_type, "value": work.identifier}
    return {
        "@type": _WORKS.get(work.resource_type or "", "CreativeWork"),
        "@id": link,
        "url": link,
        "name": work.title,
        "creditText": work.citation,
        "identifier": None if link else other,
    }


def _identified(identifier: str) -> dict[str, Any]:
    """What an identifier of unsaid kind says: a DOI or an address as such, else a text."""
    parsed = parse_doi(identifier)
    if parsed:
        link = f"https://doi.org/{parsed.name}" + (f"#{parsed.fragment}" if parsed.fragment else "")
    else:
        link = identifier if identifier.lower().startswith(("http://", "https://")) else ""
    link = address(link)
    return {"@id": link, "url": link} if link else {"identifier": identifier}


def other_titles(record: Record) -> Iterator[Any]:
    """Titles beside the main one."""
    return (in_language(other.text, other.language) for other in record.other_titles)
