"""What a form suggests for data of which area, period and depths are known: a grid that is quick and not too coarse."""

import math
from typing import Any, Final

from compute.processes.base import Known

CELLS: Final = 40
"""Along the longer side."""
_STEPS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0)
_SHALLOW_M: Final = 5.0
_METRES_A_DEGREE: Final = 111_000
_LENGTHS: Final = 4
"""Correlation lengths that lie within the longer side."""


def suggested(known: Known) -> dict[str, Any]:
    """Values of inputs by their names."""
    found: dict[str, Any] = {}
    if known.area is not None:
        found |= _grid(*known.area)
    if known.days is not None:
        found["years"] = [int(day[:4]) for day in known.days]
    if known.depths is not None and known.depths[0] > _SHALLOW_M:
        found["depths"] = [math.floor(known.depths[0])]
    if known.variables:
        found["variable"] = known.variables[0]
    return found


def _grid(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    wide, tall = (east - west) % 360 or 360.0, north - south
    middle = math.cos(math.radians((south + north) / 2))
    longer = max(wide * middle, tall)
    if longer <= 0:
        return {}
    step = next((each for each in _STEPS if each >= longer / CELLS), _STEPS[-1])
    length = float(f"{longer * _METRES_A_DEGREE / _LENGTHS:.1g}")
    return {"step_lon": step, "step_lat": step, "length_xy_m": max(1_000.0, length)}
