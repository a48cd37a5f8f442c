"""A description may hold thousands of boxes: the map stays one that a browser draws, and says what it leaves out."""

from django.template.loader import render_to_string
from django.utils import translation

from repository.maps.box import Box
from repository.maps.plate import MOST_BOXES, boxes_left_out, draw_plate
from repository.templatetags.plates import not_drawn
from tests.frontend.shapes import of_class

MANY = [Box(number / 100, 40.0, number / 100 + 0.5, 41.0) for number in range(5_000)]


def test_of_very_many_boxes_the_first_five_hundred_are_drawn_inside_a_frame_around_all() -> None:
    drawn = draw_plate(MANY)
    assert len(of_class(drawn, "extent")) == MOST_BOXES == 500
    assert boxes_left_out(MANY) == 4_500
    assert len(drawn) < 200_000


def test_as_many_boxes_as_are_drawn_leave_nothing_out() -> None:
    assert boxes_left_out(MANY[:MOST_BOXES]) == 0
    assert not_drawn(MANY[:MOST_BOXES]) == ""
    assert not_drawn(None) == ""


def test_the_plate_says_in_words_how_many_boxes_are_not_drawn() -> None:
    boxes = [box._asdict() for box in MANY]
    shown = render_to_string("partials/_plate.html", {"boxes": boxes, "title": "Where", "caption": "Here"})
    assert "The first 500 boxes are drawn; 4,500 more are not." in shown
    few = render_to_string("partials/_plate.html", {"boxes": boxes[:3], "title": "Where", "caption": "Here"})
    assert "drawn" not in few


def test_boxes_that_are_not_finished_are_not_counted() -> None:
    with translation.override("en"):
        half_typed = [{"west": "", "south": 1, "east": 2, "north": 3}] * 100
        assert not_drawn([*(box._asdict() for box in MANY[: MOST_BOXES + 1]), *half_typed]) == (
            "The first 500 boxes are drawn; 1 more is not."
        )
