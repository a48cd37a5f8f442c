"""A zone for the suite: the fake one, or the real one that IRODS_TEST_URL names (with password and two resources).

``irods://rods:PASSWORD@127.0.0.1:1247/tempZone/home/rods?resource=demoResc,replResc&tls=no``
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from archive.stores.irods.store import IrodsStore
from archive.stores.irods.zone import Zone
from repository.clients.irods.address import IrodsAddress, irods_address
from repository.clients.irods.sessions import Sessions
from tests.fakes.irods.server import FakeIrods, running_irods

RESOURCES = ("demoResc", "replResc")
VARIABLE = "IRODS_TEST_URL"
DOI_PREFIX = "10.99999"


@dataclass(frozen=True)
class TestZone:
    """Where a test's own collection is, and what opens it; ``running`` is the fake, None where the zone is real."""

    __test__ = False

    address: IrodsAddress
    password: str
    ca_file: str = ""
    running: FakeIrods | None = None

    @property
    def fake(self) -> FakeIrods:
        """The fake; a test that asks for it is skipped by name where the zone is real."""
        if self.running is None:
            pytest.skip(f"{VARIABLE} names a real zone: faults are made in the fake one only")
        return self.running

    @property
    def url(self) -> str:
        """The address as a setting has it."""
        where = self.address
        options = f"resource={','.join(where.resources)}&tls={'require' if where.tls else 'no'}"
        return f"irods://{where.user}@{where.host}:{where.port}{where.collection}?{options}"

    def sessions(self) -> Sessions:
        """What signs in."""
        return Sessions(self.address, password=self.password, ca_file=self.ca_file)

    def store(self) -> IrodsStore:
        """A store of this collection; each one signs in by itself."""
        return IrodsStore(self.url, self.address, self.sessions(), doi_prefix=DOI_PREFIX)

    def on(self, *resources: str) -> "TestZone":
        """The same collection, on these resources."""
        return replace(self, address=replace(self.address, resources=resources))

    def path(self, package: str, name: str) -> str:
        """An object of it."""
        return f"{self.address.collection}/{package}/{name}"

    def incoming(self) -> list[str]:
        """What lies aside, unfinished."""
        return sorted(self.states())

    def states(self) -> dict[str, set[str]]:
        """The same with what the catalogue says of the replicas."""
        with self.sessions().own() as session:
            return Zone(session).states_in(f"{self.address.collection}/.incoming")


@contextmanager
def running_zone(folder: Path) -> Iterator[TestZone]:
    """A zone with two resources, and a collection of the test's own in it; the first resource is the one used."""
    named = os.environ.get(VARIABLE, "")
    if named:
        yield _real(named)
        return
    with running_irods(folder, resources=RESOURCES) as fake:
        collection = f"{fake.home}/varve-test"
        address = IrodsAddress(fake.user, "127.0.0.1", fake.port, fake.zone, collection, RESOURCES[:1], tls=False)
        yield TestZone(address, fake.password, running=fake)


def _real(named: str) -> TestZone:
    parts = urlsplit(named)
    password = unquote(parts.password or "")
    address = irods_address(named.replace(f":{parts.password}@", "@", 1))
    own = replace(address, collection=f"{address.collection}/varve-test-{secrets.token_hex(6)}")
    zone = TestZone(own, password, ca_file=os.environ.get("IRODS_TEST_CA_FILE", ""))
    return zone.on(*address.resources[:1])
