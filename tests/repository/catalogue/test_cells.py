"""What lies near is filed under a word that is asked for: in space, in time, over the antimeridian and at the poles."""

import doctest

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from repository.catalogue import cells
from repository.catalogue.boxes import Box, boxes_between
from repository.catalogue.cells import (
    LONGEST,
    asked_boxes,
    asked_spans,
    filed_boxes,
    filed_spans,
    grown,
    level_of_box,
    level_of_span,
    widened,
)
from repository.catalogue.closeness import distance_km
from repository.catalogue.spans import EARLIEST, LATEST, Span
from tests.strategies import PATIENT

FEW = settings(PATIENT, max_examples=60)
LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-90, 90)
SIZES = st.sampled_from([0.0, 0.1, 3.0, 50.0])
OFF = st.tuples(st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
BOXES = st.builds(lambda x, y, w, h: boxes_between(x, y, x + w, y + h), LONGITUDES, LATITUDES, SIZES, SIZES)
SPANS = st.builds(
    lambda first, days: Span(first, first + days),
    st.sampled_from([EARLIEST, -24_000_000_000, -40, 719_000, 738_000, 738_040]),
    st.sampled_from([0, 1, 30, 4_000, 40_000, 3_000_000_000, LATEST]),
).map(lambda span: Span(span.first, min(span.last, LATEST)))


def test_the_examples_in_the_books_hold() -> None:
    assert doctest.testmod(cells).failed == 0


@FEW
@given(BOXES, OFF, st.tuples(SIZES, SIZES), st.sampled_from([1, 25, 500]))
def test_boxes_that_touch_within_reach_have_a_word_in_common(
    one: tuple[Box, ...], off: tuple[float, float], size: tuple[float, float], km: float
) -> None:
    west, south = one[0].east + off[0], min(90, max(-90, one[0].north + off[1]))
    other = boxes_between(west, south, west + size[0], south + size[1])
    wide = [part for box in one for part in grown(box, km)]
    assume(any(part.touches(box) for part in wide for box in other))
    assert filed_boxes(other) & asked_boxes(one, km=km, steps=None)


@FEW
@given(SPANS, SPANS, st.sampled_from([0, 10]))
def test_spans_that_meet_within_reach_have_a_word_in_common(one: Span, other: Span, days: int) -> None:
    wide = cells.closed(widened(one, days))
    assume(wide.first <= cells.closed(other).last and wide.last >= other.first)
    assert filed_spans([other]) & asked_spans([one], days=days, steps=None)


@FEW
@given(BOXES, SPANS)
def test_a_dataset_has_few_words_and_is_asked_for_with_few(drawn: tuple[Box, ...], span: Span) -> None:
    assert len(filed_boxes(drawn)) <= 2 * 50
    assert len(filed_spans([span])) <= 2 * LONGEST
    for steps in (1, 3, None):
        assert max(len(asked_boxes(drawn, km=km, steps=steps)) for km in (1, 25, 500)) < 2_500
        assert max(len(asked_spans([span], days=days, steps=steps)) for days in (0, 3_660)) < 300


def test_points_lie_in_the_smallest_squares_and_the_whole_earth_in_the_largest() -> None:
    assert level_of_box(Box(4.5, 42.9, 4.5, 42.9)) == 10
    assert level_of_box(Box(-180, -90, 180, 90)) == 0
    assert level_of_box(Box(12, 89.95, 12, 89.95)) == 0
    assert level_of_span(Span(738_000, 738_000)) == 0
    assert level_of_span(Span(EARLIEST, LATEST)) > level_of_span(Span(-24_000_000_000, 0)) > 10


def test_two_points_on_either_side_of_a_pole_or_of_the_antimeridian_are_found() -> None:
    for one, other in (
        (Box(0, 89.95, 0, 89.95), Box(180, 89.95, 180, 89.95)),
        (Box(179.95, 10, 179.95, 10), Box(-179.95, 10, -179.95, 10)),
        (Box(10, -90, 10, -90), Box(-100, -89.9, -100, -89.9)),
    ):
        assert distance_km(one, other) < 25
        assert filed_boxes([other]) & asked_boxes([one], km=25, steps=None)
