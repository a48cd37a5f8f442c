"""Land shapes for the maps: rings of longitude and latitude made by the front-end build, cut at the antimeridian."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

Point = tuple[float, float]
TILE_DEGREES = 10
"""The finest scale lies in tiles of this size, whose sides are cuts and no coast."""


class Ring(NamedTuple):
    """One closed line of land, or of an inland sea, with its bounds in degrees."""

    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, eq=False, slots=True)
class Land:
    """Natural Earth: `coarse` (1:110 million) for wide views, `fine` (1:50 million), and `tiles` (1:10 million).

    Compared by identity: there are tens of thousands of points, and one reading of them in a process.
    """

    coarse: tuple[Ring, ...] = ()
    fine: tuple[Ring, ...] = ()
    tiles: Path | None = None

    def near(self, west: float, south: float, east: float, north: float) -> list[Ring]:
        """The finest rings of a small window in degrees, which may reach over the antimeridian."""
        if self.tiles is None:
            return list(self.fine)
        columns = range(math.floor(west / TILE_DEGREES), math.floor(east / TILE_DEGREES) + 1)
        rows = range(math.floor(south / TILE_DEGREES), math.floor(north / TILE_DEGREES) + 1)
        corners = {
            ((column * TILE_DEGREES + 180) % 360 - 180, row * TILE_DEGREES) for column in columns for row in rows
        }
        return [ring for x, y in sorted(corners) for ring in _read_rings(self.tiles / f"{x}_{y}.json")]


NO_LAND = Land()


def make_ring(points: Sequence[Sequence[float]]) -> Ring:
    """A ring with its bounds."""
    pairs = tuple((float(lon), float(lat)) for lon, lat in points)
    lons, lats = [lon for lon, _ in pairs], [lat for _, lat in pairs]
    return Ring(pairs, min(lons), min(lats), max(lons), max(lats))


@lru_cache(maxsize=4)
def read_land(folder: Path) -> Land:
    """The shapes under a folder (`land-110m.json`, `land-50m.json`, `10m/`); no land where no build made them."""
    coarse, fine = (_read_rings(folder / f"land-{scale}.json") for scale in ("110m", "50m"))
    tiles = folder / "10m"
    return Land(coarse, fine, tiles if tiles.is_dir() else None) if coarse else NO_LAND


@lru_cache(maxsize=128)
def _read_rings(path: Path) -> tuple[Ring, ...]:
    """The rings of one file; none where there is no such file: a tile of open sea."""
    try:
        return tuple(_rings(path))
    except FileNotFoundError:
        return ()


def _rings(path: Path) -> Iterator[Ring]:
    for points in json.loads(path.read_text(encoding="utf-8"))["rings"]:
        yield make_ring(points)
