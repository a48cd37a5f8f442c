"""Which row of a list is which row of the same list later, when others added, moved, removed and changed some. Pure.

Rows have no name of their own, so they are known by what they say. Where that leaves a doubt they are taken for two
rows: it is better to keep one row twice than to write one person's cell into another person's row.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from typing import Final

from repository.forms.entries import Entry, Key, Texts, fold, same

_HALF: Final = 0.5
COMPARED_MOST: Final = 100_000
"""Pairs of rows of a list that are compared at most: what is not found by then is taken for another row."""

Rows = Mapping[int, Entry]


def align(before: Rows, after: Rows) -> dict[int, int]:
    """Number of a row before -> its number after; a row that is not there any more is left out."""
    search = _Search(before, after, _unchanged(before, after))
    for number in search.told:
        if number in search.pairs:
            continue
        found = search.in_its_place(number)
        found = search.most_alike(number) if found is None else found
        if found is not None:
            search.pair(number, found)
    return search.pairs


def _unchanged(before: Rows, after: Rows) -> dict[int, int]:
    """Rows that say the same: at the same number first, else in their order."""
    keys: dict[int, Key] = {number: row.key() for number, row in after.items()}
    pairs = {number: number for number, row in before.items() if keys.get(number) == row.key()}
    free: dict[Key, list[int]] = {}
    for number in sorted(set(after) - set(pairs.values()), reverse=True):
        free.setdefault(keys[number], []).append(number)
    for number in sorted(before):
        numbers = free.get(before[number].key()) if number not in pairs else None
        if numbers:
            pairs[number] = numbers.pop()
    return pairs


class _Search:
    """Rows that were changed, being looked for. ``told``: the numbers of rows before that say something, in order."""

    def __init__(self, before: Rows, after: Rows, pairs: dict[int, int]) -> None:
        self.pairs = pairs
        self.told = [number for number in sorted(before) if not before[number].is_blank]
        self._before, self._after = before, after
        self._held = sorted(pairs)
        taken = set(pairs.values())
        self._free = [number for number in sorted(after) if number not in taken and not after[number].is_blank]
        self._end = max(after, default=-1) + 1
        self._left = COMPARED_MOST

    def pair(self, number: int, found: int) -> None:
        """The two are one row."""
        self.pairs[number] = found
        insort(self._held, number)
        del self._free[bisect_left(self._free, found)]

    def in_its_place(self, number: int) -> int | None:
        """The row between the same neighbours, where as many stand as before and it still says half of the same."""
        at = bisect_left(self._held, number)
        first = self._held[at - 1] if at else None
        last = self._held[at] if at < len(self._held) else None
        low = bisect_right(self._free, -1 if first is None else self.pairs[first])
        high = bisect_left(self._free, self._end if last is None else self.pairs[last])
        begin = 0 if first is None else bisect_right(self.told, first)
        end = len(self.told) if last is None else bisect_left(self.told, last)
        if end - begin != high - low:
            return None
        found = self._free[low + bisect_left(self.told, number) - begin]
        one, other = self._before[number], self._after[found]
        is_one_cell = len(list(one.said())) == len(list(other.said())) == 1
        return found if is_one_cell or likeness(one, other) >= _HALF else None

    def most_alike(self, number: int) -> int | None:
        """The row that says more than half of the same, wherever it stands now."""
        looked_at = self._free[: self._left]
        self._left -= len(looked_at)
        best, most = None, _HALF
        for each in looked_at:
            alike = likeness(self._before[number], self._after[each])
            if alike > most:
                best, most = each, alike
        return best


def likeness(one: Entry, other: Entry) -> float:
    """The share of cells that say the same, of those that say something: 0 to 1."""
    mine, theirs = dict(one.said()), dict(other.said())
    most = max(len(mine), len(theirs))
    alike = sum(1 for name, cell in mine.items() if name in theirs and same(cell, theirs[name]))
    return alike / most if most else 0.0


def follow(before: Texts, after: Texts) -> dict[str, str]:
    """Name of a row before -> its name after, inner rows too, for what hangs on a row."""
    found: dict[str, str] = {}
    _follow(fold(before), fold(after), "", "", found)
    return found


def _follow(before: Entry, after: Entry, old: str, new: str, found: dict[str, str]) -> None:
    for name, rows in before.lists.items():
        for number, target in align(rows, after.lists.get(name, {})).items():
            was = f"{old}-{name}-{number}" if old else f"{name}-{number}"
            now = f"{new}-{name}-{target}" if new else f"{name}-{target}"
            found[was] = now
            _follow(rows[number], after.lists[name][target], was, now, found)
