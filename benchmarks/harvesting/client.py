"""A harvester that does nothing but fetch: one kept-alive connection, the token found by a regular expression."""

import html
import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

_TOKEN = re.compile(rb"<(?:\w+:)?resumptionToken[^>]*>([^<]+)<")
_RECORD = re.compile(rb"<(?:\w+:)?record>")
_END = 4096
"""Bytes in which a page tells its token: to look through all of it would take the client longer than the server."""


@dataclass(frozen=True)
class Run:
    """What some pages took: records, seconds of wall clock, and the token behind each page ("" after the last)."""

    records: int
    seconds: float
    tokens: tuple[str, ...]

    @property
    def rate(self) -> float:
        """Records per second."""
        return self.records / self.seconds


class RawClient:
    """Fetches pages of one list from one server. Raises RuntimeError for an answer that is no page.

    ``narrowed``: from, until, set. ``always``: what a server wants to be told with each request.
    """

    def __init__(
        self,
        port: int,
        path: str,
        prefix: str,
        *,
        narrowed: Mapping[str, str] | None = None,
        always: Mapping[str, str] | None = None,
    ) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self._path = path
        self._always = {"verb": "ListRecords", **(always or {})}
        self._first = {"metadataPrefix": prefix, **(narrowed or {})}

    def page(self, token: str = "") -> bytes:
        """One page as it came: the first, or the one behind a token."""
        asked = self._always | ({"resumptionToken": token} if token else self._first)
        try:
            status, body = self._got(f"{self._path}?{urlencode(asked)}")
        except (ConnectionError, http.client.HTTPException):  # closed by the server while others had their turn
            self._connection.close()
            status, body = self._got(f"{self._path}?{urlencode(asked)}")
        if status != 200 or not _RECORD.search(body):
            raise RuntimeError(f"no page: {status} {body[:300]!r}")
        return body

    def _got(self, address: str) -> tuple[int, bytes]:
        self._connection.request("GET", address)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def harvest(self, *, start: str = "", pages: int) -> Run:
        """Up to ``pages`` pages from ``start`` on."""
        records, tokens, token = 0, [], start
        began = time.perf_counter()
        for _ in range(pages):
            body = self.page(token)
            records += body.count(b"record>") // 2
            found = _TOKEN.search(body, max(len(body) - _END, 0))
            token = html.unescape(found[1].decode()) if found else ""
            tokens.append(token)
            if not token:
                break
        return Run(records, time.perf_counter() - began, tuple(tokens))

    def milliseconds(self, token: str = "") -> float:
        """What one page takes."""
        began = time.perf_counter()
        self.page(token)
        return (time.perf_counter() - began) * 1000
