"""A ZIP archive of stored files as it is sent: its length is known before, its bytes come piece by piece. Pure.

Source: PKWARE APPNOTE 6.3.10. Nothing is compressed; Zip64 is used where a file or the archive needs it; the CRC-32 of
a file follows its bytes. The same files on the same day always give the same archive.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

_LIMIT: Final = 0xFFFFFFFF
_MANY: Final = 0xFFFF
_FLAGS: Final = 0x0808
"""CRC-32 and sizes after the bytes; names in UTF-8."""
_CLASSIC, _ZIP64 = 20, 45
_UNIX: Final = 3 << 8
_MODE: Final = 0o100644 << 16


class CutShort(Exception):
    """A file gave another number of bytes than was said: the archive ends there, and is no whole one."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: its path, its size in bytes, and what gives its bytes."""

    path: str
    size: int
    read: Callable[[], Iterable[bytes]]

    @property
    def is_big(self) -> bool:
        """Whether its size needs Zip64."""
        return self.size >= _LIMIT


def length_of(members: Sequence[Member], day: date) -> int:
    """The length in bytes of the archive of ``members``."""
    offset = directory = 0
    for member in members:
        directory += len(_listed(member, 0, offset, day))
        offset += len(_before(member, day)) + member.size + len(_after(member, 0))
    return offset + directory + len(_end(len(members), offset, directory))


def zip_stream(members: Sequence[Member], day: date) -> Iterator[bytes]:
    """The archive. Raises ``CutShort`` where a file gives too few or too many bytes."""
    offset, directory = 0, bytearray()
    for member in members:
        head = _before(member, day)
        yield head
        crc = size = 0
        for block in member.read():
            crc, size = zlib.crc32(block, crc), size + len(block)
            if size > member.size:
                break
            yield block
        if size != member.size:
            raise CutShort(f"{member.path} gave {size} bytes of {member.size}")
        tail = _after(member, crc)
        yield tail
        directory += _listed(member, crc, offset, day)
        offset += len(head) + size + len(tail)
    yield bytes(directory)
    yield _end(len(members), offset, len(directory))


def _before(member: Member, day: date) -> bytes:
    """The local header."""
    name, size = member.path.encode(), _LIMIT if member.is_big else 0
    extra = struct.pack("<HHQQ", 1, 16, 0, 0) if member.is_big else b""
    version = _ZIP64 if member.is_big else _CLASSIC
    fixed = (b"PK\x03\x04", version, _FLAGS, 0, 0, _dos(day), 0, size, size, len(name), len(extra))
    return struct.pack("<4s5H3L2H", *fixed) + name + extra


def _after(member: Member, crc: int) -> bytes:
    """The data descriptor."""
    return struct.pack("<4sLQQ" if member.is_big else "<4sLLL", b"PK\x07\x08", crc, member.size, member.size)


def _listed(member: Member, crc: int, offset: int, day: date) -> bytes:
    """The entry of the central directory; ``offset`` is that of the local header."""
    name, is_far = member.path.encode(), offset >= _LIMIT
    wide = [member.size, member.size] * member.is_big + [offset] * is_far
    extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    version = _ZIP64 if wide else _CLASSIC
    size = _LIMIT if member.is_big else member.size
    fixed = (b"PK\x01\x02", _UNIX | version, version, _FLAGS, 0, 0, _dos(day), crc, size, size)
    place = (len(name), len(extra), 0, 0, 0, _MODE, _LIMIT if is_far else offset)
    return struct.pack("<4s6H3L5H2L", *fixed, *place) + name + extra


def _end(count: int, offset: int, length: int) -> bytes:
    """The end of the central directory, which begins at ``offset`` and is ``length`` bytes long."""
    wide = b""
    if count >= _MANY or offset >= _LIMIT or length >= _LIMIT:
        fixed = (b"PK\x06\x06", 44, _UNIX | _ZIP64, _ZIP64, 0, 0, count, count, length, offset)
        wide = struct.pack("<4sQ2H2L4Q", *fixed) + struct.pack("<4sLQL", b"PK\x06\x07", 0, offset + length, 1)
    few = min(count, _MANY)
    return wide + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, few, few, min(length, _LIMIT), min(offset, _LIMIT), 0)


def _dos(day: date) -> int:
    """A day as ZIP writes it, from 1980 on."""
    return (max(day.year, 1980) - 1980) << 9 | day.month << 5 | day.day
