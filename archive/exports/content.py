"""The files of an export: what is made here, and sealed bytes that are proved while they go out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import FixityMismatch
from repository.zip_format import Member

_BLOCK: Final = 256 * 1024


@dataclass(frozen=True)
class Entry:
    """A file of an export: path below its top folder, bytes, and their SHA256 in lower-case hexadecimal."""

    path: str
    size: int
    sha256: str
    read: Callable[[], Iterator[bytes]]

    def under(self, folder: str) -> Member:
        """The same, for an archive file in which everything lies in ``folder``."""
        return Member(f"{folder}/{self.path}", self.size, self.read)


def made(path: str, content: bytes) -> Entry:
    """A small file of these bytes."""
    return Entry(path, len(content), sha256_of_bytes(content), lambda: iter((content,)))


def sealed(path: str, source: Path, *, size: int, sha256: str) -> Entry:
    """A sealed file, read when it is asked for. Reading raises FixityMismatch before the last block where the bytes
    are not those that were sealed, so that nobody gets wrong bytes whole.
    """
    return Entry(path, size, sha256, partial(_proved, source, sha256))


def told_twice(path: str, lines: Callable[[], Iterator[bytes]]) -> Entry:
    """A file that is never whole in memory: ``lines`` gives the same bytes each time, once to measure, once to read."""
    digest, size = sha256(), 0
    for line in lines():
        digest.update(line)
        size += len(line)
    return Entry(path, size, digest.hexdigest(), lines)


def _proved(source: Path, expected: str) -> Iterator[bytes]:
    digest, held = sha256(), b""
    with source.open("rb", buffering=0) as stream:
        for block in _blocks(stream):
            digest.update(block)
            if held:
                yield held
            held = block
    if digest.hexdigest() != expected:
        raise FixityMismatch(f"{source.parent.name}/{source.name} is not what was sealed: it is not exported.")
    if held:
        yield held


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block
