"""Which row of a list is which row of the same list later, when others added, moved, removed and changed some. Pure.

Rows have no name of their own, so they are known by what they say. Where that leaves a doubt they are taken for two
rows: it is better to keep one row twice than to write one person's cell into another person's row.
"""

from collections.abc import Mapping
from typing import Final

from repository.forms.entries import Entry, Key, Texts, fold, same

_HALF: Final = 0.5
Rows = Mapping[int, Entry]


def align(before: Rows, after: Rows) -> dict[int, int]:
    """Number of a row before -> its number after; a row that is not there any more is left out."""
    pairs = _unchanged(before, after)
    for number in sorted(before):
        if number in pairs or before[number].is_blank:
            continue
        found = _in_its_place(number, before, after, pairs)
        found = _most_alike(before[number], after, pairs) if found is None else found
        if found is not None:
            pairs[number] = found
    return pairs


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


def _in_its_place(number: int, before: Rows, after: Rows, pairs: Mapping[int, int]) -> int | None:
    """The row between the same neighbours, where as many rows stand as before and it still says half of the same."""
    first = max((each for each in pairs if each < number), default=None)
    last = min((each for each in pairs if each > number), default=None)
    low = -1 if first is None else pairs[first]
    high = max(after, default=-1) + 1 if last is None else pairs[last]
    taken = set(pairs.values())
    stood = [
        each
        for each in sorted(before)
        if (first is None or each > first) and (last is None or each < last) and not before[each].is_blank
    ]
    stands = [each for each in sorted(after) if low < each < high and each not in taken and not after[each].is_blank]
    if len(stood) != len(stands):
        return None
    found = stands[stood.index(number)]
    one, other = before[number], after[found]
    is_one_cell = len(list(one.said())) == len(list(other.said())) == 1
    return found if is_one_cell or likeness(one, other) >= _HALF else None


def _most_alike(row: Entry, after: Rows, pairs: Mapping[int, int]) -> int | None:
    """The row that says more than half of the same, wherever it stands now."""
    taken = set(pairs.values())
    best, most = None, _HALF
    for number in sorted(set(after) - taken):
        alike = likeness(row, after[number])
        if alike > most:
            best, most = number, alike
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
