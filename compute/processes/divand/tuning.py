"""How good an analysis is by its own data, and which noise they have: norms, cross-validation, epsilon2.

Desroziers et al. 2005, Q. J. R. Meteorol. Soc. 131, 3385; Brankart and Brasseur 1996, J. Atmos. Oceanic Technol. 13,
477 (generalised cross-validation); Wahba 1990, Spline Models for Observational Data (the leave-one-out identity).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from compute.processes.divand.analysis import Analysis, System
from compute.processes.divand.errorfields import leverages
from compute.processes.divand.grid import Floats

STEADY: Final = 1e-3
"""Relative change of epsilon2 below which Desroziers' iterations end."""
_LEAST, _MOST = 1e-6, 1e6


@dataclass(frozen=True, slots=True)
class Norms:
    """The terms of the cost function."""

    background: float
    observations: float
    constraint: float


def norms(made: Analysis) -> Norms:
    """x' B^-1 x, (y - Hx)' R^-1 (y - Hx) and |A x|^2."""
    problem, used = made.system.problem, made.used
    before = float(made.packed @ (problem.background.precision @ made.packed))
    misfit = float(made.residuals[used] ** 2 @ problem.observing.weights[used])
    constrained = 0.0 if problem.constraint is None else float(np.sum((problem.constraint @ made.packed) ** 2))
    return Norms(before, misfit, constrained)


@dataclass(frozen=True, slots=True)
class Validation:
    """`left_out`: each value less what all others say there (NaN where not used); `score` its mean square (CV).

    `generalised` (GCV) divides by the mean of 1 - A_ii instead of each.
    """

    left_out: Floats
    score: float
    generalised: float


def cross_validation(made: Analysis) -> Validation:
    """Each observation left out in turn, without one more analysis: residual / (1 - A_ii).

    Observations that nothing else comes near have A_ii below 1 too, since epsilon2 is above 0.
    """
    influence = leverages(made.system)
    left_out = made.residuals / (1 - influence)
    if not made.used.any():
        return Validation(left_out, float("nan"), float("nan"))
    residual = float(np.mean(made.residuals[made.used] ** 2))
    generalised = residual / (1 - float(np.mean(influence[made.used]))) ** 2
    return Validation(left_out, float(np.mean(left_out[made.used] ** 2)), generalised)


@dataclass(frozen=True, slots=True)
class Tuned:
    """`factor`: by how much every epsilon2 was multiplied in the end; `factors` that of each iteration."""

    made: Analysis
    factor: float
    factors: tuple[float, ...]


def desroziers(made: Analysis, iterations: int = 10) -> Tuned:
    """epsilon2 made consistent with the residuals: <y (y - Hx)> is the noise, <y Hx> the signal.

    Ends when it is steady, or after `iterations` analyses. The ratios of the observations' errors are kept.
    """
    factors: list[float] = []
    total = 1.0
    for _number in range(iterations):
        factor = _consistent(made) if made.used.any() else 1.0
        factor = float(np.clip(factor * total, _LEAST, _MOST)) / total
        if abs(factor - 1) < STEADY:
            break
        factors.append(factor)
        total *= factor
        made = made.system.with_errors(factor).analysed(made.values)
    return Tuned(made, total, tuple(factors))


def best_errors(system: System, values: Floats, factors: Sequence[float]) -> tuple[float, list[Validation]]:
    """Which factor of epsilon2 has the smallest generalised cross-validation, and what each gave."""
    tried = [cross_validation(system.with_errors(factor).analysed(values)) for factor in factors]
    return factors[int(np.argmin([one.generalised for one in tried]))], tried


def _consistent(made: Analysis) -> float:
    """By how much epsilon2 is too small."""
    used = made.used
    values, drawn = made.values[used], made.at_observations[used]
    noise = float(np.mean(values * (values - drawn) * made.system.observing.weights[used]))
    signal = float(np.mean(values * drawn))
    return noise / signal if signal > 0 and noise > 0 else 1.0
