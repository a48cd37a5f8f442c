"""What changed between two record documents, field by field, for the pages where people compare them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from repository.record.document import Path, prune


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` is None for something added, `after` is None for something removed.

    Indexes in `path` count in the newer document, except for a removed entry, which is found in the older one.
    """

    path: Path
    before: Any
    after: Any

    @property
    def pointer(self) -> str:
        """The path as text: `creators/0/orcid`."""
        return "/".join(str(step) for step in self.path)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """All changes from one document to another, in the order of the field names; empty parts say nothing.

    An entry put in or taken out of a list is one change; the entries after it are not.
    """
    return tuple(_changes(prune(before), prune(after), ()))


def _changes(before: Any, after: Any, path: Path) -> Iterator[Change]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _changes(before.get(key), after.get(key), (*path, key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list_changes(before, after, path)
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        yield Change(path, before, after)


def _list_changes(before: list[Any], after: list[Any], path: Path) -> Iterator[Change]:
    """Align equal entries, then pair what stands between them; what is left over was added or removed."""
    matcher = SequenceMatcher(None, [_key(item) for item in before], [_key(item) for item in after], autojunk=False)
    for tag, old, old_end, new, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        paired = min(old_end - old, new_end - new)
        for step in range(paired):
            yield from _changes(before[old + step], after[new + step], (*path, new + step))
        for index in range(old + paired, old_end):
            yield Change((*path, index), before[index], None)
        for index in range(new + paired, new_end):
            yield Change((*path, index), None, after[index])


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True)
