"""The database as one value, so that what must change nothing is seen to have changed nothing."""

from collections.abc import Iterable
from typing import Final

from django.db import connection

ASIDE: Final = frozenset(
    {"django_session", "varve_cache", "varve_registries", "django_migrations", "repository_catalogueepoch"}
)
"""Tables that every visit may write to: the first question to the catalogue names the life of its database."""


Stored = dict[str, tuple[int, str]]
"""Table -> number of rows and a digest of them all."""


Written = dict[str, tuple[int, int, int]]
"""Table -> rows inserted, updated and deleted in this transaction, those that were taken back again included."""


def everything_stored() -> Stored:
    """Table -> number of rows and a digest of them all."""
    with connection.cursor() as cursor:
        return _digests(connection.introspection.table_names(cursor))


def written() -> Written:
    """What PostgreSQL counted until now in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables")
        return {table: counts for table, *counts in cursor.fetchall() if any(counts)}


def stored_since(begun: Written, stored: Stored) -> Stored:
    """As `everything_stored`, of a moment when ``stored`` was true and ``begun`` counted, in the same transaction.

    Only what was written to since is read again: the fortieth part of the work. What is truncated, or committed by
    another connection, is not seen.
    """
    return stored | _digests(table for table, counts in written().items() if begun.get(table) != counts)


def _digests(tables: Iterable[str]) -> Stored:
    found: Stored = {}
    with connection.cursor() as cursor:
        for table in tables:
            if table in ASIDE:
                continue
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {name} t")
            found[table] = cursor.fetchone()
    return found
