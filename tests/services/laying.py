"""Rows and files that a story made, taken up and laid down again in another test."""

import os
import shutil
from pathlib import Path

from django.db import connection, transaction

Rows = dict[str, bytes]
"""Table -> its rows, as PostgreSQL copies them out."""

Files = dict[str, tuple[int, int]]
"""Path in a folder -> size and time; -1 and 0 for a folder."""


_WRITTEN = "SELECT relid::regclass::text FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"


def rows_written() -> Rows:
    """Those of every table that this transaction wrote to."""
    told = {}
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        for (table,) in cursor.fetchall():
            with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                told[table] = b"".join(map(bytes, copy))
    return told


def lay_rows(rows: Rows) -> None:
    """In the place of what these tables hold. Triggers and constraints had their say when the rows were made."""
    emptied = ";".join(f"DELETE FROM {table}" for table in rows)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = replica;{emptied}")
        for table, said in rows.items():
            if said:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(said)
        cursor.execute("SET LOCAL session_replication_role = origin")


def files_in(folder: Path) -> Files:
    """All of them; links are not followed."""
    found: Files = {}
    for place, folders, files in os.walk(folder):
        within = place[len(str(folder)) + 1 :] + "/" if place != str(folder) else ""
        found.update({f"{within}{name}": (-1, 0) for name in folders})
        for name in files:
            told = os.lstat(f"{place}/{name}")
            found[f"{within}{name}"] = (told.st_size, told.st_mtime_ns)
    return found


def copy_files(paths: Files, source: Path, target: Path) -> None:
    """Folders come before what is in them."""
    for path, (size, _) in paths.items():
        if size < 0:
            (target / path).mkdir(parents=True, exist_ok=True)
        else:
            shutil.copy2(source / path, target / path, follow_symlinks=False)
