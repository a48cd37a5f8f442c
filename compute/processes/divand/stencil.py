"""B^-1 without a matrix: sums of differences of whole arrays, in the namespace of the arrays that it is given.

The same equations as `operators`; what is multiplied may lie on a graphics card (the array API standard, 2022.12).
"""

from typing import Any

import numpy as np

from compute.processes.divand.grid import Floats, Grid
from compute.processes.divand.operators import Background, Faces


class Stencil:
    """B^-1 times a field of the grid's shape (0 on land). `like`: an array of the namespace and device wanted."""

    def __init__(self, background: Background, like: Any = None) -> None:
        xp = np if like is None else like.__array_namespace__()
        grid = background.grid
        self._xp, self._kernel, self._scale = xp, background.kernel, background.scale
        self._volume = xp.asarray(np.nan_to_num(grid.unpacked(background.volume)))
        self._inverse_volume = xp.asarray(np.nan_to_num(grid.unpacked(1 / background.volume)))
        self._faces = [
            (
                dimension,
                xp.asarray(_at_faces(grid, faces, background.roughness(dimension, faces))),
                xp.asarray(_at_faces(grid, faces, background.conductivity(dimension, faces))),
            )
            for dimension, faces in background.faces().items()
        ]

    def __call__(self, field: Any) -> Any:
        """As many derivatives up as down: even powers meet at the cells, odd ones at the faces."""
        coefficients = self._kernel.coefficients
        powers = [field]
        while len(powers) <= len(coefficients[1:]) // 2:
            powers.append(-self._inverse_volume * self._divergence(powers[-1], conducting=True))
        total = self._xp.zeros_like(field)
        for number in range(len(powers) - 1, -1, -1):
            if 2 * number + 1 < len(coefficients):
                total = total + coefficients[2 * number + 1] * self._divergence(powers[number], conducting=False)
            total = total + coefficients[2 * number] * self._volume * powers[number]
            if number:
                total = -self._divergence(self._inverse_volume * total, conducting=True)
        return total / self._scale

    def _divergence(self, field: Any, *, conducting: bool) -> Any:
        """sum_i Diff_i' w_i Diff_i field: positive where the field is above its neighbours."""
        total = self._xp.zeros_like(field)
        for dimension, rough, conductive in self._faces:
            ahead = self._xp.roll(field, -1, axis=dimension)
            flux = (conductive if conducting else rough) * (ahead - field)
            behind = self._xp.roll(flux, 1, axis=dimension)
            total = total + behind - flux
        return total


def _at_faces(grid: Grid, faces: Faces, weights: Floats) -> Floats:
    """The weights of the faces at the cell before each; 0 where there is none."""
    flat = np.zeros(int(grid.wet.sum()))
    flat[faces.before] = weights
    return np.nan_to_num(grid.unpacked(flat))
