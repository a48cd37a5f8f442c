"""F11 and more: every solver finds the same field, whatever the basin, and so do grids that are turned around."""

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.processes.divand.analysis import analysis
from compute.processes.divand.errorfields import error_field, leverages
from compute.processes.divand.grid import grid_of, stretched
from compute.processes.divand.operators import background
from compute.processes.divand.solvers import cholmod
from compute.processes.divand.solvers.base import NotSolved, SolverName
from compute.processes.divand.stencil import Stencil
from config.tooling.stamps import ROOT
from tests.compute.divand.basins import basin, seen

OTHERS: tuple[SolverName, ...] = ("superlu", "pcg", "dual")


@pytest.mark.parametrize(
    ("cells", "periodic", "asked"),
    [
        ((60,), (), {}),
        ((17, 14), (), {"velocity": (np.ones((17, 14)), 0.3)}),
        ((17, 14), (17 / 16, 0), {"order": 3}),
        ((9, 8, 7), (0, 8 / 7, 0), {}),
        ((9, 8, 4), (), {"lengths": (0.3, 0.2, 0.0)}),
        ((5, 4, 3, 6), (), {}),
    ],
)
def test_f11_all_solvers_find_the_same_field_and_influence(
    cells: tuple[int, ...], periodic: tuple[float, ...], asked: dict[str, Any]
) -> None:
    given_ = {"lengths": 0.2, "epsilon2": 0.3, "periodic": periodic, **asked}
    places, values = seen(len(cells), 50)
    ours = analysis(*basin(*cells), places, values, **given_)
    assert 20 < ours.used.sum() <= 50
    for name in OTHERS:
        other = analysis(*basin(*cells), places, values, **given_, solver=name)
        assert other.field == pytest.approx(ours.field, abs=1e-6, nan_ok=True)
        if name == "pcg":  # an iteration for each observation
            continue
        assert leverages(other.system) == pytest.approx(leverages(ours.system), abs=1e-6, nan_ok=True)


@given(
    cells=st.lists(st.integers(1, 9), min_size=1, max_size=3),
    land=st.floats(0, 0.7),
    seed=st.integers(0, 1000),
    length=st.floats(0.05, 3),
)
@settings(max_examples=25, deadline=None)
def test_the_inverse_covariance_is_symmetric_and_positive_in_every_basin(
    cells: list[int], land: float, seed: int, length: float
) -> None:
    drawn = np.random.RandomState(seed)
    wet = drawn.rand(*cells) >= land
    pm = [1 + drawn.rand(*cells) for _cell in cells]
    lengths = [length * (1 + drawn.rand(*cells)) for _cell in cells]
    grid = stretched(grid_of(wet, pm, [np.arange(float(count)) for count in cells], lengths), 1.0)
    before = background(grid)
    full = before.precision.toarray()
    assert abs(full - full.T).max(initial=0) <= 1e-12 * abs(full).max(initial=0)
    assert np.all(np.linalg.eigvalsh(full) > 0)
    field = np.where(wet, drawn.standard_normal(wet.shape), 0)
    assert grid.packed(Stencil(before, field)(field)) == pytest.approx(full @ field[wet], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("dimension", [0, 1])
def test_a_basin_that_is_turned_around_gives_the_turned_field(dimension: int) -> None:
    (wet, pm, xi), (places, values) = basin(24, 19), seen(2, 50)
    there = analysis(wet, pm, xi, places, values, 0.2, 0.3).field
    turned = places.copy()
    turned[dimension] = 1 - turned[dimension]
    flipped = analysis(np.flip(wet, dimension), pm, xi, turned, values, 0.2, 0.3).field
    assert np.flip(flipped, dimension) == pytest.approx(there, abs=1e-11, nan_ok=True)
    downward = [np.flip(axis) if i == dimension else axis for i, axis in enumerate(xi)]
    same = analysis(np.flip(wet, dimension), pm, downward, places, values, 0.2, 0.3).field
    assert np.flip(same, dimension) == pytest.approx(there, abs=1e-11, nan_ok=True)


def test_without_a_length_along_depth_the_layers_do_not_know_each_other() -> None:
    (wet, pm, xi), (places, values) = basin(13, 12, 3), seen(3, 60)
    places[2] = np.round(places[2] * 2) / 2
    whole = analysis(wet, pm, xi, places, values, (0.3, 0.3, 0.0), 0.3).field
    for layer, depth in enumerate(xi[2]):
        here = places[2] == depth
        flat = analysis(
            wet[..., layer], [one[..., layer] for one in pm[:2]], xi[:2], places[:2, here], values[here], 0.3, 0.3
        )
        assert whole[..., layer] == pytest.approx(flat.field, abs=1e-11, nan_ok=True)


def test_exact_errors_are_the_diagonal_of_the_inverse_and_never_above_that_of_the_background() -> None:
    (wet, pm, xi), (places, values) = basin(16, 15), seen(2, 40)
    system = analysis(wet, pm, xi, places, values, 0.2, 0.3).system
    inverse = np.linalg.inv(system.problem.precision.toarray())
    assert error_field(system)[wet] == pytest.approx(inverse.diagonal(), rel=1e-10)
    scaled = error_field(system, is_scaled=True)[wet]
    assert scaled.min() > 0
    assert scaled.max() < 1 + 1e-12


def test_the_same_field_comes_from_any_number_of_threads() -> None:
    fields = [_field_with(threads) for threads in (1, 2)]
    assert fields[0] == pytest.approx(fields[1], abs=1e-10)


def _field_with(threads: int) -> list[float]:
    script = (
        "import sys; from compute.processes.divand.analysis import analysis; "
        "from tests.compute.divand.basins import basin, seen; "
        "field = analysis(*basin(40, 40, land=0.0), *seen(2, 100), 0.2, 0.3).field; "
        "print(*[repr(float(one)) for one in field[::7, ::7].ravel()])"
    )
    threaded = {"OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **threaded},
    )
    return [float(one) for one in done.stdout.split()]


@pytest.mark.skipif(cholmod.is_installed(), reason="CHOLMOD is here: there is nothing to refuse")
def test_a_solver_that_is_not_installed_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotSolved, match="install scikit-sparse"):
        analysis(*basin(9, 9), *seen(2, 10), 0.2, 0.3, solver="cholmod")
