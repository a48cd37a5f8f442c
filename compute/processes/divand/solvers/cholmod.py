"""CHOLMOD, where scikit-sparse is installed: never required, since its fast part is under the GPL."""

from importlib.util import find_spec

import numpy as np
import scipy.sparse as sp

from compute.processes.divand.grid import Floats
from compute.processes.divand.solvers.base import NotSolved


def is_installed() -> bool:
    """Whether `cholmod` can be chosen here."""
    return find_spec("sksparse") is not None


class Cholmod:
    """Supernodal factors of scikit-sparse (0.4: `cholesky`; later ones: `cho_factor`)."""

    def __init__(self, matrix: sp.csr_array) -> None:
        if not is_installed():
            raise NotSolved("CHOLMOD is not installed here: install scikit-sparse, or choose another solver.")
        from sksparse import cholmod

        make = getattr(cholmod, "cholesky", None) or cholmod.cho_factor
        self._factor = make(sp.csc_matrix(matrix))

    def solve(self, right: Floats) -> Floats:
        """By substitution."""
        apply = self._factor if callable(self._factor) else self._factor.solve
        return np.asarray(apply(right))
