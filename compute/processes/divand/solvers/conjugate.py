"""Conjugate gradients without a matrix: little memory, many products; for grids whose factors do not fit.

Preconditioned by the diagonal. Hestenes and Stiefel 1952, J. Res. Natl. Bur. Stand. 49, 409.
"""

from typing import Final

import numpy as np
from scipy.sparse.linalg import LinearOperator, cg

from compute.processes.divand.grid import Floats
from compute.processes.divand.solvers.base import NotSolved, Problem
from compute.processes.divand.stencil import Stencil

TOLERANCE: Final = 1e-10
"""Residual beside the right-hand side at which an iteration ends."""
MOST: Final = 20_000


class ConjugateGradients:
    """Products with B^-1 by differences of whole arrays, with H and A as the thin matrices that they are."""

    def __init__(self, problem: Problem) -> None:
        self._problem, self._stencil = problem, Stencil(problem.background)
        self._cells = len(problem.background.volume)
        self._diagonal = 1 / self._roughly_diagonal()

    def solve(self, right: Floats) -> Floats:
        """By iteration, each set on its own. Raises NotSolved."""
        if right.ndim > 1:
            return np.column_stack([self.solve(column) for column in right.T])
        size = (self._cells, self._cells)
        found, fault = cg(
            LinearOperator(size, matvec=self._product, dtype=float),
            right,
            rtol=TOLERANCE,
            maxiter=MOST,
            M=LinearOperator(size, matvec=lambda vector: self._diagonal * vector, dtype=float),
        )
        if fault:
            raise NotSolved(
                "Conjugate gradients did not come to an end in {most} steps: choose a direct solver.", most=MOST
            )
        return np.asarray(found)

    def _product(self, vector: Floats) -> Floats:
        grid, constraint, observing = (
            self._problem.background.grid,
            self._problem.constraint,
            self._problem.observing,
        )
        full = np.zeros(grid.shape)
        full[grid.wet] = vector
        made = grid.packed(self._stencil(full)) + observing.to_cells(observing.operator @ vector)
        return made if constraint is None else made + constraint.T @ (constraint @ vector)

    def _roughly_diagonal(self) -> Floats:
        """The diagonal, without what differences of differences of other cells add to a cell."""
        before, problem = self._problem.background, self._problem
        leaving = np.zeros(self._cells)
        for i, faces in before.faces().items():
            let = before.conductivity(i, faces)
            leaving += np.bincount(faces.before, let, self._cells) + np.bincount(faces.behind, let, self._cells)
        prior = before.volume * (1 + leaving / before.volume) ** before.kernel.order / before.scale
        squares = problem.observing.operator.multiply(problem.observing.operator)
        return np.asarray(prior + squares.T @ problem.observing.weights)
