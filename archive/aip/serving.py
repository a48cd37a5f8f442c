"""What a process does that shares in the work of `processes`. Imports little, so that it begins soon."""

import os
import pickle
import sys
from typing import Any, Final

_CHUNK: Final = 64


def serve() -> None:
    """Do what standard input asks for, some pieces at a time; end at once when nobody waits for it any more."""
    parent = os.getppid()
    work, items = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the process that began this one
    results: list[Any] = []
    error: Exception | None = None
    try:
        for start in range(0, len(items), _CHUNK):
            if os.getppid() != parent:
                os._exit(1)
            results.append(work(items[start : start + _CHUNK]))
    except Exception as failure:
        error = failure
    pickle.dump((results, error), sys.stdout.buffer)
    sys.stdout.flush()
