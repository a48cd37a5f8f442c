"""One web server asked about its files, through the guarded door. The mark of a file: its ETag, else the date of its
change; where the server tells neither, the SHA256 of its bytes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from repository.clients.outgoing import Answer, OutgoingClient
from repository.clients.sources.base import SourceAway, SourceChanging, Write
from repository.errors import TransientFailure

ANSWER_S: Final = 60.0
WHOLE_S: Final = 4 * 3600.0
LARGEST_PAGE: Final = 32 * 1024 * 1024
_OK: Final = 200
_GONE: Final = frozenset({404, 410})
_WITHOUT_HEAD: Final = frozenset({405, 501})
MARK_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of a server: its bytes, and what changes with them."""

    size: int
    mark: str


class WebServer:
    """Files of one server by their paths there, which begin with a slash and are percent-encoded."""

    def __init__(self, url: str, *, largest: int) -> None:
        parts = urlsplit(url)
        self.root, self._largest = f"{parts.scheme}://{parts.netloc}", largest

    def page(self, place: str) -> Answer:
        """A page as it stands. Raises SourceAway for everything that is none."""
        answer = self._asked("GET", place, ANSWER_S, LARGEST_PAGE, None)
        if answer.status != _OK:
            raise SourceAway(f"The web server answers {answer.status}.")
        return answer

    def look(self, place: str) -> Seen | None:
        """What a file is now; None where there is none. What a server does not tell is found in the bytes."""
        answer = self._asked("HEAD", place, ANSWER_S, LARGEST_PAGE, None)
        if answer.status in _GONE:
            return None
        mark, length = _mark_of(answer.headers), answer.headers.get("content-length", "")
        if answer.status == _OK and mark and length.isdecimal():
            return Seen(int(length), mark)
        if answer.status != _OK and answer.status not in _WITHOUT_HEAD:
            raise SourceAway(f"The web server answers {answer.status}.")
        status, seen, _headers = self._read(place, lambda block: None)
        if status in _GONE:
            return None
        if status != _OK:
            raise SourceAway(f"The web server answers {status}.")
        return seen

    def fetch(self, place: str, write: Write) -> Seen:
        """Read a file once to its end. An answer that is cut is no file, nor is one that was written meanwhile."""
        status, seen, headers = self._read(place, write)
        if status != _OK:
            raise SourceChanging(f"The web server answers {status}.")
        if _mark_of(headers):
            now = self._asked("HEAD", place, ANSWER_S, LARGEST_PAGE, None)
            if now.status == _OK and _mark_of(now.headers) not in ("", seen.mark):
                raise SourceChanging("The file was written while it was read.")
        return seen

    def _read(self, place: str, write: Write) -> tuple[int, Seen, Mapping[str, str]]:
        into = _Counted(write)
        answer = self._asked("GET", place, WHOLE_S, self._largest, into)
        mark = _mark_of(answer.headers) or f"sha256:{into.digest.hexdigest()}"
        return answer.status, Seen(into.size, mark), answer.headers

    def _asked(self, method: str, place: str, seconds: float, largest: int, into: "_Counted | None") -> Answer:
        client = OutgoingClient(base_url=self.root, timeout_s=seconds, largest_answer=largest)
        try:
            return client.request(method, place, into=into)
        except TransientFailure as error:
            raise SourceAway(str(error)) from error


class _Counted:
    """What a body is written into."""

    def __init__(self, write: Write) -> None:
        self._write, self.size, self.digest = write, 0, hashlib.sha256()

    def write(self, block: bytes) -> int:
        """Hand on the next bytes."""
        self.size += len(block)
        self.digest.update(block)
        self._write(block)
        return len(block)


def _mark_of(headers: Mapping[str, str]) -> str:
    return (headers.get("etag") or headers.get("last-modified") or "")[:MARK_LENGTH]
