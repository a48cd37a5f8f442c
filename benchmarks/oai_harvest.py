"""OAI-PMH records per second of the site, beside the limit of pre-rendered records: `python -m benchmarks.oai_harvest`.

Same machine, database server, granian options, client and bytes; the two take turns, round by round.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harvesting.client import RawClient
from benchmarks.harvesting.database import benchmark_database, fill
from benchmarks.harvesting.limit_server import PAGE
from benchmarks.harvesting.servers import free_port, limit, running, site
from benchmarks.reporting.figures import figure

PREFIXES = ("oai_dc", "datacite")

_RECORD = re.compile(rb"<record>.*?</record>", re.DOTALL)


@dataclass(frozen=True)
class Plan:
    """How much is measured: rows in the table, rounds, and pages a round from the first on and behind page ``deep``."""

    size: int = 10_000
    rounds: int = 15
    pages: int = 40
    deep: int = 90
    deep_pages: int = 10

    @property
    def deep_runs(self) -> int:
        """How often the deep pages are fetched in one round, so that a round has as many of them as of first ones."""
        return self.pages // self.deep_pages


def main(plan: Plan) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, _servers(Path(name), plan.size) as ports:
        for prefix in PREFIXES:
            ours = RawClient(ports[0], "/oai", prefix)
            peer = RawClient(ports[1], f"/{prefix}", prefix)
            for line in measure(prefix, ours, peer, plan):
                print(line, flush=True)


@contextmanager
def _servers(folder: Path, size: int) -> Iterator[tuple[int, int]]:
    """The ports of the site and of the limit over one filled database."""
    with benchmark_database(folder) as address:
        environment = {"DATABASE_URL": address, "VARVE_HOME": str(folder / "home"), "DEBUG": "false"}
        fill(address, environment, size=size)
        our_port, peer_port = free_port(), free_port()
        with (
            running(site(our_port), port=our_port, path="/oai?verb=Identify", environment=environment, logs=folder),
            running(limit(peer_port), port=peer_port, path="/oai_dc", environment=environment, logs=folder),
        ):
            yield our_port, peer_port


def measure(prefix: str, ours: RawClient, peer: RawClient, plan: Plan) -> Iterator[str]:
    """First and deep pages, in turns; the whole list is fetched once from both before, to warm up and to compare."""
    clients = (ours, peer)
    starts = [_deep_start(client, plan) for client in clients]
    _require_same_records(ours, peer, starts)
    rates: dict[str, tuple[list[float], list[float]]] = {"first": ([], []), "deep": ([], [])}
    for number in range(plan.rounds):
        for side in (0, 1) if number % 2 else (1, 0):
            rates["first"][side].append(clients[side].harvest(pages=plan.pages).rate)
            runs = [clients[side].harvest(start=starts[side], pages=plan.deep_pages) for _ in range(plan.deep_runs)]
            rates["deep"][side].append(sum(run.records for run in runs) / sum(run.seconds for run in runs))
    for pages, (mine, others) in rates.items():
        name = f"OAI-PMH ListRecords {prefix}, {pages} pages of {plan.size} records, beside the pre-rendered limit"
        yield figure(name, unit="records/s", ours=mine, peers=others)


def _deep_start(client: RawClient, plan: Plan) -> str:
    """The token behind page ``deep`` of the list. Raises RuntimeError where the list is not whole."""
    whole = client.harvest(pages=plan.size // PAGE)
    if whole.records != plan.size:
        raise RuntimeError(f"{whole.records} records instead of {plan.size}")
    return whole.tokens[plan.deep - 1]


def _require_same_records(ours: RawClient, peer: RawClient, starts: list[str]) -> None:
    """Both must give the same bytes for the same records, first and deep, or the comparison means nothing."""
    for mine, other in (("", ""), (starts[0], starts[1])):
        if _RECORD.findall(ours.page(mine)) != _RECORD.findall(peer.page(other)):
            raise RuntimeError("the site and the limit do not give the same records")


if __name__ == "__main__":
    main(Plan())
