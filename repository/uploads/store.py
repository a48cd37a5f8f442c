"""Where drafts keep their bytes, under STORAGE_URL: what every store can do, and the one that the setting names.

There are two: a folder of this machine (``disk``) and a bucket (``s3``). A whole file is known by its ``draft_path``,
which its store gave and nobody else reads anything from.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

from django.conf import settings

from repository.models import Upload
from repository.uploads.disk import disk_store
from repository.uploads.kept import Kept, Lying
from repository.uploads.tus.growth import Known


class Staged(Protocol):
    """Bytes that came whole and are nobody's yet."""

    def adopt(self, *, number: int) -> str:
        """Give them their place as the file of this number; the ``draft_path``."""

    def release(self, draft_path: str) -> None:
        """Undo ``adopt``: the transaction that needed it failed."""

    def close(self) -> None:
        """Remove what nobody adopted and nobody will go on with. May be called more than once."""


class Incoming(Protocol):
    """One file that arrives in one go. Every method raises OSError, and TransientFailure where the storage is away."""

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""

    def finish(self) -> tuple[str, Staged]:
        """The SHA256 of all, in lower-case hexadecimal, once they are sure to last."""

    def abandon(self) -> None:
        """Leave nothing behind. May be called at any time, more than once; raises nothing."""


class Growing(Protocol):
    """An upload to which bytes are added at its end. Raises OSError, TransientFailure and ``UploadLost``."""

    @property
    def size(self) -> int:
        """Bytes that are here."""

    @property
    def is_due(self) -> bool:
        """Whether there is something to remember in the middle of a long sending."""

    def write(self, block: bytes) -> None:
        """Add bytes."""

    def add(self, source: BinaryIO) -> None:
        """Add what is left to read of an unbuffered stream that ``DraftStore.open_part`` gave."""

    def sure(self) -> Known:
        """What is sure to last by now, without waiting long for the rest."""

    def known(self) -> Known:
        """Make all sure to last; what to remember."""

    def take_back(self, known: Known) -> None:
        """Let go of all that came after ``known``, of this same growth."""

    def head(self) -> bytes:
        """The first bytes, as many as media types are known by."""

    def sha256(self) -> str:
        """The checksum of the whole, in lower-case hexadecimal."""

    def seal(self) -> None:
        """Make one file of the whole, where it is none yet. Safe to repeat."""

    def close(self) -> None:
        """Let go of threads and of what is not needed any more."""


class Held(Protocol):
    """An upload that is held against all other requests, until it is let go of from another thread."""

    settle: Callable[[], None]
    """What makes sure, and remembers, all that came: asked before the upload is left."""

    def kept(self) -> AbstractContextManager[None]:
        """It is not let go of within this block. Raises ``SenderSilent`` where it was before."""

    def let_go(self, *, back_to: int | None) -> None:
        """Leave it to others, cut to its first ``back_to`` bytes where that is said."""

    def growth(self, known: Known, *, length: int, is_hashed: bool) -> Growing:
        """Go on from what is remembered; ``is_hashed``: whether the checksum goes along."""


class DraftStore(Protocol):
    """Bytes of drafts. ``owner``: for whom bytes arrive, a short name without a slash.

    What is asked of a store that is away raises TransientFailure; of a disk that is full, OSError.
    """

    def check(self) -> None:
        """Raise unless it can be written now."""

    def filled_by(self, coming: int) -> tuple[Path, int]:
        """The folder of this machine that fills while bytes arrive, and with how many of ``coming``."""

    def arriving_for(self, owner: str, *, since: float) -> int:
        """Bytes that arrive for an owner and have grown ``since`` (seconds of the Unix clock)."""

    def receive(self, owner: str = "") -> Incoming:
        """A place for a file that begins to arrive."""

    def remove_cut(self, *, before: float) -> int:
        """Remove what arrived in one go, was cut, and has not grown since; how many."""

    def hold(self, upload: Upload, owner: str) -> AbstractContextManager[Held]:
        """Hold an upload until the block ends; the kernel or the database lets go where its process dies.

        Raises ``UploadBusy`` while another request writes it.
        """

    def stage(self, upload: Upload, owner: str) -> Staged:
        """The whole of an upload that is held and sealed; it stays there as well until it is let go of."""

    def open_part(self, upload: Upload, owner: str) -> BinaryIO:
        """A part that has arrived whole, to read from anywhere, unbuffered."""

    def lying(self, upload: Upload, owner: str) -> Lying | None:
        """What of an upload is here; None where nothing is."""

    def let_go(self, upload: Upload, owner: str) -> bool:
        """Remove what of an upload is not a draft's file; whether anything was there. Safe to repeat."""

    def remove_strays(self, known: Collection[str], *, before: float) -> int:
        """Remove what is on its way for no upload (by the hexadecimal keys of those that are), and old; how many."""

    def open(self, draft_path: str) -> BinaryIO:
        """A whole file to read from anywhere. Raises FileNotFoundError."""

    def local(self, draft_path: str, *, size: int, sha256: str) -> AbstractContextManager[Path]:
        """A path of this machine to read a whole file from, while the block lasts. Raises FileNotFoundError."""

    def source(self, draft_path: str) -> Path | Callable[[], BinaryIO]:
        """Where a package takes a file from: a path, where the kernel can copy, else what opens a stream of it."""

    def holds(self, draft_path: str) -> bool:
        """Whether a whole file is here."""

    def kept(self) -> Iterator[Kept]:
        """All whole files."""

    def discard(self, draft_path: str) -> None:
        """Remove a whole file, if it is still here."""


def draft_store() -> DraftStore:
    """The store that the setting STORAGE_URL names."""
    if urlsplit(settings.STORAGE_URL).scheme == "s3":
        from repository.uploads.s3.store import bucket_store

        return bucket_store()
    return disk_store()
