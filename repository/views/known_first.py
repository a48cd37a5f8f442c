"""Readers who still have a page are told so first: before sessions, languages, sign-in and the database.

What they have was said to be new enough a moment ago, to the same address, form, language and host, and the view that
said so told how it knows that this still holds. Whatever else may differ makes it a question like any other.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified

MOST_KNOWN: Final = 4096
LONGEST_KEY: Final = 4096
"""Letters of an address and the headers that count: whoever sends more is asked about each time, and not noted."""
_HEADERS: Final = ("ETag", "Cache-Control", "Vary", "Last-Modified", "Surrogate-Key")


class Told(NamedTuple):
    """What a reader was told, until when (monotonic seconds) and under what condition it is true, and who counts it."""

    headers: dict[str, str]
    until: float
    holds: Callable[[], bool]
    counts: Callable[[HttpRequest, HttpResponse], None] | None


_KNOWN: Final[OrderedDict[tuple[str, ...], Told]] = OrderedDict()
_LOCK: Final = Lock()


class KnownFirst:
    """Answers "not modified" itself where it is known to be so, and hands on every other request.

    Stands right behind Django's SecurityMiddleware: nothing that follows could change the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a reader who has the page, or what the rest of the site answers."""
        if "HTTP_IF_NONE_MATCH" in request.META and request.method in ("GET", "HEAD"):
            known = _not_modified(request)
            if known is not None:
                return known
        return self._get_response(request)


def remember(
    request: HttpRequest,
    response: HttpResponse,
    *,
    seconds: float,
    holds: Callable[[], bool] = lambda: True,
    count: Callable[[HttpRequest, HttpResponse], None] | None = None,
) -> None:
    """Note what a reader without a session was told: true for so many seconds, as long as ``holds`` says so.

    ``count`` is told of each answer that is given without the view.
    """
    key = _key_of(request)
    if sum(map(len, key)) > LONGEST_KEY:
        return
    headers = {name: response[name] for name in _HEADERS if name in response}
    told = Told(headers, time.monotonic() + seconds, holds, count)
    with _LOCK:
        _KNOWN[key] = told
        _KNOWN.move_to_end(key)
        while len(_KNOWN) > MOST_KNOWN:
            _KNOWN.popitem(last=False)


def _not_modified(request: HttpRequest) -> HttpResponseNotModified | None:
    told = _KNOWN.get(_key_of(request))
    if told is None or settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    if told.headers["ETag"] != request.META["HTTP_IF_NONE_MATCH"] or time.monotonic() > told.until or not told.holds():
        return None
    response = HttpResponseNotModified(headers=told.headers)
    if told.counts:
        told.counts(request, response)
    return response


def _key_of(request: HttpRequest) -> tuple[str, ...]:
    """All of a request that the page depends on, as it came."""
    return (
        request.META.get("HTTP_HOST", ""),
        request.get_full_path(),
        request.META.get("HTTP_ACCEPT", ""),
        request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    )
