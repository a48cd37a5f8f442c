"""OAI-PMH records per second of the site, beside the limit of pre-rendered records: `python -m benchmarks.oai_harvest`.

Same machine, database server, granian options, client and bytes; the two take turns, round by round.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.harvesting.client import RawClient
from benchmarks.harvesting.database import benchmark_database, fill
from benchmarks.harvesting.limit_server import PAGE
from benchmarks.harvesting.servers import free_port, limit, running, site
from benchmarks.reporting.figures import figure

SIZE = 10_000
ROUNDS = 15
PAGES = 40
"""Pages a round: from the first on, and (deep) four times the last tenth of the list."""
DEEP = 90
DEEP_PAGES = 10
PREFIXES = ("oai_dc", "datacite")

_RECORD = re.compile(rb"<record>.*?</record>", re.DOTALL)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, _servers(Path(name)) as ports:
        for prefix in PREFIXES:
            ours = RawClient(ports[0], "/oai", prefix)
            peer = RawClient(ports[1], f"/{prefix}", prefix)
            for line in _measure(prefix, ours, peer):
                print(line, flush=True)


@contextmanager
def _servers(folder: Path) -> Iterator[tuple[int, int]]:
    """The ports of the site and of the limit over one filled database."""
    with benchmark_database(folder) as address:
        environment = {"DATABASE_URL": address, "VARVE_HOME": str(folder / "home"), "DEBUG": "false"}
        fill(address, environment, size=SIZE)
        our_port, peer_port = free_port(), free_port()
        with (
            running(site(our_port), port=our_port, path="/oai?verb=Identify", environment=environment, logs=folder),
            running(limit(peer_port), port=peer_port, path="/oai_dc", environment=environment, logs=folder),
        ):
            yield our_port, peer_port


def _measure(prefix: str, ours: RawClient, peer: RawClient) -> Iterator[str]:
    """First and deep pages, in turns; the whole list is fetched once from both before, to warm up and to compare."""
    starts = [_deep_start(client) for client in (ours, peer)]
    _require_same_records(ours, peer, starts)
    rates: dict[str, list[list[float]]] = {"first": [[], []], "deep": [[], []]}
    for number in range(ROUNDS):
        for side in (0, 1) if number % 2 else (1, 0):
            client = (ours, peer)[side]
            rates["first"][side].append(client.harvest(pages=PAGES).rate)
            runs = [client.harvest(start=starts[side], pages=DEEP_PAGES) for _ in range(PAGES // DEEP_PAGES)]
            rates["deep"][side].append(sum(run.records for run in runs) / sum(run.seconds for run in runs))
    for pages, (mine, others) in rates.items():
        name = f"OAI-PMH ListRecords {prefix}, {pages} pages of {SIZE} records, beside the pre-rendered limit"
        yield figure(name, unit="records/s", ours=mine, peers=others)


def _deep_start(client: RawClient) -> str:
    """The token behind page DEEP of the list. Raises RuntimeError where the list is not whole."""
    whole = client.harvest(pages=SIZE // PAGE)
    if whole.records != SIZE:
        raise RuntimeError(f"{whole.records} records instead of {SIZE}")
    return whole.tokens[DEEP - 1]


def _require_same_records(ours: RawClient, peer: RawClient, starts: list[str]) -> None:
    """Both must give the same bytes for the same records, first and deep, or the comparison means nothing."""
    for mine, other in (("", ""), (starts[0], starts[1])):
        if _RECORD.findall(ours.page(mine)) != _RECORD.findall(peer.page(other)):
            raise RuntimeError("the site and the limit do not give the same records")


if __name__ == "__main__":
    main()
