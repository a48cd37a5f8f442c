"""The index by which parts of words are found; not every server has what it is made with."""

from django.db import connection

_LETTERS = """
    DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
            CREATE EXTENSION IF NOT EXISTS pg_trgm;
            CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin ({column} gin_trgm_ops);
        END IF;
    EXCEPTION WHEN insufficient_privilege OR undefined_object OR undefined_file THEN
        RAISE NOTICE 'pg_trgm cannot be had: texts are read whole';
    END $$;
"""


def index_letters(
    *, name: str = "catalogue_any_text", table: str = "repository_catalogueentry", column: str = "any_text"
) -> None:
    """Make one where the server has pg_trgm and this owner may have it; elsewhere texts are read whole."""
    with connection.cursor() as cursor:
        cursor.execute(_LETTERS.format(name=name, table=table, column=column))
