"""The smallest and largest value of a variable for each instance, read piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from repository.inspection.netcdf.header import Variable
from repository.previews.netcdf_values import values_of
from repository.stations.netcdf_instances import Instances
from repository.stations.places import arc_of

_PIECE: Final = 1_000_000
MOST_VALUES: Final = 80_000_000
"""Values of one variable that are read."""


@dataclass(slots=True)
class Ranges:
    """One smallest and one largest value for each instance; NaN where it has none."""

    low: Any
    high: Any

    @classmethod
    def empty(cls, count: int) -> "Ranges":
        """Nothing yet."""
        return cls(np.full(count, np.nan), np.full(count, np.nan))

    def add(self, owners: Any, values: Any) -> None:
        """Widen by values (n, ...) that belong to ``owners`` (n)."""
        flat = values.reshape(len(values), -1)
        there = np.isfinite(flat)
        some = there.any(axis=1) & (owners >= 0) & (owners < len(self.low))
        if some.any():
            mine, kept, have = owners[some], flat[some], there[some]
            np.fmin.at(self.low, mine, np.where(have, kept, np.inf).min(axis=1))
            np.fmax.at(self.high, mine, np.where(have, kept, -np.inf).max(axis=1))

    def add_to_all(self, values: Any) -> None:
        """Widen all by values that belong to each."""
        there = values[np.isfinite(values)]
        if there.size:
            self.low[:] = np.fmin(self.low, there.min())
            self.high[:] = np.fmax(self.high, there.max())


def ranges_of(variable: Variable, instances: Instances) -> Ranges | None:
    """The ranges of a coordinate; None where it is too long, or belongs to dimensions that have no instance.

    Errors: those of the library and of numpy for values that cannot be read.
    """
    if variable.size > MOST_VALUES:
        return None
    found = Ranges.empty(instances.count)
    owners = instances.owners_of(variable)
    if owners is None:
        found.add_to_all(values_of(variable))
        return found
    for start, values in pieces_of(variable):
        found.add(owners[start : start + len(values)], values[: len(owners) - start])
    return found


def pieces_of(variable: Variable) -> Iterator[tuple[int, Any]]:
    """A variable along its first dimension: where a piece begins, and its values."""
    length = variable.shape[0]
    step = max(1, _PIECE // max(1, variable.size // max(1, length)))
    for start in range(0, length, step):
        yield start, values_of(variable, slice(start, start + step)).reshape(min(step, length - start), -1)


def sides_of(instances: Instances) -> Any:
    """West, south, east, north of each instance in degrees (count, 4); NaN where it has no position.

    Longitudes are ranged twice, counted from -180 and from 0, and the narrower range is taken.
    """
    plain, turned, north = (Ranges.empty(instances.count) for _ in range(3))
    if instances.latitude.dimensions:
        owners = instances.owners_of(instances.latitude)
        both = zip(pieces_of(instances.latitude), pieces_of(instances.longitude), strict=True)
        pairs = ((owners[start : start + len(y)], x, y) for (start, y), (_, x) in both)
    else:
        zero = np.zeros(1, dtype=np.int64)
        pairs = (each for each in [(zero, values_of(instances.longitude), values_of(instances.latitude))])
    for mine, longitudes, latitudes in pairs:
        x, y = longitudes.reshape(len(mine), -1).copy(), latitudes.reshape(len(mine), -1).copy()
        with np.errstate(invalid="ignore"):
            wrong = ~((np.abs(y) <= 90) & (x >= -180) & (x <= 360))
        x[wrong] = y[wrong] = np.nan
        plain.add(mine, np.where(x > 180, x - 360, x))
        turned.add(mine, np.where(x < 0, x + 360, x))
        north.add(mine, y)
    sides = np.full((instances.count, 4), np.nan)
    sides[:, 1], sides[:, 3] = np.round(north.low, 5), np.round(north.high, 5)
    for number in np.flatnonzero(np.isfinite(plain.low)):
        sides[number, 0], sides[number, 2] = arc_of(
            float(plain.low[number]), float(plain.high[number]), float(turned.low[number]), float(turned.high[number])
        )
    return sides
