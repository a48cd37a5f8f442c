"""A process that dies, or is stopped, at its k-th file operation, for every k: the product knows nothing about it."""

import os
import signal
import stat
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

OPERATIONS = (
    *("open", "write", "pwrite", "copy_file_range", "fchmod", "fsync", "rename", "mkdir", "unlink", "rmdir", "close"),
)
UNDISTURBED = 1_000_000


class _Countdown:
    """Replaces functions of ``os`` in a child: the k-th call ends the process, a write after half of its bytes.

    With SIGSTOP the process stands still before the k-th call, and goes on with it.
    """

    def __init__(self, left: int, number: signal.Signals = signal.SIGKILL) -> None:
        self.left = left
        self.number = number

    def install(self) -> None:
        for name in OPERATIONS:
            setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                if name == "write" and self.number == signal.SIGKILL:
                    real(args[0], args[1][: len(args[1]) // 2])
                os.kill(os.getpid(), self.number)
            return real(*args, **kwargs)

        return call


def dies_at(point: int, work: Callable[[], object]) -> bool:
    """Run ``work`` in a child that is killed at its ``point``-th file operation; False where it came to its end."""
    _, status = os.waitpid(_child(_Countdown(point), work), 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the work failed by itself"
    return False


def _child(countdown: _Countdown, work: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            countdown.install()
            work()
            status = 0
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(status)
    return child


@contextmanager
def stands_still_at(point: int, work: Callable[[], object]) -> Iterator[bool]:
    """``work`` in a child that stands still before its ``point``-th file operation during the block, then ends.

    False where it came to its end before.
    """
    child = _child(_Countdown(point, signal.SIGSTOP), work)
    _, status = os.waitpid(child, os.WUNTRACED)
    stands = os.WIFSTOPPED(status)
    try:
        yield stands
    finally:
        if stands:
            os.kill(child, signal.SIGCONT)
            _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "the work failed by itself"


def at_points(some: int) -> pytest.MarkDecorator:
    """``step``: one operation in so many, and with the drills every one."""
    return pytest.mark.parametrize("step", [some, pytest.param(1, marks=pytest.mark.drill)], ids=["some", "every"])


def every_kill_point(work: Callable[[int], Callable[[], object]], step: int = 1) -> Iterator[int]:
    """Kill ``work(k)()`` at its k-th operation and yield k, for every ``step``-th k until a run comes to its end; it
    has at least ten operations.
    """
    for point in count(1, step):
        if not dies_at(point, work(point)):
            assert point > 10, "the operations are not counted any more"
            return
        yield point


def tree(root: Path) -> dict[str, tuple[int, bytes]]:
    """Relative path -> (mode, bytes) of everything below ``root``, folders too."""
    found = {}
    for path in sorted(root.rglob("*")):
        mode = path.lstat().st_mode
        found[str(path.relative_to(root))] = (mode, path.read_bytes() if stat.S_ISREG(mode) else b"")
    return found
