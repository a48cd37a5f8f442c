"""Finding names in text: whatever the case, the accents, the order of the parts, and the way a program escaped them."""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from repository.anonymity.expressions import Sought, both_ways, sought_in
from repository.anonymity.names import Known

_LINKS: Final = re.compile(
    r"(?:https?|ftp)://[^\s<>\")]+|\bwww\.[^\s<>\")]+|\b10\.\d{4,9}/[^\s<>\")]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|\b\d{4}[-\s]?\d{4}[-\s]?\d{4}[-\s]?\d{3}[\dXx]\b"
)
"""Addresses, DOIs, mail addresses (at most 64 letters before the sign), ORCIDs: each leads to somebody."""

_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|=[0-9A-F]{2}|&#?\w+;")
_UNBROKEN: Final = re.compile(r"[^\s()]+")
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
        self._loose, self._strict = sought_in(known)

    def spots(self, text: str, *, is_noise: bool = False) -> list[Spot]:
        """Everything known that a text names, in its order, none over another.

        ``is_noise``: it may be no text at all, in which short names stand by chance: only the others count.
        """
        plain, folded, where = both_ways(text)
        found = list(_matches(_present(self._loose, folded), folded, where))
        found += [] if is_noise else _matches(_present(self._strict, plain), plain, where)
        found += self._escaped(text)
        return _merged(found)

    def spots_and_links(self, text: str) -> list[Spot]:
        """As ``spots``, and everything that leads somewhere: addresses, DOIs, mail addresses."""
        return _merged([*self.spots(text), *(Spot(*found.span()) for found in _LINKS.finditer(text))])

    def names(self, text: str) -> bool:
        """Whether a text names anybody, plainly or escaped."""
        return bool(self.spots(text))

    def _plainly(self, text: str) -> bool:
        plain, folded, _where = both_ways(text)
        sides = ((_present(self._loose, folded), folded), (_present(self._strict, plain), plain))
        return any(expression is not None and expression.search(side) is not None for expression, side in sides)

    def _escaped(self, text: str) -> Iterator[Spot]:
        for expression, meant in ((_UNBROKEN, _unescaped_in), (_BASE64, _from_base64)):
            for found in expression.finditer(text):
                if (said := meant(found[0])) and said != found[0] and self._plainly(said):
                    yield Spot(*found.span())


def unescaped(text: str) -> str:
    """A text without the escapes of addresses, JSON, mail and HTML."""
    said = _UNICODE.sub(lambda found: chr(int(found[1] or found[2], 16)), html.unescape(unquote(text)))
    if "=" not in said:
        return said
    return binascii.a2b_qp(said.encode("utf-8", "replace")).decode("utf-8", "replace")


def _unescaped_in(word: str) -> str:
    """What a word with an escape in it means; nothing for one without."""
    return unescaped(word) if _ESCAPE.search(word) else ""


def _from_base64(text: str) -> str:
    try:
        raw = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    said = raw.decode("utf-8", "replace")
    return said if said.count("\ufffd") * 4 < len(said) else ""


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


def _present(all_sought: tuple[Sought, ...], side: str) -> re.Pattern[str] | None:
    """One expression for those of a thousand authors whom a text can name at all."""
    return _joined(tuple(each.expression for each in all_sought if each.key in side))


@lru_cache(maxsize=256)
def _joined(expressions: tuple[str, ...]) -> re.Pattern[str] | None:
    """The longest first, so that a whole name is hidden before its part."""
    return re.compile("|".join(sorted(set(expressions), key=len, reverse=True))) if expressions else None
