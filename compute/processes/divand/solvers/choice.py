"""The solver of a name."""

from compute.processes.divand.solvers import base, cholmod, conjugate, dual
from compute.processes.divand.solvers.base import Problem, Solver, SolverName
from compute.processes.divand.solvers.multifrontal import Multifrontal
from compute.processes.divand.solvers.superlu import SuperLU


def solver_of(problem: Problem, name: SolverName = "multifrontal") -> Solver:
    """A solver for a problem with at least one wet cell.

    multifrontal: our sparse Cholesky, the default. superlu: SciPy's, for comparison. pcg: conjugate gradients without
    a matrix, for grids that fit in memory but whose factors do not. dual: in the space of a few observations. cholmod:
    where scikit-sparse is installed. Raises NotSolved; ValueError for another name.
    """
    match name:
        case "multifrontal":
            return Multifrontal(problem.background.grid, problem.precision)
        case "superlu":
            return SuperLU(problem.precision)
        case "pcg":
            return conjugate.ConjugateGradients(problem)
        case "dual":
            return dual.Dual(problem)
        case "cholmod":
            return cholmod.Cholmod(problem.precision)
    raise ValueError(f"There is no solver {name!r}: choose one of {', '.join(base.NAMES)}.")
