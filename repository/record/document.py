"""Record documents as plain JSON: emptiness, the shared part of a deposit laid under a dataset's own, editing again."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

Path = tuple[str | int, ...]
"""Steps into a document: `("creators", 0, "orcid")`."""

SEALED_FIELDS: Final = ("schema_version", "publication")
"""Fields that only the software writes."""

_DEEPEST: Final = 40


def is_empty(value: object) -> bool:
    """Whether a part of a document says nothing: null, blank text, nothing in it. False and 0 say something."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, Mapping | list | tuple) and not value)


class Pruned(NamedTuple):
    """A document without its empty parts, and where a list lost entries: pruned path -> index before."""

    document: Any
    moved: Mapping[Path, int]

    def original(self, path: Path) -> Path:
        """Where the part at this path of the pruned document stood in the one that was given."""
        return tuple(self.moved.get(path[: depth + 1], step) for depth, step in enumerate(path))


def prune(document: object) -> Any:
    """The same document without null, blank texts, empty lists and empty objects, at any depth."""
    return pruned(document).document


def pruned(document: object) -> Pruned:
    """As `prune`, together with the way back to the document's own list positions."""
    moved: dict[Path, int] = {}
    return Pruned(_prune(document, (), moved), moved)


def _prune(value: object, path: Path, moved: dict[Path, int]) -> object:
    if len(path) > _DEEPEST:
        return value
    if isinstance(value, Mapping):
        kept = {key: _prune(item, (*path, key), moved) for key, item in value.items()}
        return {key: item for key, item in kept.items() if not is_empty(item)}
    if isinstance(value, list | tuple):
        return _prune_list(value, path, moved)
    return value


def _prune_list(values: "list[object] | tuple[object, ...]", path: Path, moved: dict[Path, int]) -> list[object]:
    kept: list[object] = []
    for index, value in enumerate(values):
        here = (*path, len(kept))
        inside: dict[Path, int] = {}
        item = _prune(value, here, inside)
        if is_empty(item):
            continue
        moved.update(inside)
        if index != len(kept):
            moved[here] = index
        kept.append(item)
    return kept


def effective(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What describes a dataset: the deposit's shared document, then the dataset's own, field by field of the top level.

    A field that says something in `own` replaces the shared one whole, lists and objects too; values stay as typed.
    """
    said = {field: value for field, value in own.items() if not is_empty(prune(value))}
    return {**{field: value for field, value in shared.items() if not is_empty(prune(value))}, **said}


def inherited_fields(shared: Mapping[str, Any], own: Mapping[str, Any]) -> frozenset[str]:
    """The top-level fields of the effective document that come from the deposit."""
    own_fields = {field for field, value in own.items() if not is_empty(prune(value))}
    return frozenset(field for field, value in shared.items() if not is_empty(prune(value))) - own_fields


def editable(document: Mapping[str, Any]) -> dict[str, Any]:
    """A sealed record's document as the draft of its correction: without what only the software writes."""
    return {field: value for field, value in document.items() if field not in SEALED_FIELDS}
