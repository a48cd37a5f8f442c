"""Names as expressions: for text in small letters without accents, and for text as it is written."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from repository.anonymity.names import Human, Known

_LETTER: Final = r"[^\W\d_]"
_APART: Final = r"[\s\-_.,'’]"
SHORT: Final = 4
"""Names with fewer letters are looked for as they are written, with their capital: many words hold them otherwise."""

_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of writings that set no blanks between words."""


@dataclass(frozen=True, slots=True)
class Sought:
    """An expression, and letters without which no text matches it."""

    key: str
    expression: str


@lru_cache(maxsize=4096)
def _decomposed(character: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each))


def both_ways(text: str) -> tuple[str, str, list[int]]:
    """A text without accents, the same in small letters, and where each letter of both stood."""
    plain: list[str] = []
    folded: list[str] = []
    where: list[int] = []
    for index, character in enumerate(text):
        bare = character if character.isascii() else _decomposed(character)
        for each in bare:
            for small in each.casefold():
                plain.append(each)
                folded.append(small)
                where.append(index)
    return "".join(plain), "".join(folded), where


def fold(text: str) -> str:
    """A text in small letters without accents."""
    return both_ways(text)[1]


def sought_in(known: Known) -> tuple[tuple[Sought, ...], tuple[Sought, ...]]:
    """What is sought in folded text, and what in text as it is written."""
    loose: list[Sought] = []
    strict: list[Sought] = []
    for human in known.humans:
        _add(loose, strict, human.family, partial(_person, human))
        if human.given:
            loose.append(Sought(_key(human.family, fold), _whole(human)))
        parts = re.findall(r"[^\W\d_]+", human.family)
        alone = [part for part in parts if len(parts) > 1 and len(part) >= SHORT]
        alone += [given for given in human.given.split() if len(given.strip(".")) >= SHORT - 1]
        strict += [Sought(_key(name, _bare), _alone(_words(name, _bare))) for name in alone]
    for phrase in known.phrases:
        _add(loose, strict, phrase, partial(_phrase, phrase))
    for identifier in known.identifiers:
        if len(re.sub(r"[\W_]", "", identifier)) >= SHORT:
            loose.append(_code(identifier))
    return tuple(each for each in loose if each.expression), tuple(each for each in strict if each.expression)


def _add(loose: list[Sought], strict: list[Sought], name: str, made: Callable[[Callable[[str], str]], str]) -> None:
    if len(re.sub(r"[\W_]", "", fold(name))) >= SHORT or not name.isascii():
        loose.append(Sought(_key(name, fold), made(fold)))
    else:
        strict.append(Sought(_key(name, _bare), made(_bare)))


def _key(name: str, side: Callable[[str], str]) -> str:
    """The longest word of a name."""
    return max(re.findall(r"[^\W_]+", side(name)), key=len, default="")


def _bare(text: str) -> str:
    return both_ways(text)[0]


def _words(text: str, side: Callable[[str], str]) -> str:
    """A name as an expression: its words with whatever separates them."""
    return rf"{_APART}*".join(re.escape(word) for word in re.findall(r"[^\W_]+", side(text)))


def _phrase(phrase: str, side: Callable[[str], str]) -> str:
    return _alone(_words(phrase, side))


def _alone(expression: str) -> str:
    """Not inside a longer word; writing without blanks between words has no such thing."""
    if not expression:
        return ""
    if _UNSPACED.search(expression):
        return expression
    return rf"(?<!{_LETTER}){expression}(?!{_LETTER})"


def _person(human: Human, side: Callable[[str], str]) -> str:
    """The family name with what of the given names stands before or behind it, in full or as initials."""
    family = _words(human.family, side)
    if not family:
        return ""
    parts = [side(part) for part in re.findall(r"[^\W\d_]+", human.given)]
    if not parts:
        return _alone(family)
    initials = "".join(sorted({re.escape(part[0]) for part in parts}))
    full = "|".join(sorted({re.escape(part) for part in parts}, key=len, reverse=True))
    before = rf"(?:(?:{full}|[{initials}]){_APART}*){{0,4}}"
    gap = "*" if _UNSPACED.search(family) else "+"
    behind = rf"(?:{_APART}{gap}(?:{full}|[{initials}]{{1,3}})(?!{_LETTER})\.?){{0,4}}"
    return _alone(f"{before}{family}{behind}")


def _whole(human: Human) -> str:
    """Family name and given names together, in either order: found in small letters too, however short they are."""
    family, given = _words(human.family, fold), _words(human.given, fold)
    between = rf"{_APART}*"
    return _alone(f"(?:{family}{between}{given}|{given}{between}{family})") if family and given else ""


def _code(identifier: str) -> Sought:
    """An identifier with or without its hyphens, points and blanks; an ORCID also where it was kept without."""
    folded = fold(identifier)
    runs = re.findall(r"[^\W_]+", folded)
    if len(runs) == 1 and re.fullmatch(r"\d{15}[\dx]", folded):
        runs = [folded[at : at + 4] for at in range(0, 16, 4)]
    expression = r"[\W_]?".join(re.escape(run) for run in runs)
    return Sought(max(runs, key=len, default=""), rf"(?<![^\W_]){expression}(?![^\W_])" if expression else "")
