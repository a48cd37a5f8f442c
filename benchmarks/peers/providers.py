"""The providers that ours is held beside: how each is installed, filled, served and asked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import psycopg

from benchmarks.harvesting.client import RawClient
from benchmarks.harvesting.servers import free_port, peer, running
from benchmarks.peers import environments, pycsw


@dataclass(frozen=True)
class Peer:
    """``needs``: which tables it reads. ``prefixes``: of ours -> of its own. ``pages``: asked for in a round.

    ``counts``: its tokens are numbers, and its pages grow dearer with them, so half are asked for at nine tenths.
    """

    name: str
    packages: tuple[str, ...]
    application: str
    needs: str
    prefixes: dict[str, str]
    pages: int
    counts: bool = False
    path: str = "/"
    python: Path = Path()
    port: int = 0

    def client(self, prefix: str) -> RawClient:
        """One that asks it for a format of ours."""
        its = self.prefixes[prefix]
        always = {"mode": "oaipmh", "metadataPrefix": its} if self.name == "pycsw" else None
        return RawClient(self.port, self.path, its, always=always)


PEERS: Final = (
    Peer(
        name="pyoai",
        packages=environments.PYOAI,
        application="benchmarks.peers.pyoai_server:application",
        needs="documents",
        prefixes={"oai_dc": "oai_dc"},
        pages=100,
    ),
    Peer(
        name="oai-repo",
        packages=environments.OAI_REPO,
        application="benchmarks.peers.oai_repo_server:application",
        needs="documents",
        prefixes={"oai_dc": "oai_dc"},
        pages=100,
    ),
    Peer(
        name="pycsw",
        packages=environments.PYCSW,
        application="pycsw.wsgi:application",
        needs="pycsw",
        prefixes={"oai_dc": "oai_dc", "iso19115-3": "iso19139"},
        pages=20,
        counts=True,
    ),
)


def installed() -> list[Peer]:
    """Those that can be had here."""
    found = ((one, environments.python_of(one.name, one.packages)) for one in PEERS)
    return [replace(one, python=python) for one, python in found if python is not None]


def make_tables_of(peers: Sequence[Peer], address: str) -> None:
    """What must be there before records are loaded."""
    if any(one.needs == "pycsw" for one in peers):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(pycsw.TABLE)


@contextmanager
def serving(one: Peer, address: str, folder: Path, *, size: int) -> Iterator[Peer]:
    """The peer while it answers, with its port."""
    port = free_port()
    environment = {"DATABASE_URL": address, "PEER_RECORDS": str(size)}
    if one.needs == "pycsw":
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in pycsw.INDEXES.split(";")[:-1]:
                connection.execute(statement.encode())
        environment["PYCSW_CONFIG"] = str(pycsw.settings(folder, port=port, address=address))
    program = peer(port, one.python, one.application)
    path = "/?mode=oaipmh&verb=Identify" if one.needs == "pycsw" else "/?verb=Identify"
    with running(program, port=port, path=path, environment=environment, logs=folder):
        yield replace(one, port=port)
