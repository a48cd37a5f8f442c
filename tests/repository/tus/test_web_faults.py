"""The real server in bad hours: killed in a PATCH, two writers at once, lines that are cut, large files."""

import hashlib
import os
import random
import socket
from pathlib import Path

import pytest

from benchmarks.sending.memory import peak_of_web_server
from repository.models import DataFile, Dataset, Person, Upload
from repository.uploads.disk import DiskStore
from repository.uploads.tus.headers import BODY_TYPE
from repository.uploads.tus.inlet import SILENCE_S
from tests.repository.tus.web import Sender, kill_web, sender, served
from tests.services.processes import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

MB = 1_000_000
NOISE = random.Random(11).randbytes(20 * MB)


def half_sent(browser: Sender, path: str, offset: int, announced: int, body: bytes) -> socket.socket:
    """A PATCH of which only the beginning goes out; the line stays open."""
    headers = {**browser.headers, "Upload-Offset": str(offset), "Content-Type": BODY_TYPE, "Host": "localhost"}
    headers["Content-Length"] = str(announced)
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    line = socket.create_connection(("localhost", browser.port))
    line.sendall(f"PATCH {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
    return line


def lies_there(store: DiskStore, size: int) -> bool:
    return any(path.stat().st_size >= size for path in store.unfinished.iterdir())


def test_a_server_killed_in_the_middle_costs_nothing_that_had_arrived(
    tmp_path: Path, alice: Person, dataset: Dataset, store: DiskStore
) -> None:
    with served(tmp_path) as port:
        browser = sender(port, alice, dataset)
        path = browser.begin("noise.bin", len(NOISE)).path
        line = half_sent(browser, path, 0, len(NOISE), NOISE[: 12 * MB])
        assert wait_until(lambda: lies_there(store, 11 * MB))
        kill_web(port)
        line.close()
    with served(tmp_path, port=port):
        here = browser.head(path).offset
        assert here >= 11 * MB
        assert browser.send(path, here, NOISE[here:]).offset == len(NOISE)
    assert DataFile.objects.get().sha256 == hashlib.sha256(NOISE).hexdigest()


def test_a_second_writer_waits_and_a_line_that_is_cut_leaves_what_came(browser: Sender, store: DiskStore) -> None:
    path = browser.begin("noise.bin", len(NOISE)).path
    line = half_sent(browser, path, 0, len(NOISE), NOISE[: 5 * MB])
    assert wait_until(lambda: lies_there(store, 4 * MB))
    for answer in (browser.send(path, 0, NOISE[:100]), browser.head(path), browser.ask("DELETE", path)):
        assert answer.status == 423
    line.close()
    assert wait_until(lambda: browser.head(path).status == 200)
    here = browser.head(path).offset
    assert here == 5 * MB
    assert Upload.objects.get().offset == here
    assert browser.send(path, here, NOISE[here:]).status == 204
    assert DataFile.objects.get().sha256 == hashlib.sha256(NOISE).hexdigest()


def test_a_body_without_a_length_is_taken_as_it_comes(browser: Sender) -> None:
    path = browser.begin("noise.bin", 8).path
    headers = {**browser.headers, "Upload-Offset": "0", "Content-Type": BODY_TYPE, "Host": "localhost"}
    head = "".join(f"{name}: {value}\r\n" for name, value in {**headers, "Transfer-Encoding": "chunked"}.items())
    with socket.create_connection(("localhost", browser.port)) as line:
        line.sendall(f"PATCH {path} HTTP/1.1\r\n{head}\r\n4\r\n1,2\n\r\n4\r\n3,4\n\r\n0\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 204")
    assert DataFile.objects.get().size == 8


def test_a_large_file_takes_little_memory(browser: Sender) -> None:
    block, count = os.urandom(MB), 300
    path = browser.begin("large.bin", count * MB).path
    line = half_sent(browser, path, 0, count * MB, b"")
    for _number in range(count):
        line.sendall(block)
    assert line.recv(100).startswith(b"HTTP/1.1 204")
    line.close()
    assert DataFile.objects.get().sha256 == hashlib.sha256(block * count).hexdigest()
    assert peak_of_web_server(browser.port) < 200 * MB


@pytest.mark.marathon
def test_who_falls_silent_is_let_go_of_and_the_server_answers_everybody(browser: Sender, store: DiskStore) -> None:
    path = browser.begin("noise.bin", len(NOISE)).path
    with half_sent(browser, path, 0, len(NOISE), NOISE[: 5 * MB]) as line:
        assert wait_until(lambda: lies_there(store, 4 * MB))
        assert browser.head(path).status == 423
        assert wait_until(lambda: browser.head(path).status == 200, SILENCE_S + 10)
        here = browser.head(path).offset
        assert here > 4 * MB
        assert browser.send(path, here, NOISE[here:]).status == 204
        line.sendall(NOISE[5 * MB : 5 * MB + 300_000])
        assert line.recv(100).startswith(b"HTTP/1.1 408")
    assert DataFile.objects.get().sha256 == hashlib.sha256(NOISE).hexdigest()
