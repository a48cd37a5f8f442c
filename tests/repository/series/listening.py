"""A PostgreSQL server that is asked over a line, as those of laboratories are, and wants passwords."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from config.embedded.child import Child
from config.embedded.postgres import Postgres, as_ordinary_user
from tests.services.components import database_binaries
from tests.services.processes import wait_until
from tests.services.site import free_port

_WHO = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


@contextmanager
def listening_postgres(folder: Path) -> Iterator[tuple[int, str]]:
    """Its port on this machine, and the folder of the socket at which its owner ``varve`` needs no password."""
    prefix, port = as_ordinary_user(), free_port()
    server = Postgres(binaries=database_binaries(), data=folder / "postgres", sockets=folder)
    server.initialise(prefix)
    (server.data / "pg_hba.conf").write_text(_WHO)
    program = server.program(prefix, "fsync=off", "listen_addresses=127.0.0.1", f"port={port}")
    child = Child(program, folder / "postgres.log")
    child.start()
    try:
        assert wait_until(lambda: _answers(folder, port), 30), child.last_line()
        yield port, str(folder)
    finally:
        child.stop()


def _answers(folder: Path, port: int) -> bool:
    with suppress(psycopg.OperationalError):
        psycopg.connect(host=str(folder), port=port, user="varve", dbname="postgres", connect_timeout=2).close()
        return True
    return False
