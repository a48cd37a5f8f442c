"""What a query on a PostgreSQL database answers, as one CSV file: asked once for each look, in a transaction that only
reads, and kept on the disk without a name until it is fetched.
"""

import hashlib
import os
import re
import socket
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

import psycopg
from django.utils.translation import gettext as _
from psycopg.adapt import AdaptersMap
from psycopg.types.string import TextLoader

from repository.clients.sources.base import BLOCK, QueryRefused, SourceAway, SourceChanging, SourceQuery, Write
from repository.clients.sources.database import DatabaseAddress
from repository.errors import FileRefused
from repository.series.listing import Found

ROWS: Final = 2000
"""So many rows are asked for at once."""
_GRACE_S: Final = 30.0
_QUOTED: Final = re.compile(r'[",\r\n]|^\s|\s$|^$')
_EVERY_OID: Final = 0

_FORMS: Final = (
    *("SET LOCAL timezone = 'UTC'", "SET LOCAL datestyle = 'ISO, YMD'", "SET LOCAL intervalstyle = 'iso_8601'"),
    *("SET LOCAL extra_float_digits = 1", "SET LOCAL bytea_output = 'hex'", "SET LOCAL lock_timeout = '30s'"),
)
"""The same rows are the same bytes, whatever the server and its roles are used to."""


class QuerySource:
    """The answer to one query; its mark is the SHA256 of its bytes. ``folder``: where it waits to be fetched."""

    def __init__(
        self,
        address: DatabaseAddress,
        query: SourceQuery,
        name: str,
        *,
        password: str,
        ca_file: str,
        folder: Path,
        largest: int,
    ) -> None:
        self._address, self._query, self._name = address, query, name
        self._password, self._ca_file, self._folder, self._largest = password, ca_file, folder, largest
        self._kept: tuple[IO[bytes], Found] | None = None

    def listing(self) -> Iterator[Found]:
        """The one file, asked for now. Raises SourceAway, QueryRefused; FileRefused for more than there is room for."""
        yield self._asked()[1]

    def fetch(self, name: str, write: Write) -> Found:
        """What was listed, to the byte."""
        if name != self._name:
            raise SourceChanging(f"{name} is not the name of the answer.")
        kept, found = self._kept or self._asked()
        kept.seek(0)
        while block := kept.read(BLOCK):
            write(block)
        return found

    def _asked(self) -> tuple[IO[bytes], Found]:
        if self._kept is not None:
            self._kept[0].close()
            self._kept = None
        digest, size = hashlib.sha256(), 0
        into = self._spool()
        with _answered(self._query.seconds), self._signed_in() as connection:
            for line in _lines(connection, self._query):
                size += len(line)
                if size > self._largest:
                    raise FileRefused(_("The answer of the database is larger than there is room for."))
                digest.update(line)
                _put(into, line)
        _put(into, b"", ends=True)
        self._kept = into, Found(self._name, size, f"sha256:{digest.hexdigest()}")
        return self._kept

    def _spool(self) -> IO[bytes]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return tempfile.TemporaryFile(dir=self._folder)
        except OSError as error:
            raise SourceAway(f"There is no room here for the answer ({error.strerror}).") from error

    @contextmanager
    def _signed_in(self) -> Iterator["psycopg.Connection[Any]"]:
        """A connection that cannot write, cut where its server is silent for too long."""
        where = self._address
        proof = {"sslmode": "verify-full", "sslrootcert": self._ca_file or "system"} if where.tls else {}
        told: dict[str, Any] = {
            "host": where.host,
            "port": where.port,
            "dbname": where.database,
            "user": where.user,
            "password": self._password,
            "passfile": os.devnull,
            "client_encoding": "UTF8",
            "application_name": "varve",
            "connect_timeout": 20,
            "keepalives_idle": 30,
            "tcp_user_timeout": 60_000,
            **(proof or {"sslmode": "disable"}),
        }
        with psycopg.connect(**told, context=_as_texts(), options="-c default_transaction_read_only=on") as connection:
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            watch = threading.Timer(self._query.seconds + _GRACE_S, _cut, [connection.pgconn.socket])
            watch.daemon = True
            watch.start()
            try:
                yield connection
            finally:
                watch.cancel()


def _as_texts() -> AdaptersMap:
    """Whatever a column is, it comes in the words of the server."""
    found = AdaptersMap(types=psycopg.adapters.types)
    found.register_loader(_EVERY_OID, TextLoader)
    return found


def _lines(connection: "psycopg.Connection[Any]", query: SourceQuery) -> Iterator[bytes]:
    """The lines of the file. A cursor takes one SELECT and nothing else; that it only reads is the transaction's."""
    until = time.monotonic() + query.seconds
    with connection.cursor() as cursor:
        row = cursor.execute("SELECT current_setting('is_superuser')").fetchone()
        if row != ("off",):
            raise QueryRefused("Sign in as somebody who may read what is asked for, and nothing more: no superuser.")
        for each in (*_FORMS, f"SET LOCAL statement_timeout = '{int(query.seconds)}s'"):
            cursor.execute(each.encode())
        # in binary, since that way the server takes one statement only
        cursor.execute(b"DECLARE varve NO SCROLL CURSOR FOR " + query.text.encode(), binary=True)
        cursor.execute(f"FETCH {ROWS} FROM varve".encode())
        columns = [column.name for column in cursor.description or ()]
        if len(set(columns)) != len(columns) or not columns:
            raise QueryRefused("Two columns of the answer have one name, or there is none: name each with AS.")
        yield _line(columns)
        while rows := cursor.fetchall():
            yield b"".join(map(_line, rows))
            if time.monotonic() > until:
                raise SourceAway(f"The database did not answer within {query.seconds} seconds.")
            cursor.execute(f"FETCH {ROWS} FROM varve".encode())


def _line(values: Iterable[str | None]) -> bytes:
    """One line of CSV (RFC 4180), as PostgreSQL writes it: nothing is NULL, two quotes are an empty text."""
    return (",".join(map(_field, values)) + "\n").encode()


def _field(value: str | None) -> str:
    if value is None:
        return ""
    return '"' + value.replace('"', '""') + '"' if _QUOTED.search(value) else value


def _put(into: IO[bytes], line: bytes, *, ends: bool = False) -> None:
    try:
        into.write(line)
        if ends:
            into.flush()
    except OSError as error:
        raise SourceAway(f"There is no room here for the answer ({error.strerror}).") from error


def _cut(descriptor: int) -> None:
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as line:
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _answered(seconds: int) -> Iterator[None]:
    """A database that is away may come back; one that does not take the question waits for a person."""
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        raise SourceAway(f"The database did not answer within {seconds} seconds.") from error
    except psycopg.OperationalError as error:
        raise SourceAway(f"The database does not answer ({type(error).__name__}).") from error
    except (psycopg.Error, UnicodeError) as error:
        words = error.diag.message_primary if isinstance(error, psycopg.Error) else ""
        raise QueryRefused(f"The database does not run the query: {words or type(error).__name__}.") from error
