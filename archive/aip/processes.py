"""Very many small pieces of work, shared among processes of our own: threads of one would wait for each other.

Such a process (`serving`) imports little, and speaks with nobody but the one that began it, by pickles over two pipes.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from archive.aip.threads import in_threads
from repository.errors import TransientFailure

VERY_MANY: Final = 2_000
"""Fewer items are left to threads: a process takes as long to begin as a thousand small files."""

MOST: Final = 4
_ROOT: Final = str(Path(__file__).parents[2])
_BEGIN: Final = f"import sys; sys.path.insert(0, {_ROOT!r}); from archive.aip.serving import serve; serve()"
_ItemT = TypeVar("_ItemT")
_ResultT = TypeVar("_ResultT")


def in_processes(
    work: Callable[[Sequence[_ItemT]], _ResultT], items: Sequence[_ItemT], *, keep: Sequence[int] = ()
) -> list[_ResultT]:
    """As `in_threads`, by as many processes as there are cores; ``work`` and the items are ones that can be pickled.

    ``keep``: descriptors that stay open as long as one of the processes lives, such as a lock that covers the work.
    The first error is raised when all have stopped; TransientFailure ``process-ended`` where one was killed.
    """
    count = min(MOST, len(os.sched_getaffinity(0)))
    if count == 1 or len(items) < VERY_MANY or not sys.executable:
        return in_threads(work, items)
    share = -(-len(items) // count)
    with ExitStack() as all_ended, ThreadPoolExecutor(count, thread_name_prefix="processes") as pool:
        processes = [all_ended.enter_context(_process(keep)) for _ in range(count)]
        parts = [pickle.dumps((work, items[start : start + share])) for start in range(0, len(items), share)]
        answers = list(pool.map(_answer, processes, parts))
    for _results, error in answers:
        if error is not None:
            raise error
    return [result for results, _error in answers for result in results]


@contextmanager
def _process(keep: Sequence[int]) -> Iterator["subprocess.Popen[bytes]"]:
    """One process that waits for its work; it has ended afterwards, whatever happens."""
    command = [sys.executable, "-I", "-S", "-c", _BEGIN]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=keep) as process:
        try:
            yield process
        finally:
            process.kill()


def _answer(process: "subprocess.Popen[bytes]", part: bytes) -> tuple[list[Any], BaseException | None]:
    said, _nothing = process.communicate(part)
    if process.returncode or not said:
        sentence = f"A process that worked on many files ended with {process.returncode}."
        return [], TransientFailure(sentence, code="process-ended")
    answer: tuple[list[Any], BaseException | None] = pickle.loads(said)  # noqa: S301 - of a process of our own
    return answer
