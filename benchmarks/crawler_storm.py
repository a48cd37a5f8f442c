"""Fifty clients on links of facets for a minute while a depositor saves a draft: `python -m benchmarks.crawler_storm`.

They ask as fast as answers come, never the same twice, and wait where they are told to; with `--rude` they come back
at once. Each has an origin of its own, or with `--origins 1` all have the same. The depositor's waits stand beside
those of a quiet site. Rude clients cost more than twice: refusing them is the work of the proxy before the site.
"""

import argparse
import time
from typing import Final

from benchmarks.crowding.crawlers import storming
from benchmarks.crowding.depositor import Depositor
from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.reporting.figures import figure
from benchmarks.searching.filled import SERVED, filled

CLIENTS: Final = 50
LIMIT: Final = 2.0


def main(rows: int, seconds: float, *, origins: int, is_rude: bool) -> None:
    """Measure and print."""
    with filled(rows, settings=SERVED, TRUSTED_PROXIES="1") as catalogue:
        depositor, port = Depositor(), free_port()
        with running(site(port), port=port, path="/healthz", environment=catalogue.environment, logs=catalogue.folder):
            depositor.saves(port, seconds=3)
            quiet = depositor.saves(port, seconds=seconds / 2)
            with storming(port, clients=CLIENTS, origins=origins, is_rude=is_rude) as answered:
                time.sleep(2)
                stormy = depositor.saves(port, seconds=seconds)
    told = f"a draft saved while {CLIENTS} clients of {origins} origins ask for links of facets"
    for share in (50, 95):
        ours, peers = _percentile(stormy, share), _percentile(quiet, share)
        print(figure(f"{told}, {share}th percentile, beside a quiet site", unit="ms", ours=[ours], peers=[peers]))
    limit = _percentile(quiet, 95) * LIMIT
    print(figure(f"{told}, beside twice the quiet", unit="ms", ours=[_percentile(stormy, 95)], peers=[limit]))
    print(figure("answers they got, beside refusals", unit="1/s", ours=[answered[200] / seconds],
                 peers=[max(answered[429], 1) / seconds]))  # fmt: skip


def _percentile(times: list[float], share: int) -> float:
    return sorted(times)[len(times) * share // 100]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--origins", type=int, default=CLIENTS)
    parser.add_argument("--rude", action="store_true")
    given = parser.parse_args()
    main(given.rows, given.seconds, origins=given.origins, is_rude=given.rude)
