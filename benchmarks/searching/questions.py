"""Fifty questions to the catalogue: words, boxes, periods and facets, some of them very common."""

import random
from dataclasses import dataclass
from typing import Final

from benchmarks.searching.words import ENGLISH, FRENCH
from repository.catalogue.question import Question, read_question


@dataclass(frozen=True, slots=True)
class Asked:
    """``box`` as (west, south, east, north), degrees; ``years`` both included."""

    words: str = ""
    box: tuple[float, float, float, float] | None = None
    years: tuple[int, int] | None = None
    is_narrowed: bool = False

    @property
    def parameters(self) -> dict[str, str]:
        """As an address has them."""
        told = {"q": self.words} if self.words else {}
        if self.box:
            told["box"] = ",".join(f"{side:.2f}" for side in self.box)
        if self.years:
            told |= {"from": str(self.years[0]), "to": str(self.years[1])}
        return told | ({"licence": "CC-BY-4.0", "access": "open"} if self.is_narrowed else {})

    @property
    def question(self) -> Question:
        """As the catalogue reads it."""
        return read_question({name: [value] for name, value in self.parameters.items()})


def fifty() -> list[Asked]:
    """One word, two, three; with a box, a period, both and facets; a box alone; very common words."""
    chance = random.Random(7)
    one = [Asked(_word(chance, 30, 170)) for _ in range(12)]
    two = [Asked(f"{_word(chance, 5, 100)} {_word(chance, 20, 170)}") for _ in range(12)]
    three = [Asked(" ".join((_word(chance, 5, 50), _word(chance, 5, 100), _word(chance, 20, 170)))) for _ in range(4)]
    placed = [Asked(_word(chance, 5, 120), box=_box(chance)) for _ in range(6)]
    timed = [Asked(_word(chance, 5, 120), years=_years(chance)) for _ in range(5)]
    all_of_it = [Asked(_word(chance, 5, 120), _box(chance), _years(chance), is_narrowed=True) for _ in range(6)]
    boxes = [Asked(box=_box(chance)) for _ in range(3)]
    common = [Asked(_word(chance, 0, 4)) for _ in range(2)]
    return one + two + three + placed + timed + all_of_it + boxes + common


_KNOWN: Final = (ENGLISH, ENGLISH, ENGLISH, FRENCH)


def _word(chance: random.Random, low: int, high: int) -> str:
    known = chance.choice(_KNOWN)
    return known[chance.randint(low, min(high, len(known) - 1))]


def _box(chance: random.Random) -> tuple[float, float, float, float]:
    west, south, size = chance.uniform(-170, 130), chance.uniform(-80, 60), chance.choice((5, 15, 40))
    return west, south, west + size, south + size


def _years(chance: random.Random) -> tuple[int, int]:
    year = chance.randint(1975, 2015)
    return year, year + chance.choice((1, 5, 10))
