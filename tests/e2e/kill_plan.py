"""A random plan of kills, the same for the same seed: what is killed, and in which moment. It is told as it goes."""

import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEED = int(os.environ.get("VARVE_KILLS_SEED", "2026"))
"""Another one makes another plan; a failing test shows the one it had."""


@dataclass(frozen=True)
class Kill:
    """One kill: its number, the victim, the moment, and how many seconds into the moment."""

    number: int
    victim: str
    moment: str
    delay: float

    def __str__(self) -> str:
        return f"kill {self.number}: the {self.victim}, {self.moment}, after {self.delay * 1000:.0f} ms"


class Plan:
    """So many kills, each combination (victim, moment, shortest and longest delay in seconds) as often as any other."""

    def __init__(self, name: str, count: int, combinations: Sequence[tuple[str, str, float, float]]) -> None:
        self.seed = f"{name}-{SEED}"
        self.chance = random.Random(self.seed)
        wanted = [combinations[number % len(combinations)] for number in range(count)]
        self.chance.shuffle(wanted)
        self.kills = [
            Kill(number, victim, moment, self.chance.uniform(shortest, longest))
            for number, (victim, moment, shortest, longest) in enumerate(wanted, start=1)
        ]

    def __iter__(self) -> Iterator[Kill]:
        sys.stdout.write(f"VARVE_KILLS_SEED={SEED}: {len(self.kills)} kills\n")
        for kill in self.kills:
            sys.stdout.write(f"{kill}\n")
            yield kill
