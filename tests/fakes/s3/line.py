"""A line between a client and a real S3 server: it passes every request on, unless a test said what goes wrong.

Requests are known by what they do: begin, piece, complete, drop, put, get, head, list, remove, bucket.
"""

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.fakes.s3.requests import number_of, sort_of
from tests.services.site import free_port

_REFUSED = "<?xml version='1.0'?><Error><Code>{}</Code><Message>No.</Message></Error>"
_STATUS = {"SlowDown": 503, "NotImplemented": 501}
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
    refusal: str = ""
    """The word with which the server refuses: `AccessDenied`, `NotImplemented` and such."""
    is_altered: bool = False
    """One bit of the body is another when it arrives: of what is sent, or of what is read."""
    is_torn: bool = False
    """The line breaks when 99 hundredths of the body, sent or read, have passed."""
    etag: str = ""
    """Answered instead of the true one."""
    added: dict[str, str] = field(default_factory=dict)
    """Headers that come with the answer."""
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
        self.watch: Callable[[str], object] | None = None
        """Called with the sort of every request when the server has done it, before anybody is told."""
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
        if refusal := fault and (fault.refusal or ("SlowDown" if fault.is_busy else "")):
            self._answer(
                _STATUS.get(refusal, 403), {"Content-Type": "application/xml"}, _REFUSED.format(refusal).encode()
            )
            return
        if fault is not None:
            time.sleep(fault.pause_s)
            body = _altered(body) if fault.is_altered else body
        self._forward(sort, fault, body)

    def _forward(self, sort: str, fault: Fault | None, body: bytes) -> None:
        server = http.client.HTTPConnection("127.0.0.1", self.line.server_port, timeout=60)
        server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in {"expect", "connection"}:
                server.putheader(name, value)
        if fault is not None and fault.is_torn and body:
            server.endheaders(body[: len(body) * 99 // 100])
            server.close()
            self.close_connection = True
            return
        server.endheaders(body or None)
        answer = server.getresponse()
        self.line.done.append(sort)
        if fault is not None and fault.after is not None:
            fault.after()
        if self.line.watch is not None:
            self.line.watch(sort)
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in {"connection"}}
        headers |= fault.added if fault is not None else {}
        if fault is not None and fault.etag:
            headers |= {name: fault.etag for name in headers if name.lower() == "etag"}
        self._stream(answer, headers, fault)
        server.close()

    def _stream(self, answer: http.client.HTTPResponse, headers: dict[str, str], fault: Fault | None) -> None:
        if self.command == "HEAD" or answer.status in {204, 304}:
            self._answer(answer.status, headers, b"")
            return
        if "chunked" in headers.pop("Transfer-Encoding", ""):
            self._answer(answer.status, headers, answer.read())
            return
        self._begin(answer.status, headers)
        if fault is not None and self.command == "GET" and (fault.is_torn or fault.is_altered):
            body = answer.read()
            self.wfile.write(_altered(body) if fault.is_altered else body[: len(body) * 99 // 100])
            self.close_connection = True
            return
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


def _altered(body: bytes) -> bytes:
    return bytes([body[0] ^ 1]) + body[1:] if body else body
