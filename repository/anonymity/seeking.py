"""Finding names in text: whatever the case, the accents, the order of the parts, and the way a program escaped them."""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final
from urllib.parse import unquote

from repository.anonymity.names import Human, Known

_LETTER: Final = r"[^\W\d_]"
_APART: Final = r"[\s\-_.,'’]"
SHORT: Final = 4
"""Names with fewer letters are looked for as they are written, with their capital: many words hold them otherwise."""

_LINKS: Final = re.compile(
    r"(?:https?|ftp)://[^\s<>\"]+|\bwww\.[^\s<>\"]+|\b10\.\d{4,9}/[^\s<>\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b\d{4}[-\s]?\d{4}[-\s]?\d{4}[-\s]?\d{3}[\dXx]\b"
)
"""Addresses, DOIs, mail addresses, ORCIDs: each leads to somebody, known or not."""

_ESCAPED: Final = re.compile(r"\S*(?:%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|=[0-9A-F]{2}|&#?\w+;)\S*")
_BASE64: Final = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{8,}={0,2}")
_UNICODE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something was found in a text."""

    start: int
    end: int


class Seeker:
    """Looks for what is known. Made once for all texts of a page or a file."""

    def __init__(self, known: Known) -> None:
        self.known = known
        loose, strict = _expressions(known)
        self._loose, self._strict = _joined(loose), _joined(strict)

    def spots(self, text: str, *, is_noise: bool = False) -> list[Spot]:
        """Everything known that a text names, in its order, none over another.

        ``is_noise``: it may be no text at all, in which short names stand by chance: only the others count.
        """
        plain, folded, where = _folded(text)
        found = list(_matches(self._loose, folded, where))
        found += [] if is_noise else _matches(self._strict, plain, where)
        found += self._escaped(text)
        return _merged(found)

    def spots_and_links(self, text: str) -> list[Spot]:
        """As ``spots``, and everything that leads somewhere: addresses, DOIs, mail addresses."""
        return _merged([*self.spots(text), *(Spot(*found.span()) for found in _LINKS.finditer(text))])

    def names(self, text: str) -> bool:
        """Whether a text names anybody, plainly or escaped."""
        return bool(self.spots(text))

    def _plainly(self, text: str) -> bool:
        plain, folded, _where = _folded(text)
        return any(
            expression is not None and expression.search(side) is not None
            for expression, side in ((self._loose, folded), (self._strict, plain))
        )

    def _escaped(self, text: str) -> Iterator[Spot]:
        for expression, meant in ((_ESCAPED, unescaped), (_BASE64, _from_base64)):
            for found in expression.finditer(text):
                if (said := meant(found[0])) and said != found[0] and self._plainly(said):
                    yield Spot(*found.span())


def unescaped(text: str) -> str:
    """A text without the escapes of addresses, JSON, mail and HTML."""
    said = _UNICODE.sub(lambda found: chr(int(found[1] or found[2], 16)), html.unescape(unquote(text)))
    if "=" not in said:
        return said
    return binascii.a2b_qp(said.encode("utf-8", "replace")).decode("utf-8", "replace")


def _from_base64(text: str) -> str:
    try:
        raw = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    said = raw.decode("utf-8", "replace")
    return said if said.count("\ufffd") * 4 < len(said) else ""


@lru_cache(maxsize=4096)
def _decomposed(character: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each))


def _folded(text: str) -> tuple[str, str, list[int]]:
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
    return _folded(text)[1]


def _matches(expression: re.Pattern[str] | None, side: str, where: list[int]) -> Iterator[Spot]:
    if expression is None:
        return
    for found in expression.finditer(side):
        if found.end() > found.start():
            yield Spot(where[found.start()], where[found.end() - 1] + 1)


def _merged(spots: list[Spot]) -> list[Spot]:
    merged: list[Spot] = []
    for spot in sorted(spots, key=lambda each: (each.start, each.end)):
        if merged and spot.start <= merged[-1].end:
            merged[-1] = Spot(merged[-1].start, max(merged[-1].end, spot.end))
        else:
            merged.append(spot)
    return merged


def _joined(expressions: list[str]) -> re.Pattern[str] | None:
    """One expression, the longest first, so that a whole name is hidden before its part."""
    return re.compile("|".join(sorted(set(expressions), key=len, reverse=True))) if expressions else None


def _expressions(known: Known) -> tuple[list[str], list[str]]:
    """For folded text, and for text as it is written."""
    loose: list[str] = []
    strict: list[str] = []
    for human in known.humans:
        _add(loose, strict, human.family, partial(_person, human))
        if human.given:
            loose.append(_whole(human))
        for given in human.given.split():
            if len(given.strip(".")) >= SHORT - 1:
                strict.append(_alone(_words(given, _bare)))
        parts = re.findall(r"[^\W\d_]+", human.family)
        strict += [_alone(_words(part, _bare)) for part in parts if len(parts) > 1 and len(part) >= SHORT]
    for phrase in known.phrases:
        _add(loose, strict, phrase, partial(_phrase, phrase))
    for identifier in known.identifiers:
        if len(re.sub(r"[\W_]", "", identifier)) >= SHORT:
            loose.append(_code(identifier))
    return [each for each in loose if each], [each for each in strict if each]


def _add(loose: list[str], strict: list[str], name: str, made: Callable[[Callable[[str], str]], str]) -> None:
    if len(re.sub(r"[\W_]", "", fold(name))) >= SHORT or not name.isascii():
        loose.append(made(fold))
    else:
        strict.append(made(_bare))


def _bare(text: str) -> str:
    return _folded(text)[0]


def _words(text: str, side: Callable[[str], str]) -> str:
    """A name as an expression: its words with whatever separates them."""
    return rf"{_APART}*".join(re.escape(word) for word in re.findall(r"[^\W_]+", side(text)))


def _phrase(phrase: str, side: Callable[[str], str]) -> str:
    return _alone(_words(phrase, side))


def _alone(expression: str) -> str:
    """Not inside a longer word; writing without blanks between words has no such thing."""
    if not expression:
        return ""
    if re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", expression):
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
    behind = rf"(?:{_APART}+(?:{full}|[{initials}]{{1,3}})(?!{_LETTER})\.?){{0,4}}"
    return _alone(f"{before}{family}{behind}")


def _whole(human: Human) -> str:
    """Family name and given names together, in either order: found in small letters too, however short they are."""
    family, given = _words(human.family, fold), _words(human.given, fold)
    between = rf"{_APART}*"
    return _alone(f"(?:{family}{between}{given}|{given}{between}{family})") if family and given else ""


def _code(identifier: str) -> str:
    """An identifier with or without its hyphens, points and blanks; an ORCID also where it was kept without."""
    folded = fold(identifier)
    runs = re.findall(r"[^\W_]+", folded)
    if len(runs) == 1 and re.fullmatch(r"\d{15}[\dx]", folded):
        runs = [folded[at : at + 4] for at in range(0, 16, 4)]
    expression = r"[\W_]?".join(re.escape(run) for run in runs)
    return rf"(?<![^\W_]){expression}(?![^\W_])" if expression else ""
