"""The one door for outgoing requests: where it goes, how long, how much, and what it never follows."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from repository.clients.outgoing import NoAnswer, OutgoingClient
from repository.errors import PermanentFailure
from tests.fakes.datacite.faults import answer, cut, drip, silence
from tests.fakes.datacite.server import FakeDataCite


def door(fake: FakeDataCite, *, timeout_s: float = 20, largest: int = 10_000) -> OutgoingClient:
    return OutgoingClient(base_url=fake.url, timeout_s=timeout_s, largest_answer=largest)


@pytest.mark.parametrize(
    "address",
    [
        "http://api.datacite.org",
        "http://127.0.0.1.example.org",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://user:secret@api.datacite.org",
        "https://api.datacite.org?a=b",
        "//api.datacite.org",
    ],
)
def test_an_address_that_is_not_https_is_refused_unless_it_is_this_machine(address: str) -> None:
    with pytest.raises(PermanentFailure) as refused:
        OutgoingClient(base_url=address, timeout_s=1)
    assert refused.value.code == "address-refused"


@pytest.mark.parametrize("path", ["dois", "/a b", "/a\r\nHost: evil", "/é", "//evil.example.org/\n"])
def test_a_path_that_would_write_headers_is_refused(fake: FakeDataCite, path: str) -> None:
    with pytest.raises(PermanentFailure):
        door(fake).request("GET", path)
    assert fake.seen == []


def test_an_answer_comes_with_its_status_headers_and_body(fake: FakeDataCite) -> None:
    got = door(fake).request("GET", "/dois/10.1/2")
    assert (got.status, got.headers["content-type"].split(";")[0]) == (404, "application/vnd.api+json")
    assert b"doesn't exist" in got.body
    assert fake.seen[0].headers["user-agent"].startswith("Varve/")


def test_a_redirect_is_an_answer_and_is_not_followed(fake: FakeDataCite) -> None:
    fake.next(answer(302, location=f"{fake.url}/heartbeat"))
    assert door(fake).request("GET", "/dois").status == 302
    assert len(fake.seen) == 1


def test_proxies_of_the_environment_are_not_used(fake: FakeDataCite, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert door(fake).request("GET", "/heartbeat").status == 200


@pytest.mark.parametrize("fault", [silence(5), drip(5)], ids=["silence", "drip"])
def test_a_slow_answer_ends_at_the_deadline(fake: FakeDataCite, fault: object) -> None:
    fake.next(fault)  # type: ignore[arg-type]
    began = time.monotonic()
    with pytest.raises(NoAnswer, match="timed out"):
        door(fake, timeout_s=0.4).request("GET", "/heartbeat")
    assert time.monotonic() - began < 60


def test_an_answer_that_is_cut_is_no_answer(fake: FakeDataCite) -> None:
    fake.next(cut())
    with pytest.raises(NoAnswer, match="cut in the middle"):
        door(fake).request("GET", "/heartbeat")


def test_an_answer_that_is_too_large_is_refused(fake: FakeDataCite) -> None:
    with pytest.raises(NoAnswer, match="more than 3 bytes"):
        door(fake, largest=3).request("GET", "/heartbeat")


def test_headers_that_come_letter_by_letter_end_at_the_deadline() -> None:
    def trickle(connection: socket.socket) -> None:
        connection.recv(1000)
        for letter in "HTTP/1.1 200 OK\r\n" + "X: y\r\n" * 1000:
            connection.sendall(letter.encode())
            time.sleep(0.05)

    with listening(trickle) as port:
        began = time.monotonic()
        with pytest.raises(NoAnswer, match="timed out"):
            OutgoingClient(base_url=f"http://127.0.0.1:{port}", timeout_s=0.4).request("GET", "/")
        assert time.monotonic() - began < 100


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(NoAnswer, match="refused"):
        OutgoingClient(base_url=f"http://127.0.0.1:{port}", timeout_s=20).request("GET", "/")


@contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server of one bad exchange."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            try:
                connection, _ = server.accept()
                with connection:
                    talk(connection)
            except OSError:
                return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
    thread.join(5)
