"""The map as one SVG: what it shows, and that nothing a person can type breaks it."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from repository.maps.box import Box
from repository.maps.graticule import Letters
from repository.maps.land import Land, make_ring
from repository.maps.plate import draw_plate
from tests.frontend.shapes import LAND, LION, PACIFIC, SVG, WORLD, any_box, any_number, good_box, of_class, read


@settings(max_examples=150, deadline=None)
@given(st.lists(any_box, max_size=4), st.lists(st.tuples(any_number, any_number), max_size=4), st.booleans())
def test_any_numbers_at_all_give_a_well_formed_map_without_a_style(
    boxes: list[Box], points: list[tuple[float, float]], with_land: bool
) -> None:
    drawn = draw_plate(boxes, points, title="A <map> & more", land=LAND if with_land else Land())
    root = read(drawn)
    assert root.tag == f"{SVG}svg"
    assert not [each for each in root.iter() if "style" in each.attrib or each.tag == f"{SVG}style"]
    assert not any(text in drawn for text in ("nan", "inf"))


@settings(max_examples=150, deadline=None)
@given(good_box)
def test_a_good_box_is_always_seen_inside_the_frame(box: Box) -> None:
    drawn = draw_plate([box], land=LAND)
    width, height = (float(value) for value in read(drawn).get("viewBox", "").split()[2:])
    shapes = [*of_class(drawn, "extent"), *of_class(drawn, "stn")]
    assert shapes
    starts = [each.get("d", "M").partition("l")[0][1:].split(",") for each in of_class(drawn, "extent")]
    starts += [[each.get("cx", ""), each.get("cy", "")] for each in of_class(drawn, "stn")]
    assert all(-1 <= float(x) <= width + 1 and -1 <= float(y) <= height + 1 for x, y in starts)


def test_the_same_boxes_give_the_same_text() -> None:
    first = draw_plate([LION, PACIFIC], [(4.0, 43.0)], title="Twice", land=Land(LAND.coarse, LAND.fine))
    second = draw_plate([LION, PACIFIC], [(4.0, 43.0)], title="Twice", land=Land(LAND.coarse, LAND.fine))
    assert first == second


def test_a_map_names_itself_to_those_who_cannot_see_it() -> None:
    root = read(draw_plate([LION], title='The "frame" <of> the data'))
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'The "frame" <of> the data'


def test_a_map_without_words_is_hidden_from_screen_readers() -> None:
    assert read(draw_plate([LION])).get("aria-hidden") == "true"


def test_without_land_the_graticule_and_the_scale_stand_alone() -> None:
    drawn = draw_plate([LION])
    assert not of_class(drawn, "land")
    assert not of_class(drawn, "coast")
    assert of_class(drawn, "grid")
    assert [each.text for each in of_class(drawn, "t-deg")][-1] == "50\N{NO-BREAK SPACE}km"


def test_land_lies_over_four_water_lines_made_of_its_coast() -> None:
    drawn = draw_plate([LION], land=LAND)
    assert len(of_class(drawn, "land")) == 1
    assert [kind for kind in ("w3", "w2", "w1", "w0") if len(of_class(drawn, kind)) == 1] == ["w3", "w2", "w1", "w0"]
    order = [each.get("class") for each in read(drawn).iter() if each.get("class") in ("sea", "w0", "land", "coast")]
    assert order == ["sea", "w0", "land", "coast"]


def test_a_box_across_the_antimeridian_is_one_box() -> None:
    near = draw_plate([PACIFIC], land=LAND)
    assert len(of_class(near, "extent")) == 1


def test_a_box_across_the_edge_of_the_world_map_is_one_group_of_two_parts() -> None:
    drawn = draw_plate([PACIFIC, Box(-120.0, -60.0, 120.0, 60.0), Box(-10.0, -80.0, 10.0, 80.0)], land=LAND)
    groups = [
        group for group in read(drawn).findall(f"{SVG}g") if group.find(f"{SVG}path[@class='extent']") is not None
    ]
    assert sorted(len(group) for group in groups) == [1, 1, 2]


def test_the_cut_at_the_antimeridian_is_no_coast() -> None:
    drawn = draw_plate([Box(165.0, 52.0, -165.0, 68.0)], land=LAND)
    land = of_class(drawn, "land")[0].get("d", "")
    (coast,) = [each.get("d", "") for each in read(drawn).findall(f"{SVG}defs/{SVG}path")]
    assert land.count("M") == 2
    assert land.count("z") == 2
    assert "z" not in coast


def test_a_station_is_a_dot() -> None:
    drawn = draw_plate([Box(-4.5, 48.4, -4.5, 48.4)], land=LAND)
    assert len(of_class(drawn, "stn")) == 1
    assert not of_class(drawn, "extent")


def test_a_box_too_small_to_see_gets_a_dot_as_well() -> None:
    drawn = draw_plate([Box(3.0, 42.0, 3.001, 42.001), Box(10.0, 45.0, 20.0, 50.0)], land=LAND)
    assert len(of_class(drawn, "extent")) == 2
    assert len(of_class(drawn, "stn")) == 1


def test_stations_on_the_same_pixel_are_drawn_once_and_never_without_end() -> None:
    crowd = [(3.0 + i * 1e-9, 42.0) for i in range(50)]
    assert len(of_class(draw_plate([LION], crowd), "stn")) == 1
    many = [(-180 + i * 0.01, (i % 170) - 85.0) for i in range(30000)]
    assert len(of_class(draw_plate([WORLD], many), "stn")) <= 2001


def test_the_letters_of_the_directions_follow_the_language() -> None:
    drawn = draw_plate([Box(-8.0, 42.0, -2.0, 46.0)], letters=Letters("N", "S", "E", "O"))
    labels = [each.text or "" for each in of_class(drawn, "t-deg")]
    assert any(label.endswith("O") for label in labels)
    assert not any(label.endswith("W") for label in labels)


def test_a_map_of_a_long_coast_is_drawn_in_milliseconds() -> None:
    zigzag = [(i / 50.0 - 60.0, 30.0 + (i % 7)) for i in range(6000)] + [(60.0, 0.0), (-60.0, 0.0)]
    land = Land((make_ring(zigzag),), (make_ring(zigzag),))
    spent = []
    for i in range(5):
        start = time.process_time()
        draw_plate([Box(0.0, 30.0, 2.0 + i / 100, 31.0)], land=land)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.05
