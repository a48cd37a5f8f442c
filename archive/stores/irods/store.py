"""A collection of an iRODS zone as a store: each file lies on every resource that the address names."""

import re
import secrets
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO, Final

from irods.exception import iRODSException

from archive.aip.durable import FixityMismatch
from archive.aip.layout import Kind, check_suffix, is_suffix, parse_name
from archive.stores.base import Pace, Space, StoredFile, at_full_speed
from archive.stores.irods.copies import Copies
from archive.stores.irods.failures import NAME_TAKEN, answered
from archive.stores.irods.names import encoded
from archive.stores.irods.stream import stream_of
from archive.stores.irods.transfer import send
from archive.stores.irods.zone import GOOD, STALE, Zone
from repository.clients.irods.address import IrodsAddress
from repository.clients.irods.failures import code_of
from repository.clients.irods.sessions import Sessions

INCOMING: Final = ".incoming"
ASIDE: Final = ".aside"


class IrodsStore:
    """Packages as collections below one collection, their files as objects under their own names.

    A file is sent to a new object aside, compared with what the server computes of it, copied to the other resources,
    read back from each, and only then given its name. Nothing under a name is ever written.
    """

    def __init__(self, url: str, address: IrodsAddress, sessions: Sessions, *, doi_prefix: str) -> None:
        self._url = url
        self._root = address.collection
        self._resources = address.resources
        self._sessions = sessions
        self._copies = Copies(url, sessions, address.resources)
        self._doi_prefix = doi_prefix
        self._made: set[str] = set()
        """Collections that are there: asked for once by each store that is opened."""

    @property
    def url(self) -> str:
        """The address, which holds no secret."""
        return self._url

    def put_file(self, package: str, name: str, source: Path, *, sha256: str) -> bool:
        """As `Store.put_file`. TransientFailure ``copy-differs``: a resource gave other bytes back than it was given.

        A file that is sound on one resource and not there on another is completed from the sound one.
        """
        target = self._path(package, name)
        with answered(self._url):
            if not self._is_taken(target):
                part = self._prepared(package, name)
                found = send(self._sessions, source, part, self._resources[0])
                if found != sha256:
                    self._drop(part)
                    raise FixityMismatch(f"{source.name} has SHA256 {found}, expected {sha256}: it is not archived.")
                self._copies.spread(part, sha256)
                self._describe(part, package, name, sha256)
                if self._named(part, target):
                    return True
                self._drop(part)
            self._copies.complete(target, sha256)
            return False

    def _is_taken(self, target: str) -> bool:
        with self._sessions.kept() as session:
            return bool(Zone(session).replicas(target))

    def _prepared(self, package: str, name: str) -> str:
        """A free name aside, once what earlier attempts for this file left there is removed, unless somebody writes it.

        What has no good replica is removed whatever it was for: whoever wrote it is gone.
        """
        folder, start = f"{self._root}/{INCOMING}", f"{encoded(package)}--{encoded(name)}--"
        with self._sessions.kept() as session:
            zone = Zone(session)
            for collection in {folder, self._package(package)} - self._made:
                zone.make_collection(collection)
                self._made.add(collection)
            for left, states in zone.states_in(folder).items():
                if states == {STALE} or (left.startswith(start) and states <= {STALE, GOOD}):
                    zone.remove(f"{folder}/{left}")
        return f"{folder}/{start}{secrets.token_hex(8)}"

    def _describe(self, part: str, package: str, name: str, sha256: str) -> None:
        """Say what it is, for people who search the zone; the manifest, last of all, speaks for the package."""
        parsed = parse_name(name)
        dataset = {"varve.doi": f"{self._doi_prefix}/{package}", "varve.package": package}
        told = {"varve.sha256": sha256, "varve.kind": parsed.kind.value, "varve.archived": str(parsed.archived_on)}
        if parsed.number:
            told["varve.layer" if parsed.kind is Kind.LAYER else "varve.number"] = str(parsed.number)
        with self._sessions.kept() as session:
            zone = Zone(session)
            zone.say(part, dataset | told)
            if parsed.kind is Kind.MANIFEST:
                zone.say_of_collection(self._package(package), dataset)

    def _named(self, part: str, target: str) -> bool:
        """Give the new object its name; False where something took it meanwhile."""
        with self._sessions.kept() as session:
            try:
                Zone(session).rename(part, target)
            except iRODSException as error:
                if code_of(error) not in NAME_TAKEN:
                    raise
                return False
        return True

    def _drop(self, part: str) -> None:
        with self._sessions.kept() as session:
            Zone(session).remove(part)

    def open_file(self, package: str, name: str) -> BinaryIO:
        """As `Store.open_file`: from the first of the resources that has it and answers."""
        path = self._path(package, name)
        with answered(self._url):
            return self._opened(path, *self._copies.hierarchies(path))

    def each_of(self, package: str, name: str) -> tuple[Callable[[], BinaryIO], ...]:
        """As `HoldsSeveral.each_of`: the good replicas, those of the named resources first."""
        path = self._path(package, name)
        with answered(self._url):
            return tuple(partial(self._opened, path, hierarchy) for hierarchy in self._copies.hierarchies(path))

    def _opened(self, path: str, *hierarchies: str) -> BinaryIO:
        with answered(self._url):
            return stream_of(self._url, self._sessions, path, hierarchies)

    def stat_file(self, package: str, name: str) -> StoredFile | None:
        """As `Store.stat_file`: None too where one of the resources has no good copy of it."""
        path = self._path(package, name)
        with answered(self._url), self._sessions.kept() as session:
            good = [one for one in Zone(session).replicas(path) if one.is_good]
        if not all(any(one.lies_on(resource) for one in good) for resource in self._resources):
            return None
        return StoredFile(name, min(one.size for one in good))

    def list_files(self, package: str) -> tuple[StoredFile, ...]:
        """As `Store.list_files`: whatever lies in the collection, under whatever name; collections in it left out."""
        folder = self._package(package)
        with answered(self._url), self._sessions.kept() as session:
            return Zone(session).files_in(folder)

    def list_packages(self) -> tuple[str, ...]:
        """As `Store.list_packages`."""
        with answered(self._url), self._sessions.kept() as session:
            return tuple(name for name in Zone(session).collections_in(self._root) if is_suffix(name))

    def sha256_of(self, package: str, name: str, *, pace: Pace = at_full_speed) -> str:
        """As `Store.sha256_of`, of every resource; NotStored where one of them has no copy.

        ReplicaDamaged where they give different bytes, or the zone itself calls a copy out of date.
        """
        path = self._path(package, name)
        with answered(self._url):
            return self._copies.sha256(path, pace=pace)

    def set_aside(self, package: str, name: str) -> str | None:
        """As `Store.set_aside`: with all its replicas; a collection in the place of a file is moved like a file."""
        path, folder = self._path(package, name), f"{self._root}/{ASIDE}/{encoded(package)}"
        with answered(self._url), self._sessions.kept() as session:
            zone = Zone(session)
            is_collection = zone.is_collection(path)
            if not is_collection and not zone.replicas(path):
                return None
            zone.make_collection(folder)
            taken = zone.states_in(folder)
            places = (encoded(name) + (f".{number}" if number else "") for number in count())
            free = next(one for one in places if one not in taken and not zone.is_collection(f"{folder}/{one}"))
            zone.rename(path, f"{folder}/{free}", is_collection=is_collection)
            return f"{folder}/{free}".removeprefix(f"{self._root}/")

    def traces_of(self, package: str, name: str) -> tuple[str, ...]:
        """As `Store.traces_of`: objects with any replica, whatever the catalogue says of it."""
        with answered(self._url), self._sessions.kept() as session:
            return tuple(self._traces(Zone(session), package, name))

    def erase_file(self, package: str, name: str) -> None:
        """As `Store.erase_file`: with all replicas, past the trash of the zone."""
        with answered(self._url), self._sessions.kept() as session:
            zone = Zone(session)
            for path in list(self._traces(zone, package, name)):
                zone.remove(path)

    def _traces(self, zone: Zone, package: str, name: str) -> Iterator[str]:
        path, plain = self._path(package, name), encoded(name)
        if zone.replicas(path):
            yield path
        aside, incoming = f"{self._root}/{ASIDE}/{encoded(package)}", f"{self._root}/{INCOMING}"
        numbered = re.compile(rf"{re.escape(plain)}(?:\.[0-9]+)?")
        yield from (f"{aside}/{each}" for each in sorted(zone.states_in(aside)) if numbered.fullmatch(each))
        start = f"{encoded(package)}--{plain}--"
        yield from (f"{incoming}/{each}" for each in sorted(zone.states_in(incoming)) if each.startswith(start))

    def space(self) -> Space | None:
        """As `Store.space`: of the fullest resource, where all let their administrators tell what is free."""
        with answered(self._url), self._sessions.kept() as session:
            zone = Zone(session)
            rooms = [zone.room(resource) for resource in self._resources]
        told = [Space(used + free, free) for used, free in (room for room in rooms if room)]
        return min(told, key=lambda space: space.free) if len(told) == len(rooms) else None

    def _package(self, package: str) -> str:
        return f"{self._root}/{encoded(check_suffix(package))}"

    def _path(self, package: str, name: str) -> str:
        parse_name(name)
        return f"{self._package(package)}/{encoded(name)}"
