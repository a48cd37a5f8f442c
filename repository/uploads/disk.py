"""Drafts on a disk: ``incoming/`` while they arrive, ``unfinished/`` while they may be resumed, then ``drafts/``."""

import os
import tempfile
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from django.conf import settings

from repository.models import Upload
from repository.uploads.growing import GrowingFile
from repository.uploads.kept import SAMPLE, Kept, Lying, sample_of
from repository.uploads.tus.growth import Hold, held


@dataclass(frozen=True, slots=True)
class DiskStore:
    """Bytes of drafts in a folder. All of it lies on one file system, so that a rename moves whole files."""

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

    def check(self) -> None:
        """Make a file in the folder; it has no name, so that nothing is left there. Raises OSError."""
        self.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.root) as probe:
            probe.write(b"varve")

    def filled_by(self, coming: int) -> tuple[Path, int]:
        """This folder, with all of it."""
        return self.incoming, coming

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

    def receive(self, owner: str = "") -> "IncomingFile":
        """A new file under ``incoming/``."""
        return IncomingFile(self, self.open_place(owner))

    def remove_cut(self, *, before: float) -> int:
        """Remove what has lain in ``incoming/`` without a byte added for so long."""
        return _remove_old(self.incoming, before)

    @contextmanager
    def hold(self, upload: Upload, owner: str) -> Iterator[Hold]:
        """Lock the file of an upload, made where it is missing."""
        with held(self.unfinished_place(owner, upload.key)) as hold:
            yield hold

    def stage(self, upload: Upload, owner: str) -> "StagedFile":
        """One more name for the file of an upload."""
        place, whole = self.unfinished_place(owner, upload.key), self.open_place(owner)
        os.link(place, whole)
        os.utime(place)  # so that nobody takes it for what was left behind long ago
        return StagedFile(self, whole)

    def open_part(self, upload: Upload, owner: str) -> BinaryIO:
        """The file of a part. Raises FileNotFoundError."""
        return self.unfinished_place(owner, upload.key).open("rb", buffering=0)

    def lying(self, upload: Upload, owner: str) -> Lying | None:
        """What lies there, which may be more than the row remembers while it grows and after a cut."""
        try:
            with self.unfinished_place(owner, upload.key).open("rb") as stream:
                found = os.fstat(stream.fileno())
                size = min(found.st_size, upload.length)
                first = stream.read(min(SAMPLE, size))
                stream.seek(max(size - SAMPLE, 0))
                return Lying(size, found.st_mtime, sample_of(first, stream.read(min(SAMPLE, size))))
        except FileNotFoundError:
            return None

    def let_go(self, upload: Upload, owner: str) -> bool:
        """Remove the name that the bytes had on their way; a draft's file has another."""
        try:
            self.unfinished_place(owner, upload.key).unlink()
        except FileNotFoundError:
            return False
        return True

    def remove_strays(self, known: Collection[str], *, before: float) -> int:
        """Remove files of ``unfinished/`` that belong to no upload."""
        return _remove_old(self.unfinished, before, apart_from=known)

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

    def open(self, draft_path: str) -> BinaryIO:
        """The file."""
        return self.path_of(draft_path).open("rb")

    @contextmanager
    def local(self, draft_path: str, *, size: int, sha256: str) -> Iterator[Path]:
        """The file itself, as it lies there."""
        yield self.path_of(draft_path)

    def source(self, draft_path: str) -> Path:
        """The file itself."""
        return self.path_of(draft_path)

    def holds(self, draft_path: str) -> bool:
        """Whether the file is there."""
        return self.path_of(draft_path).exists()

    def kept(self) -> Iterator[Kept]:
        """The files of ``drafts/``."""
        if not self.drafts.is_dir():
            return
        for path in self.drafts.iterdir():
            if path.name.isdecimal():
                with suppress(FileNotFoundError):
                    yield Kept(f"{self.drafts.name}/{path.name}", path.stat().st_mtime)

    def numbers(self) -> Iterator[int]:
        """The numbers of all files kept for drafts."""
        yield from (int(each.draft_path.rpartition("/")[2]) for each in self.kept())

    def discard(self, draft_path: str) -> None:
        """Remove the file."""
        self.path_of(draft_path).unlink(missing_ok=True)


class StagedFile:
    """A whole file under ``incoming/``."""

    def __init__(self, store: DiskStore, place: Path) -> None:
        self._store = store
        self._place = place

    def adopt(self, *, number: int) -> str:
        """Move it to ``drafts/``."""
        return self._store.adopt(self._place, number=number)

    def release(self, draft_path: str) -> None:
        """Remove it from ``drafts/``."""
        self._store.discard(draft_path)

    def close(self) -> None:
        """Remove it, unless it was adopted."""
        self._place.unlink(missing_ok=True)


class IncomingFile:
    """A file under ``incoming/`` that grows to its end in one go, on its way to the disk and hashed meanwhile."""

    def __init__(self, store: DiskStore, place: Path) -> None:
        self._store = store
        self._place = place
        self._stream = place.open("x+b", buffering=0)
        self._growing = GrowingFile(self._stream.fileno())

    def write(self, chunk: bytes) -> None:
        """Add bytes."""
        self._growing.write(chunk)

    def finish(self) -> tuple[str, StagedFile]:
        """Flush it to the disk."""
        sha256 = self._growing.finish()
        self._stream.close()
        return sha256, StagedFile(self._store, self._place)

    def abandon(self) -> None:
        """Remove it."""
        self._growing.close()
        self._stream.close()
        self._place.unlink(missing_ok=True)


def disk_store() -> DiskStore:
    """The store at ``file:///...``."""
    return DiskStore(Path(unquote(urlsplit(settings.STORAGE_URL).path)))


def _remove_old(folder: Path, before: float, *, apart_from: Collection[str] = ()) -> int:
    """Remove files that were written before a moment, but for those of some keys; how many."""
    count = 0
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):
            if path.name.rpartition(".")[2] not in apart_from and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                count += 1
    return count


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
