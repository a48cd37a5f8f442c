"""What the small buttons of a list do: add a row, remove one, move one. Pure, on the value of one field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from repository.forms.leaves import Node
from repository.forms.objects import Group, Nodes, Rows, nodes_of
from repository.record.document import Path

_NAME: Final = re.compile(r"[a-z_]{1,40}(?:-(?:[a-z_]{1,40}|\d{1,6})){0,8}", re.ASCII)
"""The name of a control of ours: a field, then keys and row numbers. Nothing else is looked up."""


@dataclass(frozen=True, slots=True)
class Action:
    """A pressed button: what it does, and where. ``path`` begins with the field; ``what`` is the kind of row to add."""

    verb: str
    path: tuple[str | int, ...]
    what: str = ""

    @property
    def field(self) -> str:
        """The top-level field of the record it is about."""
        return str(self.path[0])


def parse_action(text: str) -> Action | None:
    """The action of a button's value, such as ``add:creators:person`` or ``up:creators-3``; None for anything else."""
    verb, _, rest = text.partition(":")
    name, _, what = rest.partition(":")
    if verb not in ("add", "remove", "up", "down") or not _NAME.fullmatch(name):
        return None
    path = tuple(int(step) if step.isdecimal() else step for step in name.split("-"))
    return Action(verb, path, what)


def apply_action(node: Node, value: Any, action: Action) -> Any:
    """The field's value after the action. An action that names nothing there leaves it as it is."""
    return _apply(node, value, action, action.path[1:])


def _apply(node: Node | None, value: Any, action: Action, path: tuple[str | int, ...]) -> Any:
    if isinstance(node, Rows):
        return _apply_to_rows(node, value if isinstance(value, list) else [], action, path)
    if isinstance(node, Group) and path and isinstance(path[0], str):
        inner = value if isinstance(value, Mapping) else {}
        return _apply_inside(node.nodes, inner, action, path)
    return value


def _apply_inside(nodes: Nodes, value: Mapping[str, Any], action: Action, path: tuple[str | int, ...]) -> Any:
    key = str(path[0])
    child = next((node for node in nodes_of(nodes, value) if node.key == key), None)
    changed = _apply(child, value.get(key), action, path[1:])
    return {**value, key: changed} if changed is not None else dict(value)


def _apply_to_rows(node: Rows, rows: list[Any], action: Action, path: tuple[str | int, ...]) -> list[Any]:
    if not path:
        return [*rows, dict(node.blanks.get(action.what, {}))] if action.verb == "add" else rows
    at = path[0]
    if not isinstance(at, int) or at >= len(rows):
        return rows
    if len(path) > 1:
        row = rows[at] if isinstance(rows[at], Mapping) else {}
        return [*rows[:at], _apply_inside(node.nodes, row, action, path[1:]), *rows[at + 1 :]]
    return _rearranged(rows, at, action.verb)


def _rearranged(rows: list[Any], at: int, verb: str) -> list[Any]:
    if verb == "remove":
        return [*rows[:at], *rows[at + 1 :]]
    other = at - 1 if verb == "up" else at + 1
    if verb not in ("up", "down") or not 0 <= other < len(rows):
        return rows
    swapped = list(rows)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    return swapped


def path_after(action: Action, document: Mapping[str, Any]) -> Path:
    """Where the page opens after an action, in the document it made: at the new row, the moved row, or the list."""
    last = action.path[-1]
    if action.verb == "add":
        return (*action.path, max(_length_at(document, action.path) - 1, 0))
    if isinstance(last, int) and action.verb in ("up", "down"):
        return (*action.path[:-1], max(last + (1 if action.verb == "down" else -1), 0))
    return action.path[:-1] or action.path


def _length_at(document: Any, path: Path) -> int:
    for step in path:
        if isinstance(document, Mapping):
            document = document.get(str(step))
        elif isinstance(document, list) and isinstance(step, int) and step < len(document):
            document = document[step]
        else:
            return 0
    return len(document) if isinstance(document, list) else 0
