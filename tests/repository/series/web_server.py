"""A web server of this machine that serves what a test puts there, and remembers what it was asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Served:
    """What is at one path; ``headers`` beside the length, which is left out where ``tells_length`` is false."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    tells_length: bool = True


Answering = Callable[[str], Served]


class Server(ThreadingHTTPServer):
    """``files`` by path; ``otherwise`` answers for every other path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, Served] = {}
        self.otherwise: Answering = lambda path: Served(status=404)
        self.asked: list[str] = []
        self.after_get: Callable[[str], object] = lambda path: None

    @property
    def root(self) -> str:
        """The address without a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}"

    def put(self, path: str, body: bytes, *, mark: str = "") -> None:
        """A file with its ETag."""
        self.files[path] = Served(body, headers={"ETag": f'"{mark or len(body)}"'})

    def index(self, path: str, *links: str, kind: str = "text/html;charset=UTF-8") -> None:
        """A page of links, as Apache writes it."""
        sorting = '<a href="?C=N;O=D">Name</a> <a href="/">Parent Directory</a>'
        lines = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
        self.files[path] = Served(f"<html><body>{sorting}<ul>{lines}</ul>".encode(), headers={"Content-Type": kind})


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        """Head and, where it is asked for, body."""
        self.server.asked.append(f"{self.command} {self.path}")
        served = self.server.files.get(self.path) or self.server.otherwise(self.path)
        self.send_response(served.status)
        for name, value in served.headers.items():
            self.send_header(name, value)
        if served.tells_length:
            self.send_header("Content-Length", str(len(served.body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(served.body)
            self.server.after_get(self.path)

    do_HEAD = do_GET  # noqa: N815  (the name that the library calls)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextmanager
def running_server() -> Iterator[Server]:
    """It listens until the block ends."""
    server = Server()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
