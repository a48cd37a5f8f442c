"""Landing page and search page beside a view of one query on the same server, and "not modified" beside the page.

`python -m benchmarks.search_pages [--rows N]`: same process, middleware, database and client; they take turns.
"""

import argparse
import http.client
from collections.abc import Callable, Mapping
from typing import Final

from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.keeping.turns import in_turns
from benchmarks.reporting.figures import figure
from benchmarks.searching.filled import SERVED, filled

ROUNDS: Final = 7
REQUESTS: Final = 200
PAGE_SHARE, UNCHANGED_TIMES = 0.7, 3.0
_HEADERS: Final = {"Accept": "text/html", "Accept-Language": "en"}


class Reader:
    """One reader over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> str:
        """The tag of the answer; raises RuntimeError where it has another status."""
        self._connection.request("GET", path, headers={**_HEADERS, **(headers or {})})
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != status:
            raise RuntimeError(f"{path}: {answer.status}")
        return answer.headers.get("ETag", "")

    def often(self, path: str, *, tag: str = "") -> Callable[[], None]:
        """The same page many times; with its tag, to be told that nothing changed."""

        def ask() -> None:
            for _ in range(REQUESTS):
                self.get(path, status=304 if tag else 200, headers={"If-None-Match": tag} if tag else None)

        return ask


def main(rows: int) -> None:
    """Measure and print."""
    with filled(rows, settings=SERVED, SEARCHES_A_MINUTE="1000000") as catalogue:
        suffix, port = _dataset(), free_port()
        with running(site(port), port=port, path="/healthz", environment=catalogue.environment, logs=catalogue.folder):
            reader = Reader(port)
            for name, page in (("landing page", f"/datasets/{suffix}/"), ("search page", "/search/?q=temperature")):
                _compare(reader, name, page, f"/trivial/{suffix}/")
            _compare_new(reader, f"/trivial/{suffix}/")


def _compare(reader: Reader, name: str, page: str, trivial: str) -> None:
    tag = reader.get(page)
    shown, peers = in_turns(ROUNDS, REQUESTS, reader.often(page), reader.often(trivial))
    said = f"{name}, beside a view of one query (at least {PAGE_SHARE} of it)"
    print(figure(said, unit="pages/s", ours=shown, peers=peers), flush=True)
    unchanged, pages = in_turns(ROUNDS, REQUESTS, reader.often(page, tag=tag), reader.often(page))
    said = f"{name} that a reader has, beside the page sent (at least {UNCHANGED_TIMES:.0f} times)"
    print(figure(said, unit="answers/s", ours=unchanged, peers=pages), flush=True)


def _compare_new(reader: Reader, trivial: str) -> None:
    from benchmarks.searching.questions import fifty
    from repository.catalogue.question import query_string

    pages = [f"/search/{query_string(asked.question)}" for asked in fifty()]
    ours, peers = in_turns(
        1, len(pages), lambda: [reader.get(page) for page in pages], lambda: [reader.get(trivial) for _ in pages]
    )
    print(
        figure("search page never asked for before, beside a view of one query", unit="pages/s", ours=ours, peers=peers)
    )


def _dataset() -> str:
    """The suffix of a public dataset."""
    from repository.models import Dataset
    from repository.services.synthetic import make_synthetic_datasets

    make_synthetic_datasets(size=3, seed=1)
    return str(Dataset.objects.filter(standing="public").earliest("pk").suffix)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    main(parser.parse_args().rows)
