"""Land shapes for the maps: rings of longitude and latitude made by the front-end build, cut at the antimeridian."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

Point = tuple[float, float]


class Ring(NamedTuple):
    """One closed line of land, or of an inland sea, with its bounds in degrees."""

    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, eq=False, slots=True)
class Land:
    """Natural Earth at two scales: `coarse` (1:110 million) for wide views, `fine` (1:50 million) for near ones.

    Compared by identity: there are tens of thousands of points, and one reading of them in a process.
    """

    coarse: tuple[Ring, ...] = ()
    fine: tuple[Ring, ...] = ()


NO_LAND = Land()


def make_ring(points: Sequence[Sequence[float]]) -> Ring:
    """A ring with its bounds."""
    pairs = tuple((float(lon), float(lat)) for lon, lat in points)
    lons, lats = [lon for lon, _ in pairs], [lat for _, lat in pairs]
    return Ring(pairs, min(lons), min(lats), max(lons), max(lats))


@lru_cache(maxsize=4)
def read_land(folder: Path) -> Land:
    """The shapes `land-110m.json` and `land-50m.json` of a folder; no land where the build has not made them."""
    try:
        return Land(*(tuple(_rings(folder / f"land-{scale}.json")) for scale in ("110m", "50m")))
    except FileNotFoundError:
        return NO_LAND


def _rings(path: Path) -> Iterator[Ring]:
    for points in json.loads(path.read_text(encoding="utf-8"))["rings"]:
        yield make_ring(points)
