"""Conditions made of a queryable and what was written beside it: what does not fit is refused, never guessed."""

from collections.abc import Sequence

from harvest.records.instants import Period, moment
from harvest.records.queryables import Kind, Queryable
from harvest.records.refused import MOST_LETTERS_OF_A_PATTERN, MOST_LETTERS_OF_A_VALUE, FilterRefused, check_text
from harvest.records.shapes import Shape
from harvest.records.tree import (
    ONE,
    And,
    Between,
    Compare,
    CompareTime,
    Condition,
    IsNull,
    Like,
    Lists,
    Not,
    Op,
    Or,
    SpaceOp,
    TimeOp,
    When,
    Where,
)

_TIMES = (Kind.MOMENT, Kind.DAY, Kind.EDGE)
_TEXTS = (Kind.TEXT, Kind.CODE)


def compare(queryable: Queryable, op: Op, value: str, *, any_case: bool = False) -> Condition:
    """``queryable op value``. Raises FilterRefused."""
    told = _checked(value, queryable)
    if queryable.kind in _TIMES:
        return CompareTime(queryable, op, moment(told, queryable.name))
    if queryable.kind is Kind.WORDS and op in (Op.EQUAL, Op.UNEQUAL):
        found = Like(queryable, (None, told, None))
        return Not(found) if op is Op.UNEQUAL else found
    if queryable.kind not in _TEXTS:
        raise FilterRefused(f"{queryable.title!r} cannot be compared with a text.", queryable.name)
    return Compare(queryable, op, told, any_case or queryable.kind is Kind.CODE)


def between(queryable: Queryable, low: str, high: str) -> Condition:
    """``low <= queryable <= high``. Raises FilterRefused."""
    if queryable.kind in _TIMES:
        return And((compare(queryable, Op.AT_LEAST, low), compare(queryable, Op.AT_MOST, high)))
    if queryable.kind not in _TEXTS:
        raise FilterRefused(f"{queryable.title!r} does not lie between texts.", queryable.name)
    return Between(queryable, _checked(low, queryable), _checked(high, queryable))


def one_of(queryable: Queryable, values: Sequence[str], *, any_case: bool = False) -> Condition:
    """A value is one of some. Raises FilterRefused."""
    if not values:
        raise FilterRefused("A list of values is not empty.", queryable.name)
    return Or(tuple(compare(queryable, Op.EQUAL, value, any_case=any_case) for value in values))


def like(queryable: Queryable, pattern: Sequence[str | None], *, any_case: bool = False) -> Condition:
    """A value has a pattern (`pattern_of`). Raises FilterRefused."""
    if queryable.kind not in (*_TEXTS, Kind.WORDS):
        raise FilterRefused(f"{queryable.title!r} has no pattern.", queryable.name)
    pieces = tuple(pattern)
    if queryable.kind is Kind.WORDS:
        if not any(piece and piece != ONE for piece in pieces):
            return Not(IsNull(queryable))
        pieces = (None, *pieces, None)
    return Like(queryable, pieces, any_case or queryable.kind is Kind.CODE)


def is_null(queryable: Queryable) -> Condition:
    """There is no value."""
    return IsNull(queryable)


def lists(queryable: Queryable, relation: str, values: Sequence[str]) -> Condition:
    """CQL2's ``a_equals``, ``a_contains``, ``a_containedby`` and ``a_overlaps``. Raises FilterRefused."""
    if queryable.kind not in _TEXTS or not queryable.is_list:
        raise FilterRefused(f"{queryable.title!r} is no list.", queryable.name)
    return Lists(queryable, relation, tuple(_checked(value, queryable) for value in values))


def where(queryable: Queryable, op: SpaceOp, shape: Shape) -> Condition:
    """The place of a record lies so to a shape. Raises FilterRefused."""
    if queryable.kind is not Kind.PLACE:
        raise FilterRefused(f"{queryable.title!r} is no place.", queryable.name)
    return Where(op, shape)


def when(queryable: Queryable, op: TimeOp, period: Period) -> Condition:
    """A time of a record lies so to another. Raises FilterRefused."""
    if queryable.kind not in (*_TIMES, Kind.SPAN):
        raise FilterRefused(f"{queryable.title!r} is no time.", queryable.name)
    return When(queryable, op, period)


def pattern_of(text: str, *, many: str, one: str, escape: str, locator: str = "filter") -> tuple[str | None, ...]:
    """A pattern in pieces: texts, None for any letters and `ONE` for one. Raises FilterRefused.

    >>> pattern_of("a%b_", many="%", one="_", escape="!")
    ('a', None, 'b', '\\x00')
    """
    check_text(text, MOST_LETTERS_OF_A_PATTERN, locator)
    pieces: list[str | None] = []
    letters = ""
    place = 0
    while place < len(text):
        if escape and text.startswith(escape, place) and place + len(escape) < len(text):
            place += len(escape)
            letters += text[place]
            place += 1
            continue
        sign = next((each for each in (many, one) if each and text.startswith(each, place)), "")
        if not sign:
            letters += text[place]
            place += 1
            continue
        pieces += [letters] if letters else []
        letters = ""
        pieces.append(None if sign == many else ONE)
        place += len(sign)
    return tuple([*pieces, letters] if letters else pieces)


def _checked(value: str, queryable: Queryable) -> str:
    told = check_text(value, MOST_LETTERS_OF_A_VALUE, queryable.name)
    return told if queryable.kind is Kind.TEXT else told.strip()
