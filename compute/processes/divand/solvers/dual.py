"""The dual problem: as many unknowns as observations, for a few observations on a large grid.

(B^-1 + H'R^-1H)^-1 = B - B H' (H B H' + R)^-1 H B; Courtier 1997, Q. J. R. Meteorol. Soc. 123, 2449. B is known by the
factors of B^-1, which do not depend on the observations.
"""

from typing import Final

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from compute.processes.divand.grid import Floats
from compute.processes.divand.solvers.base import NotSolved, Problem
from compute.processes.divand.solvers.multifrontal import Multifrontal

MOST: Final = 5_000
"""Observations: their covariance is a dense matrix (200 MB)."""


class Dual:
    """Cholesky factors of B^-1 on the grid and of H B H' + R among the observations."""

    def __init__(self, problem: Problem) -> None:
        seen = np.flatnonzero(problem.observing.usable)
        if len(seen) > MOST:
            raise NotSolved(
                "The dual solver takes up to {most} observations, not {count}: choose another one.",
                most=MOST,
                count=len(seen),
            )
        self._operator = problem.observing.operator[seen]
        self._prior = Multifrontal(problem.background.grid, problem.prior)
        self._spread = self._prior.solve(self._operator.T.toarray())
        covariance = self._operator @ self._spread + np.diag(1 / problem.observing.weights[seen])
        self._covariance = cho_factor(covariance, lower=True, overwrite_a=True)

    def solve(self, right: Floats) -> Floats:
        """By the formula of Woodbury."""
        free = self._prior.solve(right)
        return np.asarray(free - self._spread @ cho_solve(self._covariance, self._operator @ free))
