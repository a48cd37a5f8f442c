"""Numbers of rows that are kept when a database is rebuilt, and the sequences that must never give them again."""

from collections.abc import Iterable

from django.db import connection, models

from repository.models import CatalogueEntry, Dataset, Person, Publication
from repository.services.identifiers import SEQUENCE

_KEPT: tuple[type[models.Model], ...] = (Person, Dataset, Publication, CatalogueEntry)


def free_number(model: type[models.Model], wanted: int | None) -> int | None:
    """The number a row had, where no other has it now; None: take the next."""
    if wanted is None or wanted < 1 or model._default_manager.filter(pk=wanted).exists():
        return None
    return wanted


def pass_numbers(*, drawn: Iterable[int], rows: dict[type[models.Model], int]) -> None:
    """Let every sequence go on above these numbers: suffixes, files and layers, and the rows of each kind.

    It lasts whether or not the transaction ends well: numbers are only ever burnt.
    """
    wanted = {SEQUENCE: max(drawn, default=0)}
    with connection.cursor() as cursor:
        for model, number in rows.items():
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
            wanted[str(cursor.fetchall()[0][0])] = number
        for sequence, number in wanted.items():
            if number > 0:
                cursor.execute(
                    f"SELECT setval(%s, GREATEST(last_value, %s)) FROM {sequence}",  # noqa: S608 (named by PostgreSQL)
                    [sequence, number],
                )
