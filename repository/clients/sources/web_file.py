"""One file of a web server."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from repository.clients.sources.base import SourceAway, Write
from repository.clients.sources.web import WebServer
from repository.series.listing import Found


class WebFileSource:
    """The file at an address; with a path the file below it, never one beside it whose name only begins alike."""

    def __init__(self, url: str, path: str = "", *, largest: int) -> None:
        at = urlsplit(url).path
        place = f"{at.removesuffix('/')}/{quote(path)}" if path else at
        self._server, self._place = WebServer(url, largest=largest), place or "/"
        self._name = (path or at).rpartition("/")[2]

    def listing(self) -> Iterator[Found]:
        """The one file. Of a server that tells no length or no mark, the bytes are read each time."""
        seen = self._server.look(self._place)
        if seen is None:
            raise SourceAway("The web server has no such file.")
        yield Found(self._name, seen.size, seen.mark)

    def fetch(self, name: str, write: Write) -> Found:
        """Read it once."""
        seen = self._server.fetch(self._place, write)
        return Found(name, seen.size, seen.mark)
