"""A file goes into a bucket: read once, hashed on the way, whole or in pieces, in memory of a few pieces."""

import hashlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import FixityMismatch, disk_failures
from archive.stores.s3.failures import KeyTaken
from archive.stores.s3.objects import Objects, Piece
from repository.clients.s3.failures import PiecesMissing, StorageAway

logger = logging.getLogger(__name__)

PIECE: Final = 16 * 1024**2
"""Bytes of a piece, and the largest file that is sent whole."""

AT_ONCE: Final = 3
"""Pieces on their way together; memory holds one more."""

MOST_PIECES: Final = 10_000
ABANDONED: Final = timedelta(days=7)
"""After which nobody sends a piece any more of what was begun."""


def send_file(objects: Objects, key: str, source: Path, *, sha256: str) -> None:
    """Give a file the key, where nothing has it: KeyTaken.

    Raises FixityMismatch, leaving nothing, where the bytes that were read are not those of ``sha256``.
    """
    with (
        disk_failures(source.parent),
        os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file,
    ):
        size = os.fstat(file.fileno()).st_size
        if size <= PIECE:
            content = file.read()
            _check(sha256_of_bytes(content), sha256, source)
            objects.put(key, content, sha256=sha256)
        else:
            end_abandoned(objects, key)
            _send_pieces(objects, key, file, source, sha256=sha256, size=size)


def end_abandoned(objects: Objects, key: str, *, after: timedelta = ABANDONED) -> int:
    """Let go of what was begun under the key, and of what anybody began long ago and never ended: how many.

    The caller holds the key, so what was begun under it comes from a process that died. Where an object is by now
    nothing is let go: a storage that stopped in the middle may still have it in those pieces.
    """
    old = datetime.now(UTC) - after
    begun = [each for each in objects.bucket.sendings("") if each.key == key or each.begun < old]
    ended = [each for each in begun if objects.head(each.key) is None]
    for each in ended:
        objects.bucket.drop(each.key, each.sending)
    return len(ended)


def _send_pieces(objects: Objects, key: str, file: BinaryIO, source: Path, *, sha256: str, size: int) -> None:
    sending = objects.begin(key, sha256=sha256)
    whole = hashlib.sha256()
    try:
        pieces = _sent(objects, key, sending, _contents(file, max(PIECE, -(-size // MOST_PIECES)), whole.update))
        _check(whole.hexdigest(), sha256, source)
    except BaseException:
        _drop(objects, key, sending)
        raise
    _complete(objects, key, sending, pieces)


def _complete(objects: Objects, key: str, sending: str, pieces: list[Piece]) -> None:
    """An answer may be lost, and the call repeated, after the object was made: then there is one.

    Pieces of which nobody knows whether they became an object are left alone: the next time will tell.
    """
    try:
        if objects.head(key) is not None:
            raise KeyTaken
        objects.complete(key, sending, pieces)
    except KeyTaken:
        _drop(objects, key, sending)
        raise
    except PiecesMissing:
        if objects.head(key) is None:
            raise


def _drop(objects: Objects, key: str, sending: str) -> None:
    """Let go of the pieces; where the storage does not answer, `end_abandoned` does it another time."""
    try:
        objects.bucket.drop(key, sending)
    except StorageAway as away:
        logger.info("store.pieces_left key=%s reason=%s", key, away.code)


def _sent(objects: Objects, key: str, sending: str, contents: Iterator[bytes]) -> list[Piece]:
    """Send pieces while the next are read; where one fails the others on their way are waited for."""
    pieces: list[Piece] = []
    flying: deque[Future[Piece]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, content in enumerate(contents, start=1):
            if len(flying) == AT_ONCE:
                pieces.append(flying.popleft().result())
            flying.append(pool.submit(objects.put_piece, key, sending, number, content))
        return pieces + [each.result() for each in flying]


def _contents(file: BinaryIO, length: int, read: Callable[[bytes], object]) -> Iterator[bytes]:
    while content := file.read(length):
        read(content)
        yield content


def _check(found: str, sha256: str, source: Path) -> None:
    if found != sha256:
        raise FixityMismatch(f"{source.name} has SHA256 {found}, expected {sha256}: it is not copied.")
