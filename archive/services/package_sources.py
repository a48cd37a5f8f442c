"""Where a rebuild reads packages: a folder of this machine, or a store that the settings name."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from archive.aip.layout import is_suffix
from archive.stores.addresses import StoreUnknown
from archive.stores.base import Store
from archive.stores.opening import open_store
from archive.stores.posix import PosixStore
from repository.errors import PermanentFailure


class StoredPackage:
    """The files of one package in a store; raises what the store raises."""

    def __init__(self, store: Store, suffix: str) -> None:
        self._store = store
        self._suffix = suffix

    def sizes(self) -> Mapping[str, int]:
        """As `PackageFiles.sizes`."""
        return {file.name: file.size for file in self._store.list_files(self._suffix)}

    def read(self, name: str) -> bytes:
        """As `PackageFiles.read`."""
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> BinaryIO:
        """The bytes for reading, to be closed by the caller."""
        return self._store.open_file(self._suffix, name)


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
