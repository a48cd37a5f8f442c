"""What the zone knows: users, resources, collections, replicas. In memory; the replicas' bytes are files."""

import base64
import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.fakes.irods.codes import (
    CAT_NAME_EXISTS_AS_COLLECTION,
    CAT_UNKNOWN_COLLECTION,
    CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME,
    INTERMEDIATE,
    SYS_RESC_DOES_NOT_EXIST,
    SYS_RESC_IS_DOWN,
)
from tests.fakes.irods.packing import Refused
from tests.fakes.irods.schema import SCHEMA

_REPLICAS = """select D.id, D.repl, D.size, D.path, D.status, D.chksum, R.name from data D
join coll C on C.id=D.coll_id join resc R on R.id=D.resc_id where C.name=? and D.name=? order by D.repl"""


class Replica(NamedTuple):
    """One replica of a data object."""

    id: int
    number: int
    size: int
    path: str
    status: str
    checksum: str
    resource: str


def checksum(path: str | Path, size: int | None = None) -> str:
    """As the server computes it: of as many bytes as the catalogue says, so appended ones go unnoticed."""
    digest = hashlib.sha256()
    left = Path(path).stat().st_size if size is None else size
    with Path(path).open("rb") as stream:
        while left > 0 and (block := stream.read(min(left, 1 << 20))):
            digest.update(block)
            left -= len(block)
    return "sha2:" + base64.b64encode(digest.digest()).decode()


class Catalogue:
    """The catalogue of one zone; hold ``lock`` around what belongs together."""

    def __init__(self, zone: str, vaults: Path) -> None:
        self.zone, self.vaults = zone, vaults
        self.lock = threading.RLock()
        self.passwords: dict[str, str] = {}
        self.down: set[str] = set()
        """Resources that do not answer."""
        self.lie: Callable[[str, str], str] | None = None
        """What the server says of a checksum, told the object's path and the true one."""
        self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._db.execute("pragma case_sensitive_like = on")
        self._db.executescript(SCHEMA)
        self._last = 10000

    def rows(self, sql: str, *values: object) -> list[Any]:
        """All rows of a question; or do what the SQL says."""
        with self.lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> Any:
        """The first row, or None."""
        with self.lock:
            return self._db.execute(sql, values).fetchone()

    def next_id(self) -> int:
        """A number that nothing has."""
        self._last += 1
        return self._last

    @staticmethod
    def now() -> str:
        """The time as the catalogue writes it."""
        return f"{int(time.time()):011d}"

    def insert(self, table: str, *values: object) -> None:
        """A new row."""
        self.rows(f"insert into {table} values({','.join('?' * len(values))})", *values)

    def add_user(self, name: str, password: str, kind: str) -> None:
        """Somebody who may sign in."""
        self.passwords[name] = password
        now = self.now()
        self.insert("user", self.next_id(), name, kind, self.zone, "", "", now, now)

    def add_resource(self, name: str, kind: str = "unixfilesystem", vault: str = "") -> None:
        """A place for replicas: a folder."""
        if self.row("select 1 from resc where name=?", name):
            raise Refused(CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME, name)
        folder = Path(vault) if vault else self.vaults / name
        folder.mkdir(parents=True, exist_ok=True)
        now = self.now()
        place = (kind, "cache", "127.0.0.1", str(folder), "", "", "", now, now, "up", "", "", "", "")
        self.insert("resc", self.next_id(), name, self.zone, *place)

    def resource(self, name: str) -> tuple[int, str]:
        """Number and folder of a resource, named by itself or the end of its hierarchy."""
        leaf = name.rsplit(";", maxsplit=1)[-1]
        found = self.row("select id, vault from resc where name=?", leaf)
        if not found:
            raise Refused(SYS_RESC_DOES_NOT_EXIST, f"resource {name!r}")
        if leaf in self.down:
            raise Refused(SYS_RESC_IS_DOWN, f"resource {name!r}")
        return found[0], found[1]

    def add_collection(self, path: str, owner: str) -> None:
        """A collection, its parent being there."""
        now, parent = self.now(), path.rsplit("/", 1)[0] or "/"
        self.insert("coll", self.next_id(), path, parent, owner, self.zone, "0", "", "", now, now)

    def collection(self, path: str) -> int | None:
        """The number of a collection, or None."""
        found = self.row("select id from coll where name=?", path)
        return found[0] if found else None

    def replicas(self, path: str) -> list[Replica]:
        """The replicas of one data object, by number."""
        folder, _, name = path.rpartition("/")
        return [Replica(*row) for row in self.rows(_REPLICAS, folder, name)]

    def add_replica(self, path: str, resource: str, owner: str, **given: Any) -> Replica:
        """A new replica (``of`` an object, or the first of a new one; ``physical``, ``status``, ``size``)."""
        folder, _, name = path.rpartition("/")
        collection = self.collection(folder)
        if collection is None:
            raise Refused(CAT_UNKNOWN_COLLECTION, folder)
        if self.collection(path):
            raise Refused(CAT_NAME_EXISTS_AS_COLLECTION, path)
        place, vault = self.resource(resource)
        number, object_id = 0, given.get("of")
        if object_id is None:
            object_id = self.next_id()
        else:
            number = self.row("select max(repl) from data where id=?", object_id)[0] + 1
        physical = given.get("physical") or self._free_path(Path(vault), path)
        status, size, now = given.get("status", INTERMEDIATE), given.get("size", 0), self.now()
        head = (object_id, collection, name, number, "", "generic", size, place, physical, owner, self.zone, status)
        self.insert("data", *head, "", "", "", 0, "", now, now, now)
        return Replica(object_id, number, size, physical, status, "", resource.rsplit(";", maxsplit=1)[-1])

    def _free_path(self, vault: Path, path: str) -> str:
        wanted = vault / path.split("/", 2)[2]
        wanted.parent.mkdir(parents=True, exist_ok=True)
        return str(wanted if not wanted.exists() else wanted.with_name(f"{wanted.name}.{self.next_id()}"))

    def set_replica(self, replica: Replica, **columns: object) -> None:
        """Change what the catalogue says of one replica."""
        changes = ", ".join(f"{name}=?" for name in columns)
        self.rows(f"update data set {changes} where id=? and repl=?", *columns.values(), replica.id, replica.number)

    def computed(self, path: str, replica: Replica, *, whole: bool = False) -> str:
        """The checksum that the server says it computed."""
        found = checksum(replica.path, None if whole else replica.size)
        return self.lie(path, found) if self.lie else found

    def forget(self, object_id: int) -> None:
        """Metadata and access of what is gone."""
        self.rows("delete from omap where object_id=?", object_id)
        self.rows("delete from access where object_id=?", object_id)
