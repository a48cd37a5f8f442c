"""PostgreSQL's own programs on the site's database: a dump of one snapshot, and its restoring in one transaction.

The password travels in the environment of the child, never on its command line.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from config.backup.container import BackupError
from config.embedded.child import Child
from config.embedded.postgres import Postgres, PostgresError, as_ordinary_user, wheel_binaries
from config.embedded.readiness import database_answers
from config.embedded.supervisor import START_PATIENCE_S, StartFailed, sole_supervisor

_FROM_DJANGO = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
"""What psycopg is given -> the variable by which PostgreSQL's programs take the same."""

_EMPTY_FIRST = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


_LETTERS = re.compile(r" (EXTENSION - |COMMENT - EXTENSION )pg_trgm| INDEX \S+ (catalogue_any_text|queue_words) ")


@contextmanager
def database_at_hand() -> Iterator[None]:
    """The site's database answers inside; an embedded one whose site is stopped is started for as long.

    Raises BackupError.
    """
    if database_answers() or not settings.DATABASE_IS_EMBEDDED:
        if not database_answers():
            raise BackupError("The database does not answer: look at DATABASE_URL.")
        yield
        return
    places = settings.PLACES
    try:
        places.prepare()
        with sole_supervisor(places.lock):
            prefix = as_ordinary_user()
            server = Postgres(wheel_binaries(), places.postgres, places.sockets)
            server.initialise(prefix)
            server.clear_after_crash()
            child = Child(server.program(prefix), places.log / "postgres.log")
            child.start()
            try:
                _wait(server, child)
                yield
            finally:
                connection.close()
                child.stop()
    except (PostgresError, StartFailed) as problem:
        raise BackupError(str(problem)) from problem


def server_major() -> int:
    """The major version of the server."""
    connection.ensure_connection()
    return int(connection.pg_version // 10_000)  # type: ignore[attr-defined]  # PostgreSQL's


def dump(target: Path, *, snapshot: str) -> None:
    """Write a dump in PostgreSQL's custom format, of an exported snapshot. Raises BackupError."""
    command = [str(_program("pg_dump", server_major())), "--format=custom", "--no-password", "--no-owner"]
    _run([*command, "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"], "The database was not dumped")


def restore(source: Path) -> None:
    """Replace all tables by a dump's, in one transaction: on any error nothing has changed. Raises BackupError."""
    major = server_major()
    script, contents = source.with_suffix(".sql"), source.with_suffix(".contents")
    command = [str(_program("pg_restore", major)), "--no-owner", "--no-privileges"]
    write = [*command, f"--use-list={contents}", f"--file={script}", str(source)]
    try:
        contents.write_text(_without_letters(_run([*command, "--list", str(source)], "The dump cannot be read")))
        _run(write, "The dump cannot be read")
        options = ["--no-psqlrc", "--quiet", "--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        read = [str(_program("psql", major)), *options, f"--command={_EMPTY_FIRST}", f"--file={script}"]
        _run(read, "The database was not restored, and is as it was")
    finally:
        for path in (script, contents):
            path.unlink(missing_ok=True)


def _without_letters(contents: str) -> str:
    """A dump's list of contents without what not every server has; `index_letters` makes it again where one has it."""
    return "".join(line for line in contents.splitlines(keepends=True) if not _LETTERS.search(line))


def others_connected() -> int:
    """How many other clients use the database now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchall()[0][0])


def _wait(server: Postgres, child: Child) -> None:
    until = time.monotonic() + START_PATIENCE_S
    while not server.answers():
        if child.ended() is not None or time.monotonic() > until:
            raise BackupError(f"The embedded database does not start: {child.last_line()}")
        time.sleep(0.05)


def _program(name: str, major: int) -> Path:
    """The program of the server's own major version, else the nearest newer one. Raises BackupError."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *map(Path, os.environ.get("PATH", "").split(os.pathsep))]
    with suppress(PostgresError):
        folders.append(wheel_binaries())
    found = [(_major_of(path), path) for folder in folders if shutil.which(path := folder / name)]
    fitting = sorted((version, number) for number, (version, _) in enumerate(found) if version >= major)
    if not fitting:
        raise BackupError(f"{name} of PostgreSQL {major} or later is needed: install postgresql-client.")
    return found[fitting[0][1]][1]


def _major_of(path: Path) -> int:
    said = subprocess.run([str(path), "--version"], check=False, capture_output=True, text=True).stdout
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0


def _run(command: list[str], failure: str) -> str:
    known = connection.get_connection_params()
    given = {variable: str(known[name]) for name, variable in _FROM_DJANGO.items() if known.get(name)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, **given})
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise BackupError(f"{failure}: {lines[0] if lines else command[0]}")
    return done.stdout
