"""The one sequence that DOI suffixes, file numbers and fragments come from."""

import uuid

from django.conf import settings
from django.db import connection, transaction

SEQUENCE = "repository_number"
MARGIN = 1000
"""How far above everything known the sequence starts after a restore: for what was drawn and is known nowhere."""

_HIGHEST = """
    SELECT max(number) FROM (
        SELECT max(suffix::bigint) AS number FROM repository_dataset WHERE suffix ~ '^[0-9]{1,15}$'
        UNION ALL SELECT max(number) FROM repository_datafile
        UNION ALL SELECT max(number) FROM repository_snapshot
        UNION ALL SELECT max(split_part(doi, '/', 2)::bigint) FROM repository_doiattempt
            WHERE split_part(doi, '/', 2) ~ '^[0-9]{1,15}$'
    ) AS numbers
"""


def draw_number() -> int:
    """The next number; never given twice, gaps are normal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [SEQUENCE])
        (number,) = cursor.fetchall()[0]
    return int(number)


def draw_suffix() -> str:
    """The next DOI suffix: digits, or a UUID where the setting DOI_SUFFIX_SCHEME says so."""
    if settings.DOI_SUFFIX_SCHEME == "uuid":
        return str(uuid.uuid4())
    return str(draw_number())


def highest_number_in_rows() -> int:
    """The highest number that the database knows: suffixes, burnt ones included, files and layers; 0 where none."""
    with connection.cursor() as cursor:
        cursor.execute(_HIGHEST)
        (number,) = cursor.fetchall()[0]
    return int(number or 0)


@transaction.atomic
def raise_number_sequence(*, above: int, margin: int = MARGIN) -> int:
    """Let the sequence go on above ``above`` (and above the rows) plus ``margin``; returns the next number.

    Never goes back. Nobody draws meanwhile: ALTER SEQUENCE locks it until the end of the transaction.
    """
    wanted = max(above, highest_number_in_rows()) + margin + 1
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SEQUENCE {SEQUENCE} NO CYCLE")
        cursor.execute(f"SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM {SEQUENCE}")  # noqa: S608
        (coming,) = cursor.fetchall()[0]
        if wanted <= coming:
            return int(coming)
        cursor.execute(f"ALTER SEQUENCE {SEQUENCE} RESTART WITH {int(wanted)}")
    return int(wanted)
