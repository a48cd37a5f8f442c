"""The header of a dBASE table, which holds the columns of a Shapefile. Rows are not read. Pure."""

import struct
from pathlib import Path
from typing import Final, NamedTuple

from repository.inspection.remarks import shown

_HEADER: Final = struct.Struct("<BxxxIHH20x")
_FIELD: Final = struct.Struct("<11sc4xBB14x")
_END: Final = 0x0D
_COLUMNS_MOST: Final = 2_046


class Table(NamedTuple):
    """Names of the columns, the number of rows it claims, and whether the file is long enough to hold them."""

    columns: tuple[str, ...]
    rows: int
    whole: bool


def table_of(path: Path) -> Table | None:
    """The header of a ``.dbf`` file; None where it is none."""
    with path.open("rb") as file:
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return None
        _, rows, header, row = _HEADER.unpack(head)
        fields = file.read(min(max(header, 33), 33 + _FIELD.size * _COLUMNS_MOST) - _HEADER.size)
    columns: list[str] = []
    for at in range(0, len(fields) - _FIELD.size + 1, _FIELD.size):
        if fields[at] == _END:
            break
        columns.append(_name(_FIELD.unpack_from(fields, at)[0]))
    if not columns or header < _HEADER.size + 1 or row < 1:
        return None
    return Table(tuple(columns), rows, path.stat().st_size >= header + rows * row)


def _name(raw: bytes) -> str:
    bare = raw.partition(b"\0")[0]
    try:
        return shown(bare.decode())
    except UnicodeDecodeError:
        return shown(bare.decode("cp1252", errors="replace"))
