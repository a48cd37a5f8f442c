"""Entries brought into the table of the catalogue by COPY, as a bulk load does, made side by side in two processes."""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Final

import psycopg

from benchmarks.searching.entries import made
from repository.catalogue.queried import NO_DAY, NO_DAYS, NO_MOMENT

COLUMNS: Final = (
    "origin, identifier, title, title_language, abstract, creators, poles, keywords, published, modified, period, "
    "place, access, found_by, any_text, order_title, order_creator, order_publisher, order_type, order_published, "
    "order_modified, order_began, order_ended"
)
_UNASKED: Final = ("", "", "", "", "", NO_DAY, NO_MOMENT, NO_DAYS, NO_DAYS)
"""What catalogue protocols would ask for: nothing here does."""
PART: Final = 20_000


def load(address: str, rows: int) -> float:
    """Bring so many entries into the table; seconds."""
    began = time.perf_counter()
    parts = [(first, min(first + PART, rows + 1)) for first in range(1, rows + 1, PART)]
    with ProcessPoolExecutor(2) as pool:
        for _ in pool.map(partial(_copy, address), parts):
            pass
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE repository_catalogueentry, repository_cataloguechange")
    return time.perf_counter() - began


def _copy(address: str, part: tuple[int, int]) -> None:
    statement = f"COPY repository_catalogueentry ({COLUMNS}) FROM STDIN"
    with psycopg.connect(address) as connection, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in _rows(part):
            copy.write_row(row)


def _rows(part: tuple[int, int]) -> Iterator[tuple[object, ...]]:
    for number in range(*part):
        yield *made(number).row, *_UNASKED
