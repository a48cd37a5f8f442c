"""Landing pages per second beside a view of one query on the same server: `python -m benchmarks.landing_page`.

Same process, middleware, database and client; the two take turns, round by round. Each round also asks for pages that
no reader had before, so that rendering is measured too.
"""

import http.client
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.harvesting.database import benchmark_database, fill
from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.reporting.figures import figure


@dataclass(frozen=True)
class Plan:
    """Datasets in the table, rounds, and requests of a kind in each round."""

    size: int = 300
    rounds: int = 9
    requests: int = 200


def main(plan: Plan) -> None:
    """Measure and print."""
    kept: tuple[list[float], list[float]] = ([], [])
    new: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, _server(Path(name), plan.size) as found:
        port, suffixes = found
        reader = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in range(plan.rounds):
            page, peer = f"/datasets/{suffixes[0]}/", f"/trivial/{suffixes[0]}/"
            for path, rates in ((page, kept[0]), (peer, kept[1]))[:: 1 if number % 2 else -1]:
                rates.append(_rate(reader, [path] * plan.requests))
            fresh = suffixes[number * 20 + 1 : number * 20 + 21]
            new[0].append(_rate(reader, [f"/datasets/{suffix}/" for suffix in fresh]))
            new[1].append(_rate(reader, [f"/trivial/{suffix}/" for suffix in fresh]))
    print(figure("landing page, beside a view of one query", unit="pages/s", ours=kept[0], peers=kept[1]), flush=True)
    name = "landing page that nobody asked for before, beside a view of one query"
    print(figure(name, unit="pages/s", ours=new[0], peers=new[1]), flush=True)


@contextmanager
def _server(folder: Path, size: int) -> Iterator[tuple[int, list[str]]]:
    """The port of the site over a filled database, and the suffixes in it."""
    with benchmark_database(folder) as address:
        environment = {"DATABASE_URL": address, "VARVE_HOME": str(folder / "home"), "DEBUG": "false"}
        fill(address, environment, size=size)
        with psycopg.connect(address) as connection:
            rows = connection.execute("SELECT suffix FROM repository_dataset ORDER BY id").fetchall()
        port, served = free_port(), {**environment, "DJANGO_SETTINGS_MODULE": "benchmarks.reading.settings"}
        with running(site(port), port=port, path="/healthz", environment=served, logs=folder):
            yield port, [suffix for (suffix,) in rows]


def _rate(reader: http.client.HTTPConnection, paths: list[str]) -> float:
    """Answers per second; each must be there."""
    started = time.perf_counter()
    for path in paths:
        reader.request("GET", path, headers={"Accept": "text/html", "Accept-Language": "en"})
        answer = reader.getresponse()
        body = answer.read()
        if answer.status != 200 or not body:
            raise RuntimeError(json.dumps({"path": path, "status": answer.status}))
    return len(paths) / (time.perf_counter() - started)


if __name__ == "__main__":
    main(Plan())
