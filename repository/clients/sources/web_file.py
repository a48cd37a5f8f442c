"""One file of a web server, asked for through the guarded door. Its mark: the ETag, else the date of its change."""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from repository.clients.outgoing import OutgoingClient
from repository.clients.sources.base import SourceAway, SourceChanging, Write
from repository.errors import TransientFailure
from repository.series.listing import Found

ANSWER_S: Final = 60.0
WHOLE_S: Final = 4 * 3600.0
_OK: Final = 200


class WebFileSource:
    """The file at an address; below one that ends with a slash, the file of that path."""

    def __init__(self, url: str, path: str = "", *, largest: int) -> None:
        parts = urlsplit(url)
        self._server, self._largest = f"{parts.scheme}://{parts.netloc}", largest
        self._place = parts.path + quote(path)
        self._name = (path or parts.path).rpartition("/")[2]

    def listing(self) -> Iterator[Found]:
        """The one file. A server that tells no length is asked for the bytes each time."""
        status, headers = self._asked("HEAD", None)
        if status != _OK:
            raise SourceAway(f"The web server answers {status}.")
        length = headers.get("content-length", "")
        is_known = length.isdecimal()
        yield Found(self._name, int(length) if is_known else 1, _mark_of(headers) if is_known else "")

    def fetch(self, name: str, write: Write) -> Found:
        """Read it once; an answer that is cut is no file."""
        counted = _Counted(write)
        status, headers = self._asked("GET", counted)
        if status != _OK:
            raise SourceChanging(f"The web server answers {status}.")
        return Found(name, counted.size, _mark_of(headers))

    def _asked(self, method: str, into: "_Counted | None") -> tuple[int, Mapping[str, str]]:
        seconds = ANSWER_S if into is None else WHOLE_S
        client = OutgoingClient(base_url=self._server, timeout_s=seconds, largest_answer=self._largest)
        try:
            answer = client.request(method, self._place or "/", into=into)
        except TransientFailure as error:
            raise SourceAway(str(error)) from error
        return answer.status, answer.headers


class _Counted:
    """What a body is written into."""

    def __init__(self, write: Write) -> None:
        self._write, self.size = write, 0

    def write(self, block: bytes) -> int:
        """Hand on the next bytes."""
        self.size += len(block)
        self._write(block)
        return len(block)


def _mark_of(headers: Mapping[str, str]) -> str:
    return (headers.get("etag") or headers.get("last-modified") or "")[:200]
