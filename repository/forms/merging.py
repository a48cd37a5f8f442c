"""One field's controls as drawn, as typed and as stored by now, made one. Pure: names and texts alone.

What only one person changed is kept, whoever it was. Where two changed the same control, the one typed later stands,
and what it did not replace in knowledge of it is a ``Clash``: nothing of it is lost, and nothing is made up.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final

from repository.forms.aligning import align
from repository.forms.entries import Cell, Entry, Key, Texts, flatten, fold, said, same


@dataclass(frozen=True, slots=True)
class Clash:
    """What another person wrote into a control that was changed here too.

    ``row``: the name of its row, or nothing; ``cells``: the control, first, and what goes with it, by the rest of their
    names. ``is_gone``: another person removed the row, which is kept as it was typed; then there are no cells.
    """

    row: str
    cells: Mapping[str, Cell]
    is_gone: bool = False

    @property
    def control(self) -> str:
        """The whole name of the control."""
        first = next(iter(self.cells), "")
        return "-".join(part for part in (self.row, first) if part)


@dataclass(frozen=True, slots=True)
class Kinds:
    """Controls that are merged in a way of their own, by their names without row numbers.

    ``sets``: boxes to tick, each of which is a control; ``hidden``: they go with a control that is seen;
    ``is_whole``: all controls of the field are one value, such as a licence.
    """

    sets: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The controls made one. ``moved``: name of a row on the page -> its name now; ``changed``: rows of others."""

    texts: Mapping[str, Cell]
    clashes: tuple[Clash, ...]
    moved: Mapping[str, str]
    changed: frozenset[str]


_PLAIN: Final = Kinds()


def merge(base: Texts, mine: Texts, theirs: Texts, kinds: Kinds = _PLAIN) -> Merged:
    """The three made one: ``base`` as the page was drawn, ``mine`` as it was sent, ``theirs`` as it is stored."""
    if kinds.is_whole:
        return _merge_whole(base, mine, theirs)
    merged = _merge_entry(fold(base), fold(mine), fold(theirs), "", kinds)
    flat = flatten(merged)
    clashes = [each for row, cells in flat.clashes for each in _grouped(row, cells, kinds)]
    clashes += [Clash(row, {}, is_gone=True) for row in flat.back]
    return Merged(flat.texts, tuple(clashes), flat.moved, frozenset(flat.changed))


def _merge_whole(base: Texts, mine: Texts, theirs: Texts) -> Merged:
    def is_same(one: Texts, other: Texts) -> bool:
        return all(same(one.get(name, ()), other.get(name, ())) for name in {*one, *other})

    kept = theirs if is_same(base, mine) else mine
    clashes: tuple[Clash, ...] = ()
    if not (is_same(base, mine) or is_same(base, theirs) or is_same(mine, theirs)):
        clashes = (Clash("", {name: tuple(theirs.get(name, ())) for name in {**theirs, **mine}}),)
    return Merged({name: tuple(cell) for name, cell in kept.items()}, clashes, {}, frozenset())


def _merge_entry(base: Entry, mine: Entry, theirs: Entry, path: str, kinds: Kinds) -> Entry:
    made = Entry(origin=mine.origin, is_theirs=base.key() != theirs.key())
    for name in {**theirs.cells, **mine.cells}:
        b, m, t = (each.cells.get(name, ()) for each in (base, mine, theirs))
        if path + name in kinds.sets:
            made.cells[name] = _merge_set(b, m, t)
        elif same(b, m):
            made.cells[name] = t
        else:
            made.cells[name] = m
            if not same(b, t) and not same(m, t):
                made.clashes[name] = t
    for name in {**theirs.lists, **mine.lists, **base.lists}:
        b_rows, m_rows, t_rows = (each.lists.get(name, {}) for each in (base, mine, theirs))
        made.lists[name] = _merge_rows(b_rows, m_rows, t_rows, f"{path}{name}-", kinds)
    return made


def _merge_set(base: Cell, mine: Cell, theirs: Cell) -> Cell:
    """Each box by itself: ticked where either ticked it, or both left it so."""
    unticked = set(base) - set(mine)
    return (*(each for each in theirs if each not in unticked), *(x for x in mine if x not in (*base, *theirs)))


def _merge_rows(
    base: Mapping[int, Entry], mine: Mapping[int, Entry], theirs: Mapping[int, Entry], path: str, kinds: Kinds
) -> dict[int, Entry]:
    pairs = align(base, theirs)
    before = {after: number for number, after in pairs.items()}
    rows: list[tuple[int | None, Entry]] = []
    for number in sorted(theirs):
        drawn = before.get(number)
        if drawn is None:
            rows.append((None, _without_origin(theirs[number])))
        elif drawn in mine:
            rows.append((drawn, _merge_entry(base[drawn], mine[drawn], theirs[number], path, kinds)))
        elif base[drawn].key() != theirs[number].key():
            rows.append((drawn, _without_origin(theirs[number])))
    known = {row.key() for drawn, row in rows if drawn is None}
    for number in sorted(set(mine) - set(pairs)):
        _put_in(rows, number, base.get(number), mine[number], known)
    return {number: row for number, (_drawn, row) in enumerate(rows)}


def _put_in(rows: list[tuple[int | None, Entry]], number: int, base: Entry | None, row: Entry, known: Set[Key]) -> None:
    """Put a row in that is stored nowhere: a new one at the end, one that another person removed where it stood."""
    if base is None or base.is_blank:
        if not row.is_blank and row.key() not in known:
            rows.append((number, row))
        return
    if row.key() == base.key():
        return
    row.is_back = True
    earlier = [at for at, (drawn, _row) in enumerate(rows) if drawn is not None and drawn < number]
    rows.insert(max(earlier, default=-1) + 1, (number, row))


def _without_origin(entry: Entry) -> Entry:
    """A row of another person: it stood on no page of ours under the number it has."""
    entry.origin = None
    return entry


def _grouped(row: str, cells: Mapping[str, Cell], kinds: Kinds) -> list[Clash]:
    """One clash for each control that is seen; those that are not go with the first of their row."""
    path = "".join(f"{part}-" for part in row.split("-") if part and not part.isdecimal())
    hidden = {name: cell for name, cell in cells.items() if path + name in kinds.hidden}
    seen = [name for name in cells if name not in hidden]
    return [Clash(row, {name: cells[name], **(hidden if name == seen[0] else {})}) for name in seen]


def is_applied(tried: Texts, base: Texts, theirs: Texts) -> bool:
    """Whether a save whose answer never came was written: something that it changed is stored as it was typed."""
    return any(
        said(cell) and not same(cell, base.get(name, ())) and same(cell, theirs.get(name, ()))
        for name, cell in tried.items()
    )
