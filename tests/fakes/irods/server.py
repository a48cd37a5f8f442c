"""The fake as a server: one zone on a port of this machine, faults on demand, a memory of all requests."""

import contextlib
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.fakes.irods import asking, contents, metadata, naming, replicas
from tests.fakes.irods.agent import Agent, Operation
from tests.fakes.irods.catalogue import Catalogue, Replica
from tests.fakes.irods.faults import Fault, Faults
from tests.fakes.irods.wire import Wire

REFUSES_TLS: Final = "CS_NEG_REFUSE"
WANTS_TLS: Final = "CS_NEG_REQUIRE"

OPERATIONS: Final[dict[int, Operation]] = {
    **asking.OPERATIONS,
    **contents.OPERATIONS,
    **replicas.OPERATIONS,
    **naming.OPERATIONS,
    **metadata.OPERATIONS,
}


class ZoneServer(socketserver.ThreadingTCPServer):
    """Listens; ``owner`` is the zone it listens for."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64
    owner: "FakeIrods"


class FakeIrods:
    """A zone with one administrator and some resources; the first resource is the default one.

    ``tls`` is the context of a server that requires TLS, or None for one that refuses it.
    """

    operations = OPERATIONS

    def __init__(
        self,
        folder: Path,
        *,
        zone: str = "tempZone",
        user: str = "rods",
        password: str = "a password of no worth",
        resources: tuple[str, ...] = ("demoResc",),
        tls: ssl.SSLContext | None = None,
        port: int = 0,
    ) -> None:
        self.zone, self.user, self.password, self.version = zone, user, password, "rods5.0.2"
        self.tls_policy, self.tls_context = (WANTS_TLS if tls else REFUSES_TLS), tls
        self.default_resource = resources[0]
        self.calls: list[int] = []
        self.when_asked: Callable[[int], None] = lambda _request: None
        self.faults = Faults()
        self.tokens: dict[str, str] = {}
        self.live: set[Wire] = set()
        self.catalogue = Catalogue(zone, folder)
        self.catalogue.insert("zone", 9000, zone, "local")
        self.catalogue.add_user(user, password, "rodsadmin")
        for name in resources:
            self.catalogue.add_resource(name)
        for path in ("/", f"/{zone}", f"/{zone}/home", f"/{zone}/home/{user}", f"/{zone}/trash"):
            self.catalogue.add_collection(path, user)
        self.port = port
        self._server: ZoneServer | None = None

    @property
    def home(self) -> str:
        """The collection of the administrator."""
        return f"/{self.zone}/home/{self.user}"

    def next(self, *faults: Fault) -> None:
        """Let the next requests that fit end so."""
        self.faults.planned.extend(faults)

    def cut_after(self, received: int) -> None:
        """Lose the connection that brings the last of so many bytes, whatever they belong to."""
        self.faults.bytes_left = received

    def leave_room(self, size: int | None) -> None:
        """So many bytes can still be written; None: any number."""
        self.faults.room = size

    def take_down(self, *resources: str) -> None:
        """These resources do not answer; the others do again."""
        self.catalogue.down = set(resources)

    def lie(self, what: Callable[[str, str], str] | None) -> None:
        """Say another checksum than the true one, given the object's path and the true one."""
        self.catalogue.lie = what

    def wait_until_left(self) -> None:
        """Until no client is connected that went away: what it was writing is stale from then on."""
        end = time.monotonic() + 10
        while any(wire.is_left() for wire in list(self.live)):
            assert time.monotonic() < end
            time.sleep(0.005)

    def replica(self, path: str, resource: str) -> Replica:
        """One replica as the catalogue has it."""
        return next(one for one in self.catalogue.replicas(path) if one.resource == resource)

    def physical(self, path: str, resource: str) -> Path:
        """Where its bytes are: to be altered, cut, appended to or removed behind the catalogue's back."""
        return Path(self.replica(path, resource).path)

    def start(self) -> None:
        """Listen, again at the same port."""
        self._server = server = ZoneServer(("127.0.0.1", self.port), Agent)
        server.owner = self
        self.port = int(server.server_address[1])
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Listen no more, and hang up."""
        if self._server is None:
            return
        self._server.shutdown()
        self._server.server_close()
        self._server = None
        for wire in list(self.live):
            with contextlib.suppress(OSError):
                wire.line.shutdown(socket.SHUT_RDWR)


@contextmanager
def running_irods(
    folder: Path,
    *,
    resources: tuple[str, ...] = ("demoResc",),
    tls: ssl.SSLContext | None = None,
    port: int = 0,
) -> Iterator[FakeIrods]:
    """A fake that listens on this machine until the block ends; the bytes of its replicas lie in ``folder``."""
    fake = FakeIrods(folder, resources=resources, tls=tls, port=port)
    fake.start()
    try:
        yield fake
    finally:
        fake.stop()
