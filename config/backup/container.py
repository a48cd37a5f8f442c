"""The file of a backup: a plain tar whose last members are a manifest with every SHA256, and the manifest's own."""

import hashlib
import io
import json
import os
import tarfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

FORMAT = 1
DUMP = "database.dump"
SECRET = "secret_key"  # noqa: S105  (a name, not a secret)
MANIFEST = "manifest.json"
SEAL = "manifest.json.sha256"


class BackupError(Exception):
    """A backup cannot be made or is not restored; the text is one line for whoever gave the command."""


@dataclass(frozen=True)
class Backup:
    """A backup that was read whole and found sound: its manifest as it was written."""

    manifest: dict[str, Any]

    @property
    def members(self) -> dict[str, dict[str, Any]]:
        """Name in the tar -> size in bytes and SHA256."""
        return dict(self.manifest["members"])


class _Hashing:
    """A file that is read once, and hashed on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._file.read(size)
        self.sha256.update(piece)
        return piece


class Writer:
    """Adds members to a tar and keeps what the manifest says about them."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, file: IO[bytes], *, size: int) -> str:
        """Add ``size`` bytes under a name; the SHA256 of what was read. Raises OSError when fewer can be read."""
        reader = _Hashing(file)
        self._tar.addfile(_member(name, size), reader)
        digest = reader.sha256.hexdigest()
        self.members[name] = {"size": size, "sha256": digest}
        return digest

    def close(self, facts: dict[str, Any]) -> None:
        """Add the manifest: ``facts``, and every member with size and SHA256."""
        text = json.dumps({"format": FORMAT, **facts, "members": self.members}, indent=1).encode()
        for name, content in ((MANIFEST, text), (SEAL, _seal_of(text))):
            self._tar.addfile(_member(name, len(content)), io.BytesIO(content))


@contextmanager
def written_aside(target: Path) -> Iterator[Writer]:
    """A new backup beside ``target``, for this user alone; on success it is flushed to the disk, then renamed."""
    aside = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(target)
        flush_folder(target.parent)
    finally:
        aside.unlink(missing_ok=True)


def read_whole(path: Path) -> Backup:
    """Read every byte and check every SHA256. Raises BackupError with what is wrong, OSError where unreadable."""
    found: dict[str, dict[str, Any]] = {}
    kept: dict[str, bytes] = {}
    with _as_damage(path), path.open("rb") as file, tarfile.open(fileobj=file, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None or member.name in found:
                raise BackupError(f"{path} is damaged: {member.name!r} does not belong there.")
            reader = _Hashing(content)
            if member.name in (MANIFEST, SEAL):
                kept[member.name] = reader.read()
                continue
            while reader.read(1 << 20):
                pass
            found[member.name] = {"size": member.size, "sha256": reader.sha256.hexdigest()}
    return Backup(_checked(path, kept, found))


def extract(path: Path, places: dict[str, Path]) -> None:
    """Write members to the paths they are given, flushed to the disk. The backup was checked before."""
    with _as_damage(path), path.open("rb") as file, tarfile.open(fileobj=file, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.name in places else None
            if content is None:
                continue
            with os.fdopen(os.open(places[member.name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                while piece := content.read(1 << 20):
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())


def flush_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the file system can."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _seal_of(manifest: bytes) -> bytes:
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(time.time())
    return member


def _checked(path: Path, kept: dict[str, bytes], found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    text = kept.get(MANIFEST)
    if text is None or kept.get(SEAL) != _seal_of(text):
        raise BackupError(f"{path} is no whole backup: its manifest is missing or damaged.")
    manifest = json.loads(text)
    if manifest["format"] != FORMAT:
        raise BackupError(f"{path} was made by a newer version of Varve: update the software first.")
    wrong = sorted(
        name for name in found.keys() | manifest["members"].keys() if found.get(name) != manifest["members"].get(name)
    )
    if wrong:
        raise BackupError(f"{path} is damaged: {', '.join(wrong[:5])}{' ...' if len(wrong) > 5 else ''}.")
    return dict(manifest)


@contextmanager
def _as_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError) as problem:
        raise BackupError(f"{path} is damaged, or no backup at all: {problem}.") from problem
