"""A bucket of an S3 storage, or a folder of it, as a store."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256 as new_sha256
from itertools import count
from pathlib import Path
from typing import BinaryIO

from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import disk_failures, locked, make_folder
from archive.aip.layout import check_suffix, is_suffix, parse_name
from archive.stores.base import NotStored, Pace, ReplicaDamaged, Space, StoredFile, at_full_speed
from archive.stores.s3.address import ReplicaAddress
from archive.stores.s3.failures import KeyTaken, answered
from archive.stores.s3.objects import Objects
from archive.stores.s3.reading import BLOCK, opened
from archive.stores.s3.sending import send_file
from repository.clients.s3.failures import ObjectMissing
from repository.errors import TransientFailure

ASIDE = ".aside"


class S3Store:
    """Packages as folders of a bucket: the object ``<suffix>/<name>`` has the bytes of that file, and nothing else.

    An object appears whole, with checksums that the storage compared when it arrived, and only where none was; then it
    is read back and compared, and one that differs is removed. Two processes of this machine wait for each other by
    a file in ``locks``; two machines by If-None-Match, where the storage offers it.
    """

    def __init__(self, url: str, address: ReplicaAddress, *, locks: Path) -> None:
        self._url = url
        self._objects = Objects(address)
        self._locks = locks

    @property
    def url(self) -> str:
        """The address as the settings have it."""
        return self._url

    def put_file(self, package: str, name: str, source: Path, *, sha256: str) -> bool:
        """As `Store.put_file`. TransientFailure ``copy-differs``: the storage gave other bytes back than it took."""
        key = _key(package, name)
        with answered(self._url), self._locked(package, name):
            if self._objects.head(key) is None:
                try:
                    send_file(self._objects, key, source, sha256=sha256)
                except KeyTaken:
                    pass
                else:
                    self._prove(key, sha256)
                    return True
            self._compare(key, sha256)
            return False

    def _compare(self, key: str, sha256: str) -> None:
        if self._sha256(key) != sha256:
            raise ReplicaDamaged(f"{self._url} holds other bytes as {key}: they were not replaced.")

    def _prove(self, key: str, sha256: str) -> None:
        """Read back what was just written; the caller holds the key."""
        found = self._sha256(key)
        if found != sha256:
            self._objects.bucket.remove(key)
            text = f"{key} was written to {self._url} with SHA256 {sha256} and read back with {found}."
            raise TransientFailure(text, code="copy-differs")

    def open_file(self, package: str, name: str) -> BinaryIO:
        """As `Store.open_file`; a line that breaks is taken up where it broke."""
        with answered(self._url), self._stored(package, name) as key:
            return opened(self._objects, key, self._url)

    def stat_file(self, package: str, name: str) -> StoredFile | None:
        """As `Store.stat_file`."""
        with answered(self._url):
            there = self._objects.head(_key(package, name))
        return StoredFile(name, there.size) if there else None

    def list_files(self, package: str) -> tuple[StoredFile, ...]:
        """As `Store.list_files`: whatever lies in the folder, under whatever name."""
        folder = f"{check_suffix(package)}/"
        with answered(self._url):
            return tuple(sorted(StoredFile(name, size) for name, size in self._objects.files(folder) if name))

    def list_packages(self) -> tuple[str, ...]:
        """As `Store.list_packages`: the storage tells folders alone, a thousand at a time."""
        with answered(self._url):
            return tuple(sorted(name for name in self._objects.folders("") if is_suffix(name)))

    def sha256_of(self, package: str, name: str, *, pace: Pace = at_full_speed) -> str:
        """As `Store.sha256_of`."""
        with answered(self._url), self._stored(package, name) as key:
            return self._sha256(key, pace=pace)

    def _sha256(self, key: str, *, pace: Pace = at_full_speed) -> str:
        digest = new_sha256()
        with opened(self._objects, key, self._url) as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
                pace(len(block))
        return digest.hexdigest()

    def set_aside(self, package: str, name: str) -> str | None:
        """As `Store.set_aside`: copied inside the storage, then removed.

        In a bucket with versions the older one stays beneath, and as long as its lock lasts nobody can remove it: the
        name is free all the same.
        """
        key = _key(package, name)
        with answered(self._url), self._locked(package, name):
            there = self._objects.head(key)
            if there is None:
                return None
            places = (f"{ASIDE}/{key}" + (f".{number}" if number else "") for number in count())
            place = next(place for place in places if self._objects.head(place) is None)
            self._objects.copy(key, place, there)
            copied = self._objects.head(place)
            if copied is None or copied.size != there.size:
                raise TransientFailure(f"{self._url} did not copy {key} whole to {place}.", code="copy-differs")
            self._objects.bucket.remove(key)
            return place

    def traces_of(self, package: str, name: str) -> tuple[str, ...]:
        """As `Store.traces_of`: every version of every object, and what was begun and not ended."""
        with answered(self._url):
            return tuple(trace.told for trace in self._objects.traces(*self._keys(package, name)))

    def erase_file(self, package: str, name: str) -> None:
        """As `Store.erase_file`: version by version; a lock of governance is lifted where our keys may do that."""
        with answered(self._url), self._locked(package, name):
            for trace in self._objects.traces(*self._keys(package, name)):
                self._objects.erase(trace)

    def _keys(self, package: str, name: str) -> tuple[str, str]:
        key = _key(package, name)
        return key, f"{ASIDE}/{key}"

    def space(self) -> Space | None:
        """As `Store.space`: of the bucket's quota, where it has one and the storage tells (Ceph does)."""
        with answered(self._url):
            quota = self._objects.quota()
        return Space(quota[0], max(quota[0] - quota[1], 0)) if quota else None

    @contextmanager
    def _locked(self, package: str, name: str) -> Iterator[None]:
        """One process of this machine at a time changes what is under a key of this bucket."""
        place = sha256_of_bytes(self._url.partition("?")[0].encode())[:12]
        lock = self._locks / f"{place}--{package}--{name}.lock"
        with disk_failures(self._locks):
            make_folder(self._locks)
            with locked(lock, busy=f"{package}/{name} is being copied already."):
                yield

    @contextmanager
    def _stored(self, package: str, name: str) -> Iterator[str]:
        """The key of a file that is read; NotStored where the storage does not have it."""
        try:
            yield _key(package, name)
        except ObjectMissing as missing:
            raise NotStored(f"{self._url} does not hold {package}/{name}.") from missing


def _key(package: str, name: str) -> str:
    parse_name(name)
    return f"{check_suffix(package)}/{name}"
