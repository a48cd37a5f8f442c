"""A PostgreSQL and a broker of the suite's own, as children on a leash: they end with the suite, however it ends."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded import broker
from config.embedded.child import Child
from config.embedded.postgres import Postgres, as_ordinary_user
from tests.services.components import database_binaries

PATIENCE_S = 30.0


@contextmanager
def running_postgres(folder: Path) -> Iterator[None]:
    """A server with its socket in `folder`; durable enough for kill -9 of its clients, not for a power cut."""
    prefix = as_ordinary_user()
    server = Postgres(binaries=database_binaries(), data=folder / "postgres", sockets=folder)
    server.initialise(prefix)
    with _running(Child(server.program(prefix, "fsync=off", "full_page_writes=off"), folder / "postgres.log")) as child:
        _wait(child, server.answers)
        yield


@contextmanager
def running_broker(folder: Path) -> Iterator[None]:
    """A redis-server with its socket in `folder`."""
    socket = folder / "broker.sock"
    with _running(Child(broker.program(broker.wheel_binary(), socket), folder / "broker.log")) as child:
        _wait(child, lambda: broker.answers(f"redis+socket://{socket}"))
        yield


@contextmanager
def _running(child: Child) -> Iterator[Child]:
    child.start()
    try:
        yield child
    finally:
        child.stop()


def _wait(child: Child, ready: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not ready():
        if child.ended() is not None or time.monotonic() > until:
            raise RuntimeError(f"{child.program.name} does not start: {child.last_line()}")
        time.sleep(0.05)
