"""What every source can do, and how it fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from repository.errors import PermanentFailure, TransientFailure
from repository.series.listing import Found

BLOCK = 256 * 1024

Write = Callable[[bytes], object]
"""Takes the next bytes of a file."""


class SourceAway(TransientFailure):
    """The source does not answer, or is not where it was."""

    code = "source-away"


class SourceChanging(TransientFailure):
    """A file was written while it was read."""

    code = "source-changing"


class SourceUnknown(PermanentFailure):
    """No source has this name, or nothing of it can have this path."""

    code = "source-unknown"


@dataclass(frozen=True, slots=True)
class SourceKeys:
    """What opens a bucket; shown nowhere."""

    access_key: str = ""
    secret_key: str = ""


class OpenSource(Protocol):
    """One source, below the path that its owner chose. Names are as `listing` tells them."""

    def listing(self) -> Iterator[Found]:
        """Every file. Raises SourceAway."""

    def fetch(self, name: str, write: Write) -> Found:
        """Read a file once to its end; what it is when the end is reached. Raises SourceAway, SourceChanging."""
