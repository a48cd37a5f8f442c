"""The dense fronts of a sparse Cholesky factorisation: what each block of columns touches, and its piece of L.

Duff and Reid 1983, ACM Trans. Math. Softw. 9, 302. Nearly all arithmetic is in products of dense matrices.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import scipy.sparse as sp
from scipy.linalg.blas import dsyrk, dtrsm
from scipy.linalg.lapack import dpotrf, dtrtri

from compute.processes.divand.grid import Floats
from compute.processes.divand.solvers.base import NotSolved
from compute.processes.divand.solvers.ordering import Numbers

WIDE: Final = 512
"""Columns from which on a front keeps L itself: below, its inverse costs little and makes each solution one product."""


@dataclass(slots=True)
class Front:
    """One block: columns `start` to `end` of the order of elimination, and all its rows: its own and the later ones.

    `into_parent`: where its later rows are among the rows of `parent` (-1: there is none). `factor`: for a wide one
    its columns of L; for others the inverse I of L's upper part, over -L2 I of the lower part L2.
    """

    start: int
    end: int
    rows: Numbers
    parent: int = -1
    into_parent: Numbers = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    factor: Floats = field(default_factory=lambda: np.empty((0, 0)))

    @property
    def width(self) -> int:
        """Its own columns."""
        return self.end - self.start

    @property
    def is_wide(self) -> bool:
        """Whether `factor` is L itself."""
        return self.width >= WIDE

    def inverted(self) -> Floats:
        """I over -L2 I."""
        if not self.is_wide:
            return self.factor
        return _inverted(np.asfortranarray(self.factor[: self.width]), self.factor[self.width :])


def lower_triangle(matrix: sp.csr_array, order: Numbers) -> sp.csc_array:
    """The lower triangle in the order of elimination, by columns."""
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    found = sp.coo_array(matrix)
    rows, columns = rank[found.coords[0]], rank[found.coords[1]]
    kept = rows >= columns
    made = sp.csc_array(sp.coo_array((found.data[kept], (rows[kept], columns[kept])), shape=matrix.shape))
    made.sort_indices()
    return made


def structure(lower: sp.csc_array, bounds: Numbers) -> list[Front]:
    """Which later rows each block touches, by itself and through the blocks that are eliminated before it."""
    fronts: list[Front] = []
    touched: list[list[Numbers]] = [[] for _block in bounds[:-1]]
    for number, (start, end) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
        own = lower.indices[lower.indptr[start] : lower.indptr[end]]
        later = np.unique(np.concatenate([own, *touched[number]])).astype(np.intp)
        touched[number] = []
        later = later[np.searchsorted(later, end) :]
        front = Front(start, end, np.concatenate([np.arange(start, end), later]))
        if len(later):
            front.parent = int(np.searchsorted(bounds, later[0], side="right") - 1)
            touched[front.parent].append(later)
        fronts.append(front)
    for front in fronts:
        if front.parent >= 0:
            front.into_parent = np.searchsorted(fronts[front.parent].rows, front.rows[front.width :])
    return fronts


def factorise(lower: sp.csc_array, fronts: list[Front]) -> None:
    """Assemble, factorise and hand what is left to the parent, from the leaves to the last cut. Raises NotSolved."""
    waiting: list[list[tuple[Numbers, Floats]]] = [[] for _front in fronts]
    for number, front in enumerate(fronts):
        pivot, below = _entries(lower, front)
        later = len(below)
        rest = np.zeros((later, later), order="F") if waiting[number] else None
        for into, given in waiting[number]:
            _extend_add(into, given, pivot, below, rest)
        waiting[number] = []
        pivot, fault = dpotrf(pivot, lower=1, clean=1, overwrite_a=1)
        if fault:
            raise NotSolved("The matrix of the analysis is not positive definite.")
        if later:
            below = dtrsm(1.0, pivot, below, side=1, lower=1, trans_a=1, overwrite_b=1)
            rest = _updated(below, rest)
            waiting[front.parent].append((front.into_parent, rest))
        front.factor = np.vstack([pivot, below]) if front.is_wide else _inverted(pivot, below)


def _updated(below: Floats, rest: Floats | None) -> Floats:
    """What is left of the later rows; its lower triangle counts."""
    if rest is None:
        return np.asarray(dsyrk(-1.0, below, lower=1))
    return np.asarray(dsyrk(-1.0, below, beta=1.0, c=rest, lower=1, overwrite_c=1))


def _inverted(pivot: Floats, below: Floats) -> Floats:
    """I over -L2 I, in the order of Fortran."""
    inverse, _fault = dtrtri(pivot, lower=1)
    made = np.empty((len(pivot) + len(below), len(pivot)), order="F")
    made[: len(pivot)] = inverse
    np.matmul(below, -inverse, out=made[len(pivot) :])
    return made


def _entries(lower: sp.csc_array, front: Front) -> tuple[Floats, Floats]:
    """What the matrix itself has in the columns of a block: between its own cells, and below them."""
    width = front.width
    pivot, below = np.zeros((width, width), order="F"), np.zeros((len(front.rows) - width, width), order="F")
    first, last = lower.indptr[front.start], lower.indptr[front.end]
    rows, values = lower.indices[first:last], lower.data[first:last]
    columns = np.repeat(np.arange(width), np.diff(lower.indptr[front.start : front.end + 1]))
    inside = rows < front.end
    pivot[rows[inside] - front.start, columns[inside]] = values[inside]
    below[np.searchsorted(front.rows, rows[~inside]) - width, columns[~inside]] = values[~inside]
    return pivot, below


def _extend_add(into: Numbers, given: Floats, pivot: Floats, below: Floats, rest: Floats | None) -> None:
    """Add a child's rest (lower triangle) at the rows and columns that it has in its parent, run by run."""
    width = len(pivot)
    breaks = np.flatnonzero((np.diff(into) != 1) | (into[1:] == width)) + 1
    starts = [0, *breaks.tolist()]
    runs = [(a, b, int(into[a])) for a, b in zip(starts, [*starts[1:], len(into)], strict=True)]
    for number, (first, last, column) in enumerate(runs):
        for top, bottom, row in runs[number:]:
            if row < width:
                target, above = pivot, row
            elif column < width:
                target, above = below, row - width
            else:
                assert rest is not None  # noqa: S101 - a child that hands on is waited for
                target, above = rest, row - width
            left = column if column < width else column - width
            target[above : above + bottom - top, left : left + last - first] += given[top:bottom, first:last]
