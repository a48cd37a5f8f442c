"""What a registrar does for us, whichever it is. Every call is safe to repeat."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the registrar answered: ``state`` is ``registered`` or ``findable``."""

    doi: str
    state: str
    sent_sha256: str
    detail: str = ""


class Registrar(Protocol):
    """A registration agency. Methods raise only ``TransientFailure`` and ``PermanentFailure``."""

    name: str
    resolves: bool
    """False where the DOIs do not resolve, so that every page says so."""

    def publish(self, *, doi: str, url: str, metadata: bytes) -> Receipt:
        """Make the DOI findable at ``url`` with ``metadata`` (DataCite XML); the same call again changes nothing."""

    def withdraw(self, *, doi: str, url: str, metadata: bytes) -> Receipt:
        """Keep the DOI resolving, to the tombstone page, with metadata that says so."""


def digest(*, url: str, metadata: bytes) -> str:
    """SHA256 of what is sent, kept with every attempt so that a stale DOI is found by comparison."""
    return sha256(url.encode() + b"\n" + metadata).hexdigest()
