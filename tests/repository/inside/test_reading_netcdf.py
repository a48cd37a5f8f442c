"""Stations of NetCDF files: every sampling geometry of CF chapter 9, made here; a grid is one row."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest

from repository.stations import netcdf
from repository.stations.places import depth_of
from repository.stations.shapes import Found, Station, found_from

DAYS = "days since 2020-01-01"
Read = Callable[[Callable[[Any], None]], Found]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Build a file with the function given, and read its stations."""

    def made(build: Callable[[Any], None]) -> Found:
        path = tmp_path / "made.nc"
        with netCDF4.Dataset(path, "w") as data:
            build(data)
        found = found_from(netcdf.read(path, name="made.nc"))
        assert found is not None
        return found

    return made


def add(data: Any, name: str, dimensions: tuple[str, ...], values: Any, **attributes: Any) -> None:
    """A variable of doubles, or of whole numbers where the values are."""
    kind = np.asarray(values).dtype
    variable = data.createVariable(name, "i4" if kind.kind == "i" else "f8", dimensions, fill_value=False)
    variable.setncatts(attributes)
    variable[...] = values


def places(data: Any, dimension: tuple[str, ...], latitudes: Any, longitudes: Any) -> None:
    add(data, "lat", dimension, latitudes, standard_name="latitude", units="degrees_north")
    add(data, "lon", dimension, longitudes, standard_name="longitude", units="degrees_east")


def ids(data: Any, dimension: str, names: list[str], role: str) -> None:
    data.createDimension("strlen", 4)
    variable = data.createVariable("id", "S1", (dimension, "strlen"))
    variable.cf_role = role
    variable[:] = netCDF4.stringtochar(np.array(names, dtype="S4"))


def shape(station: Station) -> tuple[Any, ...]:
    return station.name, station.kind, station.begin[:10], station.end[:10], station.top, station.bottom


def test_casts_that_lie_one_behind_the_other_are_told_apart_by_their_counts(read: Read) -> None:
    def build(data: Any) -> None:
        data.featureType = "profile"
        data.createDimension("cast", 2)
        data.createDimension("obs", 5)
        ids(data, "cast", ["A1", "B2"], "profile_id")
        places(data, ("cast",), [10.0, 11.0], [179.5, 190.0])
        add(data, "time", ("cast",), [0.0, 366.5], units=DAYS, standard_name="time")
        add(data, "size", ("cast",), [2, 3], sample_dimension="obs")
        add(data, "z", ("obs",), [5.0, 50, 1, 2, 300], standard_name="depth", units="m", positive="down", axis="Z")
        add(data, "TEMP", ("obs",), [1.0, np.nan, 1, 2, 3], units="degC")
        add(data, "DOXY", ("obs",), [1.0, 1, np.nan, np.nan, np.nan], units="umol kg-1")

    first, second = read(build).stations
    assert shape(first) == ("A1", "profile", "2020-01-01", "2020-01-01", 5.0, 50.0)
    assert shape(second) == ("B2", "profile", "2021-01-01", "2021-01-01", 1.0, 300.0)
    assert second.begin == "2021-01-01T12:00:00Z"
    assert (second.west, second.east, second.north) == (-170.0, -170.0, 11.0)
    assert (first.observations, second.observations) == (2, 3)
    assert (first.variables, second.variables) == (("TEMP", "DOXY"), ("TEMP",))


def test_series_whose_observations_are_mixed_are_told_apart_by_their_index(read: Read) -> None:
    def build(data: Any) -> None:
        data.featureType = "timeSeries"
        data.createDimension("station", 2)
        data.createDimension("obs", 4)
        ids(data, "station", ["N", "S"], "timeseries_id")
        places(data, ("station",), [10.0, -10.0], [1.0, 2.0])
        add(data, "which", ("obs",), [0, 1, 0, 7], instance_dimension="station")
        add(data, "time", ("obs",), [1.0, 2, 31, 4], units=DAYS, standard_name="time")
        add(data, "TEMP", ("obs",), [1.0, 1, 1, 1], units="degC")

    north, south = read(build).stations
    assert shape(north)[:4] == ("N", "series", "2020-01-02", "2020-02-01")
    assert shape(south)[:4] == ("S", "series", "2020-01-03", "2020-01-03")
    assert (north.observations, south.observations) == (2, 1)


def test_a_path_is_one_row_with_its_box_over_the_antimeridian(read: Read) -> None:
    def build(data: Any) -> None:
        data.featureType = "trajectory"
        data.createDimension("obs", 3)
        places(data, ("obs",), [-10.0, -11, -12], [179.0, -179.5, -178])
        add(data, "time", ("obs",), [1.0, 2, 3], units=DAYS, standard_name="time")
        add(data, "TEMP", ("obs",), [1.0, 1, 1], units="degC")

    (path,) = read(build).stations
    assert path[1:6] == ("path", 179.0, -12.0, -178.0, -10.0)
    assert (path.begin[:10], path.end[:10], path.observations) == ("2020-01-02", "2020-01-04", 3)


def test_one_mooring_of_a_file_takes_all_its_times_and_depths(read: Read) -> None:
    def build(data: Any) -> None:
        data.featureType = "timeSeriesProfile"
        data.createDimension("time", 2)
        data.createDimension("z", 3)
        places(data, (), 42.5, 3.5)
        add(data, "time", ("time",), [0.0, 59], units=DAYS, standard_name="time")
        add(data, "z", ("z",), [-5.0, -10, -20], standard_name="altitude", units="m", positive="up", axis="Z")
        add(data, "TEMP", ("time", "z"), np.ones((2, 3)), units="degC", coordinates="lat lon")

    (mooring,) = read(build).stations
    assert shape(mooring) == ("", "series", "2020-01-01", "2020-02-29", 5.0, 20.0)
    assert (mooring.west, mooring.south, mooring.observations) == (3.5, 42.5, 6)


def test_a_pressure_of_sea_water_becomes_a_depth(read: Read) -> None:
    def build(data: Any) -> None:
        data.createDimension("cast", 1)
        data.createDimension("level", 2)
        places(data, ("cast",), [30.0], [0.5])
        add(data, "PRES", ("cast", "level"), [[0.0, 10_000.0]], standard_name="sea_water_pressure", units="dbar")

    (cast,) = read(build).stations
    assert (cast.kind, cast.top, cast.bottom) == ("profile", 0.0, 9712.65)
    assert depth_of(10_000.0, 30.0) == pytest.approx(9712.653, abs=0.001)  # the check value of UNESCO 44


def test_a_grid_is_one_row(read: Read) -> None:
    def build(data: Any) -> None:
        data.createDimension("lat", 3)
        data.createDimension("lon", 4)
        add(data, "lat", ("lat",), [1.0, 2, 3], standard_name="latitude", units="degrees_north")
        add(data, "lon", ("lon",), [1.0, 2, 3, 4], standard_name="longitude", units="degrees_east")
        add(data, "SST", ("lat", "lon"), np.ones((3, 4)), units="K")

    (grid,) = read(build).stations
    assert grid[1:6] == ("area", 1.0, 1.0, 4.0, 3.0)
    assert grid.variables == ("SST",)
