"""The slowest landing pages among very many datasets: `python -m benchmarks.landing_rows [--rows 1000000]`.

A few hundred real synthetic datasets are written once more, row by row inside the database, until there are so many.
Every page that is asked for is rendered anew; a view of one query on the same server takes turns with it.
"""

import argparse
import http.client
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from benchmarks.harvesting.database import benchmark_database, fill
from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.reporting.figures import figure

SEEDS: Final = 200
"""Datasets that are really made; all others are these under other numbers."""
ASKED: Final = 600
LIMIT_MS: Final = 50.0

_CHANGES: Final = {
    "repository_dataset": {
        "id": "s.id + k * {n}",
        "key": "gen_random_uuid()",
        "suffix": "'x' || (s.id + k * {n})",
        "current_version_id": "s.current_version_id + k * {n}",
    },
    "repository_recordversion": {"id": "s.id + k * {n}", "dataset_id": "s.dataset_id + k * {n}"},
    "repository_publication": {
        "id": "s.id + k * {n}",
        "key": "gen_random_uuid()",
        "dataset_id": "s.dataset_id + k * {n}",
        "record_version_id": "s.record_version_id + k * {n}",
    },
}
_COLUMNS: Final = "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position"


def main(rows: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        folder = Path(name)
        environment = {"DATABASE_URL": address, "VARVE_HOME": str(folder / "home"), "DEBUG": "false"}
        fill(address, environment, size=SEEDS)
        suffixes = _multiplied(address, rows)
        port, served = free_port(), {**environment, "DJANGO_SETTINGS_MODULE": "benchmarks.reading.settings"}
        with running(site(port), port=port, path="/healthz", environment=served, logs=folder):
            reader = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            for suffix in suffixes[:50]:
                _seconds(reader, f"/datasets/{suffix}/")
            turns = [(_seconds(reader, f"/datasets/{s}/"), _seconds(reader, f"/trivial/{s}/")) for s in suffixes[50:]]
    pages, trivial = zip(*turns, strict=True)
    for share in (50, 99):
        said = (
            f"landing page never asked for before, {share}th percentile of {rows} datasets, beside a view of one query"
        )
        ours, peers = [[_percentile(times, share) * 1000] for times in (pages, trivial)]
        print(figure(said, unit="ms", ours=ours, peers=peers), flush=True)
    limit = "landing page never asked for before, 99th percentile, beside the 50 ms it may take"
    print(figure(limit, unit="ms", ours=[_percentile(pages, 99) * 1000], peers=[LIMIT_MS]), flush=True)


def _percentile(times: Sequence[float], share: int) -> float:
    return sorted(times)[len(times) * share // 100]


def _multiplied(address: str, rows: int) -> list[str]:
    """Fill up to so many rows; suffixes of some, at random."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        for table, changes in _CHANGES.items():
            columns = [str(name) for (name,) in connection.execute(_COLUMNS, [table])]
            written = sql.SQL(", ").join(
                sql.SQL(changes[name].format(n=SEEDS)) if name in changes else sql.Identifier("s", name)
                for name in columns
            )
            insert = "INSERT INTO {table} ({columns}) SELECT {written} FROM {table} s, generate_series(1, %s) k"
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            connection.execute(
                sql.SQL(insert).format(table=sql.Identifier(table), columns=names, written=written), [rows // SEEDS - 1]
            )
        connection.execute("ANALYZE")
        found = connection.execute(
            "SELECT suffix FROM repository_dataset WHERE id = ANY(%s)",
            [random.Random(1).sample(range(1, rows), min(ASKED + 50, rows - 1))],
        ).fetchall()
    return [str(suffix) for (suffix,) in found]


def _seconds(reader: http.client.HTTPConnection, path: str) -> float:
    """How long an answer takes; it must be there."""
    started = time.perf_counter()
    reader.request("GET", path, headers={"Accept": "text/html", "Accept-Language": "en"})
    answer = reader.getresponse()
    if answer.status != 200 or not answer.read():
        raise RuntimeError(f"{path}: {answer.status}")
    return time.perf_counter() - started


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    main(parser.parse_args().rows)
