"""A question to the catalogue: which records, in which order, from where and how many."""

from dataclasses import dataclass
from typing import Final

from harvest.records.instants import Period
from harvest.records.queryables import QUERYABLES, TIME, Queryable
from harvest.records.refused import MOST_LETTERS_OF_A_PATTERN, MOST_LETTERS_OF_A_VALUE, FilterRefused, check_text
from harvest.records.shapes import Shape
from harvest.records.tree import Compare, Condition, Like, Op, Or, SpaceOp, TimeOp, When, Where

MOST_SORT_KEYS: Final = 4
MOST_RECORDS: Final = 1_000
"""Of one page."""
MOST_SEARCH_WORDS: Final = 20


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of an order; `harvest.records.queryables.sortable` gives its queryable."""

    queryable: Queryable
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """``start`` counts from 0; without keys records stand in the order of their numbers. A key counts once.

    ``after``: what `Found` said the next page begins after; it goes before ``start``, and stays true while records
    come and go.
    """

    condition: Condition | None = None
    sort: tuple[SortKey, ...] = ()
    start: int = 0
    limit: int = 10
    after: tuple[str | int, ...] | None = None

    def __post_init__(self) -> None:
        if len(self.sort) > MOST_SORT_KEYS:
            raise FilterRefused(f"Records are sorted by at most {MOST_SORT_KEYS} keys.", "sortby")
        if not 0 <= self.limit <= MOST_RECORDS:
            raise FilterRefused(f"A page has at most {MOST_RECORDS} records.", "limit")
        if self.start < 0:
            raise FilterRefused("Records are counted from the first.", "start")
        once: dict[str, SortKey] = {}
        for key in self.sort:
            once.setdefault(key.queryable.order, key)
        object.__setattr__(self, "sort", tuple(once.values()))


def in_place(shape: Shape) -> Condition:
    """Records whose place shares a point with a shape."""
    return Where(SpaceOp.INTERSECTS, shape)


def in_time(period: Period) -> Condition:
    """Records whose data share a day with a period."""
    return When(TIME, TimeOp.INTERSECTS, period)


def with_words(text: str) -> Condition:
    """Records that have a text somewhere, wherever in a word it begins; accents and capitals do not matter.

    Raises FilterRefused (locator ``q``) where it is empty or too long.
    """
    told = " ".join(check_text(text, MOST_LETTERS_OF_A_PATTERN, "q").split())
    if not told:
        raise FilterRefused("A search text is not empty.", "q")
    return Like(QUERYABLES["anytext"], (None, told, None))


def with_any_words(texts: list[str]) -> Condition:
    """Records that have at least one of some texts, as ``q`` of OGC APIs asks. Raises FilterRefused."""
    told = [text for text in texts if text.strip()]
    if not told or len(told) > MOST_SEARCH_WORDS:
        raise FilterRefused(f"A search has 1 to {MOST_SEARCH_WORDS} texts.", "q")
    parts = tuple(with_words(text) for text in told)
    return parts[0] if len(parts) == 1 else Or(parts)


def with_identifiers(identifiers: list[str]) -> Condition:
    """Records of these identifiers; there must be one. Raises FilterRefused."""
    if not 0 < len(identifiers) <= MOST_RECORDS:
        raise FilterRefused(f"One to {MOST_RECORDS} identifiers are asked for at once.", "ids")
    told = [check_text(each, MOST_LETTERS_OF_A_VALUE, "ids") for each in identifiers]
    return Or(tuple(Compare(QUERYABLES["identifier"], Op.EQUAL, each) for each in told))
