"""Words that no text has, and those that were probably meant."""

from collections import Counter
from typing import Final

import tantivy

from repository.catalogue.index.fields import CALLED, PEOPLE, WEIGHTS
from repository.catalogue.words import TermKind, terms_of

_CANDIDATES: Final = 20_000
_MOST_UNKNOWN: Final = 3
"""So many unknown words may be misspelt; more are another language."""
_ALIKE: Final = 0.3
"""Share of letter triples in common from which on another word is what was meant."""
_LONGER: Final = 3
"""Letters that a word may have more or less."""
_FIELDS: Final = (*WEIGHTS, PEOPLE)


def better_spelling(searcher: tantivy.Searcher, typed: str) -> str:
    """What was typed with each word that no text has replaced by the nearest one that some has; empty for none."""
    terms = [term for term in terms_of(typed) if not term.is_excluded]
    words = [word for term in terms for word in term.words]
    unknown = [word for word in dict.fromkeys(words) if not _is_known(searcher, word)]
    if not 0 < len(unknown) <= _MOST_UNKNOWN or any(term.kind is TermKind.IDENTIFIER for term in terms):
        return ""
    better = {word: _nearest(searcher, word) for word in unknown}
    return " ".join(better.get(word, word) for word in words) if all(better.values()) else ""


def _is_known(searcher: tantivy.Searcher, word: str) -> bool:
    return any(searcher.doc_freq(text, word) for text in (*_FIELDS, CALLED))


def _nearest(searcher: tantivy.Searcher, word: str) -> str:
    """The most frequent of the words most like it; empty where none is like it."""
    known = Counter[str]()
    for text in _FIELDS:
        known.update(dict(searcher.terms_with_prefix(text, word[:1], limit=_CANDIDATES)))
    alike = [(likeness(word, other), count, other) for other, count in known.items() if _may_be(word, other)]
    nearness, _count, nearest = max(alike, default=(0.0, 0, ""))
    return nearest if nearness >= _ALIKE else ""


def _may_be(word: str, other: str) -> bool:
    return abs(len(word) - len(other)) <= _LONGER


def likeness(one: str, other: str) -> float:
    """The share of letter triples that two words have in common, 0 to 1, as PostgreSQL's pg_trgm counts them.

    >>> likeness("salinity", "salinity"), round(likeness("salintiy", "salinity"), 2)
    (1.0, 0.38)
    """
    first, second = _triples(one), _triples(other)
    return len(first & second) / len(first | second)


def _triples(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
