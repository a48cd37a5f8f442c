"""What observations see of a field: the operator H, multilinear between wet cells, and their errors.

An observation that cannot be used (outside, on land, not a number, a fill value) has an infinite error: a row of zeros
in H and the weight 0. Nothing is thrown away silently: `usable` tells each.
"""

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike, NDArray

from compute.processes.divand.grid import Arrays, Flags, Floats, Grid

HUGE: Final = 1e30
"""Values beyond are taken for fill values: 9.97e36 of NetCDF, 1e35, 1e30 of models."""
_LEAST_WET: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Observing:
    """`operator` is H (observations by wet cells), `weights` the diagonal of R^-1 (0: not usable)."""

    operator: sp.csr_array
    weights: Floats
    usable: Flags

    @property
    def information(self) -> sp.csr_array:
        """H' R^-1 H."""
        return sp.csr_array(self.operator.T @ sp.diags_array(self.weights) @ self.operator)

    def to_cells(self, values: Floats) -> Floats:
        """H' R^-1 y of values (observations, or observations by sets); what is not usable does not matter."""
        known = np.where(self.usable if values.ndim == 1 else self.usable[:, None], values, 0.0)
        weighted = known * (self.weights if values.ndim == 1 else self.weights[:, None])
        return np.asarray(self.operator.T @ weighted)


def observe(grid: Grid, positions: Arrays, values: ArrayLike, epsilon2: ArrayLike) -> Observing:
    """H and R of observations at `positions` (a vector for each dimension) with relative error variances `epsilon2`.

    Raises ValueError for vectors of unequal length, and for an `epsilon2` that is not above 0 (infinite: not used).
    """
    measured = np.atleast_1d(np.asarray(values, dtype=float))
    located = [np.atleast_1d(np.asarray(one, dtype=float)) for one in positions]
    if len(located) != grid.wet.ndim or any(one.shape != measured.shape for one in located) or measured.ndim != 1:
        raise ValueError(f"Observations need {grid.wet.ndim} coordinates, each as long as the values.")
    noise = np.broadcast_to(np.asarray(epsilon2, dtype=float), measured.shape)
    if not np.all(noise > 0):
        raise ValueError("epsilon2 is a variance relative to that of the field: every one is above 0.")
    operator, inside = _interpolation(grid, located)
    usable = inside & np.isfinite(measured) & (np.abs(np.nan_to_num(measured)) < HUGE) & np.isfinite(noise)
    kept = sp.csr_array(sp.diags_array(usable.astype(float)) @ operator)
    kept.eliminate_zeros()
    return Observing(kept, np.where(usable, 1 / noise, 0.0), usable)


def _interpolation(grid: Grid, located: list[Floats]) -> tuple[sp.csr_array, Flags]:
    """Multilinear weights of the wet cells around, renormalised to 1, and which have any."""
    count, cells = len(located[0]), int(grid.wet.sum())
    corners = [_between(grid, i, one) for i, one in enumerate(located)]
    inside = np.logical_and.reduce([known for _low, _high, _part, known in corners])
    parts = _stretched_parts(grid, corners)
    inside &= np.logical_and.reduce([part >= -1e-12 for part in parts] + [part <= 1 + 1e-12 for part in parts])
    numbers = np.full(grid.shape, -1, dtype=np.intp)
    numbers[grid.wet] = np.arange(cells)
    rows, columns, weights = [], [], []
    for high in product((False, True), repeat=len(corners)):
        index = tuple(one[1] if up else one[0] for up, one in zip(high, corners, strict=True))
        weight = np.prod([part if up else 1 - part for up, part in zip(high, parts, strict=True)], axis=0)
        cell = numbers[index]
        kept = inside & (cell >= 0) & (weight > 0)
        rows.append(np.flatnonzero(kept))
        columns.append(cell[kept])
        weights.append(weight[kept])
    found = (np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns)))
    operator = sp.csr_array(sp.coo_array(found, shape=(count, cells)))
    total = np.asarray(operator.sum(axis=1)).ravel()
    seen = total > _LEAST_WET
    inverse = np.divide(1.0, total, out=np.zeros(count), where=seen)
    return sp.csr_array(sp.diags_array(inverse) @ operator), seen


Corner = tuple[NDArray[np.intp], NDArray[np.intp], Floats, Flags]


def _between(grid: Grid, dimension: int, position: Floats) -> Corner:
    """The two cells around each position, which part of the way to the second, and whether it can be told.

    A dimension of one cell sees every position: who asks for one layer chooses what belongs to it.
    """
    axis, period, size = grid.axes[dimension], grid.periods[dimension], grid.shape[dimension]
    known = np.isfinite(position)
    place = np.where(known, position, axis[0])
    if size == 1:
        return np.zeros(len(place), np.intp), np.zeros(len(place), np.intp), np.zeros(len(place)), known
    sign = 1.0 if axis[-1] > axis[0] else -1.0
    ordered, place = sign * axis, sign * place
    if period:
        place = ordered[0] + np.mod(place - ordered[0], abs(period))
        ordered = np.append(ordered, ordered[0] + abs(period))
    low = np.clip(np.searchsorted(ordered, place, side="right") - 1, 0, len(ordered) - 2)
    part = (place - ordered[low]) / (ordered[low + 1] - ordered[low])
    return low, (low + 1) % size, part, known


def _stretched_parts(grid: Grid, corners: list[Corner]) -> list[Floats]:
    """The parts of the way where the cells at the edges lie further out than the axis says."""
    nearest = [np.where(part > 0.5, high, low) for low, high, part, _known in corners]
    parts = []
    for i, (low, _high, part, _known) in enumerate(corners):
        moved, stretch = part, grid.stretch[i]
        if stretch is not None:
            here = tuple(index for j, index in enumerate(nearest) if j != i)
            moved = np.where(low == 0, 1 - (1 - part) / stretch[0][here], part)
            last = low == grid.shape[i] - 2
            only = last & (low == 0)
            moved = np.where(last & ~only, part / stretch[1][here], moved)
        parts.append(moved)
    return parts
