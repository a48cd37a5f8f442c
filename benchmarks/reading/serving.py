"""A site over a filled database in a process of its own, and how fast it answers one reader."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from benchmarks.harvesting.database import benchmark_database, fill
from benchmarks.harvesting.servers import free_port, running, site
from config.tooling.stamps import ROOT

_AS_A_BROWSER: Final = {"Accept": "text/html", "Accept-Language": "en"}


@contextmanager
def served_site(folder: Path, size: int, *, commands: Sequence[Sequence[str]] = ()) -> Iterator[tuple[int, list[str]]]:
    """The port of the site over a filled database, and the suffixes in it; ``commands`` are run before."""
    with benchmark_database(folder) as address:
        environment = {"DATABASE_URL": address, "VARVE_HOME": str(folder / "home"), "DEBUG": "false"}
        fill(address, environment, size=size)
        for command in commands:
            subprocess.run(
                [sys.executable, "manage.py", *command], check=True, cwd=ROOT, env={**os.environ, **environment}
            )
        with psycopg.connect(address) as connection:
            rows = connection.execute("SELECT suffix FROM repository_dataset ORDER BY id").fetchall()
        port, served = free_port(), {**environment, "DJANGO_SETTINGS_MODULE": "benchmarks.reading.settings"}
        with running(site(port), port=port, path="/healthz", environment=served, logs=folder):
            yield port, [suffix for (suffix,) in rows]


def rate(
    reader: http.client.HTTPConnection,
    paths: Sequence[str],
    *,
    headers: Mapping[str, str] | None = None,
    status: int = 200,
) -> float:
    """Answers per second; each must be there."""
    started = time.perf_counter()
    for path in paths:
        reader.request("GET", path, headers={**_AS_A_BROWSER, **(headers or {})})
        answer = reader.getresponse()
        body = answer.read()
        if answer.status != status or bool(body) != (status == 200):
            raise RuntimeError(json.dumps({"path": path, "status": answer.status}))
    return len(paths) / (time.perf_counter() - started)
