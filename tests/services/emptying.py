"""Tables emptied row by row between tests that commit: a truncation makes each of them and its indexes anew."""

from typing import Any, Final

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

_TRUNCATED: Final = DatabaseOperations.sql_flush


def empty_row_by_row(patch: pytest.MonkeyPatch) -> None:
    """Have Django's `flush` delete: the few rows of a test are gone in a tenth of the time."""
    patch.setattr(DatabaseOperations, "sql_flush", _deletions)


def _deletions(
    operations: DatabaseOperations, style: Any, tables: list[str], *, reset_sequences: bool = False, **more: bool
) -> list[str]:
    """What empties the tables in one transaction. As Django does it where sequences are to begin again, or where the
    server is not ours: constraints and triggers are left out by a superuser alone.
    """
    if reset_sequences or not tables or not _is_superuser():
        return _TRUNCATED(operations, style, tables, reset_sequences=reset_sequences, **more)
    names = (operations.quote_name(table) for table in tables)
    return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in names)]


def _is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        return bool(cursor.fetchone()[0])
