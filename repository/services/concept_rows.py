"""The rows of concepts: what an entry says in them, the names they are found by, the concepts above them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from repository.models import Concept, ConceptLabel, ConceptScheme, LabelKind
from repository.vocabularies.entries import Entry
from repository.vocabularies.words import folded

BATCH: Final = 5000
_ABOVE: Final[Any] = Concept.broader.through


def fill(concept: Concept, entry: Entry) -> Concept:
    """The concept with everything that the entry says."""
    concept.notation, concept.digest = entry.notation, entry.digest
    concept.labels, concept.other_labels, concept.definitions = entry.labels, entry.others, entry.definitions
    concept.is_deprecated, concept.replaced_by = entry.is_deprecated, entry.replaced_by
    return concept


def write_names(concepts: Sequence[Concept]) -> None:
    """Write the search rows of these concepts anew; one that is deprecated has none."""
    ConceptLabel.objects.filter(concept__in=concepts).delete()
    rows = [row for concept in concepts if not concept.is_deprecated for row in _names(concept)]
    ConceptLabel.objects.bulk_create(rows, batch_size=BATCH)


def _names(concept: Concept) -> Iterator[ConceptLabel]:
    told = [(tag, LabelKind.PREFERRED, text) for tag, text in concept.labels.items()]
    told += [(tag, LabelKind.OTHER, text) for tag, texts in concept.other_labels.items() for text in texts]
    code = concept.notation.rpartition(":")[2]
    told += [("", LabelKind.NOTATION, text) for text in dict.fromkeys((code, concept.notation)) if text]
    seen = set()
    for tag, kind, text in told:
        words = folded(text)
        if words and (tag, words) not in seen and ("", words) not in seen:
            seen.add((tag, words))
            yield ConceptLabel(concept=concept, scheme_id=concept.scheme_id, language=tag, kind=kind, folded=words)


def link_broader(scheme: ConceptScheme, entries: Mapping[str, Entry], touched: Sequence[int]) -> None:
    """Bring the concepts above the touched ones to what the entries say; one outside the scheme is left out."""
    keys = dict(Concept.objects.filter(scheme=scheme).values_list("uri", "pk"))
    uris = {key: uri for uri, key in keys.items()}
    links = [
        _ABOVE(from_concept_id=key, to_concept_id=keys[above])
        for key in touched
        for above in dict.fromkeys(entries[uris[key]].broader)
        if above in keys and keys[above] != key
    ]
    for start in range(0, len(touched), BATCH):
        _ABOVE.objects.filter(from_concept_id__in=touched[start : start + BATCH]).delete()
    _ABOVE.objects.bulk_create(links, batch_size=BATCH)
