"""Where an analysis is made: wet cells, inverse steps, coordinates, correlation lengths, and the stretched border.

Arrays have the shape of the grid, in the order of its dimensions. Nothing here knows observations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Arrays = Sequence[ArrayLike] | NDArray[Any]
"""One for each dimension."""

MAX_DIMENSIONS: Final = 4
EARTH_RADIUS_M: Final = 6_371_009.0
"""Mean radius of the Earth in metres (IUGG)."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of 1 to 4 dimensions.

    `wet`: True where a field is wanted. `steps_inverse` (pm): for each dimension 1 / step, in the unit of the lengths.
    `axes`: for each dimension the coordinates of its cells, increasing or decreasing, in the unit of the observations.
    `lengths`: correlation lengths, one array for each dimension; 0 everywhere: nothing is spread along it.
    `periods`: for each dimension after how much its coordinate comes back, 0 where it does not.
    `stretch`: for each dimension, how much further the first and the last cell lie from their neighbours than `axes`
    says (1: not), as arrays without that dimension.
    """

    wet: Flags
    steps_inverse: tuple[Floats, ...]
    axes: tuple[Floats, ...]
    lengths: tuple[Floats, ...]
    periods: tuple[float, ...]
    stretch: tuple[tuple[Floats, Floats] | None, ...] = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """Cells along each dimension."""
        return self.wet.shape

    @property
    def correlated(self) -> tuple[bool, ...]:
        """Which dimensions have a correlation length."""
        return tuple(bool(np.any(length > 0)) for length in self.lengths)

    def packed(self, full: Floats) -> Floats:
        """The values of the wet cells, in C order."""
        return full[self.wet]

    def unpacked(self, packed: Floats) -> Floats:
        """An array of the grid's shape; land is NaN."""
        full = np.full(self.shape, np.nan)
        full[self.wet] = packed
        return full


def grid_of(
    mask: ArrayLike,
    pm: Arrays,
    xi: Arrays,
    lengths: float | Arrays,
    periodic: Sequence[float] = (),
) -> Grid:
    """A grid from arrays that only need to broadcast to the mask's shape; `xi` as vectors or as full arrays.

    Raises ValueError, naming what is wrong: shapes, NaN or steps and lengths below 0 at wet cells, unordered axes.
    """
    wet = np.asarray(mask, dtype=bool)
    n = wet.ndim
    if not 1 <= n <= MAX_DIMENSIONS:
        raise ValueError(f"A grid has 1 to {MAX_DIMENSIONS} dimensions, not {n}.")
    each = [lengths] * n if np.isscalar(lengths) else list(lengths)  # type: ignore[arg-type]
    periods = tuple(float(period) for period in periodic) or (0.0,) * n
    if not len(pm) == len(xi) == len(each) == len(periods) == n:
        raise ValueError(f"A mask of {n} dimensions needs as many pm, xi, lengths and periods.")
    steps = tuple(_full(wet, one, f"pm[{i}]", lowest=np.finfo(float).tiny) for i, one in enumerate(pm))
    spread = tuple(_full(wet, one, f"lengths[{i}]", lowest=0.0) for i, one in enumerate(each))
    axes = tuple(_axis(one, i, wet.shape) for i, one in enumerate(xi))
    return Grid(wet, steps, axes, spread, periods, (None,) * n)


def rectangular(*axes: ArrayLike) -> tuple[Flags, tuple[Floats, ...], tuple[Floats, ...]]:
    """Mask, inverse steps and axes of a rectangle without land, steps in the unit of the axes (vectors, 2 cells up).

    An inner step is half the distance of the two neighbours, an outer one the distance of the only neighbour.
    """
    vectors = tuple(np.asarray(axis, dtype=float) for axis in axes)
    shape = tuple(len(vector) for vector in vectors)
    steps = tuple(_along(1 / np.abs(np.gradient(vector)), i, shape) for i, vector in enumerate(vectors))
    return np.ones(shape, dtype=bool), steps, vectors


