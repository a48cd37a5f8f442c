"""The correlation length that observations tell: the published fit (F2), fields of a known length, too little data."""

from pathlib import Path

import numpy as np
import pytest

from compute.processes.divand.grid import EARTH_RADIUS_M, Floats
from compute.processes.divand.lengths import fit_length, fit_within, smoothed

FITTED = Path(__file__).with_name("fitted_observations.txt")


def waves(places: Floats, length: float, seed: int) -> Floats:
    """A random field with the covariance r/L K_1(r/L): plane waves whose numbers are drawn from its spectrum.

    In two dimensions (1 + k^2 L^2)^-2 makes k^2 L^2 = 1/u - 1 of a uniform u.
    """
    lot = np.random.RandomState(seed)
    number = np.sqrt(1 / lot.uniform(1e-9, 1, 1000) - 1) / length
    angle, phase = lot.uniform(0, 2 * np.pi, 1000), lot.uniform(0, 2 * np.pi, 1000)
    along = places @ np.array([number * np.cos(angle), number * np.sin(angle)])
    return np.asarray(np.sqrt(2 / 1000) * np.cos(along + phase).sum(axis=1))


def test_f2_the_fit_has_the_published_numbers() -> None:
    lon, lat, value = np.loadtxt(FITTED).T
    fit = fit_length((lon, lat), value)
    assert fit is not None
    assert fit.length == pytest.approx(1.43710339, rel=1e-6)
    assert fit.signal_to_noise == pytest.approx(1.39825165, rel=1e-6)
    assert fit.variance == pytest.approx(24.1159477, rel=1e-6)
    assert fit.quality == pytest.approx(0.75906783342361450, rel=1e-6)


def test_the_length_of_generated_fields_is_found() -> None:
    found = []
    for seed in range(3):
        places = np.random.RandomState(100 + seed).uniform(0, 20, (600, 2))
        fit = fit_length((places[:, 0], places[:, 1]), waves(places, 1.0, seed))
        assert fit is not None
        assert not fit.is_guess
        found.append(fit.length)
    assert np.median(found) == pytest.approx(1.0, rel=0.25)


def test_noise_lowers_the_signal_to_noise_ratio_not_the_length() -> None:
    places = np.random.RandomState(7).uniform(0, 20, (1200, 2))
    value = waves(places, 1.5, 3)
    clean = fit_length((places[:, 0], places[:, 1]), value)
    noisy = fit_length((places[:, 0], places[:, 1]), value + np.random.RandomState(8).randn(1200))
    assert clean is not None
    assert noisy is not None
    assert noisy.signal_to_noise < 0.5 * clean.signal_to_noise
    assert noisy.length == pytest.approx(clean.length, rel=0.4)


def test_lengths_on_the_sphere_are_metres_and_know_no_antimeridian() -> None:
    places = np.random.RandomState(11).uniform(0, 20, (700, 2))
    value = waves(places, 1.5, 5)
    metre = np.pi / 180 * EARTH_RADIUS_M
    plane = fit_length((places[:, 0] * metre, places[:, 1] * metre), value)
    east = 170 + places[:, 0]
    sphere = fit_length((np.where(east > 180, east - 360, east), places[:, 1] - 10), value, spherical=True)
    assert plane is not None
    assert sphere is not None
    assert sphere.length == pytest.approx(plane.length, rel=0.05)


def test_pairs_by_lot_give_nearly_the_length_of_all_and_the_same_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    places = np.random.RandomState(7).uniform(0, 20, (900, 2))
    value = waves(places, 1.5, 3)
    everything = fit_length((places[:, 0], places[:, 1]), value)
    monkeypatch.setattr("compute.processes.divand.lengths.MOST_PAIRS", 100_000)
    some, again = (fit_length((places[:, 0], places[:, 1]), value, seed=4) for _time in range(2))
    assert everything is not None
    assert some is not None
    assert again is not None
    assert some.length == again.length
    assert some.length == pytest.approx(everything.length, rel=0.35)


def test_a_vertical_length_is_found_within_profiles_alone() -> None:
    lot = np.random.RandomState(2)
    depth = np.tile(np.arange(0.0, 400.0, 8.0), 12)
    group = np.repeat(np.arange(12), 50)
    value = np.concatenate([waves(np.column_stack([depth[:50], np.full(50, 7e3 * i)]), 30.0, 9) for i in range(12)])
    fit = fit_within(group, depth, value + 0.01 * lot.randn(len(value)))
    assert fit is not None
    assert 15 < fit.length < 60


def test_too_little_gives_no_fit_or_a_guess() -> None:
    one, two = np.array([1.0]), np.array([1.0, 1.0])
    assert fit_length((one, one), one) is None
    assert fit_length((two, two), np.array([1.0, 2.0])) is None
    assert fit_length((np.array([0.0, 1.0]), two), two) is None
    few = np.arange(6.0)
    guessed = fit_length((few, few), np.array([1.0, 2.0, 1.0, 3.0, 1.0, 2.0]))
    assert guessed is not None
    assert guessed.is_guess
    assert guessed.length > 0


def test_levels_without_a_length_get_that_of_their_neighbours() -> None:
    depths = np.array([0.0, 10.0, 500.0, 1000.0])
    filled = smoothed(depths, np.array([1.0, np.nan, np.nan, 3.0]), np.array([1.0, 0.0, 0.0, 1.0]), 50.0)
    assert filled[0] == pytest.approx(1.0)
    assert filled[1] == pytest.approx(1.0, abs=1e-3)
    assert 1 < filled[2] < 3
    assert filled[3] == pytest.approx(3.0)
    with pytest.raises(ValueError, match="No level"):
        smoothed(depths, np.full(4, np.nan), np.zeros(4), 50.0)
