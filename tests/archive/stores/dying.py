"""Work in a process of its own that dies at a chosen step of a server that this process runs."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager


def dies_while(
    work: Callable[[], object],
    *,
    watched: Callable[[Callable[[object], None]], AbstractContextManager[object]],
    point: int,
) -> bool:
    """Whether ``work`` was killed at its ``point``-th step; False where it ended before, well.

    ``watched(watch)`` is the time in which the server tells every step to ``watch``.
    """
    steps = 0

    def watch(_step: object) -> None:
        nonlocal steps
        steps += 1
        if steps == point:
            os.kill(child, signal.SIGKILL)

    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(ready, 1)
        _work_and_leave(work)
    with watched(watch):
        os.write(go, b".")
        _, status = os.waitpid(child, 0)
    os.close(ready)
    os.close(go)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the work failed by itself"
    return False


def _work_and_leave(work: Callable[[], object]) -> None:
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(status)
