"""What is solved and by what: the interface of all solvers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol, get_args

import scipy.sparse as sp

from compute.processes.divand.grid import Floats
from compute.processes.divand.observing import Observing
from compute.processes.divand.operators import Background
from compute.refusals import DataRefused

SolverName = Literal["multifrontal", "superlu", "pcg", "dual", "cholmod"]
NAMES: tuple[str, ...] = get_args(SolverName)


class NotSolved(DataRefused):
    """A matrix that cannot be factorised, or an iteration that does not come to an end. The text can be shown."""


@dataclass(frozen=True)
class Problem:
    """The three terms of the cost function; the matrices are made when a solver asks for them."""

    background: Background
    constraint: sp.csr_array | None
    observing: Observing

    @cached_property
    def prior(self) -> sp.csr_array:
        """B^-1 with what the constraint adds."""
        if self.constraint is None:
            return self.background.precision
        return sp.csr_array(self.background.precision + self.constraint.T @ self.constraint)

    @cached_property
    def precision(self) -> sp.csr_array:
        """B^-1 + A'A + H' R^-1 H: the inverse of the error covariance of the analysis."""
        return sp.csr_array(self.prior + self.observing.information)


class Solver(Protocol):
    """Made once from a problem, then asked as often as wanted."""

    def solve(self, right: Floats) -> Floats:
        """(B^-1 + A'A + H' R^-1 H)^-1 times a vector (cells) or several (cells, sets). Raises NotSolved."""
