"""Derivatives on the wet cells of a grid as sparse matrices, and the inverse of the background covariance.

Barth et al. 2014, Geosci. Model Dev. 7, 225, equations 4 to 12. Faces lie between two wet cells that are neighbours
along one dimension: there is no flux across a coast or an edge.
"""

from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True)
class Background:
    """What is believed before any observation; `scale` (c) gives a variance of 1 far from every boundary.

    `lengths` are divided by the kernel's length scale already; `steps` and `volume` leave out the dimensions without a
    correlation length. All are of the wet cells, by number of the dimension.
    """

    grid: Grid
    kernel: Kernel
    scale: float
    lengths: dict[int, Floats]
    steps: dict[int, Floats]
    volume: Floats

    def faces(self) -> dict[int, Faces]:
        """Those along each dimension with a correlation length."""
        return {i: faces_along(self.grid, i) for i in self.lengths}

    def roughness(self, i: int, faces: Faces) -> Floats:
        """The squares of Ws_i Dx_i at the faces, for a difference of 1 between the two cells."""
        volume = 1 / np.prod([faces.mean(step) for step in self.steps.values()], axis=0)
        return np.asarray(faces.mean(self.lengths[i] ** 2) * volume * faces.mean(self.steps[i]) ** 2)

    def conductivity(self, i: int, faces: Faces) -> Floats:
        """L_i^2 pm_i / prod_{j != i} pm_j at the faces: what D lets through."""
        return faces.mean(self.lengths[i] ** 2 * self.steps[i] ** 2 * self.volume)

    @cached_property
    def precision(self) -> sp.csr_array:
        """B^-1 over the wet cells, symmetric and positive definite.

        1/c (a0 W'W + a1 sum_i (Ws_i Dx_i)'(Ws_i Dx_i) + a2 (W D)'(W D) + a3 sum_i (Ws_i Dx_i D)'(Ws_i Dx_i D) ...)
        """
        laplacian, roots = sp.csr_array((len(self.volume), len(self.volume))), []
        for i, faces in self.faces().items():
            difference = faces.difference
            roots.append(_scaled(np.sqrt(self.roughness(i, faces)), difference))
            flux = _scaled(self.conductivity(i, faces), difference)
            laplacian = laplacian + _scaled(-1 / self.volume, sp.csr_array(difference.T @ flux))
        return _norm(self.kernel.coefficients, self.volume, roots, laplacian) * (1 / self.scale)


def background(grid: Grid, order: int | None = None) -> Background:
    """The background of a grid whose border is stretched already; `order` of the highest derivative in its norm."""
    dimensions = [i for i, has_length in enumerate(grid.correlated) if has_length]
    shape = kernel(len(dimensions), order)
    lengths = {i: grid.packed(grid.lengths[i]) / shape.length_scale for i in dimensions}
    steps = {i: grid.packed(grid.steps_inverse[i]) for i in dimensions}
    volume = 1 / np.prod(list(steps.values()), axis=0) if steps else np.ones(int(grid.wet.sum()))
    scale = shape.scale * float(np.prod([np.mean(grid.lengths[i]) / shape.length_scale for i in dimensions]))
    return Background(grid, shape, scale, lengths, steps, volume)


def _norm(
    coefficients: tuple[float, ...], volume: Floats, roots: list[sp.csr_array], laplacian: sp.csr_array
) -> sp.csr_array:
    """The sum of the squared derivatives, each weighted; even powers at the cells, odd ones at the faces."""
    total = sp.csr_array(sp.diags_array(coefficients[0] * volume))
    power: sp.csr_array | None = None
    for number, weight in enumerate(coefficients[1:], start=1):
        if number % 2:
            parts = roots if power is None else [root @ power for root in roots]
        else:
            power = laplacian if power is None else laplacian @ power
            parts = [_scaled(np.sqrt(volume), power)]
        for part in parts:
            total = total + weight * (part.T @ part)
    return sp.csr_array(total)


def _scaled(weights: Floats, matrix: sp.csr_array) -> sp.csr_array:
    """diag(weights) @ matrix."""
    made = matrix.tocsr(copy=True)
    made.data *= np.repeat(weights, np.diff(made.indptr))
    return made
