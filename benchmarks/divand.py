"""Gridding by DIVAnd: `python -m benchmarks.divand [FIGURE ...]`, all of `sea again points basin` by default.

sea: 500 x 500 with a coast, beside SciPy's `splu` as it comes (at least twice as fast, and our side makes its matrices
in that time). again: new values at the same places, beside the limit of 100 ms. points: 160,000 cells, and basin:
72,000 in three dimensions, beside CHOLMOD where scikit-sparse is importable; else beside SuperLU told that the matrix
is symmetric, and beside the limit of 66 s (twice what CHOLMOD with OpenBLAS took on two cores).

Each figure runs in a process of its own with one thread, as a task of one core does.
"""

import json
import os
import subprocess
import sys
import time

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu

from benchmarks.gridding.seas import basin, observed, sea
from benchmarks.keeping.turns import in_turns
from benchmarks.reporting.figures import figure
from compute.processes.divand.solvers import cholmod
from compute.processes.divand.solvers.base import Problem
from compute.processes.divand.solvers.multifrontal import Multifrontal
from compute.processes.divand.solvers.superlu import SuperLU
from config.tooling.stamps import ROOT

ROUNDS = 2
AGAIN_MS = 100.0
BASIN_S = 66.0
ENOUGH = 1e-8


def of_sea() -> None:
    """Cells a second, from nothing to the field; the peer is given the matrix and the right-hand side."""
    problem = sea(500)
    matrix, right = sp.csc_array(problem.precision), problem.observing.to_cells(observed(2)[1])

    def ours() -> None:
        fresh = sea(500)
        checked(fresh, Multifrontal(fresh.background.grid, fresh.precision).solve(right))

    def peer() -> None:
        splu(matrix).solve(right)

    rates = in_turns(ROUNDS, float(matrix.shape[0]), ours, peer)
    said = "a field of 500 x 500 with a coast, matrices and all, beside scipy.sparse.linalg.splu of the matrix"
    print(figure(said, unit="cells/s", ours=rates[0], peers=rates[1]), flush=True)


def of_again() -> None:
    """Milliseconds of the field of other values at the same places."""
    problem, taken = sea(500), []
    solver = Multifrontal(problem.background.grid, problem.precision)
    for seed in range(10):
        values = observed(2, seed)[1]
        started = time.perf_counter()
        found = solver.solve(problem.observing.to_cells(values))
        taken.append(1000 * (time.perf_counter() - started))
        checked(problem, found, values)
    said = "new values at the same places of 500 x 500 cells, beside the limit of 100 ms"
    print(figure(said, unit="ms", ours=taken, peers=[AGAIN_MS] * len(taken)), flush=True)


def of_points() -> None:
    """Cells a second of factors and field of 160,000 cells."""
    problem = sea(432)
    right = problem.observing.to_cells(observed(2)[1])
    sides = [
        lambda: Multifrontal(problem.background.grid, problem.precision).solve(right),
        lambda: _peer()(problem.precision).solve(right),
    ]
    rates = in_turns(ROUNDS, float(len(right)), *sides)
    said = f"factors and field of {len(right)} cells in two dimensions, beside {_peer_said()}"
    print(figure(said, unit="cells/s", ours=rates[0], peers=rates[1]), flush=True)


def of_basin() -> None:
    """Seconds of factors and field of 72,000 cells in three dimensions."""
    problem = basin(42)
    right = problem.observing.to_cells(observed(3)[1])
    started = time.perf_counter()
    checked(problem, Multifrontal(problem.background.grid, problem.precision).solve(right), observed(3)[1])
    taken = time.perf_counter() - started
    peer, said = BASIN_S, f"the limit of {BASIN_S:.0f} s"
    if cholmod.is_installed():
        started = time.perf_counter()
        cholmod.Cholmod(problem.precision).solve(right)
        peer, said = time.perf_counter() - started, _peer_said()
    name = f"factors and field of {len(right)} cells in three dimensions, beside {said}"
    print(figure(name, unit="s", ours=[taken], peers=[peer]), flush=True)


def checked(problem: Problem, found: np.ndarray, values: np.ndarray | None = None) -> None:
    """Stop where a solution is none: a fast wrong answer is no figure."""
    right = problem.observing.to_cells(observed(problem.background.grid.wet.ndim)[1] if values is None else values)
    rest = np.linalg.norm(problem.precision @ found - right) / np.linalg.norm(right)
    if not rest < ENOUGH:
        raise SystemExit(f"The solution leaves {rest:.1e} of the right-hand side.")


def _peer() -> type[cholmod.Cholmod] | type[SuperLU]:
    return cholmod.Cholmod if cholmod.is_installed() else SuperLU


def _peer_said() -> str:
    return "CHOLMOD" if cholmod.is_installed() else "SuperLU in symmetric mode (CHOLMOD: peer absent)"


FIGURES = {"sea": of_sea, "again": of_again, "points": of_points, "basin": of_basin}


def main(names: list[str]) -> int:
    """Each in its process; exit status 1 where one failed."""
    one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "VARVE_GRIDDING": "child"}
    if os.environ.get("VARVE_GRIDDING") == "child":
        FIGURES[names[0]]()
        return 0
    failed = []
    for name in names or list(FIGURES):
        command = [sys.executable, "-m", "benchmarks.divand", name]
        done = subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, **one})
        failed += [name] if done.returncode else []
    if failed:
        print(json.dumps({"failed": failed}), file=sys.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
