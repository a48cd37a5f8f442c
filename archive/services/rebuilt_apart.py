"""Packages rebuilt by several processes at once, each of them whole or not at all, as when they come one by one."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Final

from django.db import connection, connections

from archive.services.package_sources import PackageSource, open_source
from archive.services.rebuilt_package import Beside, Result, rebuild_package
from repository.errors import TransientFailure

_AT_A_TIME: Final = 4
"""So many packages a process is given at once."""

_opened: dict[str, PackageSource] = {}
"""In a process that rebuilds: where it reads."""


def rebuilt_apart(source: str, suffixes: Sequence[str], *, processes: int) -> Iterator[tuple[Result, Beside]]:
    """What became of each package in turn, and what it told beside; ``source`` as `open_source` takes it.

    The caller's connections are closed, and may be in no transaction. Raises as `rebuild_package`, and TransientFailure
    where a process was killed: what was rebuilt by then stays.
    """
    connections.close_all()
    pool = ProcessPoolExecutor(processes, get_context("fork"), initializer=_begin, initargs=(source,))
    with pool:
        try:
            for result, beside in pool.map(_rebuilt, suffixes, chunksize=_AT_A_TIME):
                if isinstance(result, TransientFailure):
                    raise result
                yield result, beside
        except BrokenProcessPool as error:
            raise TransientFailure("A process that was rebuilding packages was killed.") from error


def do_not_wait_for_the_disk() -> None:
    """What a power cut takes back is rebuilt by the next run; `Rebuild.finish` waits for the disk, for all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def _begin(source: str) -> None:
    """Before the first package: Ctrl-C is for who gave the command, and who is left alone ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _opened["source"] = open_source(source)
    do_not_wait_for_the_disk()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _rebuilt(suffix: str) -> tuple[Result | TransientFailure, Beside]:
    """A failure is told in words that another process can read, and hides nothing of what came before it."""
    beside = Beside()
    try:
        return rebuild_package(_opened["source"], suffix, beside), beside
    except TransientFailure as failure:
        return TransientFailure(failure.sentence, code=failure.code), beside
