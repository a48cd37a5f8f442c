"""CSW GetRecords, sorted, beside pycsw: at the start of the list and at position 90,001.

`python -m benchmarks.csw_records`: same machine, database server, granian options, client and records; they take turns,
round by round. Where pycsw cannot be installed it is absent.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.asking.client import PAGE, PageClient
from benchmarks.asking.loading import load
from benchmarks.harvesting.database import benchmark_database, make_tables
from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.peers.providers import Peer, installed, make_tables_of, serving
from benchmarks.reporting.figures import figure

SORTABLES: Final = ("dct:modified", "dc:title", "dc:identifier", "dc:creator", "dc:date", "apiso:TempExtent_begin")
_CAPABILITIES: Final = "/csw?service=CSW&version=2.0.2&request=GetCapabilities"


@dataclass(frozen=True)
class Plan:
    """How much is measured: records, rounds, and pages of a round of ours and of the peer."""

    size: int = 100_000
    rounds: int = 5
    pages: int = 50
    peer_pages: int = 10
    runs: int = 30

    @property
    def deep(self) -> int:
        """The position of nine tenths of the list, counted from 1."""
        return self.size // 10 * 9 + 1


def main(plan: Plan, *, has_peers: bool) -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name,
        _served(Path(name), plan, has_peers=has_peers) as (port, peer),
    ):
        for line in measure(port, peer, plan):
            print(line, flush=True)


@contextmanager
def _served(folder: Path, plan: Plan, *, has_peers: bool) -> Iterator[tuple[int, Peer | None]]:
    """The port of the site, and pycsw, over one filled database."""
    with benchmark_database(folder) as address, ExitStack() as ended:
        environment = {"DATABASE_URL": address, "VARVE_HOME": str(folder / "home"), "DEBUG": "false"}
        make_tables(environment)
        found = [peer for peer in installed() if peer.name == "pycsw"] if has_peers else []
        make_tables_of(found, address)
        load(address, size=plan.size, with_pycsw=bool(found))
        port = free_port()
        ended.enter_context(running(site(port), port=port, path=_CAPABILITIES, environment=environment, logs=folder))
        peers = [ended.enter_context(serving(peer, address, folder, size=plan.size)) for peer in found]
        yield port, peers[0] if peers else None


def measure(port: int, peer: Peer | None, plan: Plan) -> Iterator[str]:
    """First and deep pages in turns, then what a jump to a place costs where nobody was."""
    yield from _jumps(port, plan)
    ours = PageClient(port, "/csw", matched=plan.size)
    other = PageClient(peer.port, peer.path, matched=plan.size) if peer else None
    for start in (1, plan.deep):
        told: tuple[list[float], list[float]] = ([], [])
        ours.rate(start, pages=2)
        for number in range(plan.rounds):
            sides = [(0, ours, plan.pages), *([(1, other, plan.peer_pages)] if other else [])]
            for side, client, pages in sides if number % 2 else reversed(sides):
                told[side].append(client.rate(start, pages=min(pages, (plan.size - start) // PAGE)))
        beside = "pycsw" if other else "pycsw: peer absent"
        name = f"CSW GetRecords of {plan.size} sorted records, from position {start} on, beside {beside}"
        yield figure(name, unit="records/s", ours=told[0], peers=told[1] if other else told[0])


def _jumps(port: int, plan: Plan) -> Iterator[str]:
    """One page in the middle that nobody read before, and pages at nine tenths, beside first pages, for each order."""
    for name in SORTABLES:
        client = PageClient(port, "/csw", sorted_by=name, matched=plan.size)
        client.page(1)
        jump = client.milliseconds(plan.size // 2 + 1)
        pairs = [(client.milliseconds(plan.deep), client.milliseconds(1)) for _ in range(plan.runs)]
        deep, first = (statistics.median(times) for times in zip(*pairs, strict=True))
        yield figure(f"the middle page by {name}, never read before, beside the first", unit="ms",
                     ours=[jump], peers=[first])  # fmt: skip
        yield figure(f"page at {plan.deep} by {name} beside the first page", unit="ms", ours=[deep], peers=[first])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=Plan.size)
    parser.add_argument("--rounds", type=int, default=Plan.rounds)
    parser.add_argument("--alone", action="store_true", help="without pycsw")
    given = parser.parse_args()
    main(Plan(size=given.rows, rounds=given.rounds), has_peers=not given.alone)
