"""A file of a web server as a source, asked for over a real socket: its mark, its end, and what is no answer."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from repository.clients.sources.addresses import check_source, path_below
from repository.clients.sources.base import SourceAway, SourceChanging
from repository.clients.sources.web_file import WebFileSource
from repository.series.listing import Found

MOST = 1_000_000


class _Server(ThreadingHTTPServer):
    """Serves one body at any path, as a test says."""

    status, body, etag, promised, asked = 200, b"a,b\n1,2\n", '"one"', -1, ""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Head and, where it is asked for, body."""
        self.server.asked = self.path
        self.send_response(self.server.status)
        if self.server.etag:
            self.send_header("ETag", self.server.etag)
        length = len(self.server.body) if self.server.promised < 0 else self.server.promised
        self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(self.server.body)

    do_HEAD = do_GET  # noqa: N815  (the name that the library calls)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[_Server]:
    """A web server of this machine."""
    running = _Server(("127.0.0.1", 0), _Handler)
    Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def source_at(server: _Server, path: str = "series/tide 1.csv") -> WebFileSource:
    return WebFileSource(f"http://127.0.0.1:{server.server_port}/data/", path, largest=MOST)


def test_the_file_is_listed_and_read_below_the_address_that_operators_named(server: _Server) -> None:
    source, taken = source_at(server), bytearray()
    assert list(source.listing()) == [Found("tide 1.csv", 8, '"one"')]
    assert source.fetch("tide 1.csv", taken.extend) == Found("tide 1.csv", 8, '"one"')
    assert bytes(taken) == server.body
    assert server.asked == "/data/series/tide%201.csv"


@pytest.mark.parametrize("status", [404, 401, 302, 500])
def test_what_is_no_file_is_not_taken(server: _Server, status: int) -> None:
    server.status = status
    with pytest.raises(SourceAway):
        list(source_at(server).listing())
    with pytest.raises(SourceChanging):
        source_at(server).fetch("tide 1.csv", bytearray().extend)


def test_an_answer_that_is_cut_or_endless_is_no_file(server: _Server) -> None:
    server.promised = 100
    with pytest.raises(SourceAway):
        source_at(server).fetch("tide 1.csv", bytearray().extend)
    server.promised, server.body = -1, b"x" * (MOST + 1)
    with pytest.raises(SourceAway):
        source_at(server).fetch("tide 1.csv", bytearray().extend)


def test_a_server_without_marks_is_asked_for_the_bytes_each_time(server: _Server) -> None:
    server.etag = ""
    assert [found.mark for found in source_at(server).listing()] == [""]


def test_a_server_that_is_away_is_away(server: _Server) -> None:
    away = WebFileSource("http://127.0.0.1:1/", "a.csv", largest=MOST)
    with pytest.raises(SourceAway):
        list(away.listing())


@pytest.mark.parametrize(
    "url",
    ["", "ftp://a.org/x", "http://example.org/x/", "https://u:p@example.org/x", "https://example.org/x?y=1", "file://host/x",
     "file:///", "s3://B", "https://example.org"],
)  # fmt: skip
def test_what_is_no_address_of_a_source_is_refused(url: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        check_source(url)


@pytest.mark.parametrize("path", ["..", "a/../b", ".git", "a//b", "a?b", "a%2e", "é", "a\nb", "x" * 301, "a/.b"])
def test_what_is_no_path_below_a_source_is_refused(path: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        path_below(path)
