"""Numbers of rows that are kept when a database is rebuilt, and the sequences that must never give them again."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from django.db import connection, models, transaction

from repository.services.identifiers import SEQUENCE

NUMBERS_LOCK: Final = 5_471_002
"""Key of the advisory lock of who sets sequences."""


def free_number(model: type[models.Model], wanted: int | None) -> int | None:
    """The number a row had, where no other has it now; None: take the next."""
    if wanted is None or wanted < 1 or model._default_manager.filter(pk=wanted).exists():
        return None
    return wanted


def pass_numbers(*, drawn: Iterable[int], rows: dict[type[models.Model], int]) -> None:
    """Let every sequence go on above these numbers: suffixes, files and layers, and the rows of each kind.

    It lasts whether or not the transaction ends well: numbers are only ever burnt. One process at a time, so that none
    takes back what another set meanwhile; the lock ends with a savepoint that is rolled back, as no sequence is.
    """
    wanted = {SEQUENCE: max(drawn, default=0)} | {_sequence_of(model): number for model, number in rows.items()}
    passed = {sequence: number for sequence, number in wanted.items() if number > 0}
    set_ones = "; ".join(
        f"SELECT setval(%s, GREATEST(last_value, %s)) FROM {sequence}"  # noqa: S608 (named by PostgreSQL)
        for sequence in passed
    )
    if passed:
        with transaction.atomic(), connection.cursor() as cursor:
            values = [value for pair in passed.items() for value in pair]
            cursor.execute(f"SELECT pg_advisory_xact_lock(%s); {set_ones}", [NUMBERS_LOCK, *values])
            transaction.set_rollback(True)


@cache
def _sequence_of(model: type[models.Model]) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        return str(cursor.fetchall()[0][0])
