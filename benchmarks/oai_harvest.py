"""OAI-PMH records per second of the site beside the limit of pre-rendered records and beside other providers.

`python -m benchmarks.oai_harvest`: same machine, database server, granian options, client and records; they take turns,
round by round. A provider that cannot be installed is absent.
"""

import argparse
import re
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.harvesting.client import RawClient
from benchmarks.harvesting.database import benchmark_database, make_tables
from benchmarks.harvesting.limit_server import PAGE
from benchmarks.harvesting.loading import load
from benchmarks.harvesting.memory import resident_mb
from benchmarks.harvesting.servers import free_port, limit, running, site
from benchmarks.peers.providers import Peer, installed, make_tables_of, serving
from benchmarks.reporting.figures import figure

PREFIXES: Final = ("oai_dc", "iso19115-3")
MOST_GROWN_MB: Final = 10.0
_PERIOD: Final = ("2016-01-01T00:00:00Z", "2022-01-01T00:00:00Z")
NARROWED: Final[tuple[dict[str, str], ...]] = (
    {},
    {"from": _PERIOD[0]},
    {"until": _PERIOD[1]},
    {"from": _PERIOD[0], "until": _PERIOD[1]},
    {"set": "community"},
    {"set": "licence:CC0-1.0"},
    {"set": "licence:CC0-1.0", "from": _PERIOD[0], "until": _PERIOD[1]},
)
"""Lists whose pages at nine tenths are held beside their first ones."""
_RECORD: Final = re.compile(rb"<record>.*?</record>", re.DOTALL)


@dataclass(frozen=True)
class Plan:
    """How much is measured: records, rounds, and how often a single page is fetched."""

    size: int = 100_000
    rounds: int = 3
    page_runs: int = 40
    has_peers: bool = True


def main(plan: Plan) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, _served(Path(name), plan) as (ports, peers):
        for prefix in PREFIXES:
            for line in rates(prefix, ports, peers, plan):
                print(line, flush=True)
        for narrowed in NARROWED:
            print(_deep(ports[0], narrowed, plan), flush=True)


@contextmanager
def _served(folder: Path, plan: Plan) -> Iterator[tuple[tuple[int, int], list[Peer]]]:
    """The ports of the site and of the limit, and the peers, over one filled database."""
    with benchmark_database(folder) as address, ExitStack() as ended:
        environment = {"DATABASE_URL": address, "VARVE_HOME": str(folder / "home"), "DEBUG": "false"}
        make_tables(environment)
        found = installed() if plan.has_peers else []
        make_tables_of(found, address)
        load(address, size=plan.size, peers=frozenset(peer.needs for peer in found))
        ours, limits = free_port(), free_port()
        for program, port, path in ((site(ours), ours, "/oai?verb=Identify"), (limit(limits), limits, "/oai_dc")):
            ended.enter_context(running(program, port=port, path=path, environment=environment, logs=folder))
        peers = [ended.enter_context(serving(peer, address, folder, size=plan.size)) for peer in found]
        yield (ours, limits), peers


def rates(prefix: str, ports: tuple[int, int], peers: list[Peer], plan: Plan) -> Iterator[str]:
    """Full harvests of the site and of the limit in turns with some pages of each peer, after one to warm up."""
    clients = {"site": RawClient(ports[0], "/oai", prefix), "limit": RawClient(ports[1], f"/{prefix}", prefix)}
    pages, deep = dict.fromkeys(clients, plan.size // PAGE), dict[str, str]()
    _require_same_records(clients["site"], clients["limit"], plan)
    for peer in peers:
        if prefix in peer.prefixes:
            clients[peer.name] = peer.client(prefix)
            pages[peer.name] = min(peer.pages, plan.size // PAGE)
            clients[peer.name].harvest(pages=2)
            if peer.counts:
                deep[peer.name] = str(min(plan.size * 9 // 10, plan.size - pages[peer.name] * PAGE))
    told: dict[str, list[float]] = {name: [] for name in clients}
    before = resident_mb(ports[0])
    for number in range(plan.rounds):
        for name in sorted(clients, reverse=bool(number % 2)):
            told[name].append(_rate(clients[name], pages[name], deep.get(name, "")))
    for name in clients:
        if name != "site":
            beside = "the pre-rendered limit" if name == "limit" else name
            words = f"OAI-PMH full harvest of {plan.size} records, {prefix}, beside {beside}"
            yield figure(words, unit="records/s", ours=told["site"], peers=told[name])
    grown = max((resident_mb(ports[0]) - before) / plan.rounds, 0.1)
    words = f"memory that the worker grew by in a full harvest, {prefix}, beside 10 MB"
    yield figure(words, unit="MB", ours=[grown], peers=[MOST_GROWN_MB])


def _rate(client: RawClient, pages: int, deep: str) -> float:
    """Records per second; with a token, over half as many pages from the first on and as many behind it."""
    if not deep:
        return client.harvest(pages=pages).rate
    runs = [client.harvest(start=start, pages=max(pages // 2, 1)) for start in ("", deep)]
    return sum(run.records for run in runs) / sum(run.seconds for run in runs)


def _require_same_records(ours: RawClient, other: RawClient, plan: Plan) -> None:
    """Both must give whole lists and the same bytes for the same records, or the comparison means nothing."""
    runs = [client.harvest(pages=plan.size // PAGE) for client in (ours, other)]
    if {run.records for run in runs} != {plan.size}:
        raise RuntimeError(f"{[run.records for run in runs]} records instead of {plan.size}")
    deep = plan.size // PAGE * 9 // 10 - 1
    for mine, its in (("", ""), (runs[0].tokens[deep], runs[1].tokens[deep])):
        if _RECORD.findall(ours.page(mine)) != _RECORD.findall(other.page(its)):
            raise RuntimeError("the site and the limit do not give the same records")


def _deep(port: int, narrowed: dict[str, str], plan: Plan) -> str:
    """The page at nine tenths of a list beside its first one, in turns."""
    client = RawClient(port, "/oai", "oai_dc", narrowed=narrowed)
    tokens = client.harvest(pages=plan.size // PAGE + 1).tokens
    token = tokens[max(len(tokens) * 9 // 10 - 1, 0)]
    pairs = [(client.milliseconds(token), client.milliseconds()) for _ in range(plan.page_runs)]
    words = " ".join(f"{name} {value}" for name, value in narrowed.items()) or "nothing"
    deep, first = (statistics.median(times) for times in zip(*pairs, strict=True))
    name = f"page at 90 % of a list of {len(tokens)} pages narrowed by {words}, beside its first page"
    return figure(name, unit="ms", ours=[deep], peers=[first])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=Plan.size)
    parser.add_argument("--rounds", type=int, default=Plan.rounds)
    parser.add_argument("--alone", action="store_true", help="without peers")
    given = parser.parse_args()
    main(Plan(size=given.rows, rounds=given.rounds, has_peers=not given.alone))
