"""The direct solver that is always there: SuperLU of SciPy, told that the matrix is symmetric."""

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu

from compute.processes.divand.grid import Floats


class SuperLU:
    """Minimum degree on A' + A and pivots on the diagonal: a fraction of the default's fill (COLAMD)."""

    def __init__(self, matrix: sp.csr_array) -> None:
        options = {"SymmetricMode": True}
        self._factor = splu(sp.csc_array(matrix), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)

    def solve(self, right: Floats) -> Floats:
        """By substitution."""
        return np.asarray(self._factor.solve(right))
