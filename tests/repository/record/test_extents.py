"""Where and when: dates, deep time, periods, boxes across the antimeridian, points, outlines, depth."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter, ValidationError

from repository.record.dates import CalendarDate, Day, DeepTime, Duration, Period, TemporalCoverage, first_day, last_day
from repository.record.extents import (
    BoundingBox,
    Polygon,
    ReferenceSystem,
    SpatialCoverage,
    SpatialResolution,
    TemporalResolution,
    VerticalExtent,
)
from tests.repository.record.strategies import boxes


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("1815-04-10", date(1815, 4, 10), date(1815, 4, 10)),
    ],
)
def test_a_date_is_as_coarse_as_people_know_it(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "wrong", ["", "19", "2019-4", "12/04/2019", "2019-13", "2019-02-30", "0000", "2019-01-01T00:00", "２０１９"]
)
def test_what_is_no_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(CalendarDate).validate_python(wrong)


def test_a_day_is_a_whole_date() -> None:
    assert TypeAdapter(Day).validate_python("2019-04-12") == "2019-04-12"
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python("2019-04")


def test_deep_time_is_counted_in_years_before_present() -> None:
    assert DeepTime(age=66.0, unit="Ma").years == 66_000_000
    assert DeepTime(age=11.7, unit="ka").years == 11_700
    assert str(DeepTime(age=66.0, unit="Ma")) == "66 Ma BP"
    with pytest.raises(ValidationError, match="negative"):
        DeepTime(age=-1, unit="Ma")


def test_a_period_may_begin_in_deep_time_and_end_in_the_calendar() -> None:
    core: Any = {"begin": {"age": 11.7, "unit": "ka"}, "end": "2019"}
    assert Period.model_validate(core).is_deep_time


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("2019-05", "2019-04"),
        ("2020", "2019-12-31"),
        ({"age": 1, "unit": "Ma"}, {"age": 2, "unit": "Ma"}),
        ({"age": 1, "unit": "Ma"}, {"age": 2000, "unit": "ka"}),
        ("2019", {"age": 1, "unit": "ka"}),
    ],
)
def test_a_period_that_ends_before_it_begins_is_refused(begin: Any, end: Any) -> None:
    with pytest.raises(ValidationError, match="is after"):
        Period(begin=begin, end=end)


@pytest.mark.parametrize(("begin", "end"), [("2019", "2019"), ("2019", "2019-04"), ("2019-04-30", "2019-04")])
def test_a_period_may_be_one_coarse_date(begin: str, end: str) -> None:
    assert Period(begin=begin, end=end).begin == begin


def test_a_period_cannot_end_and_still_grow() -> None:
    with pytest.raises(ValidationError, match="still growing"):
        Period(begin="2019", end="2020", ongoing=True)


def test_no_period_applies_only_where_none_is_given() -> None:
    assert TemporalCoverage(not_applicable=True).not_applicable
    with pytest.raises(ValidationError):
        TemporalCoverage(periods=(Period(begin="2019", end="2019"),), not_applicable=True)


@pytest.mark.parametrize("right", ["P1M", "PT10M", "P1Y2M", "P1DT0.5S", "P2W"])
def test_a_duration_is_written_as_iso_8601_says(right: str) -> None:
    assert TypeAdapter(Duration).validate_python(right) == right
    for wrong in ("P", "PT", "1M", "P1", "P1MT"):
        with pytest.raises(ValidationError):
            TypeAdapter(Duration).validate_python(wrong)


def test_a_box_whose_west_is_greater_than_its_east_crosses_the_antimeridian_in_two_parts() -> None:
    box = BoundingBox(west=170, south=-5, east=-160, north=5)
    assert box.crosses_antimeridian
    assert box.width == 30
    assert [(part.west, part.east) for part in box.parts] == [(170, 180), (-180, -160)]


@given(boxes())
def test_the_parts_of_any_box_are_as_wide_as_the_box_and_never_cross(box: BoundingBox) -> None:
    assert sum(part.width for part in box.parts) == pytest.approx(box.width)
    assert not any(part.crosses_antimeridian for part in box.parts)
    assert 0 <= box.width <= 360


def test_a_point_is_a_box_with_equal_sides_and_the_whole_world_is_a_box() -> None:
    assert BoundingBox(west=4, south=43, east=4, north=43).is_point
    assert BoundingBox(west=-180, south=-90, east=180, north=90).width == 360


@pytest.mark.parametrize(
    "change", [{"south": 91}, {"west": -180.1}, {"south": 6}, {"north": float("nan")}, {"east": True}]
)
def test_a_box_off_the_earth_or_upside_down_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        BoundingBox.model_validate({"west": 3, "south": 4, "east": 5, "north": 5, **change})


def test_an_outline_is_closed() -> None:
    ring: Any = [[3, 42], [5, 42], [5, 43], [3, 42]]
    assert Polygon(exterior=ring).exterior[0] == (3.0, 42.0)
    for wrong in (ring[:3], [*ring[:3], [3, 43]]):
        with pytest.raises(ValidationError, match="ring"):
            Polygon.model_validate({"exterior": wrong})


def test_no_place_applies_only_where_none_is_given() -> None:
    with pytest.raises(ValidationError):
        SpatialCoverage(boxes=(BoundingBox(west=1, south=1, east=1, north=1),), not_applicable=True)


def test_a_depth_range_says_which_way_is_up_and_runs_from_small_to_large() -> None:
    assert VerticalExtent(minimum=-3, maximum=2340.5, positive="down").unit == "m"
    with pytest.raises(ValidationError, match="is more than"):
        VerticalExtent(minimum=5, maximum=1, positive="up")


def test_a_reference_system_needs_a_number_an_address_or_a_name() -> None:
    assert ReferenceSystem(epsg=4326).identifier == "http://www.opengis.net/def/crs/EPSG/0/4326"
    with pytest.raises(ValidationError):
        ReferenceSystem()


@pytest.mark.parametrize("wrong", [{}, {"distance": 5}, {"unit": "m"}, {"distance": 0, "unit": "m"}, {"scale": 0}])
def test_a_resolution_is_a_positive_distance_with_its_unit_a_scale_or_a_note(wrong: dict[str, Any]) -> None:
    assert SpatialResolution(scale=50_000).scale == 50_000
    with pytest.raises(ValidationError):
        SpatialResolution.model_validate(wrong)
    with pytest.raises(ValidationError):
        TemporalResolution()
