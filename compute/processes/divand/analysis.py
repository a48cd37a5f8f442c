"""An analysis: the field nearest to observations and to a background covariance at once.

J(x) = x' B^-1 x + (y - H x)' R^-1 (y - H x) + |A x|^2; Barth et al. 2014, Geosci. Model Dev. 7, 225. Observations are
anomalies: take the background from the values before, and add it to the field after.

    wet, pm, xi = rectangular(np.linspace(-1, 1, 101), np.linspace(-1, 1, 101))
    made = analysis(wet, pm, xi, ([0.0], [0.0]), [2.0], 0.2, 1.0)
    made.field                      # shape of the mask, NaN on land
    made.again([3.0]).field         # new values at the same places: no new factorisation
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike

from compute.processes.divand.constraints import advection
from compute.processes.divand.grid import Flags, Floats, Grid, grid_of, stretched
from compute.processes.divand.observing import Observing, observe
from compute.processes.divand.operators import Background, background
from compute.processes.divand.solvers.base import Problem, Solver, SolverName, solver_of


@dataclass(frozen=True, eq=False)
class System:
    """Everything but the values: made once, asked with any values at the same places."""

    grid: Grid
    background: Background
    constraint: sp.csr_array | None
    problem: Problem
    solver: Solver | None
    epsilon2: Floats

    @property
    def observing(self) -> Observing:
        """H, R and which observations are usable."""
        return self.problem.observing

    def cells(self, values: Floats) -> Floats:
        """The analysis at the wet cells of values (observations) or of several sets (observations, sets)."""
        if self.solver is None:
            return np.zeros((int(self.grid.wet.sum()), *values.shape[1:]))
        return self.solver.solve(self.observing.to_cells(values))


@dataclass(frozen=True, eq=False)
class Analysis:
    """`field`: the shape of the mask, in the unit of the values, NaN on land. `used`: which observations had a say.

    `at_observations` and `residuals` (value less field) have one number for each observation, NaN where not used.
    """

    system: System
    values: Floats
    packed: Floats

    @property
    def field(self) -> Floats:
        """The analysed anomaly on the grid."""
        return self.system.grid.unpacked(self.packed)

    @property
    def used(self) -> Flags:
        """False: outside, on land, not finite, or a fill value."""
        return self.system.observing.usable

    @property
    def at_observations(self) -> Floats:
        """The field at the observations."""
        return np.where(self.used, self.system.observing.operator @ self.packed, np.nan)

    @property
    def residuals(self) -> Floats:
        """Values less the field there."""
        return np.where(self.used, self.values, np.nan) - self.at_observations

    def again(self, values: ArrayLike) -> "Analysis":
        """The analysis of other values at the same places with the same errors, by the factors that are there.

        Raises ValueError where their number differs, or one that was used is not finite now.
        """
        measured = np.atleast_1d(np.asarray(values, dtype=float))
        if measured.shape != self.values.shape:
            raise ValueError(f"There are {len(self.values)} observations, not {measured.size}.")
        if not np.all(np.isfinite(measured[self.used])):
            raise ValueError("A value that was used is not finite now: its error changes, make a new analysis.")
        return Analysis(self.system, measured, self.system.cells(measured))


def analysis(  # noqa: PLR0917 - the order that users of DIVAnd.jl know
    mask: ArrayLike,
    pm: Sequence[ArrayLike],
    xi: Sequence[ArrayLike],
    observations: Sequence[ArrayLike],
    values: ArrayLike,
    lengths: float | Sequence[ArrayLike],
    epsilon2: ArrayLike,
    *,
    order: int | None = None,
    border: float = 1.0,
    periodic: Sequence[float] = (),
    velocity: Sequence[ArrayLike] | None = None,
    solver: SolverName = "auto",
) -> Analysis:
    """The field on a grid of 1 to 4 dimensions from anomalies at scattered places.

    mask: True where wet. pm: for each dimension 1 / step, in the unit of `lengths` (for example 1/m). xi: for each
    dimension the coordinates of the cells, in the unit of `observations` (for example degrees). lengths: a number for
    all dimensions, or for each one a number or an array; 0 everywhere: independent layers. epsilon2: error variance of
    an observation relative to that of the background, above 0: a number or one for each. order: of the highest
    derivative in the norm. border: see `grid.stretched`. periodic: for each dimension after how much it comes back, or
    0. velocity: see `constraints.advection`. An all-land mask gives a field of NaN, no usable observation one of 0.

    Raises ValueError for what cannot be meant (shapes, NaN in the grid, errors of 0), NotSolved of `solvers.base`.
    """
    grid = stretched(grid_of(mask, pm, xi, lengths, periodic), border)
    measured = np.atleast_1d(np.asarray(values, dtype=float))
    observing = observe(grid, observations, measured, epsilon2)
    system = system_of(grid, observing, epsilon2, order=order, velocity=velocity, solver=solver)
    return Analysis(system, measured, system.cells(measured))


def system_of(
    grid: Grid,
    observing: Observing,
    epsilon2: ArrayLike,
    *,
    order: int | None = None,
    velocity: Sequence[ArrayLike] | None = None,
    solver: SolverName = "auto",
) -> System:
    """The matrices of an analysis and their factors."""
    before = background(grid, order)
    constraint = advection(grid, velocity) if velocity is not None else None
    prior = before.precision if constraint is None else sp.csr_array(before.precision + constraint.T @ constraint)
    problem = Problem(grid, prior, observing)
    noise = np.broadcast_to(np.asarray(epsilon2, dtype=float), observing.weights.shape)
    made = solver_of(problem, solver) if grid.wet.any() and observing.usable.any() else None
    return System(grid, before, constraint, problem, made, noise)
