"""Nodes of a form that hold other nodes: objects, and lists of objects with rows to add, move and remove."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from repository.forms.agents import box_of, party_name, read_added, read_filled
from repository.forms.finder import read_picks
from repository.forms.leaves import Node
from repository.forms.notes import Place
from repository.forms.posted import Posted, number_of, pack, row_numbers, text_of, unpack
from repository.forms.shown import WINDOW, Control, Finder, Languages, Option, Parts, Row, RowList, Shown, Words
from repository.record.document import Path, is_empty, prune

Nodes = Sequence[Node] | Callable[[Mapping[str, Any]], Sequence[Node]]
"""The nodes of an object, or a function of the object for one that has several shapes."""


def nodes_of(nodes: Nodes, value: Mapping[str, Any]) -> Sequence[Node]:
    """The nodes of this object."""
    return nodes(value) if callable(nodes) else nodes


def rest_of(nodes: Sequence[Node], value: Mapping[str, Any]) -> dict[str, Any]:
    """What of an object no control shows whole."""
    shown = {node.key for node in nodes if node.takes(value.get(node.key))}
    return {key: item for key, item in value.items() if key not in shown}


def read_object(
    nodes: Sequence[Node], posted: Posted, name: str, rest: Mapping[str, Any], old: Mapping[str, Any]
) -> dict[str, Any]:
    """The object of what was posted, over ``rest``: what its controls do not show, and left blank do not change."""
    made = dict(rest)
    for node in nodes:
        value = node.read(posted, f"{name}-{node.key}", old.get(node.key))
        if value is not None and not (node.key in rest and tidy(node, value) is None):
            made[node.key] = value
    return made


@dataclass(frozen=True, slots=True)
class Group:
    """One object."""

    key: str
    nodes: Nodes
    label: Words = ""
    is_field: bool = True
    """Whether it is a field of the record itself: then what no control shows stays where it is stored."""
    prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None

    def takes(self, value: Any) -> bool:
        """Any object: what its controls do not show is kept."""
        return value is None or isinstance(value, Mapping)

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The object; inside a row its unseen part comes from the row's hidden field, else from what is stored."""
        stored = old if isinstance(old, Mapping) else {}
        nodes = nodes_of(self.nodes, {"kind": text_of(posted, f"{name}-kind")})
        rest = rest_of(nodes, stored) if self.is_field else unpack(text_of(posted, f"{name}-rest"))
        return read_object(nodes, posted, name, rest, stored) or None

    def show(self, value: Any, place: Place) -> Parts:
        """The controls of the object; inside a row its unseen part in a hidden one."""
        stored = value if isinstance(value, Mapping) else {}
        stored = self.prepare(stored) if self.prepare else stored
        nodes = nodes_of(self.nodes, stored)
        parts: tuple[Shown, ...] = tuple(node.show(stored.get(node.key), place.under(node.key)) for node in nodes)
        packed = "" if self.is_field else pack(rest_of(nodes, stored))
        if packed:
            parts = (*parts, Control(f"{place.name}-rest", "hidden", value=packed))
        return Parts(place.name, self.label, parts, said=place.take())

    def tell(self, value: Any) -> list[str]:
        """What its nodes tell."""
        return tell_object(self.nodes, value)


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of objects. ``blanks``: what a new row holds at first, by the value of the button that adds it."""

    key: str
    nodes: Nodes
    label: Words
    item: Words
    adds: tuple[Option, ...]
    help: Words = ""
    optional: bool = False
    ordered: bool = False
    blanks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    windowed: bool = True
    """Whether a long list is shown in pages; a list inside a row never is."""
    prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    settle: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    quick: Callable[[Place], tuple[Control, ...]] | None = None
    read_quick: Callable[[Posted, str], list[dict[str, Any]]] | None = None
    fold: Callable[[Mapping[str, Any]], str] | None = None
    """The words under which a row is folded; nothing for one that stays open."""
    finder: str = ""
    """The box over all vocabularies that adds entries: keywords, variables, instruments or platforms."""
    agents: str = ""
    """The box over people, organisations or funders: the list that ``forms/agents.py`` knows how to fill."""

    def takes(self, value: Any) -> bool:
        """A list of objects."""
        return value is None or (isinstance(value, list) and all(isinstance(row, Mapping) for row in value))

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """All rows, blank ones too (``tidy`` drops them), between those that stand on other pages."""
        stored = old if isinstance(old, list) and self.takes(old) else []
        rows = [self._read_row(posted, f"{name}-{number}") for number in row_numbers(posted, name)]
        start, end = number_of(posted, f"{name}-start"), number_of(posted, f"{name}-end")
        if self.windowed and start is not None and end is not None:
            # a page that ends before it begins is none of ours: it would tell the rows between twice
            rows = [*stored[:start], *rows, *stored[end:]] if start <= end else list(stored)
        if self.read_quick:
            rows += self.read_quick(posted, name)
        if self.finder:
            rows += read_picks(posted, name, self.finder, rows)
        if self.agents and box_of(name):
            added = read_added(posted, name, self.agents, rows)
            rows += [self.settle(row) if self.settle else row for row in added]
        return rows or None

    def _read_row(self, posted: Posted, name: str) -> dict[str, Any]:
        nodes = nodes_of(self.nodes, {"kind": text_of(posted, f"{name}-kind")})
        row = read_object(nodes, posted, name, unpack(text_of(posted, f"{name}-rest")), {})
        row = read_filled(posted, name, self.agents, row) if self.agents else row
        return self.settle(row) if self.settle else row

    def is_blank(self, row: Mapping[str, Any]) -> bool:
        """Whether a row holds nothing beyond what a new one holds."""
        said = prune(row)
        return is_empty(said) or any(said == prune(blank) for blank in self.blanks.values())

    def show(self, value: Any, place: Place) -> RowList:
        """One page of the rows; a list without any shows one to fill in, unless it is optional."""
        stored: list[Mapping[str, Any]] = value if isinstance(value, list) and self.takes(value) else []
        rows = stored or ([dict(next(iter(self.blanks.values()), {}))] if not self.optional else [])
        start = place.starts.get(place.name, 0)
        start = start if 0 <= start < len(rows) else 0
        window = rows[start : start + WINDOW] if self.windowed and not place.is_whole else rows
        offered = not stored
        shown = tuple(self._show_row(row, place, start + at, len(rows), offered) for at, row in enumerate(window))
        return RowList(
            name=place.name, label=self.label, item=self.item, help=self.help, rows=shown, adds=self.adds,
            total=len(rows), start=start, ordered=self.ordered, optional=self.optional,
            quick=self.quick(place) if self.quick else (), said=place.take(),
            finder=self._finder(place.name),
        )  # fmt: skip

    def _finder(self, name: str) -> Finder | None:
        box = self.finder or (box_of(name) if self.agents else "")
        return Finder(name, box) if box else None

    def _row_finder(self, name: str, row: Mapping[str, Any]) -> Finder | None:
        party = row.get("party", row)
        kind = party.get("kind") if isinstance(party, Mapping) else ""
        box = box_of(name, str(kind)) if self.agents else ""
        if not box:
            return None
        key = "funder" if box == "funders" else "family" if box == "people" else "name"
        return Finder(name, box, of=f"{party_name(name)}-{key}")

    def _show_row(self, row: Mapping[str, Any], place: Place, number: int, total: int, is_offered: bool) -> Row:
        here = place.under(number)
        row = self.prepare(row) if self.prepare else row
        nodes = nodes_of(self.nodes, row)
        parts = tuple(node.show(row.get(node.key), here.under(node.key)) for node in nodes)
        packed = pack(rest_of(nodes, row))
        return Row(
            name=here.name,
            number=number + 1,
            summary=", ".join(tell_object(self.nodes, row)[:3]),
            parts=parts,
            hidden=((f"{here.name}-row", "1"), *(((f"{here.name}-rest", packed),) if packed else ())),
            is_first=number == 0,
            is_last=number == total - 1,
            is_offered=is_offered,
            said=here.take(),
            fold_words=self.fold(row) if self.fold else "",
            is_open=any(has_said(part) for part in parts),
            finder=self._row_finder(here.name, row),
        )

    def tell(self, value: Any) -> list[str]:
        """One line for each row."""
        return [", ".join(tell_object(self.nodes, row)) for row in value] if value and self.takes(value) else []


def has_said(shown: Shown) -> bool:
    """Whether something is said about a control, or about anything inside."""
    inner: tuple[Shown, ...] = ()
    if isinstance(shown, Languages):
        inner = shown.controls
    elif isinstance(shown, Parts):
        inner = (*shown.parts, *shown.folded)
    return bool(shown.said) or any(has_said(each) for each in inner)


def tell_object(nodes: Nodes, value: Any) -> list[str]:
    """The words of everything an object says through its nodes."""
    if not isinstance(value, Mapping):
        return []
    return [words for node in nodes_of(nodes, value) for words in node.tell(value.get(node.key))]


def tidy(node: Node, value: Any, keep: Path = ()) -> Any:
    """The value without rows that say nothing, at any depth of its nodes; None where nothing is left.

    ``keep`` leads to a list, or a row of one, that was just worked on: that list, and those it stands in, keep theirs.
    """
    if isinstance(node, Rows) and isinstance(value, list):
        rows = list(enumerate(value))
        if not keep:
            rows = [(at, row) for at, row in rows if not (isinstance(row, Mapping) and node.is_blank(row))]
        return [_tidy_object(node.nodes, row, keep[2:] if keep[1:2] == (at,) else ()) for at, row in rows] or None
    if isinstance(node, Group) and isinstance(value, Mapping):
        return _tidy_object(node.nodes, value, keep[1:]) or None
    return value


def _tidy_object(nodes: Nodes, value: Any, keep: Path) -> Any:
    if not isinstance(value, Mapping):
        return value
    by_key = {node.key: node for node in nodes_of(nodes, value)}
    tidied = {
        key: tidy(by_key[key], item, keep if keep[:1] == (key,) else ()) if key in by_key else item
        for key, item in value.items()
    }
    return {key: item for key, item in tidied.items() if item is not None}
