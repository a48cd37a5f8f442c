"""Where drafts keep their bytes, under STORAGE_URL: ``incoming/`` while they arrive, then ``drafts/`` by number."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings


@dataclass(frozen=True, slots=True)
class DraftStore:
    """Bytes of drafts on a local disk. Both folders lie on one file system, so that a rename moves whole files."""

    root: Path

    @property
    def incoming(self) -> Path:
        """What is still arriving; anything old in it was cut off."""
        return self.root / "incoming"

    @property
    def unfinished(self) -> Path:
        """Uploads that may be resumed: each keeps what came of it until it is whole, dropped or expired."""
        return self.root / "unfinished"

    @property
    def drafts(self) -> Path:
        """What has arrived whole: one file per number."""
        return self.root / "drafts"

    def open_place(self, owner: str = "") -> Path:
        """A new path under ``incoming/`` for a file that begins to arrive, for ``owner`` (a name without a slash)."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        return self.incoming / f"{owner}.{uuid.uuid4().hex}"

    def unfinished_place(self, owner: str, key: uuid.UUID) -> Path:
        """Where the upload ``key`` of an owner grows."""
        self.unfinished.mkdir(parents=True, exist_ok=True)
        return self.unfinished / f"{owner}.{key.hex}"

    def arriving_for(self, owner: str, *, since: float) -> int:
        """Bytes that arrive for an owner, in whatever way, and have grown ``since`` (seconds of the Unix clock)."""
        total = 0
        for path in (*self.incoming.glob(f"{owner}.*"), *self.unfinished.glob(f"{owner}.*")):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            total += found.st_size if found.st_mtime >= since else 0
        return total

    def adopt(self, arrived: Path, *, number: int) -> str:
        """Move a whole file (already flushed to the disk) to its place by number; its path relative to the root."""
        self.drafts.mkdir(parents=True, exist_ok=True)
        place = self.drafts / str(number)
        arrived.rename(place)
        _sync_folder(self.drafts)
        return f"{self.drafts.name}/{number}"

    def path_of(self, relative: str) -> Path:
        """The path of what ``adopt`` named. Raises ``ValueError`` for a path that leads elsewhere."""
        path = self.root / relative
        if path.parent != self.drafts or not path.name.isdecimal():
            raise ValueError(f"{relative!r} is not the place of a draft's file")
        return path

    def discard(self, path: Path) -> None:
        """Remove a file of this store, if it is still there."""
        path.unlink(missing_ok=True)

    def numbers(self) -> Iterator[int]:
        """The numbers of all files kept for drafts."""
        if self.drafts.is_dir():
            yield from (int(path.name) for path in self.drafts.iterdir() if path.name.isdecimal())

    def arriving_before(self, moment: float) -> Iterator[Path]:
        """What has lain in ``incoming/`` without a byte added since ``moment`` (seconds of the Unix clock)."""
        if not self.incoming.is_dir():
            return
        for path in self.incoming.iterdir():
            try:
                if path.stat().st_mtime < moment:
                    yield path
            except FileNotFoundError:
                continue


def draft_store() -> DraftStore:
    """The store that the setting STORAGE_URL (``file:///...``) names."""
    return DraftStore(Path(unquote(urlsplit(settings.STORAGE_URL).path)))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
