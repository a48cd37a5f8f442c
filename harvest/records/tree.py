"""A filter as a tree of conditions over queryables, whatever language it was written in."""

from dataclasses import dataclass
from enum import StrEnum

from harvest.records.instants import Moment, Period
from harvest.records.queryables import Queryable
from harvest.records.shapes import Shape


class Op(StrEnum):
    """How two values compare."""

    EQUAL = "="
    UNEQUAL = "<>"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class SpaceOp(StrEnum):
    """How the place of a record lies to the shape asked for."""

    INTERSECTS = "intersects"
    DISJOINT = "disjoint"
    WITHIN = "within"
    CONTAINS = "contains"
    EQUALS = "equals"
    OVERLAPS = "overlaps"


class TimeOp(StrEnum):
    """Allen's relations of the time of a record to the time asked for, as CQL2 names them; and two wider ones."""

    INTERSECTS = "intersects"
    DISJOINT = "disjoint"
    BEFORE = "before"
    AFTER = "after"
    DURING = "during"
    CONTAINS = "contains"
    EQUALS = "equals"
    MEETS = "meets"
    METBY = "metby"
    OVERLAPS = "overlaps"
    OVERLAPPEDBY = "overlappedby"
    STARTS = "starts"
    STARTEDBY = "startedby"
    FINISHES = "finishes"
    FINISHEDBY = "finishedby"


@dataclass(frozen=True, slots=True)
class Always:
    """All records, or none."""

    value: bool


@dataclass(frozen=True, slots=True)
class Not:
    """The records that a condition does not hold for."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """All conditions hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one condition holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """One of the values compares so with a text; ``any_case``: small and capital letters are the same."""

    queryable: Queryable
    op: Op
    value: str
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class CompareTime:
    """A moment or day compares so with another, which may be a whole day, month or year."""

    queryable: Queryable
    op: Op
    value: Moment


@dataclass(frozen=True, slots=True)
class Between:
    """One of the values lies between two texts, both included."""

    queryable: Queryable
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Like:
    """One of the values has a pattern: texts between which anything may stand.

    ``pieces``: texts, ``None`` for any letters and `ONE` for one letter.
    """

    queryable: Queryable
    pieces: tuple[str | None, ...]
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class IsNull:
    """There is no value."""

    queryable: Queryable


@dataclass(frozen=True, slots=True)
class Lists:
    """All values of a list are among some, or some among them: ``relation`` is one of CQL2's four."""

    queryable: Queryable
    relation: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a record lies so to a shape."""

    op: SpaceOp
    shape: Shape


@dataclass(frozen=True, slots=True)
class When:
    """A time of a record lies so to another."""

    queryable: Queryable
    op: TimeOp
    period: Period


Condition = Always | Not | And | Or | Compare | CompareTime | Between | Like | IsNull | Lists | Where | When

ONE = "\0"
"""In a pattern: exactly one letter, whichever."""


def all_of(*parts: Condition | None) -> Condition | None:
    """Several conditions at once; None where there is none.

    >>> all_of(None, None) is None
    True
    """
    known = tuple(part for part in parts if part is not None)
    if len(known) < 2:
        return known[0] if known else None
    return And(known)
