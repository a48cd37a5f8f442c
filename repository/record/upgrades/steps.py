"""One pure function for each step of the record's schema, and the walk over them; no sealed record is rewritten."""

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final

from repository.record.errors import RecordTooNew, RecordUnreadable
from repository.record.model import SCHEMA_VERSION

Document = dict[str, Any]
Upgrade = Callable[[Document], Document]

STEPS: Final[Mapping[int, Upgrade]] = {}
"""Schema version -> the function that makes the next version of it. Today's version is 1: nothing to do yet."""


def upgrade(
    document: Mapping[str, Any], *, steps: Mapping[int, Upgrade] = STEPS, current: int = SCHEMA_VERSION
) -> Document:
    """The document in today's schema, as a new one; the document given is left as it is.

    Without a `schema_version` it is taken to be of today. Errors: `RecordTooNew`; `RecordUnreadable` when the version
    is no whole number, or so old that no step leads on from it.
    """
    version = document.get("schema_version", current)
    if not isinstance(version, int) or isinstance(version, bool):
        raise RecordUnreadable(
            f"The schema version of this record is {str(version)[:40]!r}; it must be a whole number."
        )
    if version > current:
        raise RecordTooNew(
            f"This record has schema version {version}; this software reads versions up to {current}. Update it."
        )
    if version == current:
        return dict(document)
    upgraded: Document = copy.deepcopy(dict(document))
    while version < current:
        if version not in steps:
            raise RecordUnreadable(f"This record has schema version {version}, and nothing here reads that version.")
        upgraded = steps[version](upgraded)
        version += 1
        upgraded["schema_version"] = version
    return upgraded
