"""A collection of an iRODS zone, with all collections below it. Only reads, from whichever good replica there is."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from irods.models import Collection, DataObject

from repository.clients.irods.failures import FAILURES, word_of
from repository.clients.irods.opened import opened_for_reading
from repository.clients.irods.sessions import Sessions
from repository.clients.sources.base import SourceAway, SourceChanging, Write
from repository.series.listing import Found

PAGE: Final = 10_000
"""Rows that the server is asked for at once."""
_GOOD: Final = "1"
_ASKABLE: Final = re.compile(r"(?:(?!\|\|)[^'\x00-\x1f\x7f])+")
"""Names that can stand in a question: a quote would be a part of it."""


class CollectionSource:
    """The objects of a collection. The mark of one: when its replica was written, and its registered checksum."""

    def __init__(self, sessions: Sessions, collection: str, path: str = "") -> None:
        self._sessions = sessions
        self._root = f"{collection}/{path}" if path else collection

    def listing(self) -> Iterator[Found]:
        """Collection by collection. What no question can name is told without bytes, and so left out."""
        with _answered(), self._sessions.kept() as session:
            if not list(_rows(session, Collection.id, where=[Collection.name == self._root])):
                raise SourceAway(f"The zone has no collection {self._root}.")
            waiting = [self._root]
            while waiting:
                here = waiting.pop()
                start = f"{here}/".removeprefix(f"{self._root}/")
                for name, replicas in _objects(session, Collection.name == here).items():
                    is_askable = _ASKABLE.fullmatch(name) is not None
                    yield _told(f"{start}{name}", replicas) if is_askable else Found(f"{start}{name}", 0, "")
                for row in _rows(session, Collection.name, where=[Collection.parent_name == here]):
                    inner = str(row[Collection.name])
                    if _ASKABLE.fullmatch(inner):
                        waiting.append(inner)
                    else:
                        yield Found(inner.removeprefix(f"{self._root}/"), 0, "")

    def fetch(self, name: str, write: Write) -> Found:
        """Read one replica to its end; what is said of the object then is what it was."""
        path = f"{self._root}/{name}"
        if not _ASKABLE.fullmatch(name) or {"", ".", ".."} & set(name.split("/")):
            raise SourceChanging(f"{name} is no name of this collection.")
        with ExitStack() as stack:
            with _answered():
                session = stack.enter_context(self._sessions.kept())
                hierarchy, _before = self._object(session, name)
                opened = opened_for_reading(session, path, hierarchy)
            while piece := _piece(opened):
                write(piece)
            with _answered():
                opened.close()
                return self._object(session, name)[1]

    def _object(self, session: Any, name: str) -> tuple[str, Found]:
        folder, _, last = f"{self._root}/{name}".rpartition("/")
        replicas = _objects(session, Collection.name == folder, DataObject.name == last)
        if last not in replicas:
            raise SourceChanging(f"{name} was removed while it was read.")
        return _found(name, replicas[last])


def _rows(session: Any, *columns: Any, where: list[Any]) -> Iterator[Any]:
    return iter(session.query(*columns).filter(*where).limit(PAGE).get_results())


def _objects(session: Any, *where: Any) -> dict[str, list[Any]]:
    """The replicas of each object, by its name."""
    columns = (DataObject.name, DataObject.replica_number, DataObject.replica_status, DataObject.resc_hier)
    more = (DataObject.size, DataObject.modify_time, DataObject.checksum)
    found: dict[str, list[Any]] = {}
    for row in _rows(session, *columns, *more, where=list(where)):
        found.setdefault(str(row[DataObject.name]), []).append(row)
    return found


def _told(name: str, replicas: list[Any]) -> Found:
    """What is said of an object; of one without a good replica no more than that it is there."""
    try:
        return _found(name, replicas)[1]
    except SourceChanging:
        return Found(name, max(int(row[DataObject.size]) for row in replicas), "", is_whole=False)


def _found(name: str, replicas: list[Any]) -> tuple[str, Found]:
    """Where the first good replica lies, and what is said of it. One that somebody writes now is not good."""
    good = [row for row in replicas if row[DataObject.replica_status] == _GOOD]
    if not good:
        raise SourceChanging(f"{name} has no good replica: it is being written, or lost.")
    first = min(good, key=lambda row: int(row[DataObject.replica_number]))
    mark = f"{first[DataObject.modify_time].isoformat()} {first[DataObject.checksum] or ''}".strip()
    return str(first[DataObject.resc_hier]), Found(name, int(first[DataObject.size]), mark[:200])


def _piece(opened: Any) -> bytes:
    with _answered():
        found: bytes = opened.read()
    return found


@contextmanager
def _answered() -> Iterator[None]:
    """What the client raises is a zone that is away; what it is told goes through."""
    try:
        yield
    except FAILURES as error:
        raise SourceAway(f"The zone does not answer as it should ({word_of(error)}).") from error
