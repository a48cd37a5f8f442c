"""Packages rebuilt by several processes at once, each of them whole or not at all, as when they come one by one."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final

from django.db import connection, connections

from archive.services.package_sources import PackageSource, open_source
from archive.services.rebuilt_package import Beside, Result, rebuild_package
from repository.errors import TransientFailure

_AHEAD: Final = 32
"""So many packages for each process are given out: a large one keeps those behind it from being told, not from being
rebuilt."""

_Told = tuple[Result | TransientFailure, Beside]

_opened: dict[str, PackageSource] = {}
"""In a process that rebuilds: where it reads, by name."""


def rebuilt_apart(source: str, suffixes: Sequence[str], *, processes: int) -> Iterator[tuple[Result, Beside]]:
    """What became of each package in turn, and what it told beside; ``source`` as `open_source` takes it.

    The caller's connections are closed, and may be in no transaction. Raises as `rebuild_package`, and TransientFailure
    where a process was killed: what was rebuilt by then stays, and of the last few packages nothing may be told.
    """
    connections.close_all()
    with _pool(processes) as give:
        left, given = iter(suffixes), deque[Future[_Told]]()
        for suffix in left:
            given.append(give(source, suffix))
            if len(given) == _AHEAD * processes:
                yield from _taken(given)
        while given:
            yield from _taken(given)


def do_not_wait_for_the_disk() -> None:
    """What a power cut takes back is rebuilt by the next run; `Rebuild.finish` waits for the disk, for all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


@contextmanager
def _pool(processes: int) -> Iterator[Callable[[str, str], "Future[_Told]"]]:
    """Who gives packages out. Its processes end at once where the block fails, or this process is killed."""
    watched, held = os.pipe()
    pool = ProcessPoolExecutor(processes, get_context("fork"), initializer=_begin, initargs=(watched, held))

    def give(source: str, suffix: str) -> "Future[_Told]":
        try:
            return pool.submit(_rebuilt, source, suffix)
        except BrokenProcessPool as error:
            broken = Future[_Told]()
            broken.set_exception(error)
            return broken

    try:
        yield give
    except BaseException:
        os.close(held)
        held = -1
        raise
    finally:
        pool.shutdown()
        for descriptor in (watched, held):
            if descriptor >= 0:
                os.close(descriptor)


def _taken(given: "deque[Future[_Told]]") -> Iterator[tuple[Result, Beside]]:
    """The first of those that are given out; where that failed, before the failure all others that are done."""
    told = _answer(given.popleft())
    if isinstance(told, TransientFailure):
        for other in given:
            if other.done() and not isinstance(done := _answer(other), TransientFailure):
                yield done
        raise told
    yield told


def _answer(future: "Future[_Told]") -> tuple[Result, Beside] | TransientFailure:
    try:
        result, beside = future.result()
    except BrokenProcessPool:
        return TransientFailure("A process that was rebuilding packages was killed.")
    return result if isinstance(result, TransientFailure) else (result, beside)


def _begin(watched: int, held: int) -> None:
    """Before the first package: Ctrl-C is for who gave the command, and who is left alone ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.close(held)
    threading.Thread(target=_end_with, args=(watched,), daemon=True).start()


def _end_with(watched: int) -> None:
    """The other end is closed by who gave the command, or by the kernel when that is gone."""
    os.read(watched, 1)
    os._exit(1)


def _rebuilt(source: str, suffix: str) -> _Told:
    """A failure is told in words that another process can read."""
    beside = Beside()
    try:
        if source not in _opened:
            do_not_wait_for_the_disk()
            _opened[source] = open_source(source)
        return rebuild_package(_opened[source], suffix, beside), beside
    except TransientFailure as failure:
        return TransientFailure(failure.sentence, code=failure.code), beside
