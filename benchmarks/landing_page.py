"""Landing pages per second beside a view of one query on the same server: `python -m benchmarks.landing_page`.

Same process, middleware, database and client; the two take turns, round by round. Each round also asks for pages that
no reader had before, so that rendering is measured too, and asks as a reader who still has the page.
"""

import http.client
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading.serving import rate, served_site
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
    known: list[float] = []
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, served_site(Path(name), plan.size) as found:
        port, suffixes = found
        reader = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in range(plan.rounds):
            page, peer = f"/datasets/{suffixes[0]}/", f"/trivial/{suffixes[0]}/"
            known.append(rate(reader, [page] * plan.requests, headers=_known(reader, page), status=304))
            for path, rates in ((page, kept[0]), (peer, kept[1]))[:: 1 if number % 2 else -1]:
                rates.append(rate(reader, [path] * plan.requests))
            fresh = suffixes[number * 20 + 1 : number * 20 + 21]
            new[0].append(rate(reader, [f"/datasets/{suffix}/" for suffix in fresh]))
            new[1].append(rate(reader, [f"/trivial/{suffix}/" for suffix in fresh]))
    print(figure("landing page, beside a view of one query", unit="pages/s", ours=kept[0], peers=kept[1]), flush=True)
    print(figure("landing page not sent again, beside the page", unit="pages/s", ours=known, peers=kept[0]), flush=True)
    name = "landing page that nobody asked for before, beside a view of one query"
    print(figure(name, unit="pages/s", ours=new[0], peers=new[1]), flush=True)


def _known(reader: http.client.HTTPConnection, page: str) -> dict[str, str]:
    """The headers of a reader who has the page."""
    reader.request("GET", page, headers={"Accept": "text/html", "Accept-Language": "en"})
    answer = reader.getresponse()
    answer.read()
    return {"If-None-Match": answer.headers["ETag"]}


if __name__ == "__main__":
    main(Plan())
