"""The smallest arc of longitudes around several: one function for records, pasted shapes and every reader of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.record.longitudes import Arc, smallest_arc, within

MERIDIANS = st.integers(-180, 179).map(float)


def width(arc: Arc) -> float:
    west, east = arc
    return east - west if west <= east else east - west + 360


def holds(arc: Arc, longitude: float) -> bool:
    return (longitude - arc[0]) % 360 <= width(arc)


@given(st.lists(MERIDIANS, min_size=1, max_size=8))
def test_every_meridian_lies_in_the_arc_and_no_smaller_one_holds_them_all(meridians: list[float]) -> None:
    arc = smallest_arc([(each, each) for each in meridians])
    assert all(holds(arc, each) for each in meridians)
    others = [max((other - west) % 360 for other in meridians) for west in meridians]
    assert width(arc) <= min(others) + 0.01 * 360


@given(st.lists(st.tuples(MERIDIANS, MERIDIANS), min_size=1, max_size=6))
def test_both_ends_of_every_arc_lie_in_the_whole(arcs: list[Arc]) -> None:
    whole = smallest_arc(arcs)
    assert all(holds(whole, west) and holds(whole, east) for west, east in arcs)
    assert -180 <= whole[0] <= 180
    assert -180 <= whole[1] <= 180


@pytest.mark.parametrize(
    ("demand", "crosses"), [({}, True), ({"gain": 150.0}, True), ({"gain": 250.0}, False), ({"gap": 340.0}, False)]
)
def test_crossing_can_be_asked_to_be_worth_it(demand: dict[str, float], crosses: bool) -> None:
    west, east = smallest_arc([(100.0, 100.0), (-160.0, -160.0)], **demand)
    assert (west > east) is crosses


@given(st.floats(-720, 720))
def test_a_meridian_counted_otherwise_is_the_same_meridian(longitude: float) -> None:
    turned = within(longitude)
    assert -180 <= turned <= 180
    assert (turned - longitude) % 360 == pytest.approx(0, abs=1e-9) or (turned - longitude) % 360 == pytest.approx(360)
