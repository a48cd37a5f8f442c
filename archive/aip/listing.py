"""What lies in the directory of a package, looked at once."""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from archive.aip.archiving import SealedManifest
from archive.aip.digest import sha256_of_bytes
from archive.aip.layout import Kind, NameRefused, kind_of, of_kind
from archive.aip.manifest import Manifest, Seal

DOCUMENT_MOST = 256 * 1024 * 1024
"""Bytes of a record, layer or events document or manifest that are read; a layer of 100,000 files has 30 MB."""


@dataclass(frozen=True)
class Listing:
    """The entries of one directory, sorted by name: the files, and what is no file."""

    path: Path
    files: tuple[str, ...]
    others: Mapping[str, str]
    """Name -> fault code of a link, directory or special file."""

    @classmethod
    def of(cls, path: Path) -> "Listing":
        """Look at every entry of ``path``; links are not followed."""
        with os.scandir(path) as entries:
            found = {entry.name: _code(entry) for entry in entries}
        others = {name: code for name, code in sorted(found.items()) if code}
        return cls(path, tuple(sorted(found.keys() - others.keys())), others)

    def size(self, name: str) -> int:
        """Bytes of a file; OSError."""
        return (self.path / name).lstat().st_size

    def named(self, kind: Kind) -> tuple[str, ...]:
        """The files of one kind, oldest first."""
        return tuple(map(str, of_kind((name for name, each in self._kinds.items() if each is kind), kind)))

    @cached_property
    def misnamed(self) -> frozenset[str]:
        """The files whose names no archiving gives."""
        return frozenset(self.files).difference(self._kinds)

    @cached_property
    def _kinds(self) -> Mapping[str, Kind]:
        """Every name is read once: a package may hold a hundred thousand."""
        kinds: dict[str, Kind] = {}
        for name in self.files:
            try:
                kinds[name] = kind_of(name)
            except NameRefused:
                continue
        return kinds

    def read(self, name: str) -> bytes:
        """The bytes of a document; OSError, also where it is too large for one."""
        return _document(self.path / name)

    def manifest(self, name: str) -> SealedManifest:
        """One manifest; ManifestUnreadable or OSError."""
        return read_manifest(self.path, name)


def read_manifest(folder: Path, name: str) -> SealedManifest:
    """One manifest of a folder; ManifestUnreadable or OSError."""
    content = _document(folder / name)
    return SealedManifest(Seal(name, sha256_of_bytes(content)), Manifest.from_bytes(content))


def _document(path: Path) -> bytes:
    if path.stat().st_size > DOCUMENT_MOST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return path.read_bytes()


def _code(entry: "os.DirEntry[str]") -> str:
    """Nothing for a file. Most systems tell it with the name: no inode is asked for."""
    if entry.is_file(follow_symlinks=False):
        return ""
    if entry.is_symlink():
        return "symlink"
    return "directory" if entry.is_dir(follow_symlinks=False) else "special-file"
