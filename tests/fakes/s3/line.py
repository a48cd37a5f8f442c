"""A line between a client and a real S3 server: it passes every request on, unless a test said what goes wrong.

Requests are known by what they do: begin, piece, complete, drop, put, get, head, list, remove, bucket.
"""

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from tests.services.site import free_port

_BUSY = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
_BLOCK = 64 * 1024


@dataclass
class Fault:
    """What happens to requests of one sort, so many ``times``."""

    sort: str
    times: int = 1
    number: int = 0
    """Only the piece of this number, where one is said."""
    is_busy: bool = False
    is_cut: bool = False
    """Nothing reaches the server and nothing is answered."""
    pause_s: float = 0.0
    is_altered: bool = False
    """One bit of the body is another when it arrives."""
    etag: str = ""
    """Answered instead of the true one."""
    after: Callable[[], object] | None = None
    """Called when the server has done it, before anybody is told."""


class Line:
    """A port that leads to another one."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.port = free_port()
        self.faults: list[Fault] = []
        self.done: list[str] = []
        """The requests that the server answered, by sort."""
        self.heads: list[tuple[str, dict[str, str]]] = []
        """The headers of requests that came, in lower case, with their sort."""
        self._listening: ThreadingHTTPServer | None = None
        self.open()

    @property
    def endpoint(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Let it lead there."""
        handler = type("Handler", (_Handler,), {"line": self})
        self._listening = _Server(("127.0.0.1", self.port), handler)
        Thread(target=self._listening.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Nobody listens any more."""
        if self._listening is not None:
            self._listening.shutdown()
            self._listening.server_close()
            self._listening = None

    def fault_for(self, sort: str, number: int) -> Fault | None:
        """What goes wrong now, counted."""
        for fault in self.faults:
            if fault.sort == sort and fault.times > 0 and fault.number in {0, number}:
                fault.times -= 1
                return fault
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args: object) -> None:
        """Clients that are killed hang up in the middle: that is what they are for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: Line

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def _pass_on(self) -> None:
        if self.line._listening is None:
            self.close_connection = True
            return
        sort = sort_of(self.command, self.path)
        self.line.heads.append((sort, {name.lower(): value for name, value in self.headers.items()}))
        fault = self.line.fault_for(sort, number_of(self.path))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if fault is not None and fault.is_cut:
            self.close_connection = True
            return
        if fault is not None and fault.is_busy:
            self._answer(503, {"Content-Type": "application/xml"}, _BUSY)
            return
        if fault is not None:
            time.sleep(fault.pause_s)
            body = bytes([body[0] ^ 1]) + body[1:] if fault.is_altered else body
        self._forward(sort, fault, body)

    def _forward(self, sort: str, fault: Fault | None, body: bytes) -> None:
        server = http.client.HTTPConnection("127.0.0.1", self.line.server_port, timeout=60)
        server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in {"expect", "connection"}:
                server.putheader(name, value)
        server.endheaders(body or None)
        answer = server.getresponse()
        self.line.done.append(sort)
        if fault is not None and fault.after is not None:
            fault.after()
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in {"connection"}}
        if fault is not None and fault.etag:
            headers |= {name: fault.etag for name in headers if name.lower() == "etag"}
        self._stream(answer, headers)
        server.close()

    def _stream(self, answer: http.client.HTTPResponse, headers: dict[str, str]) -> None:
        if self.command == "HEAD" or answer.status in {204, 304}:
            self._answer(answer.status, headers, b"")
            return
        if "chunked" in headers.pop("Transfer-Encoding", ""):
            self._answer(answer.status, headers, answer.read())
            return
        self._begin(answer.status, headers)
        while block := answer.read(_BLOCK):
            self.wfile.write(block)

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        if self.command != "HEAD" and status not in {204, 304}:
            headers = {name: value for name, value in headers.items() if name.lower() != "content-length"}
            headers["Content-Length"] = str(len(body))
        self._begin(status, headers)
        self.wfile.write(body)

    def _begin(self, status: int, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _pass_on  # noqa: N815 (names that http.server wants)


def number_of(address: str) -> int:
    """The number of the piece that a request brings, 0 where it brings none."""
    return int(parse_qs(urlsplit(address).query).get("partNumber", ["0"])[0])


def sort_of(method: str, address: str) -> str:
    """What a request does.

    >>> sort_of("PUT", "/varve/drafts/1?partNumber=2&uploadId=x"), sort_of("POST", "/varve/drafts/1?uploads")
    ('piece', 'begin')
    """
    parts = urlsplit(address)
    said = parse_qs(parts.query, keep_blank_values=True)
    is_bucket = "/" not in parts.path.strip("/")
    match method:
        case "PUT":
            return "bucket" if is_bucket else "piece" if "partNumber" in said else "put"
        case "POST":
            return "begin" if "uploads" in said else "complete"
        case "DELETE":
            return "drop" if "uploadId" in said else "remove"
        case "HEAD":
            return "bucket" if is_bucket else "head"
        case _:
            return "list" if is_bucket else "get"
