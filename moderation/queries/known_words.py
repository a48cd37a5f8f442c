"""What the vocabularies held here say of a description: its addresses, its free keywords, its standard names."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from moderation.checks import KnownConcept, Vocabularies
from moderation.checks.vocabularies import addresses_of
from repository.models import Concept, ConceptLabel, ConceptScheme
from repository.record.model import Record
from repository.vocabularies.words import folded

CF_NAMES: Final = "cf-standard-names"
_UNIT: Final = re.compile(r"\[([^\[\]]*)\]\s*$")
_MOST: Final = 500
"""Addresses and names that are looked up; the checks tell of far fewer."""


def vocabularies_for(record: Record) -> Vocabularies:
    """What is known of the words of a record; a few queries, whatever its size."""
    uris = list(dict.fromkeys(uri for _, uri in addresses_of(record)))[:_MOST]
    named = Concept.objects.filter(uri__in=uris).select_related("scheme")
    schemes = ConceptScheme.objects.filter(concepts__isnull=False).exclude(address="").distinct()
    units = _units([each.standard_name.split()[0] for each in record.variables if each.standard_name])
    return Vocabularies(
        addresses=tuple(scheme.address for scheme in schemes),
        concepts={concept.uri: _known(concept) for concept in named},
        terms=_terms(record),
        units=units,
        has_cf=Concept.objects.filter(scheme__slug=CF_NAMES).exists(),
    )


def _known(concept: Concept) -> KnownConcept:
    labels: Mapping[str, str] = concept.labels
    english = labels.get("en") or next(iter(labels.values()), concept.uri)
    return KnownConcept(
        uri=concept.uri,
        label=(english, labels.get("fr") or english),
        scheme=(concept.scheme.title("en"), concept.scheme.title("fr")),
        is_deprecated=concept.is_deprecated,
        replaced_by=concept.replaced_by,
    )


def _terms(record: Record) -> dict[str, KnownConcept]:
    """Free keywords that are the preferred name of a concept for keywords, folded -> concept; the first scheme wins."""
    free = [keyword for keyword in record.keywords if keyword.uri is None and keyword.scheme is None]
    names = list(dict.fromkeys(folded(term) for keyword in free for term in keyword.term.values()))[:_MOST]
    rows = ConceptLabel.objects.filter(folded__in=names, scheme__uses__contains=["keywords"])
    found: dict[str, KnownConcept] = {}
    for row in rows.select_related("concept__scheme").order_by("kind", "scheme__slug", "pk")[:_MOST]:
        found.setdefault(row.folded, _known(row.concept))
    return found


def _units(names: Collection[str]) -> dict[str, str]:
    """CF standard name (or alias) -> canonical unit, which ends the definition of the concept; empty for none."""
    rows = ConceptLabel.objects.filter(scheme__slug=CF_NAMES, folded__in={folded(name) for name in names})
    concepts = {row.folded: row.concept for row in rows.select_related("concept").order_by("-kind", "pk")}
    said = {name: concepts[folded(name)] for name in names if folded(name) in concepts}
    return {name: _unit(concept.definitions) for name, concept in said.items() if _is_name(name, concept)}


def _is_name(name: str, concept: Concept) -> bool:
    """Whether a standard name is written as the table has it: with underscores, in small letters."""
    return name in (concept.notation, *concept.other_labels.get("en", ()))


def _unit(definitions: Mapping[str, str]) -> str:
    match = _UNIT.search(definitions.get("en", ""))
    return match[1] if match else ""
