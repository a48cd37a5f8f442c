"""A collection of a zone, the fake one or a real one, as the contract suite harms it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from irods import keywords as kw
from irods.models import Collection, DataObject

from archive.stores.addresses import StoreSecrets
from archive.stores.base import Store
from archive.stores.opening import open_store
from repository.clients.irods import sessions
from tests.archive.stores.dying import dies_while
from tests.archive.stores.kinds import Kind, Trouble
from tests.fakes.irods import codes
from tests.fakes.irods.faults import Fault
from tests.services.irods_zone import TestZone

EVER = 1_000
TORN_AT = 8_300
"""Bytes: 99 hundredths of the small file of the contract."""
EVERY = (codes.AUTHENTICATE, codes.GEN_QUERY, codes.OPEN, codes.READ, codes.WRITE, codes.CLOSE, codes.CHKSUM)

FAULTS = {
    Trouble.SLOW: [Fault(request, times=2, pause_s=0.1) for request in EVERY],
    Trouble.SILENT: [Fault(request, times=EVER, pause_s=0.4) for request in EVERY],
    Trouble.TORN_READING: [Fault(codes.READ, times=EVER, keeps=TORN_AT)],
    Trouble.ALTERED_SENDING: [Fault(codes.WRITE, times=EVER, flips=True)],
    Trouble.ALTERED_READING: [Fault(codes.READ, times=EVER, flips=True)],
}


class ZoneKind(Kind):
    """A collection of the test's own; ``settings`` are those of the test, which name its store ``far``.

    A zone never passes over being busy by itself. One that tells the right hash of wrong bytes is in
    `tests.archive.irods.test_damage`: the store asks for hashes only of what it brings.
    """

    def __init__(self, zone: TestZone, settings: Any) -> None:
        self.zone = zone
        self.settings = settings
        self.troubles = frozenset(Trouble) - {Trouble.BUSY} if zone.running else frozenset()
        settings.ARCHIVE_REPLICAS = {"far": zone.url}
        settings.ARCHIVE_REPLICA_SECRETS = {"far": StoreSecrets(password=zone.password, ca_file=zone.ca_file)}

    def open(self) -> Store:
        """The store called ``far``."""
        return open_store("far")

    def read(self, place: str) -> bytes | None:
        """The object's bytes: from the disk of the fake, by the client's own means from a real zone."""
        path = f"{self.zone.address.collection}/{place}"
        with self.zone.sessions().own() as session:
            if not session.data_objects.exists(path):
                return None
            if self.zone.running:
                return self._physical(path).read_bytes()
            with session.data_objects.open(path, "r") as stream:
                return bytes(stream.read())

    def _physical(self, path: str) -> Path:
        return self.zone.fake.physical(path, self.zone.address.resources[0])

    def write(self, place: str, content: bytes) -> None:
        """On the disk of the fake, past the catalogue; as another client writes in a real zone."""
        path = f"{self.zone.address.collection}/{place}"
        with self.zone.sessions().own() as session:
            if self.zone.running and self.zone.running.catalogue.replicas(path):
                self._physical(path).write_bytes(content)
                return
            session.collections.create(path.rpartition("/")[0])
            options = {kw.DEST_RESC_NAME_KW: self.zone.address.resources[0]}
            with session.data_objects.open(path, "w", **options) as stream:
                stream.write(content)

    def remove(self, place: str) -> None:
        """Past the trash."""
        with self.zone.sessions().own() as session:
            session.data_objects.unlink(f"{self.zone.address.collection}/{place}", force=True)

    def places(self) -> set[str]:
        """All objects below the collection."""
        root = self.zone.address.collection
        with self.zone.sessions().own() as session:
            rows = list(session.query(Collection.name, DataObject.name).limit(10_000).get_results())
        paths = {f"{row[Collection.name]}/{row[DataObject.name]}" for row in rows}
        return {path.removeprefix(f"{root}/") for path in paths if path.startswith(f"{root}/")}

    @contextmanager
    def trouble(self, trouble: Trouble) -> Iterator[None]:
        """What the fake zone does, until the end."""
        fake = self.zone.fake
        with ExitStack() as ends:
            ends.callback(fake.wait_until_left)
            planned = [replace(fault) for fault in FAULTS.get(trouble, ())]
            ends.enter_context(patch.object(fake.faults, "planned", planned))
            if trouble is Trouble.AWAY:
                fake.stop()
                ends.callback(fake.start)
            if trouble is Trouble.LYING:
                ends.enter_context(patch.object(fake.catalogue, "lie", lambda _path, _true: f"sha2:{'A' * 43}="))
            if trouble is Trouble.FULL:
                ends.enter_context(patch.object(fake.faults, "room", 0))
            if trouble is Trouble.REFUSES:
                ends.enter_context(patch.dict(fake.catalogue.passwords, {fake.user: "another"}))
            if trouble is Trouble.GONE:
                nowhere = {**self.settings.ARCHIVE_REPLICAS, "far": self.zone.url.replace(fake.zone, "noZone")}
                ends.enter_context(patch.object(self.settings, "ARCHIVE_REPLICAS", nowhere))
            if trouble is Trouble.SILENT:
                ends.enter_context(patch.object(sessions, "SILENCE_S", 0.15))
            if trouble is Trouble.TORN_SENDING:
                ends.callback(setattr, fake.faults, "bytes_left", None)
                ends.enter_context(patch.object(fake, "when_asked", self._tear))
            yield

    def _tear(self, request: int) -> None:
        """What comes after an object was opened gets through only so far."""
        if request == codes.OPEN:
            self.zone.fake.cut_after(TORN_AT)

    def dies_at(self, point: int, work: Callable[[], object]) -> bool:
        """Steps are requests: killed while the server has one."""
        return dies_at(self.zone, point, work)


def dies_at(zone: TestZone, point: int, work: Callable[[], object]) -> bool:
    """Run ``work`` in a process that is killed while the zone has its ``point``-th request; False at the end."""

    @contextmanager
    def watched(watch: Callable[[object], None]) -> Iterator[None]:
        with patch.object(zone.fake, "when_asked", watch):
            yield
            zone.fake.wait_until_left()

    return dies_while(work, watched=watched, point=point)
