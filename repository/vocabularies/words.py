"""How names of concepts are kept and asked for: letters without accents, small, words with one blank between. Pure."""

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import combining, normalize

LONGEST: Final = 300
"""Characters of a folded name that are kept; a query is cut likewise."""
MOST_WORDS: Final = 12

_LIGATURES: Final = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "đ": "d"})
_NOT_WORD: Final = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """The words of a text in small letters without accents and signs.

    >>> folded("Température_de l'Océan (cœur)")
    'temperature de l ocean coeur'
    """
    bare = normalize("NFKD", text[: LONGEST * 2].translate(_LIGATURES))
    plain = "".join(letter for letter in bare if not combining(letter)).casefold()
    return _NOT_WORD.sub(" ", plain).strip()[:LONGEST].strip()


def has_words(name: str, asked: Iterable[str]) -> bool:
    """Whether a folded name has all the words that are asked for, each by its beginning.

    >>> has_words("gulf of lion", ["lion", "gu"])
    True
    """
    words = name.split()
    return all(any(word.startswith(each) for word in words) for each in asked)


def tsquery(text: str) -> str:
    """The ``tsquery`` of a folded text: all its words, in any order, each by its beginning.

    >>> tsquery("sea salin")
    "'sea':* & 'salin':*"
    """
    return " & ".join(f"'{word}':*" for word in text.split()[:MOST_WORDS])
