"""Where a rebuild reads packages: a folder of this machine, or a store that the settings name."""

import io
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from archive.aip.layout import Kind, is_suffix, of_kind
from archive.stores.addresses import StoreUnknown
from archive.stores.base import Store
from archive.stores.opening import open_store
from archive.stores.posix import PosixStore
from repository.errors import PermanentFailure, TransientFailure

ASKED_MOST = 5
"""Packages of which something is read to see whether a source answers at all."""


class FileUnreadable(TransientFailure):
    """The source does not give a file: that file is rotten, or the source is away."""

    code = "unreadable-file"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


class _Watched(io.BufferedIOBase):
    """A stream of the source: its failures are told from those of the disk that its bytes are written to."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            return self._stream.read(-1 if size is None else size)
        except TransientFailure as failure:
            raise FileUnreadable(self._name, failure.sentence) from failure
        except OSError as error:
            raise FileUnreadable(self._name, error.strerror or str(error)) from error

    def close(self) -> None:
        self._stream.close()
        super().close()


class StoredPackage:
    """The files of one package in a store; FileUnreadable for what may pass, else what the store raises."""

    def __init__(self, store: Store, suffix: str) -> None:
        self._store = store
        self._suffix = suffix

    def sizes(self) -> Mapping[str, int]:
        """As `PackageFiles.sizes`."""
        try:
            return {file.name: file.size for file in self._store.list_files(self._suffix)}
        except TransientFailure as failure:
            raise FileUnreadable("", failure.sentence) from failure

    def read(self, name: str) -> bytes:
        """As `PackageFiles.read`."""
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> BinaryIO:
        """The bytes for reading, to be closed by the caller."""
        try:
            return cast("BinaryIO", _Watched(self._store.open_file(self._suffix, name), name))
        except TransientFailure as failure:
            raise FileUnreadable(name, failure.sentence) from failure


class PackageSource:
    """Packages by their suffix; ``name`` as the operator gave it, ``store`` where the settings name it."""

    def __init__(self, store: Store, *, name: str, is_named: bool) -> None:
        self._store = store
        self.name = name
        self.is_named = is_named

    @property
    def url(self) -> str:
        """Its address, without secrets."""
        return self._store.url

    def suffixes(self) -> Iterable[str]:
        """The packages that it holds anything of, by name."""
        return self._store.list_packages()

    def package(self, suffix: str) -> StoredPackage:
        """One of them."""
        return StoredPackage(self._store, suffix)

    def answers(self, *, besides: str) -> bool:
        """Whether a manifest can be read, of the package ``besides`` or of a few others."""
        try:
            others = (suffix for suffix in self.suffixes() if suffix != besides)
            return any(self._gives_manifest(suffix) for suffix in (besides, *islice(others, ASKED_MOST)))
        except TransientFailure:
            return False

    def _gives_manifest(self, suffix: str) -> bool:
        package = self.package(suffix)
        try:
            manifests = of_kind(package.sizes(), Kind.MANIFEST)
            return bool(manifests) and bool(package.read(str(manifests[-1])))
        except (TransientFailure, PermanentFailure):
            return False


def open_source(text: str) -> PackageSource:
    """The store of this name, else the folder at this path.

    Raises StoreUnknown where it is neither, and what opening the store raises.
    """
    if text in settings.ARCHIVE_REPLICAS:
        return PackageSource(open_store(text), name=text, is_named=True)
    path = Path(text).absolute()
    if not path.is_dir():
        names = ", ".join(settings.ARCHIVE_REPLICAS) or "none"
        raise StoreUnknown(f"{text} is neither a folder here nor a store that ARCHIVE_REPLICAS names ({names}).")
    if is_suffix(path.name) and any(path.glob("manifest-sha256-*.txt")):
        raise PermanentFailure(f"{path} is one package: give the folder that it lies in.", code="store-unknown")
    return PackageSource(PosixStore(path), name=str(path), is_named=False)
