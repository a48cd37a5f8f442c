"""Two sides that take turns, each timed."""

import time
from collections.abc import Callable

Rates = tuple[list[float], list[float]]


def in_turns(
    rounds: int,
    amount: float,
    ours: Callable[[], object],
    peer: Callable[[], object],
    *,
    before: Callable[[], object] = int,
) -> Rates:
    """Amount per second of ours and of the peer, the first of each round changing; ``before`` each, not timed."""
    rates: Rates = ([], [])
    for number in range(rounds):
        for side in (0, 1) if number % 2 else (1, 0):
            before()
            started = time.perf_counter()
            (ours, peer)[side]()
            rates[side].append(amount / (time.perf_counter() - started))
    return rates
