"""Boxes on a round Earth touch as people expect, also over the antimeridian, and many fold into a few."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from repository.catalogue import boxes
from repository.catalogue.boxes import Box, boxes_between, few
from tests.strategies import PATIENT

LONGITUDES = st.floats(-180, 180, allow_nan=False)
LATITUDES = st.floats(-90, 90, allow_nan=False)
DRAWN = st.tuples(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES).map(lambda sides: boxes_between(*sides))


def test_the_examples_in_the_books_hold() -> None:
    assert doctest.testmod(boxes).failed == 0


def test_a_box_over_the_antimeridian_is_two() -> None:
    assert boxes_between(170, 0, -170, 1) == (Box(170, 0, 180.0, 1), Box(-180.0, 0, -170, 1))
    assert boxes_between(170, 0, 190, 1) == boxes_between(170, 0, -170, 1)


def test_three_hundred_and_sixty_degrees_are_the_whole_round() -> None:
    assert boxes_between(-180, -90, 180, 90) == (Box(-180.0, -90.0, 180.0, 90.0),)
    assert boxes_between(-900, 10, 900, 20) == (Box(-180.0, 10, 180.0, 20),)


def test_a_box_over_a_pole_ends_at_the_pole_and_one_upside_down_is_put_right() -> None:
    assert boxes_between(0, 80, 10, 120) == (Box(0, 80, 10, 90.0),)
    assert boxes_between(0, 20, 10, -20) == (Box(0, -20, 10, 20),)


def test_the_antimeridian_is_one_line() -> None:
    assert Box(170, 0, 180, 1).touches(Box(-180, 0, -170, 1))
    assert not Box(170, 0, 179.9, 1).touches(Box(-180, 0, -170, 1))


@PATIENT
@given(DRAWN)
def test_a_drawn_box_lies_on_the_earth(parts: tuple[Box, ...]) -> None:
    assert 1 <= len(parts) <= 2
    for part in parts:
        assert -180 <= part.west <= part.east <= 180
        assert -90 <= part.south <= part.north <= 90


@PATIENT
@given(st.lists(DRAWN, min_size=1, max_size=12), DRAWN)
def test_few_boxes_touch_all_that_many_touch(drawn: list[tuple[Box, ...]], asked: tuple[Box, ...]) -> None:
    every = [box for parts in drawn for box in parts]
    kept = tuple(few(every))
    assert len(kept) <= boxes.MOST_SLOTS
    if any(box.touches(other) for box in every for other in asked):
        assert any(box.touches(other) for box in kept for other in asked)
