"""Sides that take turns, each timed."""

import time
from collections.abc import Callable


def in_turns(
    rounds: int, amount: float, *sides: Callable[[], object], before: Callable[[], object] = int
) -> list[list[float]]:
    """Amount per second of each side, the first of each round changing; ``before`` each, not timed."""
    rates: list[list[float]] = [[] for _side in sides]
    for number in range(rounds):
        for side in range(len(sides)) if number % 2 else reversed(range(len(sides))):
            before()
            started = time.perf_counter()
            sides[side]()
            rates[side].append(amount / (time.perf_counter() - started))
    return rates
