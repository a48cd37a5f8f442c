"""An analysis: the field nearest to observations and to a background covariance at once.

J(x) = x' B^-1 x + (y - H x)' R^-1 (y - H x) + |A x|^2; Barth et al. 2014, Geosci. Model Dev. 7, 225. Observations are
anomalies: take the background from the values before, and add it to the field after.

    wet, pm, xi = rectangular(np.linspace(-1, 1, 101), np.linspace(-1, 1, 101))
    made = analysis(wet, pm, xi, ([0.0], [0.0]), [2.0], 0.2, 1.0)
    made.field                      # shape of the mask, NaN on land
    made.again([3.0]).field         # new values at the same places: no new factorisation
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from compute.processes.divand.constraints import advection
from compute.processes.divand.grid import Arrays, Flags, Floats, Grid, grid_of, stretched
from compute.processes.divand.observing import Observing, observe
from compute.processes.divand.operators import background
from compute.processes.divand.solvers.base import Problem, Solver, SolverName
from compute.processes.divand.solvers.choice import solver_of


@dataclass(frozen=True, eq=False)
class Setting:
    """What an analysis is made from, but for values and errors: enough to make a like one with other lengths.

    `grid` is not stretched yet; `positions` has one vector for each dimension.
    """

    grid: Grid
    positions: tuple[Floats, ...]
    order: int | None = None
    border: float = 1.0
    velocity: tuple[Floats, ...] | None = None
    solver: SolverName = "multifrontal"

    def with_lengths(self, factor: float) -> "Setting":
        """The same with all correlation lengths multiplied."""
        return replace(self, grid=replace(self.grid, lengths=tuple(one * factor for one in self.grid.lengths)))


@dataclass(frozen=True, eq=False)
class System:
    """The matrices of an analysis and their factors: made once, asked with any values at the same places."""

    setting: Setting
    problem: Problem

    @property
    def grid(self) -> Grid:
        """With its border stretched."""
        return self.problem.background.grid

    @property
    def observing(self) -> Observing:
        """H, R and which observations are usable."""
        return self.problem.observing

    @cached_property
    def solver(self) -> Solver | None:
        """Nothing where there is nothing to solve: no wet cell, or no usable observation."""
        if not self.grid.wet.any() or not self.observing.usable.any():
            return None
        return solver_of(self.problem, self.setting.solver)

    def cells(self, values: Floats) -> Floats:
        """The analysis at the wet cells of values (observations) or of several sets (observations, sets)."""
        if self.solver is None:
            return np.zeros((int(self.grid.wet.sum()), *values.shape[1:]))
        return self.solver.solve(self.observing.to_cells(values))

    def analysed(self, values: ArrayLike) -> "Analysis":
        """The analysis of values at its places.

        Raises ValueError where their number differs, or a usable one is not finite; NotSolved of `solvers.base`.
        """
        measured = np.atleast_1d(np.asarray(values, dtype=float))
        usable = self.observing.usable
        if measured.shape != usable.shape:
            raise ValueError(f"There are {len(usable)} observations, not {measured.size}.")
        if not np.all(np.isfinite(measured[usable])):
            raise ValueError("A value that was used is not finite now: its error changes, make a new analysis.")
        return Analysis(self, measured, self.cells(measured))

    def with_errors(self, factor: float) -> "System":
        """The same with all epsilon2 multiplied: B^-1 is kept, the factors are new."""
        observing = replace(self.observing, weights=self.observing.weights / factor)
        return System(self.setting, Problem(self.problem.background, self.problem.constraint, observing))


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
        """Other values at the same places with the same errors, by the factors that are there: `System.analysed`."""
        return self.system.analysed(values)


def analysis(  # noqa: PLR0917 - the order that users of DIVAnd.jl know
    mask: ArrayLike,
    pm: Arrays,
    xi: Arrays,
    observations: Arrays,
    values: ArrayLike,
    lengths: float | Arrays,
    epsilon2: ArrayLike,
    *,
    order: int | None = None,
    border: float = 1.0,
    periodic: Sequence[float] = (),
    velocity: Arrays | None = None,
    solver: SolverName = "multifrontal",
) -> Analysis:
    """The field on a grid of 1 to 4 dimensions from anomalies at scattered places.

    mask: True where wet. pm: for each dimension 1 / step, in the unit of `lengths` (for example 1/m). xi: for each
    dimension the coordinates of the cells, in the unit of `observations` (for example degrees). lengths: a number for
    all dimensions, or for each one a number or an array; 0 everywhere: independent layers. epsilon2: error variance of
    an observation relative to that of the background, above 0: a number or one for each. order: of the highest
    derivative in the norm. border: see `grid.stretched`. periodic: for each dimension after how much it comes back, or
    0. velocity: see `constraints.advection`. solver: see `solvers.choice`.

    An all-land mask gives a field of NaN, no usable observation one of 0. Raises ValueError for what cannot be meant
    (shapes, NaN in the grid, errors of 0), NotSolved of `solvers.base`.
    """
    grid = grid_of(mask, pm, xi, lengths, periodic)
    currents = None if velocity is None else tuple(np.asarray(one, dtype=float) for one in velocity)
    places = tuple(np.atleast_1d(np.asarray(one, dtype=float)) for one in observations)
    setting = Setting(grid, places, order, border, currents, solver)
    measured = np.atleast_1d(np.asarray(values, dtype=float))
    return system_of(setting, measured, epsilon2).analysed(measured)


def system_of(setting: Setting, values: ArrayLike, epsilon2: ArrayLike) -> System:
    """The matrices of a setting; `values` only tell which observations are usable. Raises ValueError."""
    grid = stretched(setting.grid, setting.border)
    observing = observe(grid, setting.positions, values, epsilon2)
    constraint = None if setting.velocity is None else advection(grid, setting.velocity)
    return System(setting, Problem(background(grid, setting.order), constraint, observing))
