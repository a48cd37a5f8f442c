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


def test_epsilon2_becomes_what_the_noise_is_from_wherever_it_begins() -> None:
    drawn = np.random.RandomState(3)
    wet, pm, xi = basin(20, 20, land=0.0)
    places = drawn.rand(2, 300)
    system = analysis(wet, pm, xi, places, np.ones(300), 0.15, 1.0).system
    root = np.linalg.cholesky(np.linalg.inv(system.problem.prior.toarray()))
    truth = root @ drawn.standard_normal(400)
    values = system.observing.operator @ truth + np.sqrt(0.5) * drawn.standard_normal(300)
    tuned = [desroziers(system.with_errors(first).analysed(values), iterations=40) for first in (0.02, 10.0)]
    assert 0.02 * tuned[0].factor == pytest.approx(10.0 * tuned[1].factor, rel=0.02)
    for one in tuned:
        assert np.mean(values * one.made.residuals) == pytest.approx(0.5, rel=0.25)
    factor, tried = best_errors(system, values, (0.01, 0.5, 30.0))
    assert factor == 0.5
    assert tried[1].score == min(each.score for each in tried)


def test_nothing_to_tune_leaves_everything_as_it_is() -> None:
    wet, pm, xi = basin(9, 8)
    made = analysis(wet, pm, xi, ([5.0], [5.0]), [1.0], 0.2, 0.3)
    assert desroziers(made).factor == 1.0
    assert np.isnan(cross_validation(made).score)
