"""Which observations a request takes: boxes on the globe, seasons, depths, flags; and what is said of none."""

from dataclasses import replace

import numpy as np
import pytest

from compute.observations.table import Observations, Variable
from compute.processes.divand.choosing import Box, Choice, Period, check_one_unit, choose
from compute.processes.divand.request import Request
from compute.refusals import DataRefused
from tests.compute.divand.jobs import inputs_of


def table(lon: list[float], lat: list[float], time: list[str], *, depth: float = 0.0, qc: bytes = b"1") -> Observations:
    """Values of 35 at these places and times."""
    count = len(lon)
    zeros = np.zeros(count, dtype="i4")
    return Observations(
        lon=np.array(lon),
        lat=np.array(lat),
        depth=np.full(count, depth),
        time=np.array(time, dtype="M8[ms]"),
        value=np.full(count, 35.0),
        qc=np.full(count, qc, dtype="S1"),
        variable_index=zeros,
        platform_index=zeros,
        source_index=zeros,
        row=np.arange(count) + 1,
        variables=(Variable("S", unit="1e-3"),),
        platforms=("P",),
        sources=("0" * 64,),
    )


CHOICE = Choice("S", Box(0, 40, 10, 50), (0, 10), (Period(2000, 2001),), "12")
HERE = table([5.0], [45.0], ["2000-06-01"])


@pytest.mark.parametrize(
    ("bbox", "inside", "outside"),
    [
        ([0, 40, 10, 50], [0, 10, 5, 365], [-1, 11, 180]),
        ([170, -10, -170, 10], [170, 180, -180, -170, 190], [169, -169, 0]),
        ([-180, -90, 180, 90], [-180, 180, 0, 359], []),
        ([190, 0, 200, 10], [-170, -160, 195], [170, 0]),
        ([350, 0, 370, 10], [-10, 0, 10, 355], [20, 180]),
    ],
)
def test_a_box_holds_longitudes_however_they_are_counted(
    bbox: list[float], inside: list[float], outside: list[float]
) -> None:
    box = Request.of(inputs_of(bbox={"bbox": bbox}, step_lon=2, step_lat=2)).box
    middle = np.full(len(inside), (bbox[1] + bbox[3]) / 2)
    assert box.holds(np.array(inside), middle).all()
    assert not box.holds(np.array(outside), np.full(len(outside), middle[0])).any()
    east = box.eastward(np.array(inside))
    assert ((east >= box.west) & (east <= box.east + 1e-9)).all()


def test_a_winter_begins_in_december_of_the_year_before() -> None:
    winter = Period(2000, 2001, (12, 1, 2))
    times = ["1998-12-31", "1999-12-01", "2000-02-29", "2000-03-01", "2001-02-28", "2001-12-01", "NaT"]
    held = winter.holds(np.array(times, dtype="M8[ms]"))
    assert held.tolist() == [False, True, True, False, True, False, False]
    assert [str(day) for day in winter.bounds] == ["1999-12-01", "2001-03-01"]
    assert str(winter.middle) == "2000-01-15"
    whole = Period(1990, 1999)
    assert [str(day) for day in whole.bounds] == ["1990-01-01", "2000-01-01"]
    assert str(whole.middle) == "1995-01-01"


def test_windows_of_years_and_lists_of_months_make_the_fields() -> None:
    request = Request.of(inputs_of(years=[1990, 2000], year_window=5, months=[[12, 1, 2], [6, 7, 8]]))
    assert [(each.first, each.last, each.months[0]) for each in request.periods] == [
        (first, last, month) for first, last in ((1990, 1994), (1995, 1999), (2000, 2000)) for month in (12, 6)
    ]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (table([20.0], [45.0], ["2000-06-01"]), r"outside the area 0 to 10 .* nearest at 20 E, 45 N, 786 km"),
        (table([-5.0], [45.0], ["2000-06-01"]), r"nearest at -5 E, 45 N, 393 km"),
        (table([5.0], [45.0], ["2000-06-01"], depth=200), r"conditions. It lies outside 0 to 10 m, at 200"),
        (table([5.0] * 2, [45.0] * 2, ["2000-06-01"] * 2, depth=200), r"2 meet all but one: they lie outside 0 to 10"),
        (table([5.0, 20.0], [45.0] * 2, ["1999-06-01"] * 2), r"One meets all but one: it lies outside 2000 to 2001"),
        (table([20.0] * 2, [45.0] * 2, ["1999-06-01"] * 2), r"2 lie outside the area .*. 2 lie outside 2000"),
        (table([5.0], [45.0], ["1999-06-01"]), r"outside 2000 to 2001, from 1999-06-01 to 1999-06-01"),
        (table([5.0], [45.0], ["2000-06-01"], qc=b"4"), r"other quality flags than 1, 2: with 4"),
        (
            table([20.0], [45.0], ["1999-06-01"]),
            r"It lies outside the area .*. It lies outside 2000 to 2001",
        ),
    ],
)
def test_where_none_is_chosen_it_is_said_what_is_missing_and_what_is_near(other: Observations, said: str) -> None:
    assert len(choose(HERE, CHOICE)) == 1
    with pytest.raises(DataRefused, match=said):
        choose(other, CHOICE)


def test_a_depth_that_is_not_known_is_the_surface_and_values_beyond_limits_are_left_out() -> None:
    assert len(choose(replace(HERE, depth=np.array([np.nan])), CHOICE)) == 1
    with pytest.raises(DataRefused, match="outside the values 0 to 30, from 35 to 35"):
        choose(HERE, replace(CHOICE, limits=(0.0, 30.0)))
    for value in (np.nan, np.inf):
        with pytest.raises(DataRefused):
            choose(replace(HERE, value=np.array([value])), CHOICE)


def test_values_of_several_units_are_not_gridded_together() -> None:
    mixed = replace(HERE.where([0, 0]), variables=(Variable("S", unit="1e-3"), Variable("S", unit="g/kg")))
    mixed = replace(mixed, variable_index=np.array([0, 1]))
    with pytest.raises(DataRefused, match=r"different units: 1e-3, g/kg"):
        check_one_unit(mixed)
    assert check_one_unit(HERE) == "1e-3"
