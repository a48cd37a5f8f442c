"""Many small pieces of work that wait for the disk and the hash, done by a few threads."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

WORKERS: Final = 4
_CHUNK: Final = 64
_ItemT = TypeVar("_ItemT")
_ResultT = TypeVar("_ResultT")


def in_threads(work: Callable[[Sequence[_ItemT]], _ResultT], items: Sequence[_ItemT]) -> list[_ResultT]:
    """What ``work`` gives for each few of the items, in their order; few items are done here and now.

    The first error is raised when every thread has stopped; what was not begun then is left.
    """
    if len(items) <= _CHUNK:
        return [work(items)] if items else []
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="files") as pool:
        try:
            return list(pool.map(work, _chunks(items)))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _chunks(items: Sequence[_ItemT]) -> Iterator[Sequence[_ItemT]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
