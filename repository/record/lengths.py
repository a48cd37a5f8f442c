"""How long the lists of a description may be: what no page, format or reader could use is refused when it is saved."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

LIST_MOST: Final = 5_000
"""Entries of a list: the longest known list of authors has 5,154, of which a citation names a few."""

OF_FIELD: Final[Mapping[str, int]] = {"creators": 6_000, "contributors": 6_000, "keywords": 1_000, "exterior": 10_000}
"""Lists that are given more or less: authors for the sake of that one, positions of an outline."""

KEYS_MOST: Final = 200
"""Keys of one object: the record has no more than forty, a text no more than there are languages on a page."""

PARTS_MOST: Final = 80_000
"""Values in all: a page of such a description is assessed in a second."""


class Excess(NamedTuple):
    """The first list or object that is too long: the key it stands under, its length, and the most it may be."""

    key: str
    length: int
    most: int


def excess_of(document: Mapping[str, Any]) -> Excess | None:
    """What of a document is too long, if anything; whatever JSON it is made of, however deep."""
    waiting: list[tuple[str, object]] = [("", document)]
    parts = 0
    while waiting:
        key, value = waiting.pop()
        parts += 1
        if isinstance(value, Mapping):
            if len(value) > KEYS_MOST:
                return Excess(key, len(value), KEYS_MOST)
            waiting += [(str(name), item) for name, item in value.items()]
        elif isinstance(value, list):
            most = OF_FIELD.get(key, LIST_MOST)
            if len(value) > most:
                return Excess(key, len(value), most)
            waiting += [(key if isinstance(item, list) else "", item) for item in value]
    return Excess("", parts, PARTS_MOST) if parts > PARTS_MOST else None
