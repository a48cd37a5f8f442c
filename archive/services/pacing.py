"""A bounded bandwidth: whoever reads calls after each piece, and is made to wait where that was too fast."""

import time
from collections.abc import Callable
from typing import Final

BURST_S: Final = 1.0
"""What was not used is kept for so long, so that many small files are as fast as one large."""


class Bucket:
    """A token bucket of ``bytes_per_s``, for one thread. Knows no clock but one that never jumps.

    >>> waits = []
    >>> pace = Bucket(1000, clock=lambda: 0.0, wait=waits.append)
    >>> pace(1000), pace(500), waits
    (None, None, [0.5])
    """

    def __init__(
        self,
        bytes_per_s: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._bytes_per_s = bytes_per_s
        self._clock, self._wait = clock, wait
        self._paid_until = clock() - BURST_S

    def __call__(self, count: int) -> None:
        """``count`` bytes were read."""
        now = self._clock()
        self._paid_until = max(self._paid_until, now - BURST_S) + count / self._bytes_per_s
        if self._paid_until > now:
            self._wait(self._paid_until - now)
