"""What a zone knows of objects, asked in plain questions on one connection; names come encoded, paths whole."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import irods.keywords as kw
from irods.api_number import api_number
from irods.exception import iRODSException
from irods.message import FileOpenRequest, ObjCopyRequest, StringStringMap, iRODSMessage
from irods.meta import AVUOperation, iRODSMeta
from irods.models import Collection, DataObject, Resource

from archive.stores.base import StoredFile
from archive.stores.irods.failures import CAT_NO_ROWS_FOUND, SYS_INVALID_INPUT_PARAM
from archive.stores.irods.names import decoded
from repository.clients.irods.failures import code_of
from repository.clients.irods.sessions import waits
from repository.errors import TransientFailure

PAGE: Final = 10_000
"""Rows that the server is asked for at once."""
GOOD: Final = "1"
STALE: Final = "0"


@dataclass(frozen=True, slots=True)
class Replica:
    """One replica of an object: its number, where it lies (``root;...;leaf``), bytes, and what the catalogue says."""

    number: int
    hierarchy: str
    size: int
    status: str

    @property
    def is_good(self) -> bool:
        """Whether the catalogue holds it for whole and newest."""
        return self.status == GOOD

    @property
    def is_open(self) -> bool:
        """Whether somebody writes it, or did when a server died."""
        return self.status not in {GOOD, STALE}

    def lies_on(self, resource: str) -> bool:
        """Whether it lies on the resource, or below it in a tree of resources."""
        return resource in self.hierarchy.split(";")


class Zone:
    """Questions and orders to one zone. Raises what the client raises."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def _rows(self, *columns: Any, where: Iterable[Any]) -> Iterator[Any]:
        """Every row of an answer, page by page."""
        return iter(self._session.query(*columns).filter(*where).limit(PAGE).get_results())

    def replicas(self, path: str) -> tuple[Replica, ...]:
        """The replicas of an object, by number; none where there is no object."""
        folder, _, name = path.rpartition("/")
        columns = (DataObject.replica_number, DataObject.resc_hier, DataObject.size, DataObject.replica_status)
        where = (Collection.name == folder, DataObject.name == name)
        found = (Replica(*(row[column] for column in columns)) for row in self._rows(*columns, where=where))
        return tuple(sorted(found, key=lambda replica: replica.number))

    def is_collection(self, path: str) -> bool:
        """Whether a collection has this name."""
        return any(True for _ in self._rows(Collection.id, where=[Collection.name == path]))

    def make_collection(self, path: str) -> bool:
        """Make a collection and those above it; False where it was there."""
        if self.is_collection(path):
            return False
        self._session.collections.create(path)
        return True

    def files_in(self, path: str) -> tuple[StoredFile, ...]:
        """The objects of a collection by their own names, each with the size of its smallest replica."""
        columns = (DataObject.name, DataObject.size)
        found: dict[str, int] = {}
        for row in self._rows(*columns, where=[Collection.name == path]):
            name, size = decoded(row[DataObject.name]), row[DataObject.size]
            found[name] = min(found.get(name, size), size)
        return tuple(sorted(StoredFile(name, size) for name, size in found.items()))

    def states_in(self, path: str) -> dict[str, set[str]]:
        """The objects of a collection as they are called there, and what the catalogue says of their replicas."""
        found: dict[str, set[str]] = {}
        for row in self._rows(DataObject.name, DataObject.replica_status, where=[Collection.name == path]):
            found.setdefault(row[DataObject.name], set()).add(row[DataObject.replica_status])
        return found

    def collections_in(self, path: str) -> tuple[str, ...]:
        """The names of the collections directly below that hold objects."""
        where = [Collection.parent_name == path, DataObject.id > 0]
        found = {row[Collection.name] for row in self._rows(Collection.name, where=where)}
        return tuple(sorted(decoded(name.rpartition("/")[2]) for name in found))

    def checksum(self, path: str, replica: Replica) -> str:
        """SHA256 that the server computes of a replica now, and registers; empty where it computes another sort.

        Of as many bytes as the catalogue says: a first sieve, no proof.
        """
        waits(self._session, replica.size)
        options = {kw.FORCE_CHKSUM_KW: "", kw.REPL_NUM_KW: str(replica.number)}
        told: str = self._session.data_objects.chksum(path, **options)
        kind, _, value = told.partition(":")
        return base64.b64decode(value).hex() if kind == "sha2" else ""

    def replicate(self, path: str, source: Replica, resource: str) -> None:
        """Copy a replica to another resource, inside the zone."""
        waits(self._session, source.size)
        self._session.data_objects.replicate(path, resource=resource, **{kw.REPL_NUM_KW: str(source.number)})

    def say(self, path: str, told: dict[str, str]) -> None:
        """Attributes of an object (AVU), all at once; what is said already is no error."""
        adding = [AVUOperation(operation="add", avu=iRODSMeta(name, value)) for name, value in told.items()]
        try:
            self._session.metadata.apply_atomic_operations(DataObject, path, *adding)
        except iRODSException as error:
            if code_of(error) == SYS_INVALID_INPUT_PARAM and not self.replicas(path):
                raise TransientFailure(f"{path} was taken away meanwhile.", code="package-busy") from error
            raise

    def say_of_collection(self, path: str, told: dict[str, str]) -> None:
        """Attributes of a collection, each in place of what was said by that name."""
        for name, value in told.items():
            self._session.metadata.set(Collection, path, iRODSMeta(name, value))

    def rename(self, path: str, target: str, *, is_collection: bool = False) -> None:
        """Give an object or a collection another name. A name that is taken is refused by the server."""
        kind = 12 if is_collection else 11
        inputs = [
            FileOpenRequest(
                objPath=name,
                createMode=0,
                openFlags=0,
                offset=0,
                dataSize=0,
                numThreads=0,
                oprType=kind,
                KeyValPair_PI=StringStringMap(),
            )
            for name in (path, target)
        ]
        message = ObjCopyRequest(srcDataObjInp_PI=inputs[0], destDataObjInp_PI=inputs[1])
        with self._session.pool.get_connection() as connection:
            request = iRODSMessage("RODS_API_REQ", msg=message, int_info=api_number["DATA_OBJ_RENAME_AN"])
            connection.send(request)
            connection.recv()

    def remove(self, path: str) -> None:
        """Remove an object that this store made and never named, past the trash; gone already is fine."""
        try:
            self._session.data_objects.unlink(path, force=True)
        except iRODSException as error:
            if code_of(error) != CAT_NO_ROWS_FOUND:
                raise

    def room(self, resource: str) -> tuple[int, int] | None:
        """Bytes used and free of a resource, where its administrators let it tell what is free."""
        columns = [Resource.name, Resource.free_space]
        told = [row[Resource.free_space] for row in self._rows(*columns, where=[Resource.name == resource])]
        if not told or not str(told[0] or "").isdecimal():
            return None
        used = self._session.query().sum(DataObject.size).filter(DataObject.resource_name == resource).execute()
        values = [value for row in used for value in row.values()]
        return int(values[0] or 0) if values else 0, int(told[0])
