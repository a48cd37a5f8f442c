"""Arguments of OGC APIs and STAC APIs, as an address or a JSON body has them, read into conditions and sort keys.

Sources: OGC 17-069r4 (Features 1.0), 7.15; OGC 20-004r1 (Records 1.0), 7.4; STAC API 1.0, item search.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harvest.records.conditions import compare
from harvest.records.instants import period_of
from harvest.records.queryables import Dialect, Queryable, sortable
from harvest.records.questions import SortKey, in_place, in_time, with_any_words, with_identifiers
from harvest.records.refused import FilterRefused
from harvest.records.shapes import box
from harvest.records.tree import Condition, Op, Or

LIMIT: Final = 10
MOST: Final = 200
"""Records of a page; whoever asks for more gets so many (Features 1.0, requirement 22)."""
MOST_VALUES: Final = 100
"""Values of a list, such as ``ids``."""
CRS84: Final = ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/OGC/0/CRS84h")

_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,12}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The name-value pairs of an address: each name once. ``given``: name -> text, nothing empty."""

    given: Mapping[str, str]

    def text(self, name: str) -> str:
        """The value of an argument, empty where it was not given."""
        return self.given.get(name, "")

    def values(self, name: str) -> list[str]:
        """The entries of a list with commas. Raises FilterRefused where there are too many."""
        return entries(self.text(name), name)


def read_arguments(pairs: Iterable[tuple[str, str]], known: Iterable[str]) -> Arguments:
    """The arguments of an address. Raises FilterRefused for a name that is not known, or is there twice.

    An argument without a value says nothing (Records 1.0, 7.4, requirement ``param-empty-value``).
    """
    allowed = frozenset(known)
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in allowed:
            raise FilterRefused(f"There is no parameter {name[:80]!r}.", name[:80])
        if name in given:
            raise FilterRefused(f"The parameter {name!r} is given twice: a list has commas.", name)
        if "\0" in value:
            raise FilterRefused("A value holds no NUL.", name)
        given[name] = value
    return Arguments({name: value for name, value in given.items() if value.strip()})


def entries(text: str, name: str) -> list[str]:
    """The entries between commas, blanks around them cut off. Raises FilterRefused where there are too many."""
    found = [entry.strip() for entry in text.split(",", MOST_VALUES + 1)]
    if len(found) > MOST_VALUES:
        raise FilterRefused(f"A list has at most {MOST_VALUES} entries.", name)
    return [entry for entry in found if entry]


def limit_of(text: str) -> int:
    """How many records a page has: what was asked for, at most `MOST`. Raises FilterRefused."""
    if not text:
        return LIMIT
    if not _WHOLE.fullmatch(text) or int(text) < 1:
        raise FilterRefused("A limit is a whole number from 1 on.", "limit")
    return min(int(text), MOST)


def in_box(sides: Sequence[float]) -> Condition:
    """Records whose place meets a box of four sides, or six with heights, which are passed over. Raises FilterRefused.

    >>> in_box([170.0, -10.0, -170.0, 10.0]).op.value
    'intersects'
    """
    if len(sides) not in (4, 6) or not all(math.isfinite(side) for side in sides):
        raise FilterRefused("A box has four numbers (west, south, east, north), or six.", "bbox")
    half = len(sides) // 2
    return in_place(box(sides[0], sides[1], sides[half], sides[half + 1]))


def box_of(text: str) -> Condition:
    """`in_box` of numbers with commas. Raises FilterRefused."""
    told = entries(text, "bbox")
    if not all(_NUMBER.fullmatch(each) for each in told):
        raise FilterRefused("A box has four numbers (west, south, east, north), or six.", "bbox")
    return in_box([float(each) for each in told])


def at_time(text: str) -> Condition:
    """Records whose data share a day with a time or a period with a stroke. Raises FilterRefused."""
    return in_time(period_of(text))


def words_of(texts: list[str]) -> Condition:
    """Records with at least one of some texts. Raises FilterRefused."""
    return with_any_words(texts)


def identified(identifiers: list[str]) -> Condition:
    """Records of these identifiers. Raises FilterRefused."""
    return with_identifiers(identifiers)


def equal_to_one(queryable: Queryable, values: list[str]) -> Condition:
    """Records where a queryable is one of some values. Raises FilterRefused."""
    parts = tuple(compare(queryable, Op.EQUAL, value) for value in values)
    return parts[0] if len(parts) == 1 else Or(parts)


def check_crs(text: str, name: str) -> None:
    """Positions are longitudes and latitudes of WGS 84. Raises FilterRefused for anything else."""
    if text and text.strip("[]<>") not in CRS84:
        raise FilterRefused("Positions are longitude and latitude of WGS 84 (CRS84).", name)


def order_of(text: str, dialect: Dialect) -> tuple[SortKey, ...]:
    """``+title,-updated`` as sort keys; a plus is a blank where nobody encoded it. Raises FilterRefused."""
    return tuple(_key(entry, dialect) for entry in entries(text, "sortby"))


def _key(entry: str, dialect: Dialect) -> SortKey:
    sign, name = (entry[0], entry[1:]) if entry[0] in "+-" else ("+", entry)
    return SortKey(sortable(name.strip(), dialect), sign == "-")
