"""A request of the process `divand`, read once: axes, periods, options. What no schema can say is refused here."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np

from compute.processes.base import Inputs
from compute.processes.divand.choosing import Box, Choice, Period
from compute.processes.divand.grid import Floats
from compute.refusals import InputRefused

MOST_CELLS: Final = {2: 640_000, 3: 320_000}
"""Of one field, as DIVAnd limits direct solvers in 16 GB of memory."""
MOST_FIELDS: Final = 5_000
_LON_LAT: Final = ("CRS84", "CRS84h")
_LEAST_SIDE: Final = 2


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `lon` grows from the west of the box, beyond 180 over the antimeridian."""

    inputs: Inputs
    box: Box
    lon: Floats
    lat: Floats
    depths: Floats
    periods: tuple[Period, ...]

    @classmethod
    def of(cls, inputs: Inputs) -> "Request":
        """From canonical inputs. Raises InputRefused."""
        box = _box(inputs["bbox"])
        lon = _axis(box.west, box.east, inputs["step_lon"], "step_lon")
        if box.is_round:
            lon = lon[lon < box.west + 360 - 1e-9]
        lat = _axis(box.south, box.north, inputs["step_lat"], "step_lat")
        depths = np.array(inputs["depths"], dtype=float)
        if not all(before < after for before, after in pairwise(inputs["depths"])):
            raise InputRefused("depths", "not-increasing", "Depths increase, each once.")
        made = cls(inputs, box, lon, lat, depths, _periods(inputs))
        made._check_size()
        _check_limits(inputs)
        return made

    @property
    def dimensions(self) -> int:
        """2, or 3 with several depths."""
        return 3 if len(self.depths) > 1 else 2

    @property
    def cells(self) -> int:
        """Of one field."""
        return len(self.lon) * len(self.lat) * len(self.depths)

    @property
    def choice(self) -> Choice:
        """Which observations belong to it."""
        reach = self.inputs["depth_reach_m"]
        return Choice(
            self.inputs["variable"],
            self.box,
            (float(self.depths[0] - reach), float(self.depths[-1] + reach)),
            self.periods,
            self.inputs["flags"],
            tuple(self.inputs.get("value_limits") or (-math.inf, math.inf)),
        )

    def _check_size(self) -> None:
        most = MOST_CELLS[self.dimensions]
        if self.cells > most:
            raise InputRefused(
                "step_lon",
                "too-many-cells",
                f"The grid has {self.cells} cells; {most} can be solved. Take larger steps.",
            )
        if len(self.periods) > MOST_FIELDS:
            raise InputRefused("year_window", "too-many-fields", f"{len(self.periods)} fields; at most {MOST_FIELDS}.")


def _box(said: Any) -> Box:
    """OGC: {"bbox": [west, south, east, north], "crs": ...}, or six numbers with heights. Raises InputRefused."""
    numbers = said.get("bbox") if isinstance(said, dict) else said
    numbers = [*numbers[:2], *numbers[3:5]] if isinstance(numbers, list) and len(numbers) == 6 else numbers
    if not isinstance(numbers, list) or len(numbers) != 4 or not all(_is_finite(one) for one in numbers):
        raise InputRefused("bbox", "not-a-box", "The area is four finite numbers: west, south, east, north.")
    crs = said.get("crs", "CRS84") if isinstance(said, dict) else "CRS84"
    if not isinstance(crs, str) or crs.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] not in _LON_LAT:
        raise InputRefused("bbox", "crs-not-known", "The area is in longitude and latitude (CRS84).")
    west, south, east, north = (float(one) for one in numbers)
    if not (-90 <= south < north <= 90):
        raise InputRefused("bbox", "latitudes", "South lies below north, both from -90 to 90 degrees.")
    if not (-360 <= west <= 540 and -360 <= east <= 540) or west == east:
        raise InputRefused("bbox", "longitudes", "West and east differ and lie from -360 to 540 degrees.")
    width = min(east - west, 360.0) if east > west else (east - west) % 360.0
    begin = west if -180 <= west <= 180 else (west + 180) % 360 - 180
    return Box(begin, south, begin + width, north)


def _is_finite(one: Any) -> bool:
    return isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one)


def _axis(low: float, high: float, step: float, name: str) -> Floats:
    number = math.floor(min((high - low) / step, 1e9) + 1e-9) + 1
    if number < _LEAST_SIDE:
        raise InputRefused(name, "too-wide", f"A step of {step:g} degrees leaves one cell in the area.")
    if number > MOST_CELLS[2]:
        words = f"A step of {step:g} degrees makes more than {MOST_CELLS[2]} cells along one side."
        raise InputRefused(name, "too-fine", words)
    return np.round(low + step * np.arange(number), 9)


def _periods(inputs: Inputs) -> tuple[Period, ...]:
    first, last = inputs["years"]
    if first > last:
        raise InputRefused("years", "backwards", "The first year is not after the last one.")
    together = inputs["year_window"] or last - first + 1
    windows = [(year, min(year + together - 1, last)) for year in range(first, last + 1, together)]
    for months in inputs["months"]:
        if sum(after < before for before, after in pairwise(months)) > 1:
            raise InputRefused("months", "disordered", "Months follow each other, and turn the year at most once.")
    return tuple(Period(begin, end, tuple(months)) for begin, end in windows for months in inputs["months"])


def _check_limits(inputs: Inputs) -> None:
    for name in ("limits", "value_limits", "length_limits_m", "thresholds", "transform_limits"):
        low, high = inputs.get(name) or (0, 1)
        if not low < high and not (name == "transform_limits" and inputs["transform"] != "logit"):
            raise InputRefused(name, "backwards", "The lower limit comes first and is below the upper one.")
    if inputs["transform"] == "loglin" and not inputs["transform_limits"][0] > 0:
        raise InputRefused("transform_limits", "not-positive", "The threshold of loglin is above 0.")
