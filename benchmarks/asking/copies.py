"""A catalogue of a million in minutes: what was written once stands many times under its own identifiers and times."""

from typing import Any, Final

import psycopg

_TABLES: Final = ("repository_dataset", "repository_catalogueentry", "repository_rendition")
_CHANGED: Final = {
    "key": "gen_random_uuid()",
    "suffix": "suffix || %(ending)s",
    "identifier": "identifier || %(ending)s",
    "title": "title || %(ending)s",
    "order_title": "order_title || %(ending)s",
    "datestamp": "datestamp + %(seconds)s * interval '1 second'",
    "modified": "modified + %(seconds)s * interval '1 second'",
    "order_modified": "order_modified + %(seconds)s * interval '1 second'",
    "id": "id + %(offset)s",
    "dataset_id": "dataset_id + %(offset)s",
}


def multiply(address: str, *, size: int, times: int) -> None:
    """So many times what the first `size` datasets hold; their documents keep the words of the first ones.

    The index of words in the text is left out: nothing that is measured asks for it.
    """
    with psycopg.connect(address) as connection:
        connection.execute("DROP INDEX catalogue_any_text")
        connection.execute("SET session_replication_role = replica")
        lowest = connection.execute("SELECT min(id) FROM repository_dataset").fetchone()
        assert lowest is not None
        for number in range(1, times):
            values = {"ending": f".{number}", "seconds": number, "offset": number * size}
            for table in _TABLES:
                connection.execute(_statement(connection, table, lowest[0] + size), values)
            connection.commit()


def _statement(connection: psycopg.Connection[Any], table: str, end: int) -> str:
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", [table]
    )
    names = [name for (name,) in found]
    told = ", ".join(_CHANGED.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    key = "id" if table == "repository_dataset" else "dataset_id"
    return f"INSERT INTO {table} ({columns}) SELECT {told} FROM {table} WHERE {key} < {end}"
