"""Crawlers and harvesters for a minute while a depositor saves a draft: `python -m benchmarks.crawler_storm`.

Fifty clients on links of facets, and eight that harvest the whole list again and again, each of an origin of its own.
They ask as fast as answers come, never the same twice, and wait where they are told to; with `--rude` they come back
at once. Each has an origin of its own, or with `--origins 1` all have the same. The depositor's waits stand beside
those of a quiet site. Rude clients cost more than twice where they ask the site itself: with `--nginx` they and the
depositor come through the proxy of the production guide, which lets them wait.
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from benchmarks.crowding.crawlers import storming
from benchmarks.crowding.depositor import Depositor
from benchmarks.crowding.harvesters import harvesting
from benchmarks.crowding.proxy import behind_nginx
from benchmarks.harvesting.loading import load
from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.reporting.figures import figure
from benchmarks.searching.filled import SERVED, Filled, filled

CLIENTS: Final = 50
HARVESTERS: Final = 8
HARVESTED: Final = 5_000
LIMIT: Final = 2.0


@dataclass(frozen=True, slots=True)
class Storm:
    """Who asks beside the depositor, from how many origins, and whether crawlers come back before they are told to."""

    clients: int
    harvesters: int
    origins: int
    is_rude: bool
    has_proxy: bool


def main(rows: int, seconds: float, storm: Storm) -> None:
    """Measure and print."""
    with filled(rows, settings=SERVED, TRUSTED_PROXIES="1") as catalogue:
        load(catalogue.environment["DATABASE_URL"], size=HARVESTED)
        depositor = Depositor()
        with _served(catalogue, has_proxy=storm.has_proxy) as port:
            depositor.saves(port, seconds=3)
            quiet = depositor.saves(port, seconds=seconds / 2)
            with (
                storming(port, clients=storm.clients, origins=storm.origins, is_rude=storm.is_rude) as answered,
                harvesting(port, clients=storm.harvesters) as harvested,
            ):
                time.sleep(2)
                stormy = depositor.saves(port, seconds=seconds)
    through = " through nginx" if storm.has_proxy else ""
    crawlers = f"{storm.clients} {'rude ' if storm.is_rude else ''}crawlers of {storm.origins} origins"
    told = f"a draft saved{through} beside {crawlers} and {storm.harvesters} harvesters"
    for share in (50, 95):
        ours, peers = _percentile(stormy, share), _percentile(quiet, share)
        print(figure(f"{told}, {share}th percentile, beside a quiet site", unit="ms", ours=[ours], peers=[peers]))
    limit = _percentile(quiet, 95) * LIMIT
    print(figure(f"{told}, beside twice the quiet", unit="ms", ours=[_percentile(stormy, 95)], peers=[limit]))
    for who, got, refused in (("crawlers", answered, 429), ("harvesters", harvested, 503)):
        print(figure(f"answers that {who} got, beside refusals", unit="1/s", ours=[max(got[200], 1) / seconds],
                     peers=[max(got[refused], 1) / seconds]))  # fmt: skip


@contextmanager
def _served(catalogue: Filled, *, has_proxy: bool) -> Iterator[int]:
    """The port to ask: of the site, or of the proxy before it."""
    port = free_port()
    with running(site(port), port=port, path="/healthz", environment=catalogue.environment, logs=catalogue.folder):
        if not has_proxy:
            yield port
            return
        with behind_nginx(port, catalogue.folder) as outer:
            yield outer


def _percentile(times: list[float], share: int) -> float:
    return sorted(times)[len(times) * share // 100]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--crawlers", type=int, default=CLIENTS)
    parser.add_argument("--harvesters", type=int, default=HARVESTERS)
    parser.add_argument("--origins", type=int, default=CLIENTS)
    parser.add_argument("--rude", action="store_true", help="crawlers do not wait when they are told to")
    parser.add_argument("--nginx", action="store_true", help="everybody comes through the proxy of the guide")
    given = parser.parse_args()
    storm = Storm(given.crawlers, given.harvesters, given.origins, is_rude=given.rude, has_proxy=given.nginx)
    main(given.rows, given.seconds, storm)
