"""What is solved and by what: the interface of all solvers, and the choice among them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, Protocol

import scipy.sparse as sp

from compute.processes.divand.grid import Floats, Grid
from compute.processes.divand.observing import Observing

SolverName = Literal["auto", "superlu", "cholmod", "pcg", "dual"]
TOLERANCE: Final = 1e-10


class NotSolved(RuntimeError):
    """A matrix that cannot be factorised, or an iteration that does not come to an end. The text can be shown."""


@dataclass(frozen=True)
class Problem:
    """`prior` is B^-1 with all constraints (wet cells squared, symmetric); the rest tells where it comes from."""

    grid: Grid
    prior: sp.csr_array
    observing: Observing

    @cached_property
    def precision(self) -> sp.csr_array:
        """B^-1 + H' R^-1 H."""
        return sp.csr_array(self.prior + self.observing.information)


class Solver(Protocol):
    """Made once from a problem, then asked as often as wanted."""

    def solve(self, right: Floats) -> Floats:
        """(B^-1 + H' R^-1 H)^-1 times a vector (cells) or several (cells, sets). Raises NotSolved."""


def solver_of(problem: Problem, name: SolverName = "auto") -> Solver:
    """The solver asked for; `auto`: the fastest there is. Raises NotSolved, ValueError for a name that is not known."""
    from compute.processes.divand.solvers import superlu

    if name in ("auto", "superlu"):
        return superlu.SuperLU(problem.precision)
    raise ValueError(f"There is no solver {name!r}.")
