"""A file of a web server as a source, asked for over a real socket: its mark, its end, and what is no answer."""

import hashlib
from collections.abc import Iterator

import pytest

from repository.clients.sources.addresses import check_source, path_below
from repository.clients.sources.base import SourceAway, SourceChanging
from repository.clients.sources.web_file import WebFileSource
from repository.series.listing import Found
from tests.repository.series.web_server import Served, Server, running_server

MOST = 1_000_000
BODY = b"a,b\n1,2\n"
PLACE = "/data/series/tide%201.csv"
SHA256 = f"sha256:{hashlib.sha256(BODY).hexdigest()}"


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server with one file."""
    with running_server() as running:
        running.put(PLACE, BODY, mark="one")
        yield running


def source_at(server: Server, path: str = "series/tide 1.csv") -> WebFileSource:
    return WebFileSource(f"{server.root}/data/", path, largest=MOST)


def test_the_file_is_listed_and_read_below_the_address_that_operators_named(server: Server) -> None:
    source, taken = source_at(server), bytearray()
    assert list(source.listing()) == [Found("tide 1.csv", 8, '"one"')]
    assert source.fetch("tide 1.csv", taken.extend) == Found("tide 1.csv", 8, '"one"')
    assert bytes(taken) == BODY
    assert {asked.partition(" ")[2] for asked in server.asked} == {PLACE}


@pytest.mark.parametrize("status", [404, 401, 302, 500])
def test_what_is_no_file_is_not_taken(server: Server, status: int) -> None:
    server.files[PLACE] = Served(BODY, status=status)
    with pytest.raises(SourceAway):
        list(source_at(server).listing())
    with pytest.raises(SourceChanging):
        source_at(server).fetch("tide 1.csv", bytearray().extend)


def test_an_answer_that_is_cut_or_endless_is_no_file(server: Server) -> None:
    server.files[PLACE] = Served(BODY, headers={"Content-Length": "100"}, tells_length=False)
    with pytest.raises(SourceAway):
        source_at(server).fetch("tide 1.csv", bytearray().extend)
    server.files[PLACE] = Served(b"x" * (MOST + 1), tells_length=False)
    with pytest.raises(SourceAway):
        source_at(server).fetch("tide 1.csv", bytearray().extend)


def test_a_file_written_while_it_is_read_is_no_file(server: Server) -> None:
    server.after_get = lambda path: server.put(path, b"c,d\n3,4\n", mark="two")
    with pytest.raises(SourceChanging):
        source_at(server).fetch("tide 1.csv", bytearray().extend)


@pytest.mark.parametrize("served", [Served(BODY), Served(BODY, tells_length=False)])
def test_of_a_server_without_marks_the_bytes_are_the_mark(server: Server, served: Served) -> None:
    server.files[PLACE] = served
    found = Found("tide 1.csv", 8, SHA256)
    assert list(source_at(server).listing()) == [found]
    assert source_at(server).fetch("tide 1.csv", bytearray().extend) == found


def test_a_server_that_tells_no_length_is_counted_and_its_mark_kept(server: Server) -> None:
    server.files[PLACE] = Served(BODY, headers={"Last-Modified": "Sun, 01 Nov 2026 03:00:00 GMT"}, tells_length=False)
    assert list(source_at(server).listing()) == [Found("tide 1.csv", 8, "Sun, 01 Nov 2026 03:00:00 GMT")]


def test_a_path_leads_below_the_address_and_not_beside_it(server: Server) -> None:
    server.put("/data_private/keys.csv", BODY)
    with pytest.raises(SourceAway):
        list(WebFileSource(f"{server.root}/data", "_private/keys.csv", largest=MOST).listing())
    assert [found.name for found in WebFileSource(f"{server.root}/data", "series/tide 1.csv", largest=MOST).listing()]


def test_a_server_that_tells_a_mark_to_who_reads_alone_gives_the_file(server: Server) -> None:
    server.files[PLACE] = Served(BODY, headers={"ETag": '"one"'})
    server.after_get = lambda path: server.files.update({path: Served(BODY)})
    assert source_at(server).fetch("tide 1.csv", bytearray().extend) == Found("tide 1.csv", 8, '"one"')


def test_a_server_that_is_away_is_away(server: Server) -> None:
    away = WebFileSource("http://127.0.0.1:1/", "a.csv", largest=MOST)
    with pytest.raises(SourceAway):
        list(away.listing())


@pytest.mark.parametrize(
    "url",
    ["", "ftp://a.org/x", "http://example.org/x/", "https://u:p@example.org/x", "https://example.org/x?y=1", "file://host/x",
     "file:///", "s3://B", "https://example.org", "index+https://example.org/a", "index+http://example.org/a/", "irods://",
     "thredds+https://example.org/a/", "index+ftp://example.org/a/", "irods://u:p@h/z/c", "irods://u@h/z/c?resource=disk",
     "index+file:///srv/", "index+https://u@example.org/a/", "postgresql://u:p@h/d", "+https://example.org/a/",
     "https://example.org/séries/", "https://example.org/a b/"],
)  # fmt: skip
def test_what_is_no_address_of_a_source_is_refused(url: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        check_source(url)


@pytest.mark.parametrize("path", ["..", "a/../b", ".git", "a//b", "a?b", "a%2e", "é", "a\nb", "x" * 301, "a/.b"])
def test_what_is_no_path_below_a_source_is_refused(path: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        path_below(path)
