"""The members of a zip archive, one at a time and never beyond a limit, whatever its headers say. Pure."""

import lzma
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO, Final

_END: Final = b"PK\x05\x06"
_END64: Final = b"PK\x06\x06"
_TAIL: Final = 65_557 + 76
_CHUNK: Final = 1 << 16

FAILURES: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError)
"""What unpacking raises for a damaged, encrypted or exotic member."""


class Damaged(Exception):
    """A member cannot be unpacked, or is longer than its header says."""


def directory_size(path: Path) -> int:
    """Bytes of the list of members, as the end of the archive says; 0 where there is no end."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return 0
    listed: int = struct.unpack_from("<I", tail, at + 12)[0]
    wide = tail.rfind(_END64, 0, at)
    if listed == 0xFFFFFFFF and wide >= 0 and len(tail) >= wide + 48:
        listed = struct.unpack_from("<Q", tail, wide + 40)[0]
    return listed


def follows(path: Path) -> bool:
    """Whether the file ends as a zip archive does, whatever it begins with."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    at = tail.rfind(_END)
    return at >= 0 and len(tail) >= at + 22 and at + 22 + int(struct.unpack_from("<H", tail, at + 20)[0]) == len(tail)


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, *, most: int) -> None:
    """Write one member to ``target``. Errors: `Damaged`, also for more than ``most`` bytes."""
    try:
        with archive.open(member) as packed, target.open("wb") as file:
            _copy(packed, file, most)
    except FAILURES as problem:
        raise Damaged(member.filename) from problem


def _copy(packed: IO[bytes], file: IO[bytes], most: int) -> None:
    left = most
    while chunk := packed.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise Damaged("longer than its header says")
        file.write(chunk)
