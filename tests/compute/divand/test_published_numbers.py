"""Numbers that stand in the tests of DIVAnd.jl (c2273cc) and in section 3 f of our specification: F1, F3 to F9."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from compute.processes.divand.analysis import analysis
from compute.processes.divand.errorfields import Method, error_field
from compute.processes.divand.grid import Flags, Floats, arc_degrees, rectangular
from compute.processes.divand.kernel import kernel
from compute.processes.divand.tuning import norms


def _square(n: int, low: float, high: float, cells: int) -> tuple[Flags, tuple[Floats, ...], tuple[Floats, ...]]:
    return rectangular(*[np.linspace(low, high, cells)] * n)


def test_the_kernels_have_the_published_scales_and_lengths() -> None:
    expected = {
        (1, 2): (4, 1.3709373179967521),
        (2, 2): (4 * np.pi, 1.0),
        (3, 3): (32 * np.pi, 1.3709373179967521),
        (4, 3): (32 * np.pi**2, 1.0),
        (2, 3): (8 * np.pi, 1.6774122514664456),
    }
    for (n, order), (scale, length_scale) in expected.items():
        made = kernel(n, order)
        assert made.scale == pytest.approx(scale, rel=1e-12)
        assert made.length_scale == pytest.approx(length_scale, rel=1e-12)
    assert [kernel(n).order for n in (1, 2, 3, 4)] == [2, 2, 3, 3]


def test_f1_a_current_carries_the_field_along() -> None:
    wet, pm, xi = _square(2, -1, 1, 30)
    x, y = np.meshgrid(*xi, indexing="ij")
    made = analysis(wet, pm, xi, ([0.4], [0.4]), [1.0], 0.2, 1 / 200, border=0, velocity=(5 * y, -5 * x))
    assert made.field[17, 23] == pytest.approx(0.8993529043140029, abs=1e-9)
    found = norms(made)
    assert found.background == pytest.approx(4.864863745730252, rel=1e-7)
    assert found.observations == pytest.approx(0.1276096541011819, rel=1e-7)
    assert found.constraint == pytest.approx(0.059450077426666054, rel=1e-7)


@pytest.mark.parametrize(
    ("order", "along", "norm_error"),
    [(2, (1.0036913, 0.5997263, 0.2783877), 0.0084), (3, (1.0018165, 0.6009971, 0.2180929), 0.0028)],
)
def test_f3_one_observation_draws_the_kernel(order: int, along: tuple[float, ...], norm_error: float) -> None:
    wet, pm, xi = _square(2, -1, 1, 101)
    field = analysis(wet, pm, xi, ([0.0], [0.0]), [2.0], 0.2, 1.0, order=order).field
    assert [field[50, 50], field[60, 50], field[70, 50]] == pytest.approx(along, abs=6e-8)
    shape, away = kernel(2, order), np.hypot(*np.meshgrid(*xi, indexing="ij")) / 0.2
    theory = np.vectorize(shape)(away)
    assert np.linalg.norm(field - theory) / np.linalg.norm(theory) < norm_error


def test_f4_waves_in_three_and_four_dimensions_come_back() -> None:
    edge = np.finfo(float).eps
    for n, cells, sampled, length, noise, border, rms in (
        (4, 7, 5, 0.12, 0.1, 1.0, 0.01118070),
        (3, 15, 10, 0.1, 0.01, 0.0, 0.0176547),
    ):
        wet, pm, xi = _square(n, 0, 1, cells)
        places = [one.ravel() for one in np.meshgrid(*[np.linspace(edge, 1 - edge, sampled)] * n, indexing="ij")]
        made = analysis(wet, pm, xi, places, _wave(places), length, noise, border=border)
        truth = _wave(np.meshgrid(*xi, indexing="ij"))
        assert np.sqrt(np.mean((made.field - truth) ** 2)) == pytest.approx(rms, abs=6e-8)


def _wave(places: Sequence[Floats]) -> Floats:
    if len(places) == 4:
        return np.asarray(np.prod([np.sin(np.pi * one) for one in places], axis=0))
    x, y, z = places
    return np.asarray(np.sin(6 * x) * np.cos(6 * y) * np.sin(6 * z))


@pytest.mark.parametrize(("n", "highest"), [(1, 0.4955237), (2, 0.4874867), (3, 0.4875264)])
def test_f5_an_observation_as_uncertain_as_the_field_counts_half(n: int, highest: float) -> None:
    wet, pm, xi = _square(n, 0, 1, 20)
    assert analysis(wet, pm, xi, [[0.5]] * n, [1.0], 0.2, 1.0).field.max() == pytest.approx(highest, abs=6e-8)


def test_f6_a_line_between_two_walls() -> None:
    wet, pm, xi = rectangular(np.linspace(0, 1, 21))
    wet[[0, -1]] = False
    field = analysis(wet, pm, xi, ([0.4, 0.6],), [0.4, 0.6], 0.1, 0.5).field
    assert field[[8, 10, 12]] == pytest.approx([0.2980186, 0.3319204, 0.4215929], abs=6e-8)
    assert np.isnan(field[[0, -1]]).all()


def test_f7_the_error_is_least_at_the_observation_and_greatest_at_a_corner() -> None:
    wet, pm, xi = _square(2, 0, 1, 9)
    system = analysis(wet, pm, xi, [[0.5]] * 2, [1.0], 0.6, 1.0).system
    for method, expected in {
        "exact": (0.4833564, 1.1941663, 0.8908375),
        "cpme": (0.4838012, 0.8751534, 0.8163984),
    }.items():
        error = error_field(system, cast("Method", method))
        assert [error[4, 4], error[0, 0], error[4, 0]] == pytest.approx(expected, abs=8e-8)


def test_f8_lengths_and_steps_that_change() -> None:
    wet, pm, xi = rectangular(np.linspace(0, 6, 15), np.linspace(0, 5, 15))
    x, y = np.meshgrid(*xi, indexing="ij")
    places, ones = ([2, 3, 4], [2, 3, 4]), np.ones(3)
    assert analysis(wet, pm, xi, places, ones, 1.0, 1.0).field.max() == pytest.approx(0.6856830, abs=6e-8)
    wide = (pm[0] / (1 + x / 5), pm[1] / (1 + y / 5))
    changing = analysis(wet, wide, xi, places, ones, (0.5 + y / 5, 0.5 + x / 5), 1.0).field
    assert changing.max() == pytest.approx(0.6447024, abs=4e-7)


def test_f9_a_periodic_dimension_has_no_beginning() -> None:
    wet, pm, xi = rectangular(np.arange(2.0, 359, 4), np.arange(-88.0, 89, 4))
    places = ([360.0, 180.0], [0.0, 0.0])
    field = analysis(wet, pm, xi, places, [1.0, 1.0], 5.0, 1e-4, periodic=(360, 0)).field
    assert np.roll(field, len(xi[0]) // 2, axis=0) == pytest.approx(field, abs=1e-12)


def test_the_metric_is_that_of_great_circles() -> None:
    assert arc_degrees(2, 1, 4, 3) == pytest.approx(2.82749366820155, rel=1e-12)
