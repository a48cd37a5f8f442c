"""The shapes of a ``.shp`` file: how many, of which kind, and their bounds, one record after another. Pure.

Source: ESRI Shapefile Technical Description, July 1998.
"""

import struct
from pathlib import Path
from typing import IO, Final

import numpy

from repository.inspection.vector.place import Bounds

_FILE: Final = struct.Struct(">i20xi")
_KIND_AND_BOUNDS: Final = struct.Struct("<i4d")
_RECORD: Final = struct.Struct(">ii")
_HEADER: Final = 100
_MAGIC: Final = 9994
_RECORD_MOST: Final = 64 << 20
_RECORDS_MOST: Final = 2_000_000

KINDS: Final = {
    0: "Null", 1: "Point", 3: "PolyLine", 5: "Polygon", 8: "MultiPoint", 11: "PointZ", 13: "PolyLineZ", 15: "PolygonZ",
    18: "MultiPointZ", 21: "PointM", 23: "PolyLineM", 25: "PolygonM", 28: "MultiPointM", 31: "MultiPatch",
}  # fmt: skip
_POINTS: Final = frozenset({1, 11, 21})
_IN_PARTS: Final = frozenset({3, 5, 13, 15, 23, 25, 31})


class NoShapes(Exception):
    """The header is not that of a Shapefile."""


class Shapes:
    """What a ``.shp`` file holds. `whole` is False where its records break off or contradict its length."""

    def __init__(self, path: Path) -> None:
        """Read the header and walk through the records. Errors: `NoShapes`."""
        self.bounds = Bounds()
        self.count = 0
        self.whole = True
        self.all_read = True
        self._size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEADER)
            if len(head) < _HEADER or _FILE.unpack_from(head)[0] != _MAGIC:
                raise NoShapes
            code, *_ = _KIND_AND_BOUNDS.unpack_from(head, 32)
            if code not in KINDS:
                raise NoShapes
            self.kind = KINDS[code]
            self._claimed = _FILE.unpack_from(head)[1] * 2
            self.whole = self._claimed == self._size
            self._walk(file)

    def _walk(self, file: IO[bytes]) -> None:
        at = _HEADER
        while at < self._size:
            if self.count >= _RECORDS_MOST:
                self.all_read = False
                return
            file.seek(at)
            head = file.read(_RECORD.size + _KIND_AND_BOUNDS.size)
            if len(head) < _RECORD.size + 4:
                self.whole = False
                return
            length = _RECORD.unpack_from(head)[1] * 2
            if length < 4 or at + _RECORD.size + length > self._size:
                self.whole = False
                return
            self._shape(file, head[_RECORD.size : _RECORD.size + length], at + _RECORD.size, length)
            self.count += 1
            at += _RECORD.size + length

    def _shape(self, file: IO[bytes], head: bytes, at: int, length: int) -> None:
        code = int.from_bytes(head[:4], "little", signed=True)
        if code == 0:
            return
        if code in _POINTS and len(head) >= 20:
            x, y = struct.unpack_from("<2d", head, 4)
            self.bounds.add(x, y, x, y)
        elif code in KINDS and len(head) >= _KIND_AND_BOUNDS.size:
            west, south, east, north = _KIND_AND_BOUNDS.unpack_from(head)[1:]
            if code in _IN_PARTS and east - west > 180 and length <= _RECORD_MOST and self._parts(file, at, length):
                return
            self.bounds.add(west, south, east, north)
        else:
            self.whole = False

    def _parts(self, file: IO[bytes], at: int, length: int) -> bool:
        """Add a wide shape part by part, since it may be cut at the antimeridian; False where its parts are wrong."""
        file.seek(at + 36)
        body = file.read(length - 36)
        if len(body) < 8:
            return False
        parts, points = struct.unpack_from("<2i", body)
        patch = 4 * parts if int.from_bytes(self._kind_at(file, at), "little") == 31 else 0
        if parts < 1 or points < 1 or len(body) < 8 + 4 * parts + patch + 16 * points:
            return False
        starts = numpy.frombuffer(body, "<i4", parts, 8)
        if starts[0] != 0 or (numpy.diff(starts) <= 0).any() or starts[-1] >= points:
            return False
        positions = numpy.frombuffer(body, "<f8", 2 * points, 8 + 4 * parts + patch).reshape(-1, 2)
        least, most = numpy.minimum.reduceat(positions, starts), numpy.maximum.reduceat(positions, starts)
        for (west, south), (east, north) in zip(least.tolist(), most.tolist(), strict=True):
            self.bounds.add(west, south, east, north)
        return True

    def _kind_at(self, file: IO[bytes], at: int) -> bytes:
        file.seek(at)
        return file.read(4)
