"""What every store can do. Only the archive's services open stores; they never see how one works inside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from archive.aip.archiving import SourceFile
from repository.errors import PermanentFailure


class ReplicaDamaged(PermanentFailure):
    """The store holds other bytes under the name: they are kept as they are until a person orders a repair."""

    code = "replica-damaged"


class NotStored(PermanentFailure):
    """The store holds no such file."""

    code = "not-stored"


@dataclass(frozen=True, order=True)
class StoredFile:
    """One file of a package in a store; ``size`` in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Space:
    """Room of a store, in bytes."""

    total: int
    free: int


Pace = Callable[[int], None]
"""Called with the number of bytes after each piece that was read; it waits where reading should be slower."""


def at_full_speed(count: int) -> None:
    """The pace that never waits."""


@runtime_checkable
class TakesMany(Protocol):
    """A store that takes many small files together far faster than one by one."""

    def put_files(self, package: str, files: Sequence[SourceFile]) -> None:
        """As `Store.put_file` for each of them; where one is refused, others may be there already. Safe to repeat."""


@runtime_checkable
class HoldsSeveral(Protocol):
    """A store that keeps each file on several disks of its own, which rot apart."""

    def each_of(self, package: str, name: str) -> tuple[Callable[[], BinaryIO], ...]:
        """What opens each of them for reading, as `Store.open_file`; NotStored."""


class Store(Protocol):
    """Copies of packages, addressed by package (DOI suffix) and file name, both checked by `archive.aip.layout`.

    Every method raises TransientFailure for what may pass (a full or failing disk, a server that does not answer) and
    PermanentFailure for what waits for a person; nothing else. A file appears under its name whole and verified.
    """

    @property
    def url(self) -> str:
        """The address that `open_store` made it from, without secrets."""

    def put_file(self, package: str, name: str, source: Path, *, sha256: str) -> bool:
        """Bring a file in, read it back and compare; False where the same bytes were there already.

        Raises FixityMismatch where ``source`` is not what it should be, ReplicaDamaged where the name is taken by
        other bytes. Safe to repeat after a stop at any moment.
        """

    def open_file(self, package: str, name: str) -> BinaryIO:
        """The bytes for reading, to be closed by the caller; NotStored."""

    def stat_file(self, package: str, name: str) -> StoredFile | None:
        """Name and size, or None where the store does not have it."""

    def list_files(self, package: str) -> tuple[StoredFile, ...]:
        """The files of a package, by name; empty where the store does not have it."""

    def list_packages(self) -> tuple[str, ...]:
        """The packages of which the store holds anything, by name."""

    def sha256_of(self, package: str, name: str, *, pace: Pace = at_full_speed) -> str:
        """SHA256 of the bytes as they are read back from the store now, never of what a server remembers; NotStored."""

    def set_aside(self, package: str, name: str) -> str | None:
        """Move what lies under the name out of its package, deleting nothing: where it is now, None where nothing was.

        The place is below ``.aside/<package>/`` of the store, under a name that was free; it is no part of any package.
        """

    def traces_of(self, package: str, name: str) -> tuple[str, ...]:
        """Everything of one file that the store holds: under its name, set aside, half sent. Empty: it is not there.

        Asked around an erasure ordered by law, and by the audits after it.
        """

    def erase_file(self, package: str, name: str) -> None:
        """Remove all that `traces_of` tells, for good. Safe to repeat after a stop at any moment.

        The only call that deletes what was sealed. PermanentFailure ``erasure-locked`` where a lock keeps the bytes.
        """

    def space(self) -> Space | None:
        """Room, or None where the store does not tell."""
