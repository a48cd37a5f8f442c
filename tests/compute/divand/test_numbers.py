"""Transforms and their inverses, what is taken away before an analysis, and scores of observations after it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.processes.divand.analysis import Analysis, analysis
from compute.processes.divand.grid import rectangular
from compute.processes.divand.reference import reference_of
from compute.processes.divand.residuals import SUSPECT, scores
from compute.processes.divand.transforms import transform_of

DEPTHS = np.array([0.0, 10.0, 50.0, 100.0])


@given(st.floats(0.001, 0.999), st.sampled_from(["none", "log", "loglin", "logit"]))
def test_back_is_the_inverse_of_there(value: float, name: str) -> None:
    transform = transform_of(name, threshold=0.2)  # type: ignore[arg-type]
    there = transform.there(np.array([value]))
    assert transform.back(there) == pytest.approx(np.array([value]), rel=1e-9)


def test_what_cannot_be_transformed_is_not_a_number() -> None:
    assert np.isnan(transform_of("log").there(np.array([0.0, -1.0]))).all()
    assert np.isnan(transform_of("logit", low=0, high=10).there(np.array([0.0, 10.0, 11.0]))).all()
    assert np.isfinite(transform_of("loglin", threshold=0.5).there(np.array([0.0, -1.0]))).all()
    for wrong in ({"threshold": 0.0}, {"low": 2.0, "high": 1.0}):
        with pytest.raises(ValueError, match=r"transform|limit"):
            transform_of("loglin" if "threshold" in wrong else "logit", **wrong)


def test_loglin_is_smooth_and_increasing_at_its_corner() -> None:
    values = np.linspace(0.4, 0.6, 201)
    slopes = np.diff(transform_of("loglin", threshold=0.5).there(values))
    assert (slopes > 0).all()
    assert np.abs(np.diff(slopes)).max() < 1e-4


def test_a_background_is_nothing_a_mean_or_a_profile() -> None:
    depth = np.repeat(DEPTHS, 30)
    value, lengths, weights = 20 - depth / 10, np.full(4, 20.0), np.ones(120)
    made = {
        name: reference_of(name, DEPTHS, depth, value, lengths=lengths, weights=weights)
        for name in ("none", "mean", "profile")
    }
    assert made["none"].values.tolist() == [0, 0, 0, 0]
    assert made["mean"].at(depth) == pytest.approx(np.full(120, value.mean()))
    assert made["profile"].values == pytest.approx(20 - DEPTHS / 10, abs=1.5)
    nothing = reference_of("profile", DEPTHS, depth[:0], value[:0], lengths=lengths, weights=weights[:0])
    assert nothing.values.tolist() == [0, 0, 0, 0]


def _analysed(values: np.ndarray, epsilon2: float = 0.5) -> Analysis:
    axis = np.linspace(0, 10, 21)
    wet, steps, axes = rectangular(axis, axis)
    lot = np.random.RandomState(3)
    return analysis(wet, steps, axes, list(lot.uniform(1, 9, (2, len(values)))), values, 2.0, epsilon2)


def test_one_observation_among_many_that_is_far_off_is_suspect() -> None:
    values = 0.2 * np.random.RandomState(5).randn(60)
    values[17] += 5
    score = scores(_analysed(values))
    assert np.argmax(score) == 17
    assert score[17] > SUSPECT
    assert (score > SUSPECT).sum() <= 3


def test_scores_of_noise_as_it_is_said_to_be_are_about_one() -> None:
    score = scores(_analysed(np.random.RandomState(6).randn(200), epsilon2=100.0))
    assert np.nanmean(score) == pytest.approx(1.0, rel=0.1)
    assert (score > SUSPECT).mean() < 0.02


def test_an_observation_at_the_last_of_widening_levels_is_used() -> None:
    wet, steps, axes = rectangular(DEPTHS)
    made = analysis(wet, steps, axes, (DEPTHS,), np.ones(4), 5.0, 0.01)
    assert made.used.all()
    assert made.field[-1] > 0.9
