"""What observations and grids can do to an analysis: nothing but what is told."""

from typing import Any

import numpy as np
import pytest

from compute.processes.divand.analysis import analysis
from compute.processes.divand.errorfields import error_field, leverages
from tests.compute.divand.basins import basin, seen


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e35, -9.96921e36])
def test_values_that_are_none_are_not_used_and_told(bad: float) -> None:
    (wet, pm, xi), (places, values) = basin(14, 13, land=0), seen(2, 20)
    clean = analysis(wet, pm, xi, places[:, 1:], values[1:], 0.2, 0.3)
    values[0] = bad
    made = analysis(wet, pm, xi, places, values, 0.2, 0.3)
    assert made.used.tolist() == [False] + [True] * 19
    assert made.field == pytest.approx(clean.field, abs=1e-12)
    assert np.isnan(made.residuals[0])
    assert np.isnan(leverages(made.system)[0])


def test_places_outside_on_land_or_unknown_are_not_used() -> None:
    wet, pm, xi = basin(11, 11, land=0)
    wet[6:] = False
    places = ([0.5, 2.2, 0.9, np.nan, np.inf, 0.3], [0.5, 0.5, 0.5, 0.5, 0.5, -9.0])
    made = analysis(wet, pm, xi, places, np.ones(6), 0.15, 0.05)
    assert made.used.tolist() == [True, False, False, False, False, False]
    alone = analysis(wet, pm, xi, ([0.5], [0.5]), [1.0], 0.15, 0.05)
    assert made.field == pytest.approx(alone.field, abs=1e-13, nan_ok=True)


def test_an_observation_on_the_coast_is_of_the_wet_cells_beside_it() -> None:
    wet, pm, xi = basin(11, 11, land=0)
    wet[6:] = False
    made = analysis(wet, pm, xi, ([0.58], [0.5]), [1.0], 0.15, 0.05)
    assert made.used.all()
    assert made.system.observing.operator.sum() == pytest.approx(1)


def test_a_repeated_observation_is_one_with_less_noise() -> None:
    wet, pm, xi = basin(14, 13, land=0)
    often = analysis(wet, pm, xi, (np.full(1000, 0.4), np.full(1000, 0.6)), np.ones(1000), 0.2, 1.0)
    once = analysis(wet, pm, xi, ([0.4], [0.6]), [1.0], 0.2, 1e-3)
    assert often.field == pytest.approx(once.field, abs=1e-9)


def test_observations_of_infinite_error_say_nothing() -> None:
    (wet, pm, xi), (places, values) = basin(14, 13), seen(2, 20)
    noise = np.where(np.arange(20) < 10, 0.3, np.inf)
    made = analysis(wet, pm, xi, places, values, 0.2, noise)
    fewer = analysis(wet, pm, xi, places[:, :10], values[:10], 0.2, 0.3)
    assert made.field == pytest.approx(fewer.field, abs=1e-12, nan_ok=True)


def test_a_grid_without_water_or_a_sea_without_observations_gives_an_empty_field() -> None:
    wet, pm, xi = basin(6, 5, land=0)
    dry = analysis(np.zeros_like(wet), pm, xi, ([0.5], [0.5]), [1.0], 0.2, 0.3)
    assert np.isnan(dry.field).all()
    assert not dry.used.any()
    assert np.isnan(error_field(dry.system)).all()
    for places, values in ((([], []), []), (([5.0], [5.0]), [1.0])):
        unseen = analysis(wet, pm, xi, places, values, 0.2, 0.3)
        assert not unseen.field.any()
        assert error_field(unseen.system, "cpme") == pytest.approx(1)
        assert error_field(unseen.system)[3, 2] > 0.5


@pytest.mark.parametrize("cells", [(1,), (2,), (1, 1), (1, 12), (12, 1, 1), (2, 2, 2), (1, 9, 1, 8)])
def test_dimensions_of_one_or_two_cells_are_grids_too(cells: tuple[int, ...]) -> None:
    axes = [np.linspace(0, 1, count) for count in cells]
    pm = [np.full(cells, float(max(count - 1, 1))) for count in cells]
    made = analysis(np.ones(cells), pm, axes, [[0.4]] * len(cells), [1.0], 0.2, 0.3)
    assert made.used.all()
    assert np.isfinite(made.field).all()
    assert 0 < made.field.max() < 1.5
    assert (error_field(made.system) > 0).all()


def test_values_of_any_size_scale_with_the_field() -> None:
    (wet, pm, xi), (places, values) = basin(14, 13), seen(2, 20)
    made = analysis(wet, pm, xi, places, values, 0.2, 0.3)
    for size in (1e-25, 1e25):
        assert made.again(size * values).field / size == pytest.approx(made.field, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"epsilon2": 0.0}, "epsilon2"),
        ({"epsilon2": -1.0}, "epsilon2"),
        ({"epsilon2": np.nan}, "epsilon2"),
        ({"lengths": -0.1}, r"lengths\[0\]"),
        ({"lengths": np.nan}, r"lengths\[0\]"),
        ({"lengths": (0.1, 0.1, 0.1)}, "2 dimensions"),
        ({"pm": (0.0, 1.0)}, r"pm\[0\]"),
        ({"xi": ([0.0, 0.0, 1.0], [0.0, 1.0, 2.0])}, r"xi\[0\]"),
        ({"xi": ([0.0, 1.0], [0.0, 1.0, 2.0])}, r"xi\[0\]"),
        ({"observations": ([0.5],)}, "2 coordinates"),
        ({"observations": ([0.5, 0.6], [0.5])}, "2 coordinates"),
        ({"velocity": (1.0,)}, "2 components"),
        ({"velocity": (np.inf, 1.0)}, r"velocity\[0\]"),
        ({"order": 1}, "finite variance"),
        ({"solver": "magic"}, "magic"),
        ({"mask": np.ones((2, 2, 2, 2, 2))}, "1 to 4"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(changed: dict[str, Any], said: str) -> None:
    asked: dict[str, Any] = {
        "mask": np.ones((3, 3)),
        "pm": (1.0, 1.0),
        "xi": ([0.0, 1.0, 2.0], [0.0, 1.0, 2.0]),
        "observations": ([0.5], [0.5]),
        "values": [1.0],
        "lengths": 1.0,
        "epsilon2": 0.5,
    }
    with pytest.raises(ValueError, match=said):
        analysis(**{**asked, **changed})


def test_new_values_must_fit_the_old_places() -> None:
    made = analysis(*basin(9, 8, land=0), ([0.5, 0.2], [0.5, 0.2]), [1.0, 2.0], 0.2, 0.3)
    for values, said in (([1.0], "2 observations"), ([1.0, np.nan], "not finite")):
        with pytest.raises(ValueError, match=said):
            made.again(values)
