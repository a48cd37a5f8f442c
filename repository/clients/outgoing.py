"""The one guarded door for outgoing web requests: one server, one address, a deadline, a size limit, no redirects.

Nothing of the environment is read: neither proxies nor passwords in a ``.netrc``.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from repository.errors import PermanentFailure, TransientFailure

USER_AGENT = "Varve/0.1"
LARGEST_ANSWER = 8 * 1024 * 1024
_PIECE = 64 * 1024


class NoAnswer(TransientFailure):
    """No whole answer came: the server may or may not have done what was asked."""

    code = "no-answer"


class Into(Protocol):
    """What a large body is written into: a file, or anything that takes its pieces."""

    def write(self, piece: bytes, /) -> int:
        """Take the next piece."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, whatever its status; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def is_loopback(host: str) -> bool:
    """Whether a host name can only be this machine.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "localhost.example.org", "10.0.0.1")]
    [True, True, True, False, False]
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class OutgoingClient:
    """Requests to one server. ``base_url`` is https, or http where it can only be this machine.

    ``timeout_s`` is for the whole exchange in seconds, however slowly the bytes come; an answer of more than
    ``largest_answer`` bytes is refused. A redirect is an answer like any other and is never followed.
    ``address_of`` gives the one address to connect to for a host and a port, or refuses it
    (``repository.clients.networks``); certificates are those of the host all the same. ``local_socket``: the server
    listens on this path of this machine, and ``base_url`` only names it.
    """

    def __init__(
        self,
        *,
        base_url: str,
        timeout_s: float,
        largest_answer: int = LARGEST_ANSWER,
        address_of: Callable[[str, int], str] | None = None,
        local_socket: Path | None = None,
    ) -> None:
        parts = urlsplit(base_url)
        host = parts.hostname or ""
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
            raise PermanentFailure(f"{base_url} is not an https address", code="address-refused")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise PermanentFailure("the address of a server holds no sign-in and no query", code="address-refused")
        self._is_https = parts.scheme == "https"
        self._host, self._port = host, parts.port
        self._root = parts.path.rstrip("/")
        self._timeout_s = timeout_s
        self._largest = largest_answer
        self._address_of = address_of
        self._local_socket = local_socket

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        into: Into | None = None,
    ) -> Answer:
        """One exchange. ``path`` begins with a slash and may have a query; ``into`` takes a large body instead of the
        answer. Raises ``NoAnswer``.
        """
        if not path.startswith("/") or not path.isascii() or any(letter <= " " for letter in path):
            raise PermanentFailure(f"no path of a request: {path!r}", code="address-refused")
        try:
            with self._connection() as connection:
                sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Connection": "close"}
                connection.request(method, self._root + path, body=body, headers=sent | dict(headers or {}))
                return self._read(connection.getresponse(), into)
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(f"{self._host} gave no answer to {method}: {_words(error)}") from error

    @contextmanager
    def _connection(self) -> Iterator[http.client.HTTPConnection]:
        """A connection that is cut at the deadline, also in the middle of an answer that trickles."""
        connection = self._unopened()
        is_late = threading.Event()
        if self._address_of is not None:
            _lead(connection, self._address_of(self._host, connection.port))
        watch = threading.Timer(self._timeout_s, _cut, [connection, is_late])
        watch.daemon = True
        watch.start()
        try:
            connection.connect()
            if is_late.is_set():
                raise TimeoutError("timed out")
            yield connection
        except (OSError, http.client.HTTPException) as error:
            if is_late.is_set():
                raise TimeoutError("timed out") from error
            raise
        finally:
            watch.cancel()
            connection.close()

    def _unopened(self) -> http.client.HTTPConnection:
        if self._local_socket is not None:
            return _LocalConnection(self._local_socket, self._timeout_s)
        if self._is_https:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout_s, context=context)
        return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout_s)

    def _read(self, response: http.client.HTTPResponse, into: Into | None) -> Answer:
        pieces: list[bytes] = []
        size = 0
        while piece := response.read(_PIECE):
            size += len(piece)
            if size > self._largest:
                raise NoAnswer(f"{self._host} answered with more than {self._largest} bytes")
            if into is None:
                pieces.append(piece)
            else:
                into.write(piece)
        if response.length:  # read() tells a body that was cut only by what is still missing
            raise http.client.IncompleteRead(b"", response.length)
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(status=response.status, headers=headers, body=b"".join(pieces))


class _LocalConnection(http.client.HTTPConnection):
    """To a server that listens on a path of this machine."""

    def __init__(self, path: Path, timeout_s: float) -> None:
        super().__init__("localhost", timeout=timeout_s)
        self._path = path

    def connect(self) -> None:
        """By the path."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def _lead(connection: http.client.HTTPConnection, address: str) -> None:
    """Have a connection opened to this address, whatever its host is called by then."""

    def connect(place: tuple[str, int], *more: float | None) -> socket.socket:
        return socket.create_connection((address, place[1]), *more)  # type: ignore[arg-type]

    connection._create_connection = connect  # type: ignore[attr-defined]


def _cut(connection: http.client.HTTPConnection, is_late: threading.Event) -> None:
    is_late.set()
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _words(error: Exception) -> str:
    """Why, without anything that was sent."""
    if isinstance(error, TimeoutError):
        return "timed out"
    if isinstance(error, http.client.IncompleteRead):
        return "the connection was cut in the middle of the answer"
    return str(error) or type(error).__name__
