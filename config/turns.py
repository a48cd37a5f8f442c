"""Whose answer is made when, in one web process: people at once, programs that read the catalogue beside them."""

import itertools
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Final

AT_ONCE: Final = 2
MOST_WAITING: Final = 3
"""With those being answered: fewer than the threads of a web process (8), so that some are always left for people."""
LAST_PLACES: Final = 2
"""So many places of the lane are for origins that have none yet, once the others are taken."""
PATIENCE_S: Final = 2.0
PEOPLE_FIRST_S: Final = 0.25
"""So long at most a page of a harvest waits for people who are being answered."""
YOUNG_S: Final = 1.0
"""What takes people longer than this is no click but an upload or a file, which holds up nobody."""


class LaneFull(Exception):
    """Too many answers for programs are being made, or wait to be."""


class Lane:
    """A few answers for programs are made at a time, a few more wait, others are refused; each lets people go first."""

    def __init__(
        self, *, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING, patience_s: float = PATIENCE_S
    ) -> None:
        self._condition = Condition()
        self._at_once, self._places, self._patience_s = at_once, at_once + most_waiting, patience_s
        self._running = 0
        self._held = Counter[str]()
        self._people: dict[int, float] = {}
        self._numbers = itertools.count()

    @contextmanager
    def turn(self, origin: str) -> Iterator[None]:
        """Wait for a turn and have it; raises LaneFull."""
        self._take_place(origin)
        try:
            self._start()
            try:
                yield
            finally:
                with self._condition:
                    self._running -= 1
        finally:
            with self._condition:
                self._held[origin] -= 1
                if not self._held[origin]:
                    del self._held[origin]
                self._condition.notify()

    @contextmanager
    def people(self) -> Iterator[None]:
        """Somebody who works on the site is being answered."""
        number = next(self._numbers)
        with self._condition:
            self._people[number] = time.monotonic()
        try:
            yield
        finally:
            with self._condition:
                del self._people[number]
                if not self._people:
                    self._condition.notify_all()

    def _take_place(self, origin: str) -> None:
        with self._condition:
            free = self._places - self._held.total()
            if free <= 0 or (free <= LAST_PLACES and self._held[origin]):
                raise LaneFull
            self._held[origin] += 1

    def _start(self) -> None:
        came = time.monotonic()
        with self._condition:
            while True:
                now = time.monotonic()
                if self._running < self._at_once:
                    left = came + PEOPLE_FIRST_S - now
                    if left <= 0 or not self._has_people(now):
                        self._running += 1
                        return
                else:
                    left = came + self._patience_s - now
                    if left <= 0:
                        raise LaneFull
                self._condition.wait(left)

    def _has_people(self, now: float) -> bool:
        return any(now - began < YOUNG_S for began in self._people.values())
