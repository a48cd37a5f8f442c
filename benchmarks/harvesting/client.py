"""A harvester that does nothing but fetch: one kept-alive connection, the token found by a regular expression."""

import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode

_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)<")


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
    """Fetches pages of one list from one server. Raises RuntimeError for an answer that is no page."""

    def __init__(self, port: int, path: str, prefix: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._path = path
        self._first = {"verb": "ListRecords", "metadataPrefix": prefix}

    def page(self, token: str = "") -> bytes:
        """One page as it came: the first, or the one behind a token."""
        asked = {"verb": "ListRecords", "resumptionToken": token} if token else self._first
        self._connection.request("GET", f"{self._path}?{urlencode(asked)}")
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200 or b"<record>" not in body:
            raise RuntimeError(f"no page: {answer.status} {body[:300]!r}")
        return body

    def harvest(self, *, start: str = "", pages: int) -> Run:
        """Up to ``pages`` pages from ``start`` on."""
        records, tokens, token = 0, [], start
        began = time.perf_counter()
        for _ in range(pages):
            body = self.page(token)
            records += body.count(b"<record>")
            found = _TOKEN.search(body)
            token = found[1].decode() if found else ""
            tokens.append(token)
            if not token:
                break
        return Run(records, time.perf_counter() - began, tuple(tokens))
