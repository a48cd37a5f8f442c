"""What a reader typed in the search box, as terms: words, beginnings of words, phrases, and words to leave out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final
from unicodedata import category, normalize

MOST_LETTERS: Final = 500
MOST_TERMS: Final = 20
MOST_WORDS_OF_A_PHRASE: Final = 30
SHORTEST_BEGINNING: Final = 3
"""Fewer letters begin so many words that they say nothing."""

_UNBROKEN_SCRIPTS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese put no blank between words."""
_UNBROKEN = re.compile(f"[{_UNBROKEN_SCRIPTS}]+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(rf"(?:(?![{_UNBROKEN_SCRIPTS}])[^\W_])+|(?:(?=[{_UNBROKEN_SCRIPTS}])[^\W_])+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_UNHEARD: Final = frozenset({"Mn", "Mc", "Me", "Cf", "Cs"})
"""Accents, vowel signs, marks of direction, joiners, soft hyphens: they part no words and make no other one."""
_DOI_ADDRESS = re.compile(r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|\bdoi:\s*)(?=10\.)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ELIDED = re.compile(r"([cdjlmnst]|(?:(?:jus|lors|puis|quoi)?qu))['‘’ʼ](?=\w\w)", re.IGNORECASE)
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
    """One wish: folded words side by side, one of them but for a phrase; ``is_excluded`` is a wish not to meet it.

    ``elided``: the French article or the like that was written before it with an apostrophe, and need not be met.
    """

    kind: TermKind
    words: tuple[str, ...]
    is_excluded: bool = False
    elided: str = ""


def fold(text: str) -> str:
    """Letters without accents, in small letters: how words are kept and how they are asked for.

    >>> fold("Cœur ÉTÉ Straße Søndre")
    'coeur ete strasse sondre'
    """
    return _FOREIGN.sub(lambda found: _fold(found[0]), text.lower())


@lru_cache(maxsize=8192)
def _fold(letters: str) -> str:
    bare = "".join(letter for letter in normalize("NFKD", letters) if category(letter) not in _UNHEARD)
    return bare.casefold().translate(_LETTERS)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, in their order.

    >>> words_of("Golfe du Lion : sea-water, CO₂")
    ('golfe', 'du', 'lion', 'sea', 'water', 'co2')
    """
    return tuple(_WORD.findall(fold(text)))


def pieces_of(text: str) -> str:
    """A text as an index keeps it, its words parted by blanks; letters of scripts without blanks in pairs.

    >>> pieces_of("Mesures à 海洋学, 2020")
    'mesures a 海洋 洋学 学 2020'
    """
    return " ".join(piece for word in words_of(text) for piece in _pieces(word))


def pieces_asked(words: Iterable[str]) -> tuple[str, ...]:
    """The pieces that stand side by side where these words do; the last one of a script without blanks may go on.

    >>> pieces_asked(("海洋学",)), pieces_asked(("海",)), pieces_asked(("ctd", "海洋", "x"))
    (('海洋', '洋学'), ('海',), ('ctd', '海洋', '洋', 'x'))
    """
    told = tuple(words)
    found = [piece for word in told for piece in _pieces(word)]
    return tuple(found[:-1] if told and len(told[-1]) > 1 and is_unbroken(told[-1]) else found)


def is_unbroken(word: str) -> bool:
    """Whether a word is of a script that puts no blank between words."""
    return bool(_UNBROKEN.fullmatch(word))


def _pieces(word: str) -> Iterator[str]:
    if not is_unbroken(word):
        yield word
        return
    yield from (one + other for one, other in pairwise(word))
    yield word[-1]


def identifier_of(text: str) -> str:
    """An identifier as it is kept and asked for: a DOI without its address, small letters.

    >>> identifier_of("https://doi.org/10.80999/ABC"), identifier_of("10.80999/42.")
    ('10.80999/abc', '10.80999/42')
    """
    return _DOI_ADDRESS.sub("", text.strip()).rstrip(".,;").casefold()


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
        terms[-1] = replace(terms[-1], kind=TermKind.BEGINNING)
    return tuple(terms)


def _term(minus: str, phrase: str, word: str) -> Term | None:
    if _DOI.fullmatch(word or phrase.strip()):
        return Term(TermKind.IDENTIFIER, (identifier_of(word or phrase),), bool(minus))
    article = _ELIDED.match(word)
    words = words_of(phrase or word[article.end() if article else 0 :])[:MOST_WORDS_OF_A_PHRASE]
    if not words:
        return None
    elided = fold(article[1]) if article else ""
    if len(words) > 1:
        return Term(TermKind.PHRASE, words, bool(minus), elided)
    is_beginning = word.endswith("*") and len(words[0]) >= SHORTEST_BEGINNING
    return Term(TermKind.BEGINNING if is_beginning else TermKind.WORD, words, bool(minus), elided)


def names_of(terms: Sequence[Term]) -> tuple[str, ...]:
    """What concepts may be called by terms that stand side by side, with the article before the first, and without it.

    >>> names_of(terms_of("d'oxygène de l'eau "))
    ('d oxygene de l eau', 'oxygene de l eau')
    """
    told = [" ".join(filter(None, (term.elided, *term.words))) for term in terms]
    whole = " ".join(told)
    return (whole, whole.removeprefix(f"{terms[0].elided} ")) if terms and terms[0].elided else (whole,)


def _may_go_on(last: Term, text: str) -> bool:
    is_open = not text[-1:].isspace() and not text.endswith('"')
    return is_open and last.kind is TermKind.WORD and not last.is_excluded and len(last.words[0]) >= SHORTEST_BEGINNING
