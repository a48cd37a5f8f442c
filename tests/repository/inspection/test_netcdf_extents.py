"""When a NetCDF file is from, and how deep or high: units, calendars, senses, and attributes that disagree."""

from typing import Any

import pytest

from tests.repository.inspection.answers import codes, proposed
from tests.repository.inspection.conftest import ReadNetcdf
from tests.repository.inspection.made_netcdf import axis, column


def period(reading: Any) -> tuple[str, str] | None:
    periods = proposed(reading, "time/periods")
    return (periods[0]["begin"], periods[0]["end"]) if periods else None


@pytest.mark.parametrize(
    ("values", "units", "calendar", "expected"),
    [
        ([0, 365], "days since 2000-01-01", None, ("2000-01-01", "2000-12-31")),
        ([0, 90000], "seconds since 1999-12-31T23:59:59Z", "gregorian", ("1999-12-31", "2000-01-02")),
        ([0.0, 36.5], "hours since 2010-06-01 12:00:00 +02:00", "standard", ("2010-06-01", "2010-06-02")),
        ([0, 59], "days since 2001-01-01", "noleap", ("2001-01-01", "2001-03-01")),
        ([0, 59], "days since 2001-01-01", "360_day", ("2001-01-01", "2001-02")),
        ([2452254.728472], "days since -4713-01-01T00:00:00Z", "julian", ("2001-12-10", "2001-12-10")),
        ([17376.83541669], "days since 1950-01-01 00:00:00 UTC", None, ("1997-07-29", "1997-07-29")),
    ],
)
def test_units_and_calendars_become_our_days(
    read_netcdf: ReadNetcdf, values: list[float], units: str, calendar: str | None, expected: tuple[str, str]
) -> None:
    said = {"calendar": calendar} if calendar else {}
    assert period(read_netcdf(lambda dataset: axis(dataset, "time", values, units, **said))) == expected


