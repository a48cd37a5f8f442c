"""Who is called by name in a text, as `@Ngozi` or `@Ngozi Okafor`. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_MOST_SIGNS: Final = 50
"""How many `@` of one text are looked at."""
_LONGEST: Final = 120
_BETWEEN: Final = r"[ \u00a0._-]?"
_WORDS: Final = re.compile(r"[\s._-]+")


@dataclass(frozen=True, slots=True)
class Called:
    """One place where a person is called: the letters of the text from ``start``, the `@`, to before ``end``."""

    person: int
    start: int
    end: int


def find_called(text: str, names: Mapping[int, tuple[str, str]]) -> tuple[Called, ...]:
    """The people of ``names`` (number -> given name, family name) who are called in a text, in its order.

    A name may be written whole, or in part where nobody else has that part; letter case and accents do not matter.
    An `@` inside a word, as in an address of mail, calls nobody.
    """
    ways = _ways(names)
    found, end = [], 0
    for at in _signs(text):
        if at < end:
            continue
        folded, places = _folded(text[at + 1 : at + 1 + _LONGEST])
        person, length = _first(ways, folded)
        if length:
            end = at + 1 + places[length - 1] + 1
            found.append(Called(person, at, end))
    return tuple(found)


def _signs(text: str) -> Iterator[int]:
    for number, sign in enumerate(re.finditer(r"(?<![\w@.])@(?=\w)", text)):
        if number == _MOST_SIGNS:
            return
        yield sign.start()


def _first(ways: Iterable[tuple[re.Pattern[str], int]], folded: str) -> tuple[int, int]:
    """Who is called at the beginning of these letters, and how many letters that takes; (0, 0) where nobody is."""
    for way, person in ways:
        if match := way.match(folded):
            return person, match.end()
    return 0, 0


def _ways(names: Mapping[int, tuple[str, str]]) -> list[tuple[re.Pattern[str], int]]:
    """How each person may be called, the longest first; what would call two people calls none."""
    of_words: dict[tuple[str, ...], set[int]] = {}
    for person, (given, family) in names.items():
        first, last = _split(given), _split(family)
        for words in {(*first, *last), (*last, *first), first, last}:
            if words:
                of_words.setdefault(words, set()).add(person)
    ways = [(words, min(people)) for words, people in of_words.items() if len(people) == 1]
    ways.sort(key=lambda way: (-sum(map(len, way[0])), way[0]))
    return [(re.compile(_BETWEEN.join(map(re.escape, words)) + r"(?!\w)"), person) for words, person in ways]


def _split(name: str) -> tuple[str, ...]:
    return tuple(word for word in _WORDS.split(_folded(name[:_LONGEST])[0]) if word)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and where each letter of it stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places
