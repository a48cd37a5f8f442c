"""Quality control of observations: how far each lies from the field, measured by how far it may.

With A = H (B^-1 + H' R^-1 H)^-1 H' R^-1, a residual has the variance R_ii (1 - A_ii) in the unit of the data.
"""

from typing import Final

import numpy as np

from compute.processes.divand.analysis import Analysis
from compute.processes.divand.grid import Flags, Floats

SUSPECT: Final = 9.0
"""A score above: the observation lies more than three standard deviations off."""
EXACT_UP_TO: Final = 300
"""So many observations have their own A_ii; of more, the mean is estimated from a few random vectors."""
_PROBES: Final = 12
_BLOCK: Final = 50


def influence(made: Analysis, *, seed: int = 0, exact_up_to: int = EXACT_UP_TO) -> Floats:
    """A_ii of each observation: how much the field there follows it; NaN where not used."""
    used = np.flatnonzero(made.used)
    found = np.full(len(made.values), np.nan)
    if not len(used):
        return found
    if len(used) <= exact_up_to:
        for begin in range(0, len(used), _BLOCK):
            part = used[begin : begin + _BLOCK]
            units = np.zeros((len(made.values), len(part)))
            units[part, np.arange(len(part))] = 1.0
            found[part] = _influenced(made, units)[part, np.arange(len(part))]
        return found
    signs = np.random.RandomState(seed).choice([-1.0, 1.0], size=(len(made.values), _PROBES))
    signs[~made.used] = 0.0
    found[used] = float((signs * _influenced(made, signs)).sum() / (_PROBES * len(used)))
    return np.asarray(np.clip(found, 0.0, 1.0))


def _influenced(made: Analysis, values: Floats) -> Floats:
    return np.asarray(made.system.observing.operator @ made.system.cells(values))


def scores(made: Analysis, *, seed: int = 0) -> Floats:
    """residual^2 over its expected variance; the variance of the data is that of field and noise together.

    NaN where not used. See SUSPECT.
    """
    used: Flags = made.used
    result = np.full(len(made.values), np.nan)
    if not used.any():
        return result
    noise = made.system.epsilon2[used]
    total = float(np.mean(made.values[used] ** 2))
    expected = total * noise / (1 + noise) * np.maximum(1 - influence(made, seed=seed)[used], 1e-6)
    result[used] = made.residuals[used] ** 2 / np.maximum(expected, np.finfo(float).tiny)
    return result
