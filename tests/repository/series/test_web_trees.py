"""Lists of a real web server as sources: what is found and read, and servers that lead elsewhere or never end."""

from collections.abc import Iterator
from typing import Any

import pytest

from repository.clients.sources import web_tree
from repository.clients.sources.base import SourceAway, SourceChanging, SourceEndless
from repository.clients.sources.web_tree import WebTreeSource
from repository.models import Dataset, Source
from repository.series.listing import Found
from tests.repository.series.growing import a_month_later, newest, paths
from tests.repository.series.test_web_lists import CATALOG
from tests.repository.series.web_server import Served, Server, running_server

MOST = 1_000_000


@pytest.fixture
def server() -> Iterator[Server]:
    """It lists ``/series/`` with a file and a folder of two months."""
    with running_server() as running:
        running.index("/series/", "tide.csv", "2026/")
        running.index("/series/2026/", "01.bin", "02.bin", "../")
        for name in ("tide.csv", "2026/01.bin", "2026/02.bin"):
            running.put(f"/series/{name}", f"time,level\n{name},1\n".encode())
        yield running


def tree(server: Server, path: str = "") -> WebTreeSource:
    return WebTreeSource(f"{server.root}/series/", path, largest=MOST)


def test_every_file_below_is_listed_with_its_size_and_mark_and_read(server: Server) -> None:
    source, taken = tree(server), bytearray()
    found = {each.name: each for each in source.listing()}
    assert set(found) == {"tide.csv", "2026/01.bin", "2026/02.bin"}
    assert source.fetch("2026/01.bin", taken.extend) == found["2026/01.bin"]
    assert bytes(taken) == server.files["/series/2026/01.bin"].body
    assert [each.name for each in tree(server, "2026").listing()] == ["01.bin", "02.bin"]


def test_nothing_but_what_lies_below_is_asked_for(server: Server) -> None:
    server.index(
        "/series/", "tide.csv", "/secret/", "../secret/", "%2e%2e/secret/", "http://localhost:1/x.nc", "a/b.nc"
    )
    assert [each.name for each in tree(server).listing() if each.size] == ["tide.csv"]
    assert server.asked == ["GET /series/", "HEAD /series/tide.csv"]


def test_a_list_that_answers_with_another_place_is_not_followed(server: Server) -> None:
    server.files["/series/2026/"] = Served(status=302, headers={"Location": f"{server.root}/secret/"})
    with pytest.raises(SourceAway):
        list(tree(server).listing())


@pytest.mark.parametrize(
    "served",
    [Served(status=404), Served(status=500), Served(b"{}", headers={"Content-Type": "application/json"}),
     Served(b"", headers={"Content-Type": "text/html"})],
)  # fmt: skip
def test_what_is_no_list_is_a_source_that_is_away(server: Server, served: Served) -> None:
    server.files["/series/"] = served
    with pytest.raises(SourceAway):
        list(tree(server).listing())


def test_folders_in_folders_without_an_end_stop_the_source(server: Server) -> None:
    server.index("/series/", "a/")
    page = Served(b'<a href="a/">a</a>', headers={"Content-Type": "text/html"})
    server.otherwise = lambda path: page
    with pytest.raises(SourceEndless):
        list(tree(server).listing())
    assert len(server.asked) < 60


def test_pages_without_an_end_stop_the_source(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_tree, "MOST_PAGES", 30)
    server.index("/series/", *(f"{number}/" for number in range(1000)))
    server.otherwise = lambda path: Served(b"<p>Empty.", headers={"Content-Type": "text/html"})
    with pytest.raises(SourceEndless):
        list(tree(server).listing())


def test_a_file_that_is_linked_and_not_there_is_left_out(server: Server) -> None:
    del server.files["/series/2026/02.bin"]
    assert Found("2026/02.bin", 0, "") in list(tree(server).listing())


@pytest.mark.parametrize("status", [401, 403, 503])
def test_a_file_that_the_server_keeps_to_itself_makes_the_look_wait(server: Server, status: int) -> None:
    server.files["/series/2026/02.bin"] = Served(status=status)
    with pytest.raises(SourceAway):
        list(tree(server).listing())


def test_a_file_written_while_it_is_read_is_noticed(server: Server) -> None:
    source = tree(server)
    list(source.listing())
    server.after_get = lambda path: server.put(path, b"others", mark="two")
    with pytest.raises(SourceChanging):
        source.fetch("tide.csv", bytearray().extend)


def test_what_was_not_listed_is_not_fetched(server: Server) -> None:
    source = tree(server)
    list(source.listing())
    with pytest.raises(SourceChanging):
        source.fetch("../secret", bytearray().extend)


def test_a_catalog_of_thredds_is_walked_and_its_files_are_read(server: Server) -> None:
    for path, file, inner in (("", "1.nc", "2026/catalog.xml"), ("2026/", "2026/2.nc", "../catalog.xml")):
        page = CATALOG.format(base="/series/", path=file, ref=inner, doctype="").encode()
        server.files[f"/catalog/{path}catalog.xml"] = Served(page, headers={"Content-Type": "application/xml"})
        server.put(f"/series/{file}", file.encode())
    source, taken = WebTreeSource(f"{server.root}/catalog/catalog.xml", "", largest=MOST, is_catalog=True), bytearray()
    assert {each.name: each.size for each in source.listing()} == {"1.nc": 4, "2026/2.nc": 9}
    source.fetch("2026/2.nc", taken.extend)
    assert bytes(taken) == b"2026/2.nc"
    below = WebTreeSource(f"{server.root}/catalog/catalog.xml", "2026", largest=MOST, is_catalog=True)
    assert [each.name for each in below.listing()] == ["2.nc"]


@pytest.mark.django_db
def test_a_list_that_is_suddenly_short_or_clashes_stops_the_source(
    growing: Dataset, server: Server, settings: Any
) -> None:
    settings.SOURCES = {"lab": f"index+{server.root}/series/"}
    layer = a_month_later(growing)
    assert set(paths(layer)) == {"oxygen.csv", "tide.csv", "2026/01.bin", "2026/02.bin"}
    server.index("/series/2026/")
    a_month_later(growing, 2)
    assert Source.objects.get().reason == "source-shrank"
    server.index("/series/2026/", "01.bin", "02.bin", "01.BIN")
    server.put("/series/2026/01.BIN", b"others")
    Source.objects.update(state="active")
    a_month_later(growing, 3)
    assert Source.objects.get().reason == "names-clash"
    assert newest(growing).number == layer.number


@pytest.mark.django_db
def test_a_file_without_length_or_mark_may_not_shrink_unseen_either(
    growing: Dataset, server: Server, settings: Any
) -> None:
    settings.SOURCES = {"lab": f"{server.root}/series/tide.csv"}
    server.files["/series/tide.csv"] = Served(b"level\n" + b"1\n" * 500, tells_length=False)
    layer = a_month_later(growing)
    assert set(paths(layer)) == {"oxygen.csv", "tide.csv"}
    assert a_month_later(growing, 2).number == layer.number
    assert Source.objects.get().state == "active"
    server.files["/series/tide.csv"] = Served(b"level\n", tells_length=False)
    a_month_later(growing, 3)
    assert Source.objects.get().reason == "source-shrank"
