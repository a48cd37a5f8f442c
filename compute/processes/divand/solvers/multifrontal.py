"""A sparse Cholesky factorisation of our own, with chosen entries of the inverse.

SciPy has no sparse Cholesky, and the fast part of CHOLMOD is under the GPL. Dense fronts of a nested dissection run at
the speed of the BLAS that SciPy brings, with half of SuperLU's memory. Entries of the inverse after Takahashi, Fagan
and Chin 1973 (8th PICA Conference): those where L has some, for about twice the price of L, exact.
"""

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from scipy.linalg.blas import dtrsm

from compute.processes.divand.grid import Floats, Grid
from compute.processes.divand.solvers.fronts import WIDE, Front, factorise, lower_triangle, structure
from compute.processes.divand.solvers.ordering import Numbers, dissection


class Multifrontal:
    """A = L L' of a symmetric positive definite matrix over the wet cells of a grid."""

    def __init__(self, grid: Grid, matrix: sp.csr_array) -> None:
        ordering = dissection(grid, matrix)
        self._order, self._bounds = ordering.cells, ordering.bounds
        lower = lower_triangle(matrix, ordering.cells)
        self._fronts = structure(lower, ordering.bounds)
        factorise(lower, self._fronts)

    def solve(self, right: Floats) -> Floats:
        """By substitution up the tree of blocks and down again."""
        work = np.array(right[self._order], dtype=float)
        for front in self._fronts:
            _forward(front, work)
        for front in reversed(self._fronts):
            _backward(front, work)
        found = np.empty_like(work)
        found[self._order] = work
        return found

    def inverse_entries(self, rows: Numbers, columns: Numbers) -> Floats:
        """The entries of A^-1 at pairs of cells that A couples, or that are the same."""
        rank = np.empty(len(self._order), dtype=np.intp)
        rank[self._order] = np.arange(len(self._order))
        first, later = np.minimum(rank[rows], rank[columns]), np.maximum(rank[rows], rank[columns])
        asked = np.argsort(first, kind="stable")
        ends = np.searchsorted(first[asked], self._bounds)
        found = np.empty(len(first))
        for number, inverse in _inverses(self._fronts):
            here, front = asked[ends[number] : ends[number + 1]], self._fronts[number]
            found[here] = inverse[np.searchsorted(front.rows, later[here]), first[here] - front.start]
        return found


def _forward(front: Front, work: Floats) -> None:
    """Eliminate the block from the right-hand sides."""
    start, end, width = front.start, front.end, front.end - front.start
    later = front.rows[width:]
    if width >= WIDE:
        own = _triangle(front, work[start:end], transposed=0)
        work[start:end] = own
        work[later] -= front.factor[width:] @ own
        return
    made = front.factor @ work[start:end]
    work[start:end] = made[:width]
    made = made[width:]
    made += work.take(later, axis=0)
    work[later] = made


def _backward(front: Front, work: Floats) -> None:
    """The block's part of the solution from those of the later rows."""
    start, end, width = front.start, front.end, front.end - front.start
    if width >= WIDE:
        own = work[start:end] - front.factor[width:].T @ work[front.rows[width:]]
        work[start:end] = _triangle(front, own, transposed=1)
        return
    work[start:end] = front.factor.T @ work.take(front.rows, axis=0)


def _triangle(front: Front, right: Floats, transposed: int) -> Floats:
    columns = right if right.ndim > 1 else right[:, None]
    solved = dtrsm(1.0, front.factor[: front.width], columns, lower=1, trans_a=transposed)
    return np.asarray(solved).reshape(right.shape)


def _inverses(fronts: list[Front]) -> Iterator[tuple[int, Floats]]:
    """For each block its rows and columns of A^-1 (all its rows by all its rows), from the last cut to the leaves."""
    waiting = [0] * len(fronts)
    for front in fronts:
        if front.parent >= 0:
            waiting[front.parent] += 1
    kept: dict[int, Floats] = {}
    for number in range(len(fronts) - 1, -1, -1):
        front, known = fronts[number], np.empty((0, 0))
        if front.parent >= 0:
            known = kept[front.parent][np.ix_(front.into_parent, front.into_parent)]
            waiting[front.parent] -= 1
            if not waiting[front.parent]:
                del kept[front.parent]
        inverse = _inverse_of(front, known)
        yield number, inverse
        if waiting[number]:
            kept[number] = inverse


def _inverse_of(front: Front, known: Floats) -> Floats:
    """A^-1 over the rows of a block, from that over its later rows."""
    width, factor = front.width, front.inverted()
    own, below = factor[:width], factor[width:]
    made = np.empty((len(front.rows), len(front.rows)))
    across = known @ below
    made[width:, width:] = known
    made[width:, :width] = across
    made[:width, width:] = across.T
    made[:width, :width] = own.T @ own + below.T @ across
    return made
