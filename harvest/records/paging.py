"""Pages of a sorted list by their position, at the cost of one page wherever it lies: keysets from known places."""

from bisect import bisect_left, bisect_right, insort
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, Final

from harvest.records.questions import SortKey
from harvest.records.refused import FilterRefused, check_text

Key = tuple[Any, ...]
"""The values that a record is sorted by, its number last: its place in the list, whatever else changes."""

Bind = Callable[[Any], str]

_MOST_LISTS: Final = 200
_MOST_PLACES: Final = 20_000
_FARTHEST: Final = 2**62


@dataclass(frozen=True, slots=True)
class Step:
    """How to come to a page: so many records on from a key, or back from it; None is the list's beginning or end."""

    key: Key | None
    skipped: int
    is_backwards: bool = False


@dataclass(slots=True)
class _Places:
    positions: list[int] = field(default_factory=list)
    keys: dict[int, Key] = field(default_factory=dict)


class Waypoints:
    """Which key stands before which position of the lists that were read lately. A list of another day is another."""

    def __init__(self) -> None:
        self._lists: OrderedDict[Any, _Places] = OrderedDict()
        self._lock = Lock()
        self._count = 0

    def remember(self, listed: Any, position: int, key: Key) -> None:
        """So many records of a list come up to this key, itself included."""
        with self._lock:
            places = self._lists.setdefault(listed, _Places())
            self._lists.move_to_end(listed)
            if position not in places.keys:
                insort(places.positions, position)
                self._count += 1
            places.keys[position] = key
            while self._lists and (len(self._lists) > _MOST_LISTS or self._count > _MOST_PLACES):
                _oldest, dropped = self._lists.popitem(last=False)
                self._count -= len(dropped.positions)

    def step(self, listed: Any, start: int, *, size: int, matched: int) -> Step:
        """The shortest way to ``size`` records from position ``start`` of a list of ``matched``."""
        end = start + size
        best = Step(None, start)
        if matched - end < best.skipped:
            best = Step(None, matched - end, is_backwards=True)
        with self._lock:
            places = self._lists.get(listed)
            if places is None:
                return best
            before = bisect_right(places.positions, start) - 1
            after = bisect_left(places.positions, end)
            if before >= 0 and start - places.positions[before] <= best.skipped:
                position = places.positions[before]
                best = Step(places.keys[position], start - position)
            if after < len(places.positions) and places.positions[after] - end < best.skipped:
                position = places.positions[after]
                best = Step(places.keys[position], position - end, is_backwards=True)
        return best


def columns(sort: Sequence[SortKey]) -> list[str]:
    """The columns of an order, the entry's number last."""
    return [key.queryable.order for key in sort] + ["id"]


def order_sql(sort: Sequence[SortKey], prefix: str, *, is_backwards: bool = False) -> str:
    """``ORDER BY`` without its words. Ties go by number, in the direction of the last key."""
    told = zip(columns(sort), _descents(sort), strict=True)
    return ", ".join(f"{prefix}{column} {'DESC' if down != is_backwards else 'ASC'}" for column, down in told)


def keyset_sql(sort: Sequence[SortKey], key: Key, bind: Bind, *, is_backwards: bool = False) -> str:
    """Records after a key; backwards, those up to it, itself included."""
    names, descents, bound = columns(sort), _descents(sort), [bind(value) for value in key]
    if len(set(descents)) == 1:
        sign = "<" if descents[0] != is_backwards else ">"
        equal = "=" if is_backwards else ""
        return f"({', '.join(f'e.{name}' for name in names)}) {sign}{equal} ({', '.join(bound)})"
    ways = [" AND ".join(f"e.{n} = {v}" for n, v in zip(names, bound, strict=True))] if is_backwards else []
    for place, (name, down, value) in enumerate(zip(names, descents, bound, strict=True)):
        equal = "".join(f"e.{n} = {v} AND " for n, v in zip(names[:place], bound[:place], strict=True))
        ways.append(f"{equal}e.{name} {'<' if down != is_backwards else '>'} {value}")
    return f"(({') OR ('.join(ways)}))"


def told_key(key: Key) -> tuple[str | int, ...]:
    """A key as JSON can hold it."""
    return tuple(value.isoformat() if isinstance(value, date) else value for value in key)


def read_key(sort: Sequence[SortKey], told: Sequence[Any]) -> Key:
    """A key that somebody brings back. Raises FilterRefused (locator ``token``)."""
    names = columns(sort)
    if len(told) != len(names):
        raise FilterRefused("This page belongs to another order.", "token")
    try:
        return tuple(_value(name, value) for name, value in zip(names, told, strict=True))
    except (TypeError, ValueError, OverflowError) as error:
        raise FilterRefused("There is no such page.", "token") from error


def _value(column: str, told: Any) -> Any:
    match column:
        case "order_modified":
            return datetime.fromisoformat(told).astimezone(UTC)
        case "order_published":
            return date.fromisoformat(told)
        case "id" | "order_began" | "order_ended":
            if isinstance(told, bool) or not isinstance(told, int) or not -_FARTHEST <= told <= _FARTHEST:
                raise ValueError(told)
            return told
        case _:
            return check_text(str(told), 400, "token")


def _descents(sort: Sequence[SortKey]) -> list[bool]:
    told = [key.is_descending for key in sort]
    return [*told, told[-1] if told else False]
