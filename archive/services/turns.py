"""One process at a time does a thing, on however many machines: an advisory lock of the database.

It is held by a connection of its own and dies with it, whatever the clocks say.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from repository.errors import TransientFailure


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Keep every other process from ``name`` until the block ends; TransientFailure ``package-busy``."""
    line = connection.copy()
    try:
        with line.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 1))", [name])
            if not cursor.fetchall()[0][0]:
                raise TransientFailure(f"Another process is at {name} already.", code="package-busy")
        yield
    finally:
        line.close()
