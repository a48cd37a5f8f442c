"""What a reader typed in the search box, as terms: words, beginnings of words, phrases, and words to leave out."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from unicodedata import combining, normalize

MOST_LETTERS: Final = 500
MOST_TERMS: Final = 20
MOST_WORDS_OF_A_PHRASE: Final = 30
SHORTEST_BEGINNING: Final = 3
"""Fewer letters begin so many words that they say nothing."""

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"[^\W_]+")
_DOI_ADDRESS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th"})


class TermKind(StrEnum):
    """How a term is to be met."""

    WORD = "word"
    BEGINNING = "beginning"
    PHRASE = "phrase"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Term:
    """One wish: folded words side by side, one of them but for a phrase; ``is_excluded`` is a wish not to meet it."""

    kind: TermKind
    words: tuple[str, ...]
    is_excluded: bool = False


def fold(text: str) -> str:
    """Letters without accents, in small letters: how words are kept and how they are asked for.

    >>> fold("Cœur ÉTÉ Straße Søndre")
    'coeur ete strasse sondre'
    """
    bare = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return bare.casefold().translate(_LETTERS)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, in their order.

    >>> words_of("Golfe du Lion : sea-water, CO₂")
    ('golfe', 'du', 'lion', 'sea', 'water', 'co2')
    """
    return tuple(_WORD.findall(fold(text)))


def terms_of(typed: str) -> tuple[Term, ...]:
    """The terms of what was typed, at most `MOST_TERMS` of its first `MOST_LETTERS` letters.

    "words in quotes" stand side by side, as do the parts of a-word; ``-word`` must not be there; ``temp*`` and a last
    word that may not be finished match what begins so; a DOI or its address is one identifier.

    >>> [term.kind.value for term in terms_of('ctd "gulf of lion" -glider oxyg')]
    ['word', 'phrase', 'word', 'beginning']
    >>> terms_of("https://doi.org/10.80999/42")[0].words
    ('10.80999/42',)
    """
    text = _DOI_ADDRESS.sub("", _UNSEEN.sub(" ", typed[:MOST_LETTERS]))
    found = [_term(*parts) for parts in _TERM.findall(text)]
    terms = [term for term in found if term][:MOST_TERMS]
    if terms and _may_go_on(terms[-1], text):
        terms[-1] = Term(TermKind.BEGINNING, terms[-1].words)
    return tuple(terms)


def _term(minus: str, phrase: str, word: str) -> Term | None:
    if _DOI.fullmatch(word):
        return Term(TermKind.IDENTIFIER, (word.casefold(),), bool(minus))
    words = words_of(phrase or word)[:MOST_WORDS_OF_A_PHRASE]
    if not words:
        return None
    if len(words) > 1:
        return Term(TermKind.PHRASE, words, bool(minus))
    is_beginning = word.endswith("*") and len(words[0]) >= SHORTEST_BEGINNING
    return Term(TermKind.BEGINNING if is_beginning else TermKind.WORD, words, bool(minus))


def _may_go_on(last: Term, text: str) -> bool:
    is_open = not text[-1:].isspace() and not text.endswith('"')
    return is_open and last.kind is TermKind.WORD and not last.is_excluded and len(last.words[0]) >= SHORTEST_BEGINNING
