"""Dataset ``number`` of a catalogue of any size: most of them near a few places that everybody visits."""

import math
import random
from datetime import date
from typing import Final

from repository.catalogue.boxes import boxes_between
from repository.catalogue.findable import Findable
from repository.catalogue.spans import Span

_BUSY: Final = ((4.5, 42.9), (-4.5, 48.3), (-60.0, 14.5), (140.0, -66.0), (45.0, -12.8), (179.8, -17.0))
_VARIABLES: Final = ("temperature", "salinity", "oxygen", "chlorophyll", "nitrate", "current", "wind", "gravity")
_FIRST: Final = date(1970, 1, 1).toordinal()


def made(number: int) -> Findable:
    """Half of them points, three in a hundred world-wide; a third of one day, a few of a century."""
    chance = random.Random(number)
    if chance.random() < 0.6:
        busy = chance.choice(_BUSY)
        west, south = busy[0] + chance.gauss(0, 2), busy[1] + chance.gauss(0, 2)
    else:
        west, south = chance.uniform(-180, 180), math.degrees(math.asin(chance.uniform(-1, 1)))
    first = _FIRST + int(chance.random() ** 0.5 * 20_000)
    return Findable(
        titles=(("en", f"Dataset {number} of {chance.choice(_VARIABLES)}"),),
        terms=(("en", chance.choice(_VARIABLES)),),
        people=("Marin, Clara",),
        abstracts=(),
        identifiers=(f"10.80999/{number}",),
        facets={"variable": tuple(chance.sample(_VARIABLES, chance.randint(1, 3)))},
        boxes=boxes_between(*_sides(chance, west, south)),
        spans=(Span(first, first + _days(chance)),),
        depth=(0.0, chance.uniform(1, 4000)) if chance.random() < 0.5 else None,
        published=date(2012, 1, 1) if chance.random() < 0.5 else date(2024, 1, 1),
    )


def _sides(chance: random.Random, west: float, south: float) -> tuple[float, float, float, float]:
    kind = chance.random()
    if kind < 0.5:
        return west, south, west, south
    if kind < 0.97:
        size = (0.1, 2.0) if kind < 0.8 else (2.0, 30.0)
        return west, south, west + chance.uniform(*size), south + chance.uniform(*size) * 2 / 3
    return -180.0, -90.0, 180.0, 90.0


def _days(chance: random.Random) -> int:
    kind = chance.random()
    if kind < 0.3:
        return 0
    if kind < 0.6:
        return chance.randint(1, 60)
    return chance.randint(60, 3_650) if kind < 0.95 else chance.randint(3_650, 36_500)
