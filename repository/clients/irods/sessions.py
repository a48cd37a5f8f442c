"""Being signed in: one session for each thread and task, one connection in each, none kept after a failure.

One connection, because a long answer comes in pages whose cursor only the connection knows that began it.
"""

import logging
import os
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from irods.session import iRODSSession

from repository.clients.irods.address import IrodsAddress

SILENCE_S: Final = 60.0
"""How long one answer may be waited for; work that the server does on whole files gets more."""
IDLE_S: Final = 60.0
"""A connection that was not used for longer may have been dropped somewhere on its way: it is not used again."""

_TLS: Final = {
    "client_server_negotiation": "request_server_negotiation",
    "client_server_policy": "CS_NEG_REQUIRE",
    "encryption_algorithm": "AES-256-CBC",
    "encryption_key_size": 32,
    "encryption_num_hash_rounds": 16,
    "encryption_salt_size": 8,
}
# What the client has to tell is raised as well, and told in the sentences of this store.
logging.getLogger("irods").setLevel(logging.CRITICAL + 1)

_open: "weakref.WeakSet[Any]" = weakref.WeakSet()


@dataclass
class _Kept:
    session: Any
    used_at: float


class Sessions:
    """Signs in natively (no password travels); with TLS, only where the server's certificate proves its name."""

    def __init__(self, address: IrodsAddress, *, password: str, ca_file: str = "") -> None:
        self._address = address
        self._password = password
        self._ca_file = ca_file
        self._local = threading.local()

    @contextmanager
    def kept(self) -> Iterator[Any]:
        """This thread's session, kept while nothing fails: whatever is raised hangs up."""
        kept: _Kept | None = getattr(self._local, "kept", None)
        self._local.kept = None
        if kept is None or time.monotonic() - kept.used_at > IDLE_S or not _is_ours(kept.session):
            if kept is not None:
                _end(kept.session)
            kept = _Kept(self._signed_in(), 0.0)
        try:
            yield kept.session
        except BaseException:
            hang_up(kept.session)
            raise
        kept.session.connection_timeout = SILENCE_S
        kept.used_at = time.monotonic()
        self._local.kept = kept

    @contextmanager
    def own(self) -> Iterator[Any]:
        """A session for one transfer, ended afterwards; whatever is raised hangs up."""
        session = self._signed_in()
        try:
            yield session
        except BaseException:
            hang_up(session)
            raise
        _end(session)

    def new(self) -> Any:
        """A session that the caller ends by `hang_up`."""
        return self._signed_in()

    def _signed_in(self) -> Any:
        where = self._address
        tls = _TLS | {"ssl_context": ssl.create_default_context(cafile=self._ca_file or None)} if where.tls else {}
        session = iRODSSession(
            host=where.host,
            port=where.port,
            user=where.user,
            password=self._password,
            zone=where.zone,
            application_name="varve",
            auto_cleanup=False,
            connection_timeout=SILENCE_S,
            **tls,
        )
        session.varve_process = os.getpid()
        _open.add(session)
        with session.pool.get_connection() as connection:
            keep_alive(connection)
        return session


def keep_alive(connection: Any) -> None:
    """Ask the other machine every half minute whether it is there: work on a large file is silent for hours."""
    line = connection.socket
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 30)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 30)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 4)


def patience_s(size: int) -> float:
    """How long an answer may take for which a server works on so many bytes, at 1 MB a second."""
    return SILENCE_S + size / 1_000_000


def waits(session: Any, size: int) -> None:
    """Let the next answers take the time that a server needs for ``size`` bytes."""
    session.connection_timeout = patience_s(size)


def hang_up(session: Any) -> None:
    """Drop the connections without a word: what was being written stays unfinished, nothing is waited for."""
    for connection in _connections(session):
        line, connection.socket = connection.socket, None
        connection._disconnected = True
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                line.close()


def _end(session: Any) -> None:
    """Say goodbye, for which the other end may be gone."""
    session.connection_timeout = 1.0
    for connection in _connections(session):
        with suppress(Exception):
            connection.socket.settimeout(1.0)
            connection.disconnect()
    hang_up(session)


def _connections(session: Any) -> list[Any]:
    return [*session.pool.active, *session.pool.idle] if session.pool else []


def _is_ours(session: Any) -> bool:
    return bool(session.varve_process == os.getpid())


def _let_go() -> None:
    """In a child: the parent's connections are the parent's; closing our end of them says nothing to the server."""
    for session in list(_open):
        for connection in _connections(session):
            line, connection.socket = connection.socket, None
            connection._disconnected = True
            if line is not None:
                with suppress(OSError):
                    os.close(line.detach())


os.register_at_fork(after_in_child=_let_go)
