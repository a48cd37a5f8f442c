"""The kinds of stores as the contract suite sees them: each can be opened, looked into and harmed behind its back.

A new kind is one more class here or beside, and one entry in `tests.archive.stores.conftest.KINDS`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum

from archive.stores.base import Store

PACKAGE, NAME = "42182", "71230.csv-2026-03-05"


class Trouble(Enum):
    """What goes wrong between us and a store while a test asks for it."""

    AWAY = "nobody answers"
    BUSY = "it is busy for a moment"
    SLOW = "it answers late, but in time"
    SILENT = "it answers too late"
    REFUSES = "it does not let us in"
    GONE = "the bucket, the zone or the folder is not there"
    FULL = "it has no room"
    TORN_SENDING = "the line breaks when 99 hundredths were sent, each time"
    TORN_READING = "the line breaks when 99 hundredths were read, each time"
    ALTERED_SENDING = "other bytes arrive than were sent"
    ALTERED_READING = "other bytes are read than its checksums say"
    LYING = "it tells another checksum than that of what it holds"


PASSES = (Trouble.BUSY, Trouble.SLOW)
"""Troubles in which a store does its work all the same."""


class Kind(ABC):
    """One kind of store, empty at first. Places are paths below its root: ``42182/71230.csv-2026-03-05``."""

    is_remote = True
    """Whether a server stands between: it can be away, and says so."""

    troubles: frozenset[Trouble] = frozenset()
    """What may go wrong with it; a test of another trouble skips this kind."""

    unbelieved: frozenset[Trouble] = frozenset()
    """Troubles that change nothing, since what the store tells then is not asked for."""

    @abstractmethod
    def open(self) -> Store:
        """The store, as a process opens it by its name."""

    @abstractmethod
    def read(self, place: str) -> bytes | None:
        """The bytes at a place, past every line; None where nothing is."""

    @abstractmethod
    def write(self, place: str, content: bytes) -> None:
        """Put other bytes at a place, behind the back of the store."""

    @abstractmethod
    def remove(self, place: str) -> None:
        """Remove what is at a place, behind the back of the store."""

    @abstractmethod
    def places(self) -> set[str]:
        """Everything that lies in it, half a file or an unfinished sending too."""

    @abstractmethod
    def trouble(self, trouble: Trouble) -> AbstractContextManager[None]:
        """While it lasts this goes wrong. Harm of a place that is told by ``PACKAGE`` and ``NAME`` only."""

    @abstractmethod
    def dies_at(self, point: int, work: Callable[[], object]) -> bool:
        """Whether ``work``, in a process of its own, was killed (-9) at its step of this number, from 1."""
