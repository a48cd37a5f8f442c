"""How close two datasets are: ground and days in common, over the antimeridian, at the poles, in deep time."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.catalogue.boxes import Box, boxes_between
from repository.catalogue.closeness import Reach, Surroundings, Whereabouts, distance_km
from repository.catalogue.spans import EARLIEST, Span, day_of_year
from tests.strategies import PATIENT

FEW = settings(PATIENT, max_examples=50)
MARCH = Span(738_580, 738_610)
SIZES = st.sampled_from([0.0, 0.5, 20.0, 360.0])
BOXES = st.lists(
    st.builds(
        lambda x, y, w, h: boxes_between(x, y, x + w, y + h), st.floats(-180, 180), st.floats(-90, 90), SIZES, SIZES
    ),
    min_size=1,
    max_size=3,
).map(lambda drawn: tuple(box for parts in drawn for box in parts))
SPANS = st.builds(
    lambda first, days: (Span(first, first + days),), st.integers(738_000, 738_400), st.integers(0, 5_000)
)
DEPTHS = st.none() | st.tuples(st.floats(0, 100), st.floats(100, 4_000))
PLACES = st.builds(Whereabouts, BOXES, SPANS, DEPTHS)


def at(west: float, south: float, east: float | None = None, north: float | None = None, **rest: object) -> Whereabouts:
    """A point or a box in March."""
    parts = boxes_between(west, south, west if east is None else east, south if north is None else north)
    known = {"spans": (MARCH,), **rest}
    return Whereabouts(parts, **known)  # type: ignore[arg-type]


def score(one: Whereabouts, other: Whereabouts, **reach: float) -> float:
    return Surroundings(one, Reach(**reach)).score(other)  # type: ignore[arg-type]


@FEW
@given(PLACES, PLACES)
def test_the_score_is_a_share_and_the_same_both_ways(one: Whereabouts, other: Whereabouts) -> None:
    assert -1e-9 <= score(one, other) <= 1 + 1e-9
    assert math.isclose(score(one, other), score(other, one), rel_tol=1e-6, abs_tol=1e-12)


@FEW
@given(PLACES)
def test_nothing_is_closer_than_the_same(one: Whereabouts) -> None:
    close = Surroundings(one).closeness(one)
    assert close is not None
    assert close.km == 0
    assert close.days == one.spans[0].last - one.spans[0].first + 1
    assert math.isclose(close.score, 1, rel_tol=1e-6)


def test_kilometres_are_those_of_a_round_earth() -> None:
    assert distance_km(Box(0, 0, 0, 0), Box(0, 1, 0, 1)) == pytest.approx(111.2, abs=0.1)
    assert distance_km(Box(0, 60, 0, 60), Box(1, 60, 1, 60)) == pytest.approx(55.6, abs=0.1)
    assert distance_km(Box(179.9, 0, 179.9, 0), Box(-179.9, 0, -179.9, 0)) == pytest.approx(22.2, abs=0.1)
    assert distance_km(Box(0, 89.9, 0, 89.9), Box(180, 89.9, 180, 89.9)) == pytest.approx(22.2, abs=0.1)
    assert distance_km(Box(0, 80, 10, 90), Box(170, 85, 170, 90)) == pytest.approx(0, abs=1e-6)
    assert distance_km(Box(0, 0, 10, 10), Box(10, 10, 20, 20)) == 0


def test_points_meet_within_the_stated_kilometres_and_not_beyond() -> None:
    here = at(4.5, 43)
    assert Surroundings(here).closeness(at(4.5, 43.22)) is not None
    assert Surroundings(here).closeness(at(4.5, 43.23)) is None
    assert Surroundings(here, Reach(km=100)).closeness(at(4.5, 43.8)) is not None
    assert Surroundings(at(4.5, 85)).closeness(at(6.5, 85)) is not None


def test_the_antimeridian_and_the_poles_are_no_borders() -> None:
    assert score(at(179.95, 10), at(-179.95, 10)) > 0.3
    assert score(at(170, 0, -170, 10), at(175, 0, -165, 10)) == pytest.approx(15 / 25, abs=0.03)
    assert score(at(0, 89.95), at(180, 89.95)) > 0.3
    assert score(at(-180, -90, 180, -80), at(40, -89.99)) > 0


def test_days_that_do_not_meet_are_not_then_unless_some_between_are_allowed() -> None:
    here, later = at(4, 43), at(4, 43, spans=(Span(MARCH.last + 5, MARCH.last + 9),))
    assert Surroundings(here).closeness(later) is None
    close = Surroundings(here, Reach(days=5)).closeness(later)
    assert close is not None
    assert close.days == 0


def test_without_a_period_days_do_not_count_and_without_a_place_nothing_is_near() -> None:
    timeless = at(4, 43, spans=())
    close = Surroundings(timeless).closeness(at(4, 43))
    assert close is not None
    assert close.days is None
    assert Surroundings(at(4, 43)).closeness(timeless) is None
    assert Surroundings(at(4, 43)).closeness(Whereabouts((), (MARCH,))) is None
    assert Surroundings(Whereabouts((), (MARCH,))).closeness(at(4, 43)) is None


def test_deep_time_meets_deep_time_and_a_beginning_that_nobody_knows_ranks_low() -> None:
    chalk = at(4, 43, spans=(Span(day_of_year(-100_000_000, last=False), day_of_year(-66_000_000, last=True)),))
    end = at(4, 43, spans=(Span(day_of_year(-70_000_000, last=False), day_of_year(-60_000_000, last=True)),))
    assert score(chalk, end) == pytest.approx(4 / 40, abs=0.001)
    assert 0 < score(at(4, 43), at(4, 43, spans=(Span(EARLIEST, MARCH.last),))) < 1e-10


def test_another_depth_and_what_is_measured_here_already_count_less() -> None:
    here = at(4, 43, depth=(0.0, 10.0), variables=frozenset({"oxygen"}))
    assert score(here, at(4, 43, depth=(2000.0, 4000.0))) == 0.5
    assert score(here, at(4, 43, variables=frozenset({"oxygen"}))) == 0.5
    assert score(here, at(4, 43, variables=frozenset({"oxygen", "nitrate"}))) == 0.75
    assert score(here, at(4, 43, variables=frozenset({"nitrate"}))) == score(here, at(4, 43)) == 1


def test_small_beside_small_comes_before_the_whole_earth_and_before_a_century() -> None:
    here = at(4, 43)
    century = (Span(MARCH.first - 36_000, MARCH.last + 500),)
    found = {
        "same": at(4, 43),
        "beside": at(4.05, 43.05),
        "sea": at(0, 40, 10, 45),
        "a century": at(4, 43, spans=century),
        "everywhere": at(-180, -90, 180, 90),
        "everywhere for a century": at(-180, -90, 180, 90, spans=century),
    }
    assert sorted(found, key=lambda name: -score(here, found[name])) == [
        "same", "beside", "sea", "a century", "everywhere", "everywhere for a century",
    ]  # fmt: skip
