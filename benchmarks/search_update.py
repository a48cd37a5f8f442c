"""One publication in the index of a filled catalogue: `python -m benchmarks.search_update [--rows N]`.

The update itself, as whoever follows does it; and the time from the commit of a change to an answer that has it, in
another process than the one that follows.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from benchmarks.reporting.figures import figure
from benchmarks.searching.entries import Made, made
from benchmarks.searching.filled import filled
from config.tooling.stamps import ROOT

UPDATES: Final = 40
UPDATE_MS, FRESH_MS = 100.0, 1000.0
PATIENCE_S: Final = 60.0


def main(rows: int) -> None:
    """Measure and print."""
    with filled(rows):
        update = _percentile([_update(made(rows + number)) for number in range(1, UPDATES + 1)])
        with _following():
            _wait_for(made(rows + UPDATES + 1))
            fresh = _percentile([_wait_for(made(rows + UPDATES + number)) for number in range(2, UPDATES + 2)])
    for said, value, limit in (
        (f"one publication in an index of {rows} entries, 95th percentile, beside what it may take", update, UPDATE_MS),
        ("from a commit to an answer that knows it, 95th percentile, beside what it may take", fresh, FRESH_MS),
    ):
        print(figure(said, unit="ms", ours=[value], peers=[limit]), flush=True)


def _update(entry: Made) -> float:
    """Milliseconds of one update of the index, by the follower of this process."""
    from repository.queries.catalogue_index import index_root
    from repository.services.following import Follower

    _write(entry)
    with Follower(index_root()) as follower:
        began = time.perf_counter()
        if follower.follow() != 1:
            raise RuntimeError("another number of changes than one")
        return (time.perf_counter() - began) * 1000


def _wait_for(entry: Made) -> float:
    """Milliseconds from the commit of an entry to an answer of this process that has it."""
    from repository.catalogue.question import Question
    from repository.queries.catalogue_index import catalogue_reader
    from repository.queries.search import search_catalogue

    _write(entry)
    began, wanted = time.perf_counter(), entry.found_by.identifiers[0]
    while time.perf_counter() - began < PATIENCE_S:
        results = search_catalogue(Question(words=wanted), reader=catalogue_reader(), with_facets=False)
        if results.total:
            return (time.perf_counter() - began) * 1000
        time.sleep(0.005)
    raise RuntimeError(f"{wanted} is not found")


def _write(entry: Made) -> None:
    from repository.catalogue.kept import as_json
    from repository.models import CatalogueEntry

    CatalogueEntry.objects.create(
        identifier=entry.found_by.identifiers[0],
        title=entry.found_by.titles[0][1],
        published=entry.found_by.published,
        found_by=as_json(entry.found_by),
    )


@contextmanager
def _following() -> Iterator[None]:
    command = [sys.executable, "manage.py", "catalogue_follow"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as child:
        try:
            yield
        finally:
            child.terminate()


def _percentile(times: list[float]) -> float:
    return sorted(times)[len(times) * 95 // 100]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000)
    main(parser.parse_args().rows)
