"""Which part of the globe a map shows, in which projection, and the arithmetic under it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.maps.box import Box, Part, hull, regular, regular_points, wrap
from repository.maps.clip import Rect, clip_line, clip_ring
from repository.maps.graticule import Letters, degrees_text
from repository.maps.place import box_text
from repository.maps.projection import EqualEarth, PlateCarree, PolarStereographic
from repository.maps.view import View, choose_view
from tests.frontend.shapes import LION, PACIFIC, WORLD, good_box

NBSP = "\N{NO-BREAK SPACE}"


def view_of(*boxes: Box) -> View:
    return choose_view(hull([part for box in boxes if (part := regular(box))]), 760)


@pytest.mark.parametrize(
    ("box", "projection"),
    [
        (LION, PlateCarree),
        (PACIFIC, PlateCarree),
        (WORLD, EqualEarth),
        (Box(-100.0, -60.0, 100.0, 60.0), EqualEarth),
        (Box(-60.0, 65.0, 20.0, 82.0), PolarStereographic),
        (Box(0.0, -78.0, 180.0, -62.0), PolarStereographic),
        (Box(-180.0, 70.0, 180.0, 90.0), PolarStereographic),
        (Box(10.0, 55.0, 20.0, 70.0), PlateCarree),
    ],
)
def test_small_areas_the_world_and_the_poles_have_their_own_projection(box: Box, projection: type) -> None:
    assert isinstance(view_of(box).projection, projection)


@given(good_box)
def test_every_corner_of_a_box_is_in_the_view(box: Box) -> None:
    view = view_of(box)
    part = regular(box)
    assert part is not None
    middle = view.near(part.west + part.width / 2)
    for lon in (middle - part.width / 2, middle + part.width / 2):
        if isinstance(view.projection, EqualEarth) and not view.west <= lon <= view.east:
            continue
        for lat in (part.south, part.north):
            x, y = view.pixel(lon, lat)
            assert -1 <= x <= view.width + 1
            assert -1 <= y <= view.height + 1


def test_the_widest_gap_of_longitude_stays_outside_the_hull() -> None:
    parts = [Part(170.0, 5.0, 0.0, 1.0), Part(-175.0, 5.0, 0.0, 1.0)]
    assert hull(parts) == Part(170.0, 20.0, 0.0, 1.0)


def test_a_box_turned_upside_down_or_out_of_range_is_made_regular() -> None:
    assert regular(Box(190.0, 95.0, 200.0, 40.0)) == Part(-170.0, 10.0, 40.0, 90.0)
    assert regular(Box(0.0, -10.0, 360.0, 10.0)) == Part(-180.0, 360.0, -10.0, 10.0)
    assert regular(Box(math.nan, 0.0, 1.0, 1.0)) is None
    assert regular_points([(200.0, 10.0), (math.inf, 0.0)]) == [(-160.0, 10.0)]
    assert wrap(180.0) == -180.0


def test_equal_earth_has_the_half_axes_of_its_paper() -> None:
    world = EqualEarth(0.0)
    assert world.flat(180.0, 0.0)[0] == pytest.approx(2.7066, abs=1e-4)
    assert world.flat(0.0, 90.0)[1] == pytest.approx(1.3173, abs=1e-4)


def test_equal_earth_keeps_areas() -> None:
    def cell(lat: float) -> float:
        (x1, y1), (x2, _), (_, y2) = (EqualEarth(0.0).flat(*p) for p in ((0.0, lat), (0.01, lat), (0.0, lat + 0.01)))
        return (x2 - x1) * (y2 - y1) / math.cos(math.radians(lat + 0.005))

    assert cell(0.0) == pytest.approx(cell(60.0), rel=2e-3)


@given(st.floats(-180, 180), st.floats(61, 90))
def test_the_polar_projection_knows_the_latitude_of_a_distance(lon: float, lat: float) -> None:
    north, south = PolarStereographic(0.0, True), PolarStereographic(0.0, False)
    assert north.latitude_at(math.hypot(*north.flat(lon, lat))) == pytest.approx(lat, abs=1e-6)
    assert south.latitude_at(math.hypot(*south.flat(lon, -lat))) == pytest.approx(-lat, abs=1e-6)


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=12))
def test_what_is_clipped_lies_inside(points: list[tuple[float, float]]) -> None:
    rect = Rect(-10.0, -5.0, 20.0, 8.0)
    for lon, lat in [*clip_ring(points, rect), *(p for piece in clip_line(points, rect) for p in piece)]:
        assert rect.west - 1e-6 <= lon <= rect.east + 1e-6
        assert rect.south - 1e-6 <= lat <= rect.north + 1e-6


def test_a_line_that_leaves_and_comes_back_is_two_pieces() -> None:
    line = [(0.0, 0.0), (30.0, 0.0), (30.0, 4.0), (0.0, 4.0)]
    assert clip_line(line, Rect(-1.0, -1.0, 10.0, 10.0)) == [[(0.0, 0.0), (10.0, 0.0)], [(10.0, 4.0), (0.0, 4.0)]]


def test_a_ring_around_the_whole_window_becomes_the_window() -> None:
    ring = [(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)]
    assert sorted(set(clip_ring(ring, Rect(-1.0, -1.0, 1.0, 1.0)))) == [(-1, -1), (-1, 1), (1, -1), (1, 1)]


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (LION, f"42.12{NBSP}– 43.45°{NBSP}N, 3.02{NBSP}– 5.31°{NBSP}E"),
        (PACIFIC, f"30{NBSP}– 10°{NBSP}S, 170°{NBSP}E{NBSP}– 160°{NBSP}W"),
        (Box(-4.5, 48.4, -4.5, 48.4), f"48.4°{NBSP}N, 4.5°{NBSP}W"),
        (Box(-5.0, 0.0, 5.0, 10.0), f"0°{NBSP}– 10°{NBSP}N, 5°{NBSP}W{NBSP}– 5°{NBSP}E"),
    ],
)
def test_a_box_is_said_as_a_reader_writes_it(box: Box, words: str) -> None:
    assert box_text(box) == words


def test_numbers_with_a_comma_are_kept_apart_by_a_semicolon() -> None:
    french = Letters("N", "S", "E", "O", ",")
    assert box_text(LION, french) == f"42,12{NBSP}– 43,45°{NBSP}N{NBSP}; 3,02{NBSP}– 5,31°{NBSP}E"


def test_the_meridians_without_a_side_have_no_letter() -> None:
    assert [degrees_text(value, "E", "W") for value in (0.0, 180.0, -180.0)] == ["0°", "180°", "180°"]
