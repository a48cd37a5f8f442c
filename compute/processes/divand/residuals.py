"""Quality control of observations: how far each lies from the field, measured by how far it may.

With A = H (B^-1 + H' R^-1 H)^-1 H' R^-1, a residual has the variance R_ii (1 - A_ii) in the unit of the data.
"""

from typing import Final

import numpy as np

from compute.processes.divand.analysis import Analysis
from compute.processes.divand.errorfields import leverages
from compute.processes.divand.grid import Flags, Floats

SUSPECT: Final = 9.0
"""A score above: the observation lies more than three standard deviations off."""


def scores(made: Analysis) -> Floats:
    """residual^2 over its expected variance; the variance of the data is that of field and noise together.

    NaN where not used. See SUSPECT.
    """
    used: Flags = made.used
    result = np.full(len(made.values), np.nan)
    if not used.any():
        return result
    noise = 1 / made.system.observing.weights[used]
    total = float(np.mean(made.values[used] ** 2))
    expected = total * noise / (1 + noise) * np.maximum(1 - leverages(made.system)[used], 1e-6)
    result[used] = made.residuals[used] ** 2 / np.maximum(expected, np.finfo(float).tiny)
    return result
