"""What a registrar does for us, whichever it is. Every call is safe to repeat."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from repository.errors import TransientFailure


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the registrar answered: ``state`` is ``registered``, ``findable`` or ``released``."""

    doi: str
    state: str
    detail: str = ""


class Reserved(StrEnum):
    """How asking for a DOI ended."""

    MADE = "made"
    """It did not exist; now it does, as a draft that is ours."""
    OURS = "ours"
    """It exists already: a draft that leads to our landing page, made by an attempt whose answer was lost."""
    TAKEN = "taken"
    """It belongs to somebody else: this number is never to be used."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """What became of asking for a DOI; ``detail`` says where a taken one leads."""

    doi: str
    outcome: Reserved
    detail: str = ""


class Busy(TransientFailure):
    """429: nothing was done; ``retry_after_s`` is what the registrar asked for."""

    code = "registrar-busy"


class Registrar(Protocol):
    """A registration agency. Methods raise only ``TransientFailure`` and ``PermanentFailure``.

    After a ``TransientFailure`` it is not known whether the work was done; asking again is always right.
    """

    name: str
    resolves: bool
    """False where the DOIs do not resolve, so that every page says so."""

    def reserve(self, *, doi: str, url: str) -> Reservation:
        """Make the DOI as a draft that leads to ``url``; never touches a DOI that exists."""

    def publish(self, *, doi: str, url: str, metadata: bytes) -> Receipt:
        """Make the DOI findable at ``url`` with ``metadata`` (DataCite XML). Only for a DOI that was reserved."""

    def withdraw(self, *, doi: str, url: str, metadata: bytes) -> Receipt:
        """Keep the DOI resolving, to the tombstone page, with metadata that says so."""

    def release(self, *, doi: str, url: str) -> Receipt:
        """Give back a reserved DOI that was never findable and leads to ``url``; what was never made is no error."""

    def highest_number(self, *, prefix: str) -> int:
        """The highest suffix of digits alone that the registrar holds for us under ``prefix``; 0 where none is."""


def digest(*, url: str, metadata: bytes = b"") -> str:
    """SHA256 of what is sent, kept with every attempt so that a stale DOI is found by comparison."""
    return sha256(url.encode() + b"\n" + metadata).hexdigest()
