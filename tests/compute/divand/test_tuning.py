"""F10, and the noise that observations say they have."""

import numpy as np
import pytest

from compute.processes.divand.analysis import analysis
from compute.processes.divand.tuning import best_errors, cross_validation, desroziers
from tests.compute.divand.basins import basin, seen


def test_f10_leaving_one_out_is_foretold_without_a_new_analysis() -> None:
    (wet, pm, xi), (places, values) = basin(21, 18), seen(2, 40)
    made = analysis(wet, pm, xi, places, values, 0.2, 0.3)
    foretold = cross_validation(made).left_out
    for number in np.flatnonzero(made.used)[::6]:
        kept = np.arange(40) != number
        without = analysis(wet, pm, xi, places[:, kept], values[kept], 0.2, 0.3)
        there = (made.system.observing.operator @ without.packed)[number]
        assert foretold[number] == pytest.approx(values[number] - there, abs=1e-10)


def test_epsilon2_becomes_what_the_noise_is() -> None:
    drawn = np.random.RandomState(3)
    wet, pm, xi = basin(40, 40, land=0.0)
    places = drawn.rand(2, 400)
    prior = analysis(wet, pm, xi, places, np.ones(400), 0.15, 1.0).system
    root = np.linalg.cholesky(np.linalg.inv(prior.problem.prior.toarray()))
    truth = root @ drawn.standard_normal(1600)
    values = prior.observing.operator @ truth + np.sqrt(0.5) * drawn.standard_normal(400)
    for first in (0.02, 10.0):
        tuned = desroziers(analysis(wet, pm, xi, places, values, 0.15, first), iterations=30)
        assert tuned.factor * first == pytest.approx(0.5, rel=0.25)
    factor, tried = best_errors(prior, values, (0.01, 0.1, 0.5, 3.0, 30.0))
    assert factor == 0.5
    assert tried[2].score == min(one.score for one in tried)


def test_nothing_to_tune_leaves_everything_as_it_is() -> None:
    wet, pm, xi = basin(9, 8)
    made = analysis(wet, pm, xi, ([5.0], [5.0]), [1.0], 0.2, 0.3)
    assert desroziers(made).factor == 1.0
    assert np.isnan(cross_validation(made).score)
