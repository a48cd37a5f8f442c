"""Which words of a title were asked for: as the index meets them, without accents and in their other forms."""

import re
from functools import lru_cache
from typing import Final

import tantivy

from repository.catalogue.index.fields import analyzers
from repository.catalogue.words import TermKind, fold, terms_of

_WORDS: Final = re.compile(r"([^\W_]+)")


class Marking:
    """Cuts titles into pieces, for the words of one question."""

    def __init__(self, typed: str) -> None:
        terms = [term for term in terms_of(typed) if not term.is_excluded and term.kind is not TermKind.IDENTIFIER]
        self._beginnings = tuple(word for term in terms if term.kind is TermKind.BEGINNING for word in term.words)
        self._forms = frozenset(form for term in terms for word in term.words for form in _forms(word))

    def parts(self, title: str) -> tuple[tuple[str, bool], ...]:
        """The pieces of a title, each with whether it is a word that was asked for; they join to the title.

        >>> Marking("oxygène gulf").parts("The Gulf of Lion")
        (('The ', False), ('Gulf', True), (' of Lion', False))
        """
        if not self._forms:
            return ((title, False),)
        found: list[tuple[str, bool]] = []
        for piece in filter(None, _WORDS.split(title)):
            is_asked = self._is_asked(piece)
            if found and not is_asked and not found[-1][1]:
                found[-1] = (found[-1][0] + piece, False)
            else:
                found.append((piece, is_asked))
        return tuple(found)

    def _is_asked(self, piece: str) -> bool:
        word = fold(piece)
        return word.startswith(self._beginnings) or not self._forms.isdisjoint(_forms(word))


@lru_cache(maxsize=1)
def _cutters() -> tuple[tantivy.TextAnalyzer, ...]:
    return tuple(analyzers().values())


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    return frozenset(form for cutter in _cutters() for form in cutter.analyze(word))
