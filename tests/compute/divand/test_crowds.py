"""Observations that say the same: duplicates, means of cells, errors where they crowd."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.processes.divand.crowds import Located, crowding, duplicates, nearest, super_observations
from compute.processes.divand.grid import EARTH_RADIUS_M


def located(rows: Sequence[tuple[float, ...]]) -> Located:
    """Longitude, latitude, depth, days, value, station."""
    lon, lat, depth, days, value, station = np.array(rows, dtype=float).T
    return Located(lon, lat, depth, days, value, station.astype(int))


BASE = (10.0, 43.0, 5.0, 40000.0, 35.0, 0)


@pytest.mark.parametrize(
    ("place", "inside", "outside"), [(0, 0.09, 0.11), (1, 0.09, 0.11), (2, 0.4, 0.6), (3, 0.04, 0.05), (4, 0.009, 0.02)]
)
def test_a_cast_that_came_twice_is_kept_once(place: int, inside: float, outside: float) -> None:
    for step, repeated in ((inside, True), (outside, False)):
        other: list[float] = [*BASE[:5], 1]
        other[place] += step
        assert duplicates(located([BASE, tuple(other)])).tolist() == [False, repeated]


def test_the_levels_of_one_profile_are_no_duplicates() -> None:
    levels = [(10.0, 43.0, depth, 40000.0, 35.0, 0) for depth in (0.0, 0.2, 0.4)]
    assert not duplicates(located(levels)).any()
    assert duplicates(located([*levels, levels[1]])).tolist() == [False, False, False, True]


def test_duplicates_are_found_over_the_antimeridian_and_without_depth_or_time() -> None:
    nan = float("nan")
    rows = [(-179.98, 0.0, nan, nan, 1.0, 0), (179.98, 0.0, nan, nan, 1.0, 1), (179.98, 0.0, 0.0, 40000.0, 1.0, 2)]
    assert duplicates(located(rows)).tolist() == [False, True, False]


def test_a_hundred_thousand_times_the_same_is_one() -> None:
    alike = np.zeros(100_000)
    seen = Located(alike, alike, alike, alike, alike, alike.astype(int))
    assert duplicates(seen).sum() == 99_999


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 6)] * 5, st.integers(0, 2)), min_size=1, max_size=30))
def test_what_is_dropped_repeats_something_that_stays(rows: list[tuple[Any, ...]]) -> None:
    scaled = [(a / 15, b / 15, c / 3, d / 40, e / 150, s) for a, b, c, d, e, s in rows]
    doubled = duplicates(located(scaled))
    columns, limits = np.array(scaled), np.array([0.1, 0.1, 0.5, 1 / 24, 0.01]) + 1e-9
    near = np.all(np.abs(columns[:, None, :5] - columns[None, :, :5]) <= limits, axis=2)
    assert not doubled[0]
    assert np.all(near[doubled][:, ~doubled].any(axis=1))


def test_a_mean_for_each_cell_counts_what_it_is_the_mean_of() -> None:
    seen = located([(0.1, 0.0, 0.0, 1.0, 1.0, 0), (-0.2, 0.1, 0.0, 1.0, 3.0, 0), (1.2, 0.0, 0.0, 1.0, 7.0, 0)])
    made = super_observations(seen, (np.array([0.0, 1.0]), np.array([0.0, 1.0])))
    assert made.value.tolist() == [2.0, 7.0]
    assert made.number.tolist() == [2.0, 1.0]
    assert made.lon.tolist() == pytest.approx([-0.05, 1.2])
    assert nearest(np.array([0.0, 1.0, 4.0]), np.array([-9.0, 0.6, 2.4, 2.6, 99.0])).tolist() == [0, 1, 1, 2, 2]


def test_who_stands_alone_counts_whole_and_ten_in_one_place_count_as_one() -> None:
    lon, lat = np.array([0.0, 50.0, *[20.0] * 10]), np.zeros(12)
    many = crowding(lon, lat, None, 10_000.0)
    assert many[:2].tolist() == [1.0, 1.0]
    assert many[2:] == pytest.approx(np.full(10, 10.0))
    pair = crowding(np.array([179.99, -179.99]), np.zeros(2), None, 10_000.0)
    metres = np.deg2rad(0.02) * EARTH_RADIUS_M
    assert pair == pytest.approx(np.full(2, 1 + np.exp(-((metres / 10_000) ** 2))), rel=1e-6)
    layers = crowding(np.zeros(2), np.zeros(2), np.array([0.0, 100.0]), 10_000.0, 10.0)
    assert layers.tolist() == [1.0, 1.0]
