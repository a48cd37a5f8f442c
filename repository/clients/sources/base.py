"""What every source can do, and how it fails."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

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


class FilesUnread(SourceChanging):
    """Some files could not be read; ``names`` tells the first of them, and all others were brought."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"{len(names)} files of the source cannot be read as they are, {names[0]} among them.")
        self.names = tuple(names)


class SourceUnknown(PermanentFailure):
    """No source has this name, or nothing of it can have this path."""

    code = "source-unknown"


class SourceEndless(PermanentFailure):
    """The source tells of folders in folders without an end."""

    code = "source-too-long"


class QueryRefused(PermanentFailure):
    """The database does not run the query, or would let it do more than read."""

    code = "query-refused"


STOPS: Final = (SourceUnknown, SourceEndless, QueryRefused)
"""What does not pass by waiting: a person has to look."""


@dataclass(frozen=True, slots=True, repr=False)
class SourceKeys:
    """What opens a source beside its address; shown nowhere. Which of them it takes is its kind's affair."""

    access_key: str = ""
    secret_key: str = ""
    password: str = ""
    ca_file: str = ""
    """The path of the certificates (PEM) that prove the server."""


@dataclass(frozen=True, slots=True)
class SourceQuery:
    """What a database is asked, as operators wrote it, and for how many seconds at most it may work."""

    text: str
    seconds: int = 600


class OpenSource(Protocol):
    """One source, below the path that its owner chose. Names are as `listing` tells them."""

    def listing(self) -> Iterator[Found]:
        """Every file. Raises SourceAway."""

    def fetch(self, name: str, write: Write) -> Found:
        """Read a file once to its end; what it is when the end is reached. Raises SourceAway, SourceChanging."""
