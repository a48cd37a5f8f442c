"""Nested dissection of a grid: blocks of cells such that the halves of every cut do not touch each other.

George 1973, SIAM J. Numer. Anal. 10, 345. A cut is a slab of cells as thick as the matrix reaches along that
dimension; what is left of it and right of it is cut again, down to leaves. Coasts only make the slabs smaller.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from compute.processes.divand.grid import Grid

LEAF: Final = 128
"""Cells of a block that is not cut any more: smaller ones cost calls, larger ones cost arithmetic."""

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Ordering:
    """`cells`: the wet cells in the order of elimination; `bounds`: where the blocks begin in it, and the end."""

    cells: Numbers
    bounds: Numbers


def dissection(grid: Grid, matrix: sp.csr_array) -> Ordering:
    """Blocks for a symmetric matrix over the wet cells, children before their cuts."""
    places = np.column_stack(np.nonzero(grid.wet))
    cutting = _Cutting(places, _reaches(grid, matrix, places), [])
    cutting.cut(np.arange(len(places)), frozenset(i for i, period in enumerate(grid.periods) if period))
    sizes = [len(block) for block in cutting.blocks]
    return Ordering(np.concatenate(cutting.blocks), np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp))


def _reaches(grid: Grid, matrix: sp.csr_array, places: Numbers) -> Numbers:
    """How far along each dimension the matrix couples two cells; 1 at least."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    reaches = []
    for dimension, size in enumerate(grid.shape):
        line = places[:, dimension]
        apart = np.abs(line[rows] - line[matrix.indices])
        if grid.periods[dimension]:
            apart = np.minimum(apart, size - apart)
        reaches.append(max(1, int(apart.max(initial=1))))
    return np.array(reaches)


@dataclass(frozen=True, slots=True)
class _Cutting:
    """What does not change on the way down, and the blocks found so far."""

    places: Numbers
    reach: Numbers
    blocks: list[Numbers]

    def cut(self, cells: Numbers, rings: frozenset[int]) -> None:
        """Append the blocks of `cells`, their cut last. A ring is opened at its seam first."""
        here = self.places[cells]
        low, high = here.min(axis=0), here.max(axis=0)
        along = int(np.argmax((high - low + 1) / self.reach))
        thick, line = int(self.reach[along]), here[:, along]
        if len(cells) <= LEAF or high[along] - low[along] + 1 <= 2 * thick:
            self.blocks.append(cells)
            return
        if along in rings:
            seam = line > high[along] - thick
            rest, rings = [cells[~seam]], rings - {along}
        else:
            start = int(np.median(line)) - thick // 2
            start = min(max(start, int(low[along]) + 1), int(high[along]) - thick)
            seam = (line >= start) & (line < start + thick)
            rest = [cells[line < start], cells[line >= start + thick]]
        for part in rest:
            self.cut(part, rings)
        if seam.any():
            self.blocks.append(cells[seam])
