"""What each origin took of late, in bytes or in seconds of work: fills, and runs empty at a steady rate. Pure."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

MOST_ORIGINS: Final = 10_000


class Budget:
    """So much a minute for each origin, in each web process; a minute's worth may be taken at once.

    ``most``: what is given back in a minute. ``clock``: seconds that never go back.
    """

    def __init__(self, *, most: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = Lock()
        self._taken: dict[str, tuple[float, float]] = {}

    def add(self, origin: str, amount: float) -> None:
        """An origin took so much."""
        with self._lock:
            now = self._clock()
            if len(self._taken) >= MOST_ORIGINS and origin not in self._taken:
                self._taken = {who: told for who, told in self._taken.items() if self._left(told, now) > 0}
                if len(self._taken) >= MOST_ORIGINS:
                    self._taken.clear()
            self._taken[origin] = (self._left(self._taken.get(origin), now) + amount, now)

    def wait_s(self, origin: str) -> float:
        """Seconds until an origin may take more; 0 where it may at once."""
        with self._lock:
            over = self._left(self._taken.get(origin), self._clock()) - self._most
        return max(over * 60 / self._most, 0.0)

    def _left(self, told: tuple[float, float] | None, now: float) -> float:
        """What of it still counts."""
        if told is None:
            return 0.0
        level, at = told
        return max(level - (now - at) * self._most / 60, 0.0)
