"""A form with one large file, written to a socket as a browser does: made on the way, never held in memory."""

import random
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

BLOCK = 1 << 20
BOUNDARY = b"----varve-benchmark"
_PATIENCE_S = 900.0
_HEAD = (
    b'--%s\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
)


@dataclass(frozen=True)
class Answer:
    """What came back: the status (0 for nothing), where it leads, and the seconds until then."""

    status: int
    location: str
    seconds: float


def block_of(number: int) -> bytes:
    """1 MiB of noise, always the same for a number; the blocks of a file take turns among eight."""
    return random.Random(number % 8).randbytes(BLOCK)


def blocks_of(size: int) -> Iterator[memoryview]:
    """The content of the file of ``size`` bytes."""
    kinds = [memoryview(block_of(number)) for number in range(8)]
    for number, start in enumerate(range(0, size, BLOCK)):
        yield kinds[number % 8][: size - start]


def digest_of(size: int) -> str:
    """The SHA256 of the file of ``size`` bytes."""
    digest = sha256()
    for block in blocks_of(size):
        digest.update(block)
    return digest.hexdigest()


def send(
    port: int, path: str, *, cookies: str, size: int, name: str = "large.bin", cut_after: int | None = None
) -> Answer:
    """Post a file of ``size`` bytes; with ``cut_after`` hang up after so many bytes of it."""
    head, tail = _HEAD % (BOUNDARY, name.encode()), b"\r\n--%s--\r\n" % BOUNDARY
    length = len(head) + size + len(tail)
    lines = (
        f"POST {path} HTTP/1.1",
        f"Host: localhost:{port}",
        f"Cookie: {cookies}",
        f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}",
        f"Content-Length: {length}",
        "Connection: close",
    )
    started = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_S) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + head)
        for block in blocks_of(size if cut_after is None else cut_after):
            line.sendall(block)
        if cut_after is not None:
            return Answer(0, "", time.perf_counter() - started)
        line.sendall(tail)
        return _answer(line, started)


def _answer(line: socket.socket, started: float) -> Answer:
    said = b""
    while b"\r\n\r\n" not in said:
        more = line.recv(65_536)
        if not more:
            raise ConnectionError(f"no answer but {said[:200]!r}")
        said += more
    seconds = time.perf_counter() - started
    first, *headers = said.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    found = dict(header.split(": ", 1) for header in headers)
    location = next((value for key, value in found.items() if key.lower() == "location"), "")
    return Answer(int(first.split()[1]), location, seconds)
