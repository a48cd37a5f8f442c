"""What a store says of the bytes it has. Pure."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from repository.errors import PermanentFailure

SAMPLE: Final = 65_536
"""Bytes at each end by which a file that is chosen again is known."""


class CopyTooLarge(PermanentFailure):
    """A file that no copy on this machine may be made of (STORAGE_COPIES_BYTES)."""

    code = "copy-too-large"


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole file: its ``draft_path``, and when it was written (seconds of the Unix clock)."""

    draft_path: str
    modified: float


@dataclass(frozen=True, slots=True)
class Lying:
    """What of an upload is here: bytes, when they last grew (seconds of the Unix clock), and their sample."""

    size: int
    grown: float
    sample: str


def sample_of(first: bytes, last: bytes) -> str:
    """SHA256 of the first and the last `SAMPLE` bytes of what arrived: the same in any browser."""
    return sha256(first + last).hexdigest()
