"""How well a field is known: error variances relative to that of the background, on the grid and at observations.

Beckers et al. 2014, J. Atmos. Oceanic Technol. 31, 515. 0: known exactly; 1: nothing learned from observations (near an
edge or a coast the background itself varies by more than 1).
"""

from typing import Final, Literal

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from compute.processes.divand.analysis import System, system_of
from compute.processes.divand.grid import Floats
from compute.processes.divand.solvers.base import Solver
from compute.processes.divand.solvers.multifrontal import Multifrontal

Method = Literal["exact", "cpme", "scpme"]
CLEVER_FACTOR: Final = 1 / 1.70766
"""An analysis of ones with lengths by this factor falls off as the squared covariance does."""
_SETS: Final = 256
_SAMPLED: Final = 400


def error_field(system: System, method: Method = "exact", *, is_scaled: bool = False) -> Floats:
    """Error variance on the grid, NaN on land.

    exact: the diagonal of (B^-1 + A'A + H'R^-1H)^-1, about twice the price of an analysis with the default solver.
    cpme: the clever poor man's error, 1 less an analysis of ones with shorter lengths, clipped to 0..1; cheap, too low
    near the edges. scpme: that one scaled, so that what is learned at observations is as exact errors there tell.
    `is_scaled`: an exact one is divided by the variance of the background, so that it stays below 1.
    """
    if method != "exact":
        clever = _clever(system)
        return system.grid.unpacked(clever if method == "cpme" else _scaled(system, clever))
    cells = int(system.grid.wet.sum())
    if not cells:
        return system.grid.unpacked(np.empty(0))
    variance = _diagonal(system.solver or _before(system), cells)
    if is_scaled:
        variance = variance / _diagonal(_before(system), cells)
    return system.grid.unpacked(variance)


def _before(system: System) -> Multifrontal:
    return Multifrontal(system.grid, system.problem.prior)


def leverages(system: System) -> Floats:
    """A_ii: how much each observation moves the field at its own place, 0 to 1; NaN where it is not used.

    The diagonal of H (B^-1 + A'A + H'R^-1H)^-1 H' R^-1.
    """
    observing = system.observing
    found = np.full(len(observing.usable), np.nan)
    if system.solver is None:
        return found
    operator = sp.csr_array(observing.operator[np.flatnonzero(observing.usable)])
    found[observing.usable] = _variances(system.solver, operator) * observing.weights[observing.usable]
    return found


def _variances(solver: Solver, operator: sp.csr_array) -> Floats:
    """The diagonal of H A^-1 H'."""
    if isinstance(solver, Multifrontal):
        first, second, row, product = _pairs(operator)
        covariance = product * solver.inverse_entries(first, second)
        return np.asarray(np.bincount(row, covariance, minlength=operator.shape[0]), dtype=float)
    found = []
    for start in range(0, operator.shape[0], _SETS):
        some = operator[start : start + _SETS].toarray()
        found.append(np.sum(some * solver.solve(some.T).T, axis=1))
    return np.concatenate(found)


Pairs = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], Floats]


def _pairs(operator: sp.csr_array) -> Pairs:
    """All pairs of cells that an observation sees: the two cells, its row, the product of the weights."""
    rows = np.repeat(np.arange(operator.shape[0]), np.diff(operator.indptr))
    seen = np.diff(operator.indptr)[rows]
    left = np.repeat(np.arange(len(rows)), seen)
    start = np.repeat(operator.indptr[rows], seen)
    ends = np.cumsum(seen)
    right = start + np.arange(len(left)) - np.repeat(ends - seen, seen)
    product = operator.data[left] * operator.data[right]
    return operator.indices[left].astype(np.intp), operator.indices[right].astype(np.intp), rows[left], product


def _diagonal(solver: Solver, cells: int) -> Floats:
    """The diagonal of A^-1; by whole columns where the solver does not know it."""
    every = np.arange(cells)
    if isinstance(solver, Multifrontal):
        return solver.inverse_entries(every, every)
    found = np.empty(cells)
    for start in range(0, cells, _SETS):
        some = every[start : start + _SETS]
        units = np.zeros((cells, len(some)))
        units[some, some - start] = 1.0
        found[some] = solver.solve(units)[some, some - start]
    return found


def _scaled(system: System, clever: Floats) -> Floats:
    """1 less what is learned (1 less the error), by one factor: the least squares of what is learned at observations.

    A few hundred of these are enough, the same ones each time; a factor of each place would follow their noise.
    """
    if system.solver is None:
        return clever
    seen = np.flatnonzero(system.observing.usable)
    operator = sp.csr_array(system.observing.operator[seen[:: 1 + len(seen) // _SAMPLED]])
    learned, quick = 1 - np.clip(_variances(system.solver, operator), 0.0, 1.0), 1 - operator @ clever
    weight = float(quick @ quick)
    factor = float(learned @ quick) / weight if weight > 0 else 1.0
    return np.clip(1 - factor * (1 - clever), 0.0, 1.0)


def _clever(system: System) -> Floats:
    """1 less the analysis of ones with shorter lengths; the same observations are used."""
    usable = system.observing.usable
    ones = np.where(usable, 1.0, np.nan)
    noise = np.divide(1.0, system.observing.weights, out=np.ones(len(usable)), where=usable)
    shorter = system_of(system.setting.with_lengths(CLEVER_FACTOR), ones, noise)
    return np.clip(1 - shorter.cells(ones), 0.0, 1.0)
