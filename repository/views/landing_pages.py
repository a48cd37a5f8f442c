"""Landing pages kept in memory for readers who are not signed in, each under everything that it is made of.

Nothing is ever dropped because it changed: what changed is asked for under another key. A page holds nothing of its
reader; the tokens of its forms are put in for each answer. Who is signed in always gets a page rendered anew.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Final, Generic, Protocol, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from repository.queries.landing_state import LandingState
from repository.views.public_headers import PROXY_S, conditional, digest_of, share

MOST_BYTES: Final = 32 * 1024 * 1024
LIFE_S: Final = 60.0
SURE_S: float = 1.0
"""So long after it was compared with the database, a page that a reader still has is not compared again."""
_QUERIES: Final = frozenset({"files", "layers", "preview"})
_TOKEN: Final = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*(?=")')
"""Begins with plain text, for which a page is searched in a twentieth of the time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A rendered page, cut where the tokens of its forms stand, and its ``Link`` header."""

    pieces: tuple[bytes, ...]
    link: str
    digest: bytes
    born: float

    @classmethod
    def of(cls, response: HttpResponse) -> "Kept":
        """What is kept of a rendered page."""
        found = _TOKEN.split(response.content)
        pieces = (*(text + field for text, field in zip(found[:-1:2], found[1::2], strict=True)), found[-1])
        return cls(pieces, response["Link"], digest_of(response.content), time.monotonic())

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return sum(map(len, self.pieces))

    @property
    def has_forms(self) -> bool:
        """Whether tokens of its reader stand in it."""
        return len(self.pieces) > 1

    def answer(self, request: HttpRequest, suffix: str, state: LandingState) -> HttpResponse:
        """The page for one reader, or "not modified"; without forms it is the same for all, and proxies may keep it."""
        has_forms = self.has_forms
        response = HttpResponse((get_token(request).encode() if has_forms else b"").join(self.pieces))
        response["Link"] = self.link
        seconds = None if has_forms else _seconds_as_it_is(state)
        if seconds is not None:
            share(response, suffix)
        return conditional(request, response, modified=state.datestamp, digest=self.digest, shared_s=seconds)


def _seconds_as_it_is(state: LandingState) -> int:
    """How long proxies may keep a page: never beyond the moment when the files of the dataset open."""
    if state.opens_on is None:
        return PROXY_S
    opening = datetime.combine(state.opens_on, datetime.min.time(), UTC)
    return max(0, min(PROXY_S, int((opening - datetime.now(UTC)).total_seconds())))


class Shelved(Protocol):
    """What a shelf keeps: so many bytes, made at a moment of the monotonic clock."""

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        ...

    @property
    def born(self) -> float:
        """When it was made."""
        ...


T = TypeVar("T", bound=Shelved)


class Shelf(Generic[T]):
    """The pages of one process: those asked for last, `MOST_BYTES` at most, none longer than `LIFE_S` seconds."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, T] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def find(self, key: Hashable) -> T | None:
        """The page kept under a key, if it is young enough."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or time.monotonic() - kept.born > LIFE_S:
                return None
            self._pages.move_to_end(key)
            return kept

    def keep(self, key: Hashable, kept: T) -> None:
        """Keep a page, and let go of those not asked for since long where there is no room."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._bytes += kept.size - (before.size if before else 0)
            self._pages[key] = kept
            while self._bytes > MOST_BYTES:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size

    def forget(self) -> None:
        """Let go of all pages."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


SHELF: Final = Shelf[Kept]()


def is_for_all(request: HttpRequest) -> bool:
    """Whether the page is the same for all who ask so: no session, no message, no odd address."""
    is_personal = settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
    return not is_personal and set(request.GET) <= _QUERIES


def key_of(request: HttpRequest, state: LandingState, fragment: int | None) -> Hashable:
    """All that the page of a public dataset depends on, for readers who are not signed in."""
    return (state, fragment, request.get_host(), request.is_secure(), request.get_full_path(), get_language())
