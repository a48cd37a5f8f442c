"""Shapes over the antimeridian and around a pole: each step of an outline goes the shorter way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.maps.box import Box
from repository.maps.pasted import read_pasted
from repository.maps.pasted.shapes import around

LONGITUDES = st.integers(-180, 179)


@pytest.mark.parametrize(
    ("text", "box", "remark"),
    [
        ("LINESTRING(170 1, -170 2)", (170, 1, -170, 2), "the-short-way"),
        ("POLYGON((170 -10,-170 -10,-170 5,170 5,170 -10))", (170, -10, -170, 5), "the-short-way"),
        ("POLYGON((170 -10,190 -10,190 5,170 5,170 -10))", (170, -10, -170, 5), None),
        ("POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))", (-180, -90, 180, 90), None),
        ("POLYGON((0 -60,90 -62,180 -60,-90 -65,0 -60))", (-180, -90, 180, -60), "around-a-pole"),
        ("POLYGON((0 70,120 75,-120 72,0 70))", (-180, 70, 180, 90), "around-a-pole"),
    ],
)
def test_an_outline_goes_the_shorter_way(text: str, box: tuple[float, ...], remark: str | None) -> None:
    read = read_pasted(text)
    assert [tuple(each) for each in read.boxes] == [box]
    assert (remark in [each.code for each in read.remarks]) if remark else not read.remarks


def test_a_geometry_cut_at_the_antimeridian_is_one_box_again() -> None:
    cut = "MULTIPOLYGON(((170 0,180 0,180 5,170 5,170 0)),((-180 0,-170 0,-170 5,-180 5,-180 0)))"
    assert [tuple(box) for box in read_pasted(cut).boxes] == [(170, 0, -170, 5)]
    apart = "POLYGON((170 0,180 0,180 5,170 5,170 0))\nPOLYGON((-180 0,-170 0,-170 5,-180 5,-180 0))"
    assert len(read_pasted(apart).boxes) == 2, "two geometries stay two"


def test_parts_of_a_cut_geometry_that_do_not_meet_stay_apart() -> None:
    cut = "MULTIPOLYGON(((170 0,180 0,180 5,170 5,170 0)),((-180 20,-170 20,-170 25,-180 25,-180 20)))"
    assert len(read_pasted(cut).boxes) == 2


@given(LONGITUDES, st.integers(1, 179), st.integers(-80, 70), st.integers(1, 10))
def test_any_rectangle_narrower_than_half_the_globe_is_read_back_wherever_it_lies(
    west: int, width: int, south: int, tall: int
) -> None:
    east = (west + width + 180) % 360 - 180
    ring = [(west, south), (east, south), (east, south + tall), (west, south + tall), (west, south)]
    text = "POLYGON((" + ",".join(f"{x} {y}" for x, y in ring) + "))"
    (box,) = read_pasted(text).boxes
    assert (box.west - west) % 360 == 0
    assert (box.east - box.west) % 360 == width
    assert (box.south, box.north) == (south, south + tall)


@given(st.lists(st.tuples(LONGITUDES, st.integers(-90, 90)), min_size=1, max_size=8))
def test_the_box_around_all_holds_every_position(positions: list[tuple[int, int]]) -> None:
    whole = around([Box(float(x), float(y), float(x), float(y)) for x, y in positions])
    width = (whole.east - whole.west) % 360 if whole.east - whole.west < 360 else 360
    assert all((x - whole.west) % 360 <= width and whole.south <= y <= whole.north for x, y in positions)
