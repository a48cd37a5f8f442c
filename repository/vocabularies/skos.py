"""SKOS in RDF/XML, Turtle or JSON-LD: only what a vocabulary needs is kept while the file is read. No network."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.store import Store

from repository.vocabularies.entries import (
    LANGUAGES,
    LONGEST_URI,
    MOST_CONCEPTS,
    Entry,
    Names,
    Vocabulary,
    VocabularyRefused,
    is_address,
    one_line,
)

_TEXTS: Final = {
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.hiddenLabel,
    SKOS.definition,
    SKOS.scopeNote,
    RDFS.label,
    DCTERMS.title,
}
_LINKS: Final = {SKOS.broader, SKOS.narrower, SKOS.topConceptOf, RDF.type, DCTERMS.isReplacedBy, DCTERMS.replaces}
_PLAIN: Final = {SKOS.notation, OWL.deprecated, OWL.versionInfo, DCTERMS.identifier}
_MOST_KEPT: Final = 20 * MOST_CONCEPTS

Said = dict[Any, list[Any]]


class KeptTriples(Store):
    """Triples of a vocabulary by their subject; all others, and texts in other languages, are dropped at once."""

    context_aware = True

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[Any, Said] = {}
        self._kept = 0

    def add(self, triple: Any, context: Any = None, quoted: bool = False) -> None:
        """Keep a triple, or not. Raises ``VocabularyRefused`` where there are too many."""
        subject, predicate, value = triple
        if not self._is_wanted(predicate, value):
            return
        self._kept += 1
        if self._kept > _MOST_KEPT:
            raise VocabularyRefused(f"The file has more than {MOST_CONCEPTS} concepts.")
        self.said.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def triples(self, pattern: Any, context: Any = None) -> Iterator[Any]:
        """Nothing: readers of RDF ask only for what they wrote aside, which no vocabulary uses."""
        return iter(())

    def __len__(self, context: Any = None) -> int:
        return self._kept

    @staticmethod
    def _is_wanted(predicate: Any, value: Any) -> bool:
        if predicate in _TEXTS:
            return isinstance(value, Literal) and (value.language or "en").lower().partition("-")[0] in LANGUAGES
        return predicate in _LINKS or predicate in _PLAIN


def read_skos(path: Path, form: str) -> Vocabulary:
    """The concepts of a file; ``form``: ``xml``, ``turtle`` or ``json-ld``. Raises ``VocabularyRefused``."""
    kept = KeptTriples()
    try:
        if form == "xml":
            _refuse_entities(path)
        if form == "json-ld":
            _parse_json(path, kept)
        else:
            with path.open("rb") as file:
                Graph(store=kept).parse(file=file, format=form, publicID="http://localhost/")
    except VocabularyRefused:
        raise
    except Exception as error:  # the readers of RDF raise whatever a damaged file makes of them
        raise VocabularyRefused(f"The file cannot be read as SKOS ({form}): {one_line(str(error))[:200]}") from error
    return _vocabulary(kept.said)


def _refuse_entities(path: Path) -> None:
    """Raise where the XML declares an entity: no vocabulary needs one, and each may stand for a thousand."""

    def refuse(name: str, *_rest: Any) -> None:
        raise VocabularyRefused(f"The file declares an XML entity ({name[:40]}). Export it again without a DOCTYPE.")

    reader = expat.ParserCreate()
    reader.EntityDeclHandler = refuse
    with path.open("rb") as file:
        reader.ParseFile(file)


def _parse_json(path: Path, kept: KeptTriples) -> None:
    text = path.read_text("utf-8-sig")
    document = json.loads(text)
    _refuse_addresses(document)
    Graph(store=kept).parse(data=text, format="json-ld", publicID="http://localhost/")


def _refuse_addresses(document: Any) -> None:
    """Raise where a context is an address, which a reader of JSON-LD would fetch."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            context = value.get("@context")
            contexts = context if isinstance(context, list) else [context]
            if any(isinstance(each, str) or (isinstance(each, dict) and "@import" in each) for each in contexts):
                raise VocabularyRefused("The file names its context by an address. Put the context into the file.")
            waiting += [item for key, item in value.items() if key != "@context"]


