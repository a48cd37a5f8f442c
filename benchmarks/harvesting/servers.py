"""The web servers under test: the site as `manage.py serve` runs it, limit and peers with the very same options."""

import http.client
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from config.embedded import workers
from config.embedded.child import Child, Program

PATIENCE_S = 60.0


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def site(port: int) -> Program:
    """The site's own web server."""
    return workers.web(port)


def limit(port: int) -> Program:
    """The same program with the limit as its application."""
    served = workers.web(port)
    return replace(
        served, name="limit", command=(*served.command[:-1], "benchmarks.harvesting.limit_server:application")
    )


def peer(port: int, python: Path, application: str) -> Program:
    """The same server in an environment of its own."""
    served = workers.web(port)
    command = (str(python), *served.command[1:-1], application)
    return replace(served, name=application.partition(":")[0].rpartition(".")[2], command=command)


@contextmanager
def running(program: Program, *, port: int, path: str, environment: Mapping[str, str], logs: Path) -> Iterator[int]:
    """The port of a server that answers; it ends with the block, or with this process."""
    child = Child(replace(program, env=environment), logs / f"{program.name}.log")
    child.start()
    try:
        _wait(child, port, path)
        yield port
    finally:
        child.stop()


def _wait(child: Child, port: int, path: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not _answers(port, path):
        if child.ended() is not None or time.monotonic() > until:
            raise RuntimeError(f"{child.program.name} does not start: {child.last_line()}")
        time.sleep(0.1)


def _answers(port: int, path: str) -> bool:
    with suppress(OSError):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path)
        return connection.getresponse().status == 200
    return False
