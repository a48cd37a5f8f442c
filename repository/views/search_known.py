"""Readers who still have a page of the search are told so first: before sessions, languages, sign-in and the database.

What they have was said to be new enough a moment ago, to the same words, language and host; the index has no newer
commit since, and the day is the same. Whatever else may differ makes it a question like any other.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from threading import Lock
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.urls import reverse

from repository.catalogue.index.finding import IndexReader
from repository.catalogue.index.folder import IndexUnavailable

MOST_KNOWN: Final = 4096
LIFE_S: Final = 60.0
_HEADERS: Final = ("ETag", "Cache-Control", "Vary")


class Told(NamedTuple):
    """What a reader was told, and what must still hold for it to be true."""

    reader: IndexReader
    commit: tuple[int, int]
    day: date
    born: float
    headers: tuple[tuple[str, str], ...]


_KNOWN: Final[OrderedDict[Hashable, Told]] = OrderedDict()
_LOCK: Final = Lock()


class KnownFirst:
    """Answers "not modified" itself where it is known to be so, and hands on every other request.

    Stands right behind Django's SecurityMiddleware: nothing that follows could change the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._path = reverse("search")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a reader who has the page, or what the rest of the site answers."""
        if "HTTP_IF_NONE_MATCH" in request.META and request.path == self._path and request.method in ("GET", "HEAD"):
            known = _not_modified(request)
            if known is not None:
                return known
        return self._get_response(request)


def remember(request: HttpRequest, response: HttpResponse, *, reader: IndexReader, commit: tuple[int, int]) -> None:
    """Note what a reader without a session was told of a page of this commit."""
    headers = tuple((name, response[name]) for name in _HEADERS)
    told = Told(reader, commit, datetime.now(UTC).date(), time.monotonic(), headers)
    with _LOCK:
        _KNOWN[_key_of(request)] = told
        _KNOWN.move_to_end(_key_of(request))
        while len(_KNOWN) > MOST_KNOWN:
            _KNOWN.popitem(last=False)


def _not_modified(request: HttpRequest) -> HttpResponseNotModified | None:
    told = _KNOWN.get(_key_of(request))
    if told is None or settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    if dict(told.headers)["ETag"] != request.META["HTTP_IF_NONE_MATCH"] or not _holds(told):
        return None
    return HttpResponseNotModified(headers=dict(told.headers))


def _holds(told: Told) -> bool:
    if time.monotonic() - told.born > LIFE_S or datetime.now(UTC).date() != told.day:
        return False
    try:
        return told.reader.commit == told.commit
    except IndexUnavailable:
        return False


def _key_of(request: HttpRequest) -> Hashable:
    """All of a request that the page depends on, as it came."""
    return (
        request.META.get("HTTP_HOST", ""),
        request.get_full_path(),
        request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    )