def spherical_steps(longitude: ArrayLike, latitude: ArrayLike) -> tuple[Floats, Floats]:
    """Inverse steps in 1/m of a grid (longitude, latitude) in degrees, along great circles of a sphere."""
    east, north = np.asarray(longitude, dtype=float), np.asarray(latitude, dtype=float)
    steps_east = np.abs(np.gradient(east))[:, None] if len(east) > 1 else np.full((1, 1), 1.0)
    steps_north = np.abs(np.gradient(north)) if len(north) > 1 else np.full(1, 1.0)
    here = np.broadcast_to(north[None, :], (len(east), len(north)))
    along = arc_degrees(0.0, here, np.broadcast_to(steps_east, here.shape), here)
    metres = np.deg2rad(1.0) * EARTH_RADIUS_M
    return 1 / (np.maximum(along, 1e-9) * metres), np.broadcast_to(1 / (steps_north * metres), here.shape).copy()


def arc_degrees(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Floats:
    """The angle of a great circle between two points, in degrees, exact for small ones (haversine)."""
    a1, b1, a2, b2 = (np.deg2rad(np.asarray(each, dtype=float)) for each in (lat1, lon1, lat2, lon2))
    half = np.sin((a2 - a1) / 2) ** 2 + np.cos(a1) * np.cos(a2) * np.sin((b2 - b1) / 2) ** 2
    return np.asarray(np.rad2deg(2 * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))))


def stretched(grid: Grid, border: float) -> Grid:
    """The same grid with wide cells at its edges: the field falls off there as if the domain went on.

    Each cell at an edge is so wide that its centre lies `border` correlation lengths from its neighbour, never nearer
    than the neighbour's own step or than the axis says. `border` 0, periodic dimensions, those of one cell: unchanged.
    """
    steps, stretch = list(grid.steps_inverse), list(grid.stretch)
    for i, length in enumerate(grid.lengths):
        if border <= 0 or grid.periods[i] or grid.shape[i] < 2 or not np.any(length > 0):
            continue
        changed, ratios = steps[i].copy(), []
        for edge, neighbour in ((0, 1), (-1, -2)):
            inner = 1 / np.take(steps[i], neighbour, axis=i)
            before = 1 / np.take(steps[i], edge, axis=i)
            width = np.maximum(2 * border * np.take(length, edge, axis=i) - inner, np.maximum(inner, before))
            changed[_at(i, edge, grid.wet.ndim)] = 1 / width
            ratios.append((width + inner) / (before + inner))
        steps[i], stretch[i] = changed, (ratios[0], ratios[1])
    return replace(grid, steps_inverse=tuple(steps), stretch=tuple(stretch))


def _at(dimension: int, index: int, n: int) -> tuple[slice | int, ...]:
    return tuple(index if i == dimension else slice(None) for i in range(n))


def _along(vector: Floats, dimension: int, shape: tuple[int, ...]) -> Floats:
    return np.broadcast_to(vector.reshape([-1 if i == dimension else 1 for i in range(len(shape))]), shape).copy()


def _full(wet: Flags, given: ArrayLike, name: str, lowest: float) -> Floats:
    full = np.array(np.broadcast_to(np.asarray(given, dtype=float), wet.shape))
    if not np.all(np.isfinite(full[wet]) & (full[wet] >= lowest)):
        raise ValueError(f"{name} is not a finite number of {lowest:g} or more at every wet cell.")
    usable = np.isfinite(full) & (full >= lowest)
    full[~usable] = full[usable].mean() if usable.any() else 1.0
    return full


def _axis(given: ArrayLike, dimension: int, shape: tuple[int, ...]) -> Floats:
    axis = np.asarray(given, dtype=float)
    if axis.ndim == len(shape) > 1:
        vector = axis[tuple(slice(None) if i == dimension else 0 for i in range(len(shape)))]
        if not np.array_equal(axis, np.broadcast_to(_along(vector, dimension, shape), axis.shape)):
            raise ValueError(f"xi[{dimension}] changes along other dimensions: only separable grids are handled.")
        axis = vector
    if axis.shape != (shape[dimension],):
        raise ValueError(f"xi[{dimension}] has the shape {axis.shape}, the mask {shape[dimension]} cells there.")
    turned = np.diff(axis)
    if not np.all(np.isfinite(axis)) or not (np.all(turned > 0) or np.all(turned < 0)):
        raise ValueError(f"xi[{dimension}] is not strictly increasing or decreasing.")
    return axis
