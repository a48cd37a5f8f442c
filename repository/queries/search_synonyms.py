"""What thesauri call the words of a question otherwise, in both languages."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from repository.catalogue.words import TermKind, names_of, terms_of, words_of
from repository.models import ConceptLabel

LONGEST_RUN: Final = 5
MOST_SYNONYMS: Final = 12


def synonyms_of(typed: str) -> dict[str, tuple[str, ...]]:
    """Words side by side, joined by blanks -> other names of the concepts that are called so, folded."""
    runs = set(_runs(typed))
    if not runs:
        return {}
    named = ConceptLabel.objects.filter(folded__in=runs).values("concept")
    rows = (
        ConceptLabel.objects.filter(concept__in=named)
        .order_by("concept", "kind", "id")
        .values_list("concept", "folded")
    )
    found: dict[str, tuple[str, ...]] = {}
    for _concept, labels in groupby(rows, key=lambda row: row[0]):
        names = [" ".join(words_of(folded)) for _key, folded in labels]
        for run in runs.intersection(names):
            others = dict.fromkeys([*found.get(run, ()), *(name for name in names if name and name != run)])
            found[run] = tuple(others)[:MOST_SYNONYMS]
    return found


def _runs(typed: str) -> Iterator[str]:
    wanted = (TermKind.WORD, TermKind.BEGINNING, TermKind.PHRASE)
    terms = [term for term in terms_of(typed) if term.kind in wanted and not term.is_excluded]
    for first in range(len(terms)):
        for last in range(first + 1, min(first + LONGEST_RUN, len(terms)) + 1):
            yield from names_of(terms[first:last])
