"""Depths of pressures of sea water, many at once. Pure."""

from typing import Any

import numpy as np


def depth_of(pressure: Any, latitude: Any) -> Any:
    """Depths in metres of pressures in decibars at latitudes in degrees, as `repository.stations.places.depth_of`.

    Saunders and Fofonoff's formula for standard sea water (UNESCO Technical Papers in Marine Science 44, 1983).

    >>> round(float(depth_of(10_000.0, 30.0)), 1)
    9712.7
    """
    squared = np.sin(np.radians(np.nan_to_num(latitude))) ** 2
    gravity = 9.780318 * (1.0 + (5.2788e-3 + 2.36e-5 * squared) * squared) + 1.092e-6 * pressure
    slant = ((-1.82e-15 * pressure + 2.279e-10) * pressure - 2.2512e-5) * pressure + 9.72659
    return slant * pressure / gravity
