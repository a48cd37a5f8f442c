"""Very many small pieces of work, shared among processes of our own: threads of one would wait for each other.

Such a process (`serving`) imports little, and speaks with nobody but the one that began it, by pickles over two pipes.
A third pipe holds one number for each few of the items: who is ready takes the next, so that all end at one time.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from archive.aip.serving import turns
from archive.aip.threads import in_threads
from repository.errors import TransientFailure

VERY_MANY: Final = 2_000
"""Fewer items are left to threads: a process takes as long to begin as a thousand small files."""

MOST: Final = 4
_FEW: Final = 64
_TURNS_MOST: Final = 1_000
"""So many numbers fit into every pipe at once, also into that of a user who has very many."""

_ROOT: Final = str(Path(__file__).parents[2])
_BEGIN: Final = f"import sys; sys.path.insert(0, {_ROOT!r}); from archive.aip.serving import serve; serve()"
_ItemT = TypeVar("_ItemT")
_ResultT = TypeVar("_ResultT")


class Share(Protocol):
    """Work shared among others."""

    def __call__(self, work: Callable[[Sequence[_ItemT]], _ResultT], items: Sequence[_ItemT], /) -> list[_ResultT]:
        """What ``work`` gives for each few of the items, in their order."""


def in_processes(work: Callable[[Sequence[_ItemT]], _ResultT], items: Sequence[_ItemT]) -> list[_ResultT]:
    """As `in_threads`, by as many processes as there are cores; ``work`` and the items are ones that can be pickled.

    The first error is raised when all have stopped; TransientFailure ``process-ended`` where one was killed.
    """
    with processes_begun(len(items)) as share:
        return share(work, items)


@contextmanager
def processes_begun(items: int, *, keep: Sequence[int] = ()) -> Iterator[Share]:
    """As `in_processes`, once: the processes begin while the caller finds out what there is to do.

    ``items``: how many there will be at most. ``keep``: descriptors that stay open as long as one of the processes
    lives, such as a lock that covers the work. All have ended afterwards, whatever happens.
    """
    count = min(MOST, len(os.sched_getaffinity(0)))
    if count == 1 or items < VERY_MANY or not sys.executable:
        yield in_threads
        return
    reading, writing = os.pipe()
    with ExitStack() as all_ended:
        all_ended.callback(os.close, reading)
        all_ended.callback(os.close, writing)
        processes = [all_ended.enter_context(_process((*keep, reading))) for _ in range(count)]

        def share(work: Callable[[Sequence[_ItemT]], _ResultT], items: Sequence[_ItemT]) -> list[_ResultT]:
            few = max(_FEW, -(-len(items) // _TURNS_MOST))
            os.write(writing, turns(-(-len(items) // few) + count))  # at the last numbers each finds that all is done
            return _answers(processes, pickle.dumps((work, reading, few, items)))

        yield share


def _answers(processes: "Sequence[subprocess.Popen[bytes]]", asked: bytes) -> list[Any]:
    with ThreadPoolExecutor(len(processes), thread_name_prefix="processes") as pool:
        answers = list(pool.map(partial(_answer, asked), processes))
    found: dict[int, Any] = {}
    for results, error in answers:
        if error is not None:
            raise error
        found.update(results)
    return [found[start] for start in sorted(found)]


@contextmanager
def _process(keep: Sequence[int]) -> Iterator["subprocess.Popen[bytes]"]:
    """One process that waits for its work; it has ended afterwards, whatever happens."""
    command = [sys.executable, "-I", "-S", "-c", _BEGIN]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=keep) as process:
        try:
            yield process
        finally:
            process.kill()


def _answer(asked: bytes, process: "subprocess.Popen[bytes]") -> tuple[dict[int, Any], BaseException | None]:
    said, _nothing = process.communicate(asked)
    if process.returncode or not said:
        sentence = f"A process that worked on many files ended with {process.returncode}."
        return {}, TransientFailure(sentence, code="process-ended")
    answer: tuple[dict[int, Any], BaseException | None] = pickle.loads(said)  # noqa: S301 - of a process of our own
    return answer
