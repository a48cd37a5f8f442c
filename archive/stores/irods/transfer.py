"""Bytes on their way to a zone and back, hashed as they go."""

import hashlib
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any, Final

from archive.aip.digest import sha256_of_file
from archive.aip.durable import disk_failures
from archive.stores.base import Pace, at_full_speed
from repository.clients.irods.opened import (
    PIECE,
    Opened,
    opened_beside,
    opened_for_reading,
    opened_for_writing,
)
from repository.clients.irods.sessions import Sessions, hang_up

PARALLEL_FROM: Final = 32 * 1024 * 1024
"""Bytes from which a file is sent over several connections."""
CONNECTIONS: Final = 3


def send(sessions: Sessions, source: Path, path: str, resource: str) -> str:
    """Send a file to a new object on a resource; SHA256 of what was read from the file while it was sent.

    An error on either side hangs up before the object is finished: the server keeps it as stale, never as good.
    """
    with disk_failures(source.parent):
        size = source.stat().st_size
    if size < PARALLEL_FROM:
        with sessions.kept() as session:
            target = opened_for_writing(session, path, resource, size=size)
            found = _write(target, source)
            target.close()
        return found
    with sessions.own() as session:
        return _send_in_parts(session, source, path, resource, size=size)


def _write(target: Opened, source: Path) -> str:
    digest = hashlib.sha256()
    with disk_failures(source.parent):
        stream = source.open("rb", buffering=0)
    with stream:
        while piece := _piece(stream, source, PIECE):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def _piece(stream: Any, source: Path, count: int) -> memoryview:
    """The next bytes of a local file, whose own errors are not those of the store."""
    with disk_failures(source.parent):
        return memoryview(stream.read(count))


def _send_in_parts(session: Any, source: Path, path: str, resource: str, *, size: int) -> str:
    """Each connection brings its range, hashing goes on beside; the first connection finishes when all are done."""
    first = opened_for_writing(session, path, resource, size=size)
    token, hierarchy = first.where()
    bounds = [size * number // CONNECTIONS for number in range(CONNECTIONS + 1)]
    stopped = Event()
    with ThreadPoolExecutor(CONNECTIONS + 1) as threads:
        try:
            hashing = threads.submit(_sha256_of, source, stopped)
            parts = [threads.submit(_write_range, first, source, bounds[0], bounds[1])]
            for start, stop in pairwise(bounds[1:]):
                beside = opened_beside(session, path, token=token, hierarchy=hierarchy, size=size)
                parts.append(threads.submit(_bring_range, beside, source, start, stop))
            for part in wait(parts, return_when=FIRST_EXCEPTION).done:
                part.result()
            first.close()
            return hashing.result()
        except BaseException:
            stopped.set()
            hang_up(session)
            raise


def _sha256_of(source: Path, stopped: Event) -> str:
    def go_on(_count: int) -> None:
        if stopped.is_set():
            raise OSError("the transfer failed")

    with disk_failures(source.parent):
        return sha256_of_file(source, after_each=go_on)


def _bring_range(target: Opened, source: Path, start: int, stop: int) -> None:
    _write_range(target, source, start, stop)
    target.close_part()


def _write_range(target: Opened, source: Path, start: int, stop: int) -> None:
    with disk_failures(source.parent):
        stream = source.open("rb", buffering=0)
    with stream:
        stream.seek(start)
        target.seek(start)
        while start < stop and (piece := _piece(stream, source, min(PIECE, stop - start))):
            target.write(piece)
            start += len(piece)


def sha256_of_replica(session: Any, path: str, hierarchy: str, *, pace: Pace = at_full_speed) -> str:
    """SHA256 of one replica's bytes as the server reads them from its resource now."""
    digest = hashlib.sha256()
    replica = opened_for_reading(session, path, hierarchy)
    while piece := replica.read():
        digest.update(piece)
        pace(len(piece))
    replica.close()
    return digest.hexdigest()
