"""One replica opened on one connection: read and written in pieces by the plainest calls of the client.

The client's own files are left alone: an error inside them finishes a half-written object as if it were good, and a
reply that is cut short spins in them for ever.
"""

from typing import Any, Final

import irods.keywords as kw
from irods.api_number import api_number
from irods.message import FileOpenRequest, JSON_Message, StringStringMap, iRODSMessage

from repository.clients.irods.sessions import keep_alive, patience_s

PIECE: Final = 4 * 1024 * 1024
"""Bytes asked for or sent at once."""

_READ: Final = 0
_WRITE: Final = 1
_CREATE: Final = 64
_TRUNCATE: Final = 512


class Opened:
    """A descriptor of the server and the connection that it belongs to, held until it is closed."""

    def __init__(self, session: Any, path: str, *, flags: int, options: dict[str, str]) -> None:
        self._connection = session.pool.get_connection()
        keep_alive(self._connection)
        self._size = int(options.get(kw.DATA_SIZE_KW, -1))
        request = FileOpenRequest(
            objPath=path,
            createMode=0,
            openFlags=flags,
            offset=0,
            dataSize=self._size,
            numThreads=0,
            oprType=0,
            KeyValPair_PI=StringStringMap(options),
        )
        self._descriptor: int = self._ask(request, "DATA_OBJ_OPEN_AN").int_info

    def _ask(self, message: Any, number: str) -> Any:
        self._connection.send(iRODSMessage("RODS_API_REQ", msg=message, int_info=api_number[number]))
        return self._connection.recv()

    def _json(self, said: dict[str, object]) -> Any:
        return JSON_Message({"fd": self._descriptor, **said}, server_version=self._connection.server_version)

    def where(self) -> tuple[str, str]:
        """The token by which further connections write into the same replica, and where the replica lies."""
        told = self._ask(self._json({}), "GET_FILE_DESCRIPTOR_INFO_APN").get_json_encoded_struct()
        return told.get("replica_token") or "", (told.get("data_object_info") or {}).get("resource_hierarchy") or ""

    def read(self, count: int = PIECE) -> bytes:
        """The next bytes, none at the end. A reply that is cut short raises, as silence does."""
        found: bytes = self._connection.read_file(self._descriptor, count) or b""
        return found

    def write(self, piece: memoryview) -> None:
        """All of the bytes."""
        written = self._connection.write_file(self._descriptor, bytes(piece))
        if written != len(piece):
            raise OSError(f"{written} of {len(piece)} bytes were written")

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a byte, counted as ``io`` does; where it is."""
        place: int = self._connection.seek_file(self._descriptor, offset, whence)
        return place

    def close(self) -> None:
        """Finish: what was written becomes a good replica."""
        self._connection.socket.settimeout(patience_s(max(self._size, 0)))
        self._connection.close_file(self._descriptor)
        self._connection.release()

    def close_part(self) -> None:
        """Finish one of several connections that write one replica: the catalogue is told nothing."""
        nothing = ("send_notification", "update_size", "update_status", "compute_checksum")
        self._ask(self._json(dict.fromkeys(nothing, False)), "REPLICA_CLOSE_APN")
        self._connection.release()


def opened_for_reading(session: Any, path: str, hierarchy: str) -> Opened:
    """The replica that lies there, and no other. Raises OSError where the server opens another."""
    found = Opened(session, path, flags=_READ, options={kw.RESC_HIER_STR_KW: hierarchy})
    _, there = found.where()
    if there != hierarchy:
        raise OSError(f"{there} was opened instead of {hierarchy}")
    return found


def opened_for_writing(session: Any, path: str, resource: str, *, size: int) -> Opened:
    """A new object on a resource; ``size`` bytes will come."""
    options = {kw.DEST_RESC_NAME_KW: resource, kw.DATA_SIZE_KW: str(size)}
    return Opened(session, path, flags=_WRITE | _CREATE | _TRUNCATE, options=options)


def opened_beside(session: Any, path: str, *, token: str, hierarchy: str, size: int) -> Opened:
    """A further connection that writes into a replica which another one opened."""
    options = {kw.RESC_HIER_STR_KW: hierarchy, kw.REPLICA_TOKEN_KW: token, kw.DATA_SIZE_KW: str(size)}
    return Opened(session, path, flags=_WRITE, options=options)
