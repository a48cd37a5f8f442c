"""The database as one value, so that what must change nothing is seen to have changed nothing."""

from typing import Final

from django.db import connection

ASIDE: Final = frozenset(
    {"django_session", "varve_cache", "varve_registries", "django_migrations", "repository_catalogueepoch"}
)
"""Tables that every visit may write to: the first question to the catalogue names the life of its database."""


Stored = dict[str, tuple[int, str]]
"""Table -> number of rows and a digest of them all."""


def everything_stored() -> Stored:
    """Table -> number of rows and a digest of them all."""
    found: Stored = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in ASIDE:
                continue
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {name} t")
            found[table] = cursor.fetchone()
    return found
