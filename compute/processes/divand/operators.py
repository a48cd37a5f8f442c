"""Derivatives on the wet cells of a grid as sparse matrices, and the inverse of the background covariance.

Barth et al. 2014, Geosci. Model Dev. 7, 225, equations 4 to 12. Faces lie between two wet cells that are neighbours
along one dimension: there is no flux across a coast or an edge.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from compute.processes.divand.grid import Floats, Grid
from compute.processes.divand.kernel import Kernel, kernel


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces along one dimension: the wet cells before and behind each, by number."""

    before: NDArray[np.intp]
    behind: NDArray[np.intp]
    cells: int

    def mean(self, packed: Floats) -> Floats:
        """A quantity of the cells at the faces."""
        return 0.5 * (packed[self.before] + packed[self.behind])

    @property
    def difference(self) -> sp.csr_array:
        """Cell behind less cell before, for each face."""
        return self._matrix(-1.0, 1.0)

    @property
    def average(self) -> sp.csr_array:
        """Half of each of the two cells, for each face."""
        return self._matrix(0.5, 0.5)

    def _matrix(self, before: float, behind: float) -> sp.csr_array:
        faces = len(self.before)
        columns = np.column_stack([self.before, self.behind]).ravel()
        values = np.tile([before, behind], faces)
        made = sp.csr_array((values, columns, np.arange(0, 2 * faces + 1, 2)), shape=(faces, self.cells))
        made.sort_indices()
        return made


def faces_along(grid: Grid, dimension: int) -> Faces:
    """The faces along a dimension; a periodic one has those between its last and its first cells too."""
    numbers = np.full(grid.shape, -1, dtype=np.intp)
    numbers[grid.wet] = np.arange(int(grid.wet.sum()))
    lined = np.moveaxis(numbers, dimension, 0)
    before, behind = lined[:-1].ravel(), lined[1:].ravel()
    if grid.periods[dimension] and grid.shape[dimension] > 2:
        before, behind = np.append(before, lined[-1].ravel()), np.append(behind, lined[0].ravel())
    both = (before >= 0) & (behind >= 0)
    return Faces(before[both], behind[both], int(grid.wet.sum()))


def gradient(grid: Grid, dimension: int) -> sp.csr_array:
    """The derivative at the faces, per unit of length (Dx_i)."""
    faces = faces_along(grid, dimension)
    return _scaled(faces.mean(grid.packed(grid.steps_inverse[dimension])), faces.difference)


@dataclass(frozen=True, slots=True)
class Background:
    """What is believed before any observation: `precision` is B^-1 (wet cells squared, positive definite)."""

    kernel: Kernel
    precision: sp.csr_array


def background(grid: Grid, order: int | None = None) -> Background:
    """B^-1 of a grid whose border is stretched already.

    B^-1 = 1/c (a0 W'W + a1 sum_i (Ws_i Dx_i)'(Ws_i Dx_i) + a2 (W D)'(W D) + a3 sum_i (Ws_i Dx_i D)'(Ws_i Dx_i D) ...),
    with binomial a and c that gives a variance of 1 far from every boundary.
    """
    dimensions = [i for i, has_length in enumerate(grid.correlated) if has_length]
    shape = kernel(len(dimensions), order)
    lengths = {i: grid.packed(grid.lengths[i]) / shape.length_scale for i in dimensions}
    steps = {i: grid.packed(grid.steps_inverse[i]) for i in dimensions}
    volume = 1 / np.prod(list(steps.values()), axis=0) if steps else np.ones(int(grid.wet.sum()))
    scale = shape.scale * float(np.prod([np.mean(grid.lengths[i]) / shape.length_scale for i in dimensions]))
    faces = {i: faces_along(grid, i) for i in dimensions}
    roots = [_root_gradient(faces[i], i, lengths[i], steps) for i in dimensions]
    nothing = sp.csr_array((len(volume), len(volume)))
    laplacian = sum((_diffusion(faces[i], i, lengths[i], steps) for i in dimensions), nothing)
    return Background(shape, _norm(shape.coefficients, volume, roots, laplacian) * (1 / scale))


def _norm(
    coefficients: tuple[float, ...], volume: Floats, roots: list[sp.csr_array], laplacian: sp.csr_array
) -> sp.csr_array:
    """The sum of the squared derivatives, each weighted; even powers at the cells, odd ones at the faces."""
    total = sp.csr_array(sp.diags_array(coefficients[0] * volume))
    power = sp.csr_array(sp.eye_array(len(volume)))
    for number, weight in enumerate(coefficients[1:], start=1):
        if number % 2:
            for root in roots:
                part = root @ power
                total = total + weight * (part.T @ part)
        else:
            power = laplacian @ power
            part = _scaled(np.sqrt(volume), power)
            total = total + weight * (part.T @ part)
    return sp.csr_array(total)


def _root_gradient(faces: Faces, dimension: int, length: Floats, steps: dict[int, Floats]) -> sp.csr_array:
    """Ws_i Dx_i: the derivative in correlation lengths, times the root of the volume at the face."""
    volume = 1 / np.prod([faces.mean(step) for step in steps.values()], axis=0)
    weights = np.sqrt(faces.mean(length**2) * volume) * faces.mean(steps[dimension])
    return _scaled(weights, faces.difference)


def _diffusion(faces: Faces, dimension: int, length: Floats, steps: dict[int, Floats]) -> sp.csr_array:
    """The part of D along one dimension: prod(pm) d_i (L_i^2 pm_i / prod_{j != i} pm_j d_i)."""
    others = np.prod([step for i, step in steps.items() if i != dimension], axis=0) * np.ones_like(length)
    conductivity = faces.mean(length**2 * steps[dimension] / others)
    flux = _scaled(conductivity, faces.difference)
    return _scaled(-np.prod(list(steps.values()), axis=0), sp.csr_array(faces.difference.T @ flux))


def _scaled(weights: Floats, matrix: sp.csr_array) -> sp.csr_array:
    """diag(weights) @ matrix."""
    made = matrix.tocsr(copy=True)
    made.data *= np.repeat(weights, np.diff(made.indptr))
    return made
