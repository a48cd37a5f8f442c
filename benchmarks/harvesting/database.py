"""A database for one benchmark: synthetic rows made by the site itself, and the same records rendered beforehand."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg

from config.tooling.stamps import ROOT
from tests.services.servers import running_postgres

_PRERENDERED = """
    CREATE TABLE limit_{prefix} (n integer PRIMARY KEY, modified timestamptz, record text);
    INSERT INTO limit_{prefix}
    SELECT row_number() OVER (ORDER BY d.datestamp, d.id), d.datestamp,
           '<record><header><identifier>oai:varve.localhost:' || d.suffix || '</identifier><datestamp>'
           || to_char(d.datestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '</datestamp>'
           || (SELECT string_agg('<setSpec>' || s || '</setSpec>', '') FROM unnest(d.oai_sets) s)
           || '</header><metadata>' || convert_from(r.body, 'UTF8') || '</metadata></record>'
    FROM repository_dataset d JOIN repository_rendition r ON r.dataset_id = d.id AND r.format = '{prefix}';
    CREATE INDEX ON limit_{prefix} (modified, n);
"""


@contextmanager
def benchmark_database(folder: Path) -> Iterator[str]:
    """The address of an empty database that is gone afterwards: on the server of DATABASE_URL, or on one of our own."""
    given = os.environ.get("DATABASE_URL")
    if not given:
        with running_postgres(folder):
            yield f"postgres://varve@{quote(str(folder), safe='')}/varve"
        return
    name = f"varve_benchmark_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(given)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def fill(address: str, environment: dict[str, str], *, size: int) -> None:
    """Tables, ``size`` synthetic datasets, and the tables of the limit with the same bytes in each record."""
    for command in (["migrate", "--verbosity", "0"], ["seed_demo", "--size", str(size), "--seed", "1"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            check=False,
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise RuntimeError(f"manage.py {command[0]} failed: {(done.stderr or done.stdout).strip()[-2000:]}")
    with psycopg.connect(address, autocommit=True) as connection:
        for prefix in ("oai_dc", "datacite"):
            connection.execute(_PRERENDERED.format(prefix=prefix))
        connection.execute("VACUUM ANALYZE")
