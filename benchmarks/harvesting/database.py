"""A database for one benchmark, and synthetic rows made by the site itself."""

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
    """Tables and ``size`` synthetic datasets, made by the site itself."""
    make_tables(environment)
    _manage(environment, "seed_demo", "--size", str(size), "--seed", "1")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def make_tables(environment: dict[str, str]) -> None:
    """The site's tables, empty."""
    _manage(environment, "migrate", "--verbosity", "0")


def _manage(environment: dict[str, str], *command: str) -> None:
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
