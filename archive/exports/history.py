"""What happened to the copies of a package after it was sealed, as an export is told it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Replication:
    """A store was verified to hold all that a manifest lists."""

    store: str
    manifest: str
    at: datetime
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class FileEvent:
    """What was done to one file in one place: the fault is empty where it ended well."""

    place: str
    name: str
    kind: Literal["check", "quarantine", "repair", "loss"]
    at: datetime
    fault: str = ""
    found: str = ""
    detail: str = ""


@dataclass(frozen=True)
class History:
    """Replications in their order; ``files`` gives the events of files in their order, the same ones each time."""

    replications: tuple[Replication, ...] = ()
    files: Callable[[], Iterable[FileEvent]] = tuple
