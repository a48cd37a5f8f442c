"""The limit of receiving: one socket, one buffer, hashed, written, brought to the disk. Arguments: PORT FILE."""

import hashlib
import os
import re
import socket
import sys
from pathlib import Path

_BLOCK = 1 << 20
_LENGTH = re.compile(rb"(?i)content-length: (\d+)")


def serve(port: int, place: Path) -> None:
    """Answer one connection after the other until killed; each body is written over ``place``."""
    with socket.create_server(("127.0.0.1", port)) as door:
        while True:
            line, _address = door.accept()
            with line:
                _receive(line, place)


def _receive(line: socket.socket, place: Path) -> None:
    said = b""
    while b"\r\n\r\n" not in said:
        more = line.recv(65_536)
        if not more:
            return
        said += more
    head, _blank, rest = said.partition(b"\r\n\r\n")
    found = _LENGTH.search(head)
    digest = _store(line, place, rest, int(found[1]) if found else 0)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 64\r\nConnection: close\r\n\r\n" + digest.encode())


def _store(line: socket.socket, place: Path, rest: bytes, length: int) -> str:
    digest = hashlib.sha256(rest)
    buffer = memoryview(bytearray(_BLOCK))
    place.unlink(missing_ok=True)
    with place.open("wb", buffering=0) as target:
        target.write(rest)
        left = length - len(rest)
        while left:
            count = 0
            while count < min(_BLOCK, left):
                more = line.recv_into(buffer[count:], min(_BLOCK, left) - count)
                if not more:
                    return ""
                count += more
            digest.update(buffer[:count])
            target.write(buffer[:count])
            left -= count
        os.fsync(target.fileno())
    return digest.hexdigest()


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
