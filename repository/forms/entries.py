"""A field's controls as a tree: the cells of an object, and its lists of rows by their numbers. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

Texts = Mapping[str, Sequence[str]]
"""Name of a control -> the texts posted under it."""
Cell = tuple[str, ...]
"""The texts of one control."""
Key = tuple[tuple[str, Cell], ...]
"""Everything that a row says, to compare rows by."""

LONG: Final = 120
"""Texts longer than this travel as a digest where they only serve to be compared."""
DIGEST: Final = "\x00sha256:"
"""How such a digest begins: no text that is stored holds this character."""

ROW: Final = re.compile(r"-(\d{1,6})(?=-)", re.ASCII)
"""The number of a row in the name of a control."""
_MARKER: Final = re.compile(r".+-\d{1,6}-row", re.ASCII)
_UNSAID: Final = frozenset({"row", "kind", "party-kind"})
"""Cells that say nothing by themselves: every new row has them."""


@dataclass(slots=True)
class Entry:
    """One object: ``cells`` by the rest of their names, ``lists`` by name and number of row.

    ``origin``: the number that the row had on the page it was typed on. ``clashes``: what another person wrote into a
    cell that was changed here too. ``is_theirs``: another person changed the row; ``is_back``: another removed it.
    """

    cells: dict[str, Cell] = field(default_factory=dict)
    lists: dict[str, dict[int, "Entry"]] = field(default_factory=dict)
    origin: int | None = None
    clashes: dict[str, Cell] = field(default_factory=dict)
    is_theirs: bool = False
    is_back: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing beyond what a new row holds."""
        return not any(True for _name, _cell in self.said())

    def said(self, prefix: str = "") -> Iterator[tuple[str, Cell]]:
        """The cells that say something, those of inner rows too."""
        for name, cell in self.cells.items():
            if name not in _UNSAID and said(cell):
                yield prefix + name, said(cell)
        for name, rows in self.lists.items():
            for number in sorted(rows):
                yield from rows[number].said(f"{prefix}{name}-{number}-")

    def key(self) -> Key:
        """What it says, with long texts digested: equal for entries that say the same."""
        kinds = ((name, said(self.cells[name])) for name in sorted(_UNSAID - {"row"}) if self.cells.get(name))
        return (*kinds, *sorted((name, tuple(map(short, cell))) for name, cell in self.said()))


def said(cell: Sequence[str]) -> Cell:
    """The texts that say something, without the blanks around them; line ends as ``\\n``."""
    return tuple(text.strip() for text in map(_plain, cell) if text.strip())


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two controls say the same; either may be known only by its digest."""
    return tuple(map(short, said(one))) == tuple(map(short, said(other)))


def short(text: str) -> str:
    """The text itself, or the digest of a long one."""
    if len(text) <= LONG or text.startswith(DIGEST):
        return text
    return DIGEST + sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def fold(texts: Texts) -> Entry:
    """The tree of a field's controls. A row is known by its marker, ``<list>-<number>-row``."""
    rows = {name.removesuffix("-row") for name in texts if _MARKER.fullmatch(name)}
    top = Entry()
    for name, cell in texts.items():
        entry, begin = top, 0
        for found in ROW.finditer(name):
            if name[: found.end()] in rows:
                of_list = entry.lists.setdefault(name[begin : found.start()], {})
                entry = of_list.setdefault(int(found[1]), Entry(origin=int(found[1])))
                begin = found.end() + 1
        entry.cells[name[begin:]] = tuple(cell)
    return top


@dataclass(slots=True)
class Flat:
    """A tree as names again. ``moved``: the name that a row had on the page -> the one it has now."""

    texts: dict[str, Cell] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    clashes: list[tuple[str, dict[str, Cell]]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    back: list[str] = field(default_factory=list)


def flatten(entry: Entry) -> Flat:
    """The names and texts of a tree whose rows are numbered from nought in their order."""
    flat = Flat()
    _flatten(entry, "", "", flat)
    return flat


def _flatten(entry: Entry, name: str, typed: str | None, flat: Flat) -> None:
    start = f"{name}-" if name else ""
    flat.texts.update({start + key: cell for key, cell in entry.cells.items()})
    if entry.clashes:
        flat.clashes.append((name, entry.clashes))
    for of_list, rows in entry.lists.items():
        for number, row in enumerate(rows[key] for key in sorted(rows)):
            here = f"{start}{of_list}-{number}"
            before = None
            if typed is not None and row.origin is not None:
                before = f"{typed}-{of_list}-{row.origin}" if typed else f"{of_list}-{row.origin}"
                flat.moved[before] = here
            if row.is_theirs:
                flat.changed.add(here)
            if row.is_back:
                flat.back.append(here)
            _flatten(row, here, before, flat)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
