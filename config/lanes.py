"""Programs that read the whole catalogue have a lane of their own through each web process, as wide as the wire allows.

They are counted by what they cost, bytes and seconds of work, never by requests; people who work on the site go first.
"""

import json
import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any, Final

from config.answers import Application
from config.budgets import Budget
from config.turns import Lane, LaneFull

logger = logging.getLogger(__name__)

PATHS: Final = ("/oai", "/csw", "/ogcapi/records", "/stac")
"""How addresses of the lane begin."""
_APIS: Final = PATHS[2:]
_READABLE: Final = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "Retry-After"))
"""By a program in a page of another site."""
CROWDED_S: Final = 1
LONGEST_WAIT_S: Final = 120
LONGEST_WAY: Final = 500
"""Letters of ``X-Forwarded-For`` that are looked at, from its end, where our own proxies write: origins are kept."""
_REASONS: Final = {503: "Service Unavailable", 429: "Too Many Requests"}
_SENTENCES: Final = {
    "harvest-crowded": "Many programs are being answered at this moment. Come back in {seconds} s.",
    "harvest-spent": "This origin has taken what one origin is given in a minute. Come back in {seconds} s.",
}


class Lanes:
    """The application with a lane for programs; ``whose`` tells the origin of a request."""

    def __init__(
        self,
        application: Application,
        *,
        most_bytes: float,
        most_seconds: float,
        whose: Callable[[dict[str, Any]], str],
        session_cookie: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application, self._whose = application, whose
        self._bytes, self._seconds = Budget(most=most_bytes, clock=clock), Budget(most=most_seconds, clock=clock)
        self._session = f"{session_cookie}="
        self._lane = Lane()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The answer, or that one should come back."""
        if environ.get("PATH_INFO", "").startswith(PATHS):
            return self._to_program(environ, start_response)
        if self._session in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ:
            with self._lane.people():
                return self._application(environ, start_response)
        return self._application(environ, start_response)

    def _to_program(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        origin, path = self._whose(environ), environ["PATH_INFO"]
        wait = max(self._bytes.wait_s(origin), self._seconds.wait_s(origin))
        if wait > 0:
            seconds = min(math.ceil(wait), LONGEST_WAIT_S)
            status = 503 if path.startswith("/oai") else 429  # harvesters wait for nothing but 503
            return _refused(start_response, path, status=status, code="harvest-spent", seconds=seconds)
        try:
            with self._lane.turn(origin), self._timed(origin):
                body = self._application(environ, start_response)
        except LaneFull:
            return _refused(start_response, path, status=503, code="harvest-crowded", seconds=CROWDED_S)
        if not isinstance(body, list):
            return self._streamed(origin, body)
        self._bytes.add(origin, sum(map(len, body)))
        return body

    @contextmanager
    def _timed(self, origin: str) -> Iterator[None]:
        """Seconds in which the process, and the database for it, worked for an origin."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._seconds.add(origin, time.perf_counter() - began)

    def _streamed(self, origin: str, body: Iterable[bytes]) -> Iterator[bytes]:
        try:
            for piece in body:
                self._bytes.add(origin, len(piece))
                yield piece
        finally:
            if hasattr(body, "close"):
                body.close()


def lanes(application: Application) -> Application:
    """The same application with the site's own limits."""
    from django.conf import settings

    return Lanes(
        application,
        most_bytes=settings.HARVEST_BYTES_A_MINUTE,
        most_seconds=settings.HARVEST_SECONDS_A_MINUTE,
        whose=lambda environ: _origin(
            environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")[-LONGEST_WAY:]
        ),
        session_cookie=settings.SESSION_COOKIE_NAME,
    )


@lru_cache(maxsize=1024)
def _origin(address: str, forwarded: str) -> str:
    """As searches tell origins apart, but for IPv6, where whoever has one address has all of the same 64 bits."""
    from django.http import HttpRequest

    from repository.accounts.rate import origin_of

    request = HttpRequest()
    request.META = {"REMOTE_ADDR": address} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    origin = origin_of(request)
    try:
        told = ip_address(origin)
    except ValueError:
        return origin
    if not isinstance(told, IPv6Address):
        return origin
    return str(told.ipv4_mapped or f"{IPv6Address(int(told) >> 64 << 64)}/64")


def _refused(start_response: Callable[..., Any], path: str, *, status: int, code: str, seconds: int) -> Iterable[bytes]:
    """When to come back: words for harvesters, a problem (RFC 9457) where an API was asked, as it answers itself."""
    told = _SENTENCES[code].format(seconds=seconds)
    door = next(each for each in PATHS if path.startswith(each))
    logger.info("harvest.refused code=%s path=%s retry_after=%d", code, door, seconds)
    is_api = door in _APIS
    problem = {"type": f"urn:varve:problem:{code}", "title": _REASONS[status], "status": status}
    said = json.dumps(problem | {"code": code, "detail": told, "description": told}) if is_api else f"{told}\n"
    body = said.encode()
    headers = [
        ("Content-Type", "application/problem+json" if is_api else "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Retry-After", str(seconds)),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(f"{status} {_REASONS[status]}", [*headers, *(_READABLE if is_api else ())])
    return [body]
