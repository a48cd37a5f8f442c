"""What else a field must obey: squared rows added to the norm. Here: no change along a current.

Barth et al. 2014, Geosci. Model Dev. 7, 225, section 4.
"""

import numpy as np
import scipy.sparse as sp

from compute.processes.divand.grid import Arrays, Grid
from compute.processes.divand.operators import faces_along, gradient


def advection(grid: Grid, velocity: Arrays) -> sp.csr_array:
    """A of |A x|^2: the change of the field along `velocity`, one array for each dimension.

    A velocity is in units of length: how far the current carries over which a change by one counts as one background
    error. Raises ValueError where there are not as many as dimensions, or one is not finite at a wet cell.
    """
    if len(velocity) != grid.wet.ndim:
        raise ValueError(f"A velocity has {grid.wet.ndim} components here.")
    cells = int(grid.wet.sum())
    total = sp.csr_array((cells, cells))
    for i, component in enumerate(velocity):
        speed = grid.packed(np.array(np.broadcast_to(np.asarray(component, dtype=float), grid.shape)))
        if not np.all(np.isfinite(speed)):
            raise ValueError(f"velocity[{i}] is not finite at every wet cell.")
        if grid.shape[i] > 1 and np.any(speed):
            average = faces_along(grid, i).average
            total = total + sp.diags_array(speed) @ (average.T @ gradient(grid, i))
    return sp.csr_array(total)
