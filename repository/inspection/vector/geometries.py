"""Bounds of the geometries of one layer of a GeoPackage, from the envelopes in their headers (OGC 12-128r19, 2.1.3)."""

import math
import sqlite3
import struct
from typing import Final, NamedTuple

from repository.inspection.vector.place import Bounds

_ROWS_MOST: Final = 500_000
_ENVELOPES: Final = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""Envelope code of the header's flags -> its length in bytes."""

_POINT: Final = 1
_HEAD: Final = 8
_SEEN: Final = 128
"""Bytes of a geometry that are needed: header, longest envelope, and a point."""


class Layer(NamedTuple):
    """How many rows a layer has, and where they are."""

    features: int
    bounds: Bounds


def bounds_of_layer(database: sqlite3.Connection, table: str, column: str) -> Layer | None:
    """The rows of a layer and their bounds; None where one of them does not say its own, or there are too many."""
    kind = database.execute("SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE", (table,)).fetchone()
    if kind != ("table",):
        return None
    # names cannot be parameters: they are quoted, in a database that is read only
    question = f"SELECT substr({_quoted(column)}, 1, {_SEEN}) FROM {_quoted(table)} LIMIT {_ROWS_MOST + 1}"  # noqa: S608
    bounds, features = Bounds(), 0
    for (blob,) in database.execute(question):
        features += 1
        if blob is None:
            continue
        envelope = _envelope(blob) if isinstance(blob, bytes) else None
        if envelope is None or features > _ROWS_MOST:
            return None
        if not math.isnan(envelope[0]):
            bounds.add(*envelope)
    return Layer(features, bounds)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""').replace("\0", "") + '"'


def _envelope(blob: bytes) -> tuple[float, float, float, float] | None:
    """West, south, east, north of a geometry; not-a-numbers where it is empty; None where it does not say."""
    if len(blob) < _HEAD or blob[:2] != b"GP":
        return None
    flags = blob[3]
    length = _ENVELOPES.get(flags >> 1 & 0b111)
    if length is None or len(blob) < _HEAD + length:
        return None
    if flags >> 4 & 1:
        return math.nan, math.nan, math.nan, math.nan
    if length:
        west, east, south, north = struct.unpack_from("<4d" if flags & 1 else ">4d", blob, _HEAD)
        return west, south, east, north
    body = blob[_HEAD:]
    order = "<" if body[:1] == b"\x01" else ">"
    if len(body) < 21 or struct.unpack_from(f"{order}I", body, 1)[0] % 1000 != _POINT:
        return None
    x, y = struct.unpack_from(f"{order}2d", body, 5)
    return x, y, x, y
