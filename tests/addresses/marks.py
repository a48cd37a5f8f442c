"""Files that can be recognised: by what stands in their cells, in the name of a column, in a position."""

import gzip
import io
import zipfile
from base64 import b64encode
from typing import Final

from django.db import connection
from django.http import HttpResponseBase

CELL, COLUMN, PLACE = "Zq7Cell", "zq7_column", "43.217391"
MARKS: Final = (CELL, COLUMN, PLACE)
"""What no description says: whoever shows one of these has read the file."""


def marked_files() -> dict[str, bytes]:
    """One table, which is read for its columns and stations as soon as it may be."""
    head = f"station,latitude,longitude,depth_m,oxygen_umol_kg,{COLUMN}"
    return {"oxygen.csv": f"{head}\nA1,{PLACE},4.518273,10,251.2,{CELL}\n".encode()}


def _written(mark: str) -> tuple[bytes, ...]:
    """A mark as it may stand in an answer: plain, in capitals or not, in UTF-16, in hexadecimal, in base64."""
    plain = mark.encode()
    shifted = (b64encode(b"_" * shift + plain)[4 if shift else 0 : -4] for shift in range(3))
    forms = (plain, plain.lower(), plain.upper(), mark.encode("utf-16-le"), plain.hex().encode())
    return (*forms, *shifted)


_FORMS: Final = tuple(form for mark in MARKS for form in _written(mark))


def shows_mark(content: bytes) -> bool:
    """Whether bytes hold a mark, packed or not."""
    if any(form in content for form in _FORMS):
        return True
    if content.startswith(b"\x1f\x8b"):
        return shows_mark(gzip.decompress(content))
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(shows_mark(archive.read(name)) for name in archive.namelist())
    return False


def answer_shows_mark(answer: HttpResponseBase) -> bool:
    """Whether an answer holds a mark, in its body or its headers."""
    return shows_mark(b"".join(answer)) or shows_mark(str(answer.headers).encode())


def tables_with_marks() -> set[str]:
    """The tables of the database in which a mark stands in any row, as text or in bytes."""
    forms = [f"%{form}%" for mark in MARKS for form in (mark, mark.encode().hex())]
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT EXISTS (SELECT FROM {name} t WHERE t::text ILIKE ANY(%s))", [forms])
            if cursor.fetchone()[0]:
                found.add(table)
    return found
