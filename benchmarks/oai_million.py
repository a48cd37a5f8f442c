"""A list of a million records beside one of a hundred thousand: `python -m benchmarks.oai_million`.

The same records, ten times, each time somewhat later; the site alone, as nobody else's list of a million is at hand.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.harvesting.client import RawClient
from benchmarks.harvesting.database import benchmark_database, make_tables
from benchmarks.harvesting.limit_server import PAGE
from benchmarks.harvesting.loading import load, repeat
from benchmarks.harvesting.memory import resident_mb
from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.reporting.figures import figure

TIMES: Final = 10
RUNS: Final = 40
LIMIT: Final = 1.3


def main(size: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        environment = {"DATABASE_URL": address, "VARVE_HOME": f"{name}/home", "DEBUG": "false"}
        make_tables(environment)
        load(address, size=size)
        with _serving(environment, Path(name)) as port:
            _first, small = _pages(port, size)
        repeat(address, size=size, times=TIMES)
        with _serving(environment, Path(name)) as port:
            before = resident_mb(port)
            first, deep = _pages(port, size * TIMES)
            grown = resident_mb(port) - before
    told = f"page at 90 % of {size * TIMES} records"
    print(figure(f"{told}, beside the first page", unit="ms", ours=[deep], peers=[first]))
    print(figure(f"{told}, beside {LIMIT} of the same of {size}", unit="ms", ours=[deep], peers=[small * LIMIT]))
    print(figure(f"memory of a harvest of {size * TIMES} records, beside 10 MB", unit="MB",
                 ours=[max(grown, 0.1)], peers=[10.0]))  # fmt: skip


@contextmanager
def _serving(environment: dict[str, str], folder: Path) -> Iterator[int]:
    port = free_port()
    with running(site(port), port=port, path="/oai?verb=Identify", environment=environment, logs=folder):
        yield port


def _pages(port: int, size: int) -> tuple[float, float]:
    """Milliseconds of the first page and of that at nine tenths, medians, after the whole list was fetched."""
    client = RawClient(port, "/oai", "oai_dc")
    whole = client.harvest(pages=size // PAGE)
    if whole.records != size:
        raise RuntimeError(f"{whole.records} records instead of {size}")
    token = whole.tokens[len(whole.tokens) * 9 // 10]
    pairs = [(client.milliseconds(), client.milliseconds(token)) for _ in range(RUNS)]
    first, deep = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(deep)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    main(parser.parse_args().rows)
