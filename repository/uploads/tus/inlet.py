"""The body of a request, block by block, from a sender who may fall silent without hanging up."""

import time
from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import Final

BLOCK: Final = 256 * 1024
SILENCE_S: Final = 30.0
"""A laptop that was closed says no goodbye: after so long without a byte the upload is free for its next request."""


class Inlet:
    """What ``read`` gives, until it gives nothing or fails as a lost connection does. To be gone through once.

    It is read in the thread of the request and never beside it: granian sends no answer to anybody while one request
    is answered and its body still waited for elsewhere. So who is silent cannot be answered; ``on_silence`` is called
    in a thread of its own instead, once, and the reading goes on.
    """

    def __init__(self, read: Callable[[int], bytes], *, silence_s: float = SILENCE_S) -> None:
        self.on_silence: Callable[[], None] = _nothing
        self._read = read
        self._silence_s = silence_s
        self._since: float | None = None
        self._is_over = Event()

    def __iter__(self) -> Iterator[bytes]:
        """The blocks."""
        Thread(target=self._watch, name="upload", daemon=True).start()
        try:
            while block := self._next():
                yield block
        finally:
            self.stop()

    def stop(self) -> None:
        """Watch no longer. May be called more than once."""
        self._is_over.set()

    def _next(self) -> bytes:
        self._since = time.monotonic()
        try:
            return self._read(BLOCK)
        except OSError:
            return b""
        finally:
            self._since = None

    def _watch(self) -> None:
        while not self._is_over.wait(self._silence_s / 6):
            since = self._since
            if since is not None and time.monotonic() - since > self._silence_s:
                self.on_silence()
                return


def _nothing() -> None:
    return
