"""The files that a web server lists, folder by folder, below the address that operators named and nowhere else."""

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote, urlsplit

from repository.clients.sources.base import SourceAway, SourceChanging, SourceEndless, Write
from repository.clients.sources.web import WebServer
from repository.clients.sources.web_lists import Entry, NoList, catalog_entries, index_entries
from repository.series.listing import NAME_LENGTH, Found

MOST_PAGES: Final = 10_000
MOST_STEPS: Final = 40
"""So many pages of one source are read, so many folders deep: a server that goes on further makes them up."""

_CATALOG: Final = "catalog.xml"

Entries = Callable[..., Iterator[Entry]]


class WebTreeSource:
    """Every file of a listing; each is asked for its size and its mark, of which listings tell too little."""

    def __init__(self, url: str, path: str, *, largest: int, is_catalog: bool = False) -> None:
        parts = urlsplit(url)
        self._server = WebServer(url, largest=largest)
        self._entries: Entries = catalog_entries if is_catalog else index_entries
        folder, _, last = parts.path.rpartition("/")
        self._first = f"{folder}/{quote(path)}/{_CATALOG if is_catalog else ''}" if path else f"{folder}/{last}"
        self._places: dict[str, str] = {}

    def listing(self) -> Iterator[Found]:
        """Folder by folder. Raises SourceAway, SourceEndless."""
        self._places = {}
        waiting, told, pages = [("", self._first)], {self._first}, 0
        while waiting:
            start, place = waiting.pop()
            pages += 1
            if pages > MOST_PAGES or start.count("/") > MOST_STEPS or len(start) > NAME_LENGTH:
                raise SourceEndless("The web server lists folders without an end.")
            for entry in self._read(place):
                name = f"{start}{entry.name}"
                if not entry.is_folder:
                    yield self._found(name, entry.place)
                elif entry.place not in told:
                    told.add(entry.place)
                    waiting.append((f"{name}/", entry.place))

    def _read(self, place: str) -> tuple[Entry, ...]:
        page = self._server.page(place)
        kind = page.headers.get("content-type", "").lower()
        if not any(word in kind for word in ("html", "xml")):
            raise SourceAway("The web server answers with something that is no list.")
        try:
            return tuple(self._entries(page.body, at=f"{self._server.root}{place}"))
        except NoList as error:
            raise SourceAway(f"The web server gives no list: {error}.") from error

    def _found(self, name: str, place: str) -> Found:
        """A file that is not there any more, or that no address leads to, has no bytes: it is left out and told."""
        seen = self._server.look(place) if place else None
        if seen is None:
            return Found(name, 0, "")
        self._places[name] = place
        return Found(name, seen.size, seen.mark)

    def fetch(self, name: str, write: Write) -> Found:
        """Read a file once, where the last listing had it."""
        place = self._places.get(name)
        if place is None:
            raise SourceChanging(f"{name} is not listed.")
        seen = self._server.fetch(place, write)
        return Found(name, seen.size, seen.mark)
