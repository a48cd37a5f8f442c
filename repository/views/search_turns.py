"""Who is given an answer of the search that must be made: a few at a time, and none too many for one origin.

Whoever walks through every link of the list shares one process with people who work on the site: these go first.
Whoever is signed in is not counted, and an answer that is kept costs nobody a turn.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Condition, Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override

from repository.accounts.rate import Window, origin_of
from repository.errors import RepositoryError

MOST_WAITING: Final = 3
PATIENCE_S: Final = 2.0
CROWDED_S: Final = 5.0
"""So long after a refusal the search works a quarter of the time at most, and its origin is refused at once."""
REST: Final = 3
"""After a refusal the search rests so many times as long as it worked."""
_MOST_ORIGINS: Final = 10_000
_POLICY: Final = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-ancestors 'none'"


class Crowded(RepositoryError):
    """Too much is asked of the search at this moment."""

    code = "search-crowded"


class Turns:
    """One answer is made at a time in a process; a few wait for it, others are refused."""

    def __init__(self, *, most_waiting: int = MOST_WAITING, patience_s: float = PATIENCE_S) -> None:
        self._condition = Condition()
        self._most_waiting, self._patience_s = most_waiting, patience_s
        self._waiting = 0
        self._is_taken = False
        self._free_from = self._refused_at = -math.inf

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and have it; raises Crowded where too many wait, or one must wait for too long."""
        self._take()
        began = time.monotonic()
        try:
            yield
        finally:
            self._give_back(time.monotonic() - began)

    def _take(self) -> None:
        until = time.monotonic() + self._patience_s
        with self._condition:
            if self._wait_s() > 0 and self._waiting >= self._most_waiting:
                self._refuse()
            self._waiting += 1
            try:
                while (wait := self._wait_s()) > 0:
                    left = until - time.monotonic()
                    if left <= 0:
                        self._refuse()
                    self._condition.wait(min(wait, left))
                self._is_taken = True
            finally:
                self._waiting -= 1

    def _wait_s(self) -> float:
        return math.inf if self._is_taken else self._free_from - time.monotonic()

    def _refuse(self) -> None:
        self._refused_at = time.monotonic()
        raise Crowded

    def _give_back(self, seconds: float) -> None:
        """After a refusal the search rests, so that others have the process meanwhile."""
        with self._condition:
            now = time.monotonic()
            self._is_taken = False
            self._free_from = now + REST * seconds if now - self._refused_at < CROWDED_S else now
            self._condition.notify()


class Resting:
    """Origins that were refused a moment ago."""

    def __init__(self, *, length_s: float = CROWDED_S) -> None:
        self._lock, self._length_s = Lock(), length_s
        self._until: dict[str, float] = {}

    def add(self, origin: str) -> None:
        """Refuse an origin for a while."""
        with self._lock:
            if len(self._until) >= _MOST_ORIGINS:
                self._until.clear()
            self._until[origin] = time.monotonic() + self._length_s

    @property
    def are_some(self) -> bool:
        """Whether there may be any at all."""
        return bool(self._until)

    def has(self, origin: str) -> bool:
        """Whether an origin is still to be refused."""
        return self._until.get(origin, 0.0) > time.monotonic()


TURNS: Final = Turns()
WINDOW: Final = Window()
RESTING: Final = Resting()


@contextmanager
def turn_of(request: HttpRequest) -> Iterator[None]:
    """The turn in which an answer is made for a reader; raises Crowded."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        yield
        return
    try:
        if WINDOW.add(origin_of(request)) > settings.SEARCHES_A_MINUTE:
            raise Crowded
        with TURNS.turn():
            yield
    except Crowded:
        RESTING.add(origin_of(request))
        raise


def is_still_refused(request: HttpRequest) -> bool:
    """Whether this is nobody's request from an origin that was told to wait, and did not."""
    is_of_nobody = settings.SESSION_COOKIE_NAME not in request.COOKIES
    return is_of_nobody and RESTING.are_some and RESTING.has(origin_of(request))


def crowded_answer(request: HttpRequest) -> HttpResponse:
    """429: come back in a few seconds."""
    headers = {
        "Retry-After": str(math.ceil(CROWDED_S)),
        "Content-Security-Policy": _POLICY,
        "Cache-Control": "no-store",
    }
    if "format" in request.GET or "json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": Crowded.code, "status": 429}, status=429, headers=headers)
    return HttpResponse(_page(get_language_from_request(request)), status=429, headers=headers)


@lru_cache
def _page(language: str) -> str:
    with override(language):
        return render_to_string("errors/crowded.html", {"site_name": settings.SITE_NAME})