def _vocabulary(said: dict[Any, Said]) -> Vocabulary:
    types = {subject: set(facts.get(RDF.type, ())) for subject, facts in said.items()}
    narrower: dict[str, list[str]] = {}
    replaced: dict[str, str] = {}
    for subject, facts in said.items():
        for below in facts.get(SKOS.narrower, ()):
            narrower.setdefault(str(below), []).append(str(subject))
        for before in facts.get(DCTERMS.replaces, ()):
            replaced[str(before)] = str(subject)
    concepts = [
        subject for subject in said
        if isinstance(subject, URIRef) and (SKOS.Concept in types[subject] or _is_concept(said[subject]))
        and SKOS.ConceptScheme not in types[subject] and SKOS.Collection not in types[subject]
    ]  # fmt: skip
    entries = (_entry(str(subject), said[subject], narrower, replaced) for subject in concepts)
    scheme = next((subject for subject in said if SKOS.ConceptScheme in types[subject]), None) or next(
        (subject for subject in said if SKOS.Collection in types[subject]), None
    )
    facts = said.get(scheme, {})
    return Vocabulary(
        tuple(entry for entry in entries if entry is not None),
        titles=_names(facts, DCTERMS.title) | _names(facts, SKOS.prefLabel),
        address=str(scheme) if scheme is not None and is_address(str(scheme)) else "",
        version=one_line(str(next(iter(facts.get(OWL.versionInfo, ())), "")))[:100],
    )


def _is_concept(facts: Said) -> bool:
    """Something with a preferred name and no type is a concept: files of labels alone have no other mark."""
    return SKOS.prefLabel in facts and RDF.type not in facts


def _entry(uri: str, facts: Said, narrower: dict[str, list[str]], replaced: dict[str, str]) -> Entry | None:
    labels = _names(facts, RDFS.label) | _names(facts, SKOS.prefLabel)
    if not labels or not is_address(uri):
        return None
    above = [str(each) for each in facts.get(SKOS.broader, ())] + narrower.get(uri, [])
    successor = next((str(each) for each in facts.get(DCTERMS.isReplacedBy, ())), "") or replaced.get(uri, "")
    notation = next(iter(facts.get(SKOS.notation, ()) or facts.get(DCTERMS.identifier, ())), "")
    return Entry(
        uri=uri,
        notation=one_line(str(notation))[:200],
        labels=labels,
        others=_others(facts),
        definitions=_names(facts, SKOS.scopeNote) | _names(facts, SKOS.definition),
        broader=tuple(sorted({each for each in above if each != uri and len(each) <= LONGEST_URI})),
        is_deprecated=any(str(value).lower() in ("true", "1") for value in facts.get(OWL.deprecated, ())),
        replaced_by=successor[:LONGEST_URI],
    )


def _names(facts: Said, predicate: Any) -> Names:
    """Language -> the text; of several in one language the first in the alphabet, so that the order does not matter."""
    names: Names = {}
    for text in sorted(facts.get(predicate, ()), key=str):
        words = one_line(str(text))
        if isinstance(text, Literal) and words:
            names.setdefault(_language(text), words)
    return names


def _others(facts: Said) -> dict[str, list[str]]:
    others: dict[str, set[str]] = {}
    for predicate in (SKOS.altLabel, SKOS.hiddenLabel):
        for text in facts.get(predicate, ()):
            others.setdefault(_language(text), set()).add(one_line(str(text)))
    return {tag: sorted(names - {""}) for tag, names in sorted(others.items()) if names - {""}}


def _language(text: Literal) -> str:
    return (text.language or "en").lower().partition("-")[0]
