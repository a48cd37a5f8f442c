"""How many tasks of this machine run at once: locks on small files, let go of by the kernel when their holder dies.

A lock of POSIX (fcntl) belongs to one process and is not inherited by the tasks that it forks.
"""

import fcntl
import os
import struct
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_FLOCK: Final = "hhqqi4x"
"""struct flock of Linux: type, whence, start, length, pid."""
FRESH_S: Final = 2.0
"""How long a job counts as waiting after it last asked."""


def holder_of(path: Path) -> int | None:
    """The process that holds the lock on this file; None: nobody, or no file."""
    try:
        opened = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        kind, *_, pid = struct.unpack(_FLOCK, fcntl.fcntl(opened, fcntl.F_GETLK, asked))
    finally:
        os.close(opened)
    return None if kind == fcntl.F_UNLCK else pid


def hold(path: Path) -> int | None:
    """Take the lock on this file, made if need be, for as long as the descriptor is open; None: it is taken."""
    opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        return None
    return opened


class Slots:
    """The cores that tasks share, of all jobs of this machine."""

    def __init__(self, folder: Path, count: int, name: str) -> None:
        self.folder, self.count, self.waiting = folder, count, folder / f"waiting-{name}"
        self.mine: dict[int, int] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, cpus: int) -> list[int] | None:
        """So many slots at once, at most all there are; None: they are not free, or it is another job's turn."""
        wanted = min(cpus, self.count)
        if self.mine and len(self.mine) + wanted > self._share():
            return None
        taken: list[int] = []
        for number in range(self.count):
            if len(taken) == wanted:
                break
            if number not in self.mine and (opened := hold(self.folder / f"slot-{number}")) is not None:
                self.mine[number] = opened
                taken.append(number)
        if len(taken) < wanted:
            self.give(taken)
            self.waiting.touch()
            return None
        return taken

    def give(self, slots: list[int]) -> None:
        """Let go of them."""
        for number in slots:
            os.close(self.mine.pop(number))

    def close(self) -> None:
        """Let go of everything."""
        self.give(list(self.mine))
        self.waiting.unlink(missing_ok=True)

    def _share(self) -> int:
        """All, or an equal part where other jobs wait."""
        others, now = 0, time.time()
        for path in self.folder.glob("waiting-*"):
            with suppress(FileNotFoundError):
                others += path != self.waiting and now - path.stat().st_mtime < FRESH_S
        return max(1, self.count // (1 + others))
