"""What a process does that shares in the work of `processes`. Imports little, so that it begins soon."""

import os
import pickle
import sys
from typing import Any, Final

_TURN: Final = 4


def turns(count: int) -> bytes:
    """The first ``count`` numbers, for a pipe that gives each of them to one of those who read it."""
    return b"".join(turn.to_bytes(_TURN, "big") for turn in range(count))


def serve() -> None:
    """Do what standard input asks for, a few of the items at each turn; end at once when nobody waits for it."""
    parent = os.getppid()
    asked = sys.stdin.buffer.read()
    if not asked:
        return
    work, pipe, few, items = pickle.loads(asked)  # noqa: S301 - of the process that began this one
    results: dict[int, Any] = {}
    error: Exception | None = None
    try:
        while number := os.read(pipe, _TURN):
            if os.getppid() != parent:
                os._exit(1)
            start = int.from_bytes(number, "big") * few
            if start >= len(items):
                break
            results[start] = work(items[start : start + few])
    except Exception as failure:
        error = failure
    pickle.dump((results, error), sys.stdout.buffer)
    sys.stdout.flush()
