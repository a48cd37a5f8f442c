"""The authors of a citation as each style writes them: order, initials, how many, and the word before the last."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from repository.record.people import Party, Person

_APA_MOST: Final = 20
_VANCOUVER_MOST: Final = 6
_HARVARD_MOST: Final = 3
_CHICAGO_MOST, _CHICAGO_SHOWN = 10, 7
_ISO_MOST: Final = 3


def apa(creators: Sequence[Party], *, is_french: bool) -> str:
    """`Marin, C. J., Delorme, A., & Roche, L.`; of more than 20 the first 19, an ellipsis and the last."""
    people = [_turned(party, lambda given: initials(given, dot=". ")) for party in creators]
    if len(people) > _APA_MOST:
        return f"{', '.join(people[: _APA_MOST - 1])}, … {people[-1]}"
    if is_french:
        return _joined(people, last=" et ")
    return _joined(people, last=", & ")


def vancouver(creators: Sequence[Party]) -> str:
    """`Marin CJ, Delorme A`; of more than six the first six."""
    people = [_turned(party, lambda given: initials(given, dot=""), between=" ") for party in creators]
    return ", ".join(people[:_VANCOUVER_MOST] + (["et al"] if len(people) > _VANCOUVER_MOST else []))


def harvard(creators: Sequence[Party], *, is_french: bool) -> str:
    """`Marin, C.J., Delorme, A. and Roche, L.`; of more than three the first."""
    people = [_turned(party, lambda given: initials(given, dot=".")) for party in creators]
    return _few(people, most=_HARVARD_MOST, is_french=is_french)


def chicago(creators: Sequence[Party], *, is_french: bool) -> str:
    """`Marin, Clara J., Alice Delorme, and Luc Roche`; of more than ten the first seven. Only the first is turned."""
    people = [_turned(party, str) if not place else _straight(party, str) for place, party in enumerate(creators)]
    if len(people) > _CHICAGO_MOST:
        return f"{', '.join(people[:_CHICAGO_SHOWN])}, et al"
    return _joined(people, last=" et " if is_french else ", and ")


def iso690(creators: Sequence[Party], *, is_french: bool) -> str:
    """`MARIN, Clara J., DELORME, Alice and ROCHE, Luc`; of more than three the first."""
    people = [_turned(party, str, family=str.upper) for party in creators]
    return _few(people, most=_ISO_MOST, is_french=is_french)


def initials(given: str, *, dot: str) -> str:
    """The first letters of given names, each followed by ``dot``; hyphens stay where there are dots.

    A name in a script without capitals is no initial: it stays whole.

    >>> initials("Jean-Paul Émile", dot=". "), initials("Jean-Paul", dot=""), initials("太郎", dot=". ")
    ('J.-P. É.', 'JP', '太郎')
    """
    parts = [re.split(r"[-‐‑]", word) for word in unicodedata.normalize("NFC", given).split()]
    letters = [[part[0].upper() for part in word if part] for word in parts]
    if not any(letters) or not all(letter.isupper() for word in letters for letter in word):
        return given
    hyphen = f"{dot.strip()}-" if dot else ""
    between = " " if dot.endswith(" ") else ""
    return between.join(f"{hyphen.join(word)}{dot.strip()}" for word in letters if word)


def _turned(
    party: Party, given: Callable[[str], str], *, between: str = ", ", family: Callable[[str], str] = str
) -> str:
    """Family name first; an organisation as it is."""
    if not isinstance(party, Person):
        return party.name
    return f"{family(party.family)}{between}{given(party.given)}" if party.given else family(party.family)


def _straight(party: Party, given: Callable[[str], str]) -> str:
    if not isinstance(party, Person):
        return party.name
    return f"{given(party.given)} {party.family}" if party.given else party.family


def _few(people: list[str], *, most: int, is_french: bool) -> str:
    if len(people) > most:
        return f"{people[0]} et al."
    return _joined(people, last=" et " if is_french else " and ")


def _joined(people: list[str], *, last: str) -> str:
    """`a`, `a & b`, `a, b, & c`: a comma before the last word is said by ``last``."""
    if len(people) < 2:
        return "".join(people)
    return f"{', '.join(people[:-1])}{last}{people[-1]}"
