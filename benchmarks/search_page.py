"""Search pages per second beside a view of one query on the same server: `python -m benchmarks.search_page`.

Same process, middleware, database and client, which take turns round by round: a page that others asked for before, the
same page to a reader who still has it, and pages that nobody asked for before.
"""

import http.client
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.reading.serving import rate, served_site
from benchmarks.reporting.figures import figure

_PAGE = "/search/?q=sea"


@dataclass(frozen=True)
class Plan:
    """Datasets in the catalogue, rounds, and requests of a kind in each round."""

    size: int = 300
    rounds: int = 9
    requests: int = 200
    new: int = 20


@dataclass
class Rates:
    """Answers a second, round by round."""

    kept: list[float] = field(default_factory=list)
    known: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    peer: list[float] = field(default_factory=list)


def main(plan: Plan) -> None:
    """Measure and print."""
    follow = [["catalogue_follow", "--once"]]
    with (
        tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name,
        served_site(Path(name), plan.size, commands=follow) as (port, suffixes),
    ):
        reader = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        rates = _measured(reader, plan, f"/trivial/{suffixes[0]}/")
    for words, ours, peers in (
        ("search page, beside a view of one query", rates.kept, rates.peer),
        ("search page not sent again, beside the page", rates.known, rates.kept),
        ("search page that nobody asked for before, beside a view of one query", rates.new, rates.peer),
    ):
        print(figure(words, unit="pages/s", ours=ours, peers=peers), flush=True)


def _measured(reader: http.client.HTTPConnection, plan: Plan, peer: str) -> Rates:
    rates = Rates()
    reader.request("GET", _PAGE, headers={"Accept": "text/html", "Accept-Language": "en"})
    answer = reader.getresponse()
    answer.read()
    known = {"If-None-Match": answer.headers["ETag"]}
    for number in range(plan.rounds):
        rates.kept.append(rate(reader, [_PAGE] * plan.requests))
        rates.peer.append(rate(reader, [peer] * plan.requests))
        rates.known.append(rate(reader, [_PAGE] * plan.requests, headers=known, status=304))
        rates.new.append(rate(reader, [f"{_PAGE}&new={number}.{each}" for each in range(plan.new)]))
    return rates


if __name__ == "__main__":
    main(Plan())
