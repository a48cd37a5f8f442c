"""Fifty questions to the catalogue, with count, facets and the best twenty: `python -m benchmarks.search [--rows N]`.

Up to 100,000 entries they take turns with a plain table and the eight queries that an ORM writes for each; above, they
stand beside what a reader was promised. The load and the index made from it are timed too.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median
from typing import Final

from benchmarks.reporting.figures import figure
from benchmarks.searching.filled import filled
from benchmarks.searching.questions import Asked, fifty

ROUNDS: Final = 3
MOST_BESIDE_A_PEER: Final = 100_000
LOAD_MINUTES: Final = 20.0
P50_MS, P95_MS = 40.0, 150.0
_MILLION: Final = 1_000_000


def main(rows: int) -> None:
    """Measure and print."""
    with filled(rows) as catalogue:
        print(
            _beside(
                "load and index, scaled to a million entries, beside the 20 minutes it may take",
                "min",
                catalogue.minutes * _MILLION / rows,
                LOAD_MINUTES,
            ),
            flush=True,
        )
        if rows <= MOST_BESIDE_A_PEER:
            _beside_the_peer(rows)
        else:
            _beside_the_promise(rows)


def _beside_the_peer(rows: int) -> None:
    from benchmarks.searching.peer import ask_peer, make_peer

    make_peer()
    ours, peers = list[list[float]](), list[list[float]]()
    for number in range(ROUNDS):
        sides = [(_ask, ours), (ask_peer, peers)]
        for ask, rounds in sides if number % 2 else reversed(sides):
            rounds.append(_times(ask))
    for share in (50, 95):
        said = (
            f"count, facets and top 20 of {rows} entries, {share}th percentile, beside eight queries of a plain table"
        )
        print(figure(said, unit="ms", ours=_percentiles(ours, share), peers=_percentiles(peers, share)), flush=True)
    limit = [value / 6 for value in _percentiles(peers, 95)]
    said = f"count, facets and top 20 of {rows} entries, 95th percentile, beside a sixth of the peer's"
    print(figure(said, unit="ms", ours=_percentiles(ours, 95), peers=limit), flush=True)


def _beside_the_promise(rows: int) -> None:
    _times(_ask)
    ours = [_times(_ask) for _ in range(ROUNDS)]
    for share, limit in ((50, P50_MS), (95, P95_MS)):
        said = (
            f"count, facets and top 20 of {rows} entries, {share}th percentile, beside the {limit:.0f} ms it may take"
        )
        print(_beside(said, "ms", median(_percentiles(ours, share)), limit), flush=True)


def _beside(said: str, unit: str, value: float, limit: float) -> str:
    return figure(said, unit=unit, ours=[value], peers=[limit])


def _ask(asked: Asked) -> object:
    from repository.queries.catalogue_index import catalogue_reader
    from repository.queries.search import search_catalogue

    return search_catalogue(asked.question, reader=catalogue_reader())


def _times(ask: Callable[[Asked], object]) -> list[float]:
    """Milliseconds of each question."""
    times = []
    for asked in fifty():
        began = time.perf_counter()
        ask(asked)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _percentiles(rounds: list[list[float]], share: int) -> list[float]:
    """Of the questions of each round."""
    return [sorted(times)[len(times) * share // 100] for times in rounds]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=MOST_BESIDE_A_PEER)
    main(parser.parse_args().rows)