def test_marks_among_the_times_are_no_dates(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        dataset.createDimension("obs", 3)
        column(dataset, "time", [-999.0, 10.0, 1e36], "days since 2000-01-01", standard_name="time")

    reading = read_netcdf(build)
    assert period(reading) == ("2000-01-11", "2000-01-11")
    assert "mark-undeclared" in codes(reading)


@pytest.mark.parametrize("values", [[0.0, 11.0], [800000.0]])
def test_the_years_of_a_model_or_a_mark_are_no_period(read_netcdf: ReadNetcdf, values: list[float]) -> None:
    reading = read_netcdf(lambda dataset: axis(dataset, "time", values, "days since 0001-01-01", calendar="noleap"))
    assert period(reading) is None
    assert "time-unlikely" in codes(reading)


@pytest.mark.parametrize("units", [None, "s", "days", "days since yesterday", "fortnights since 2000-01-01"])
def test_a_time_without_a_date_to_count_from_is_said(read_netcdf: ReadNetcdf, units: str | None) -> None:
    reading = read_netcdf(lambda dataset: axis(dataset, "time", [1.0], units, standard_name="time"))
    assert period(reading) is None
    assert "time-no-unit" in codes(reading)


def test_attributes_give_the_period_where_there_is_no_time(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        dataset.setncatts({"time_coverage_start": "2014-05-12T10:00:00Z", "time_coverage_end": "2015-02"})

    assert period(read_netcdf(build)) == ("2014-05-12", "2015-02")


def test_a_date_in_no_known_form_is_said_and_not_guessed(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        dataset.setncatts({"time_coverage_start": "05/12/2014", "time_coverage_end": "2015-02-01"})

    reading = read_netcdf(build)
    assert period(reading) is None
    assert "period-attribute-unreadable" in codes(reading)


def test_a_period_that_the_times_contradict_is_said_with_both(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "time", [0.0, 10.0], "days since 2020-01-01")
        dataset.setncatts({"time_coverage_start": "2019-01-01", "time_coverage_end": "2019-12-31"})

    reading = read_netcdf(build)
    assert period(reading) == ("2020-01-01", "2020-01-11")
    problem = next(each for each in reading.problems if each.code == "period-disagrees")
    assert "2019-01-01 - 2019-12-31" in problem.english
    assert "2020-01-01 - 2020-01-11" in problem.english


def test_a_climatology_is_of_the_years_of_its_bounds_whatever_it_was_made_of(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        dataset.createDimension("nv", 2)
        axis(dataset, "time", [36540.0], "days since 1900-01-01", axis="T", climatology="seasons")
        column(dataset, "seasons", [[36493.0, 36949.0]], dimensions=("time", "nv"))
        axis(dataset, "obstime", [36000.0], "days since 1900-01-01", standard_name="time")
        dataset.setncatts({"time_coverage_start": "1999-12-01T00:00:00Z", "time_coverage_end": "2001-03-01T00:00:00Z"})

    reading = read_netcdf(build)
    assert period(reading) == ("1999-12-01", "2001-02-28")
    assert not {"period-disagrees", "time-no-unit"} & set(codes(reading))


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ([[0.0, 31.0], [31.0, 59.0]], ("2001-01-01", "2001-02-28")),
        ([[0.0, 0.5], [0.5, 40.25]], ("2001-01-01", "2001-02-10")),
        ([[40.0, 31.0], [59.0, 31.0]], ("2001-02-01", "2001-02-28")),
        ([[float("nan")] * 2] * 2, ("2001-01-16", "2001-02-15")),
        ([[-1e9, 1e9]] * 2, ("2001-01-16", "2001-02-15")),
        ([0.0, 31.0], ("2001-01-16", "2001-02-15")),
    ],
)
def test_means_are_of_the_cells_that_their_bounds_say(
    read_netcdf: ReadNetcdf, bounds: Any, expected: tuple[str, str]
) -> None:
    def build(dataset: Any) -> None:
        dataset.createDimension("nv", 2)
        axis(dataset, "time", [15.5, 45.0], "days since 2001-01-01", bounds="cells")
        column(dataset, "cells", bounds, dimensions=("time", "nv")[: 2 if isinstance(bounds[0], list) else 1])

    assert period(read_netcdf(build)) == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"standard_name": "depth"}, (0.0, 250.0, "down")),
        ({"standard_name": "depth", "units": "km"}, (0.0, 250000.0, "down")),
        ({"positive": "down", "axis": "Z"}, (0.0, 250.0, "down")),
        ({"standard_name": "height", "positive": "up"}, (0.0, 250.0, "up")),
        ({"standard_name": "altitude"}, (0.0, 250.0, "up")),
        ({"standard_name": "sea_water_pressure", "units": "dbar", "positive": "down", "axis": "Z"}, None),
        ({"axis": "Z"}, None),
    ],
)
def test_depth_and_height_have_their_sense_and_pressure_is_neither(
    read_netcdf: ReadNetcdf, attributes: dict[str, str], expected: tuple[float, float, str] | None
) -> None:
    reading = read_netcdf(lambda dataset: axis(dataset, "level", [0.0, 250.0], **{"units": "m", **attributes}))
    found = proposed(reading, "vertical")
    assert (found and (found[0]["minimum"], found[0]["maximum"], found[0]["positive"])) == expected


def test_a_depth_that_grows_upwards_is_said_and_not_proposed(read_netcdf: ReadNetcdf) -> None:
    reading = read_netcdf(lambda dataset: axis(dataset, "z", [0.0, 250.0], "m", standard_name="depth", positive="up"))
    assert proposed(reading, "vertical") is None
    assert "vertical-sense" in codes(reading)


def test_negative_depths_that_grow_downwards_are_said_and_not_proposed(read_netcdf: ReadNetcdf) -> None:
    reading = read_netcdf(lambda dataset: axis(dataset, "depth", [-5.0, -4000.0], "m", standard_name="depth"))
    assert proposed(reading, "vertical") is None
    assert "vertical-sign" in codes(reading)


def test_heights_of_several_coordinates_are_spanned(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        for name, height in (("height", 2.0), ("height_10", 10.0)):
            column(dataset, name, height, "m", dimensions=(), standard_name="height", positive="up")

    assert proposed(read_netcdf(build), "vertical") == [
        {"minimum": 2.0, "maximum": 10.0, "unit": "m", "positive": "up"}
    ]


def test_vertical_attributes_are_held_against_the_depths(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "depth", [5.0, 2000.0], "m", positive="down")
        dataset.setncatts(
            {
                "geospatial_vertical_min": 0.0,
                "geospatial_vertical_max": 100.0,
                "geospatial_vertical_units": "m",
                "geospatial_vertical_positive": "down",
            }
        )

    reading = read_netcdf(build)
    assert proposed(reading, "vertical")[0]["maximum"] == 2000.0
    assert "vertical-disagrees" in codes(reading)
