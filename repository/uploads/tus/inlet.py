"""The body of a request, block by block, from a sender who may fall silent without hanging up."""

import queue
from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import Final

BLOCK: Final = 256 * 1024
SILENCE_S: Final = 30.0
"""A laptop that was closed says no goodbye: after so long without a byte the upload is free for its next request."""

_AHEAD: Final = 8
"""Blocks that wait for the disk at most."""


def blocks_of(read: Callable[[int], bytes], *, silence_s: float = SILENCE_S) -> Iterator[bytes]:
    """What ``read`` gives, until it gives nothing, fails as a lost connection does, or falls silent.

    It is read in a thread ahead of who takes the blocks, so that network and disk work at once.
    """
    waiting: queue.Queue[bytes] = queue.Queue(maxsize=_AHEAD)
    is_over = Event()
    Thread(target=_read_ahead, args=(read, waiting, is_over), name="upload", daemon=True).start()
    try:
        while block := waiting.get(timeout=silence_s):
            yield block
    except queue.Empty:
        return
    finally:
        is_over.set()


def _read_ahead(read: Callable[[int], bytes], waiting: "queue.Queue[bytes]", is_over: Event) -> None:
    block = b"-"
    while block and not is_over.is_set():
        try:
            block = read(BLOCK)
        except OSError:
            block = b""
        _hand_over(block, waiting, is_over)


def _hand_over(block: bytes, waiting: "queue.Queue[bytes]", is_over: Event) -> None:
    while not is_over.is_set():
        try:
            waiting.put(block, timeout=1.0)
        except queue.Full:
            continue
        return
