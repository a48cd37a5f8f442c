"""A file of 20 GB whose server is killed on the way: what is sent again is nothing beside it."""

import hashlib
import http.client
import socket
import time
from pathlib import Path

import pytest

from benchmarks.sending.memory import peak_of_web_server
from repository.models import DataFile, Dataset, Person
from repository.uploads.disk import DiskStore
from repository.uploads.tus.headers import BODY_TYPE
from tests.repository.tus.web import Sender, kill_web, sender, served

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.marathon, pytest.mark.timeout(1500)]

GB = 1_000_000_000
SIZE = 20 * GB
KILLED_AFTER = 11 * GB
BLOCK = 1 << 20


class Line:
    """Sends a sparse file from an offset, and knows how many bytes it handed to the network."""

    def __init__(self, browser: Sender, source: Path) -> None:
        self.browser = browser
        self.source = source
        self.handed_over = 0

    def send(self, path: str, offset: int, *, dies_after: int = 0) -> None:
        """One PATCH with the rest. ``dies_after`` so many bytes the server is killed."""
        headers = {**self.browser.headers, "Upload-Offset": str(offset), "Content-Type": BODY_TYPE}
        headers |= {"Content-Length": str(SIZE - offset), "Host": "localhost", "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with socket.create_connection(("localhost", self.browser.port)) as line, self.source.open("rb") as stream:
            line.sendall(f"PATCH {path} HTTP/1.1\r\n{head}\r\n".encode())
            stream.seek(offset)
            while block := stream.read(BLOCK):
                line.sendall(block)
                self.handed_over += len(block)
                if dies_after and self.handed_over >= dies_after:
                    kill_web(self.browser.port)
                    return
            assert http.client.HTTPResponse(line).fp.readline().startswith(b"HTTP/1.1 204")


def test_twenty_gigabytes_cut_on_the_way_are_sent_once(
    tmp_path: Path, alice: Person, dataset: Dataset, store: DiskStore
) -> None:
    source = tmp_path / "sparse.bin"
    with source.open("wb") as sparse:
        sparse.truncate(SIZE)
    with served(tmp_path) as port:
        line = Line(sender(port, alice, dataset), source)
        path = line.browser.begin("sparse.bin", SIZE).path
        line.send(path, 0, dies_after=KILLED_AFTER)
    with served(tmp_path, port=port):
        asked = time.monotonic()
        here = line.browser.head(path).offset
        answered_in = time.monotonic() - asked
        line.send(path, here)
        assert peak_of_web_server(port) < 200_000_000
    assert line.handed_over - SIZE < SIZE / 100
    assert answered_in < 10, "only what came after the last checkpoint was hashed again"
    digest, block = hashlib.sha256(), bytes(BLOCK)
    for start in range(0, SIZE, BLOCK):
        digest.update(block[: SIZE - start])
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (SIZE, digest.hexdigest())
    store.path_of(file.draft_path).unlink()
