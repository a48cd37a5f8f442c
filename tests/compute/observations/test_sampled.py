"""The same casts in any layout of CF give the same observations."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import netCDF4
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.observations.reading import read
from compute.refusals import DataRefused
from tests.compute.observations.netcdf_files import LAYOUTS, Form, Profile, characters, layout, variable
from tests.strategies import PATIENT

LEVELS = st.lists(
    st.tuples(st.floats(0, 5000, width=32), st.floats(-2, 35, width=32), st.sampled_from("01234")),
    min_size=1,
    max_size=4,
)
PLACES = st.tuples(st.floats(-179, 179), st.floats(1, 89), st.integers(0, 27000))


@st.composite
def profiles(draw: st.DrawFn) -> list[Profile]:
    """One to four casts with one to four levels each."""
    made = []
    for number, (levels, place) in enumerate(draw(st.lists(st.tuples(LEVELS, PLACES), min_size=1, max_size=4))):
        depths, values, flags = zip(*levels, strict=True)
        made.append(Profile(f"p{number}", *place, depths, values, flags))
    return made


@given(profiles(), st.sampled_from(LAYOUTS), st.sampled_from(["NETCDF4", "NETCDF3_CLASSIC"]))
@settings(PATIENT, max_examples=40)
def test_casts_come_back_from_every_layout(casts: list[Profile], kind: str, form: Form) -> None:
    with TemporaryDirectory() as folder:
        found = read(layout(Path(folder) / "made.nc", casts, kind, form=form), "application/x-netcdf")
    rows: list[tuple[Any, ...]] = [
        (c.lon, c.lat, c.day, depth, value, flag.encode())
        for c in casts
        for depth, value, flag in zip(c.depths, c.values, c.flags, strict=True)
    ]
    days = found.days - 18262
    columns = (found.lon, found.lat, days, found.depth, found.value, found.qc)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == rows
    if kind in ("incomplete", "contiguous", "indexed"):
        assert found.platform.tolist() == [c.name for c in casts for _ in c.values]
    assert {each.key for each, _ in found.present} == {"sea_water_temperature"}


CAST = [Profile("a", 10, 20, 100, [1, 2, 3], [280.15, 281.15, 282.15], ["1", "9", "4"])]


def test_kelvins_become_degrees_and_missing_flags_leave_values_out(tmp_path: Path) -> None:
    found = read(layout(tmp_path / "made.nc", CAST, "contiguous", units="K"), "")
    assert found.value.tolist() == pytest.approx([7, 9])
    assert found.dropped == {"value-missing": 1}
    assert found.provenance(1)["original_value"] == pytest.approx(282.15)
    assert found.row.tolist() == [1, 3]


def test_a_time_series_of_a_station_has_its_place_at_every_moment(tmp_path: Path) -> None:
    path = tmp_path / "made.nc"
    with netCDF4.Dataset(path, "w") as made:
        made.featureType = "timeSeries"
        made.createDimension("station", 2)
        made.createDimension("time", 3)
        made.createDimension("n", 4)
        variable(made, "lon", [1, 2], ("station",), units="degrees_east", standard_name="longitude")
        variable(made, "lat", [3, 4], ("station",), units="degrees_north", standard_name="latitude")
        variable(made, "alt", [-5, -6], ("station",), units="m", standard_name="height", axis="Z", positive="up")
        variable(made, "time", [0, 1, 2], ("time",), units="hours since 2001-01-01", standard_name="time")
        variable(made, "id", characters(["A", "B"], 4), ("station", "n"), "S1", cf_role="timeseries_id")
        variable(made, "psal", np.arange(6).reshape(3, 2) + 30, ("time", "station"), units="psu", coordinates="lon lat")
    found = read(path, "")
    assert found.value.tolist() == [30, 31, 32, 33, 34, 35]
    assert found.lon.tolist() == [1, 2] * 3
    assert found.depth.tolist() == [5, 6] * 3
    assert found.time.astype("M8[h]").astype(str).tolist() == [f"2001-01-01T0{n}" for n in (0, 0, 1, 1, 2, 2)]
    assert found.platform.tolist() == ["A", "B"] * 3


@pytest.mark.parametrize(
    ("units", "calendar", "value", "wanted"),
    [
        ("days since -4713-01-01T00:00:00Z", "julian", 2433283.25, "1950-01-01T06:00"),
        ("seconds since 1970-01-01", "standard", 86400.0, "1970-01-02T00:00"),
        ("days since 0001-01-01", "standard", 711859.0, "1950-01-01T00:00"),
        ("days since 1950-01-01", "360_day", 10.0, "NaT"),
        ("days since 1950-01-01", "standard", 1e30, "NaT"),
        ("fortnights since 1950-01-01", "standard", 1.0, "NaT"),
    ],
)
def test_times_are_counted_in_real_calendars_only(
    tmp_path: Path, units: str, calendar: str, value: float, wanted: str
) -> None:
    with netCDF4.Dataset(layout(tmp_path / "made.nc", CAST[:1], "point"), "a") as made:
        made["time"].setncatts({"units": units, "calendar": calendar})
        made["time"][:] = value
    assert {each[: len("1950-01-01T06:00")] for each in read(tmp_path / "made.nc", "").time.astype(str)} == {wanted}


def test_a_grid_holds_no_observations(tmp_path: Path) -> None:
    path = tmp_path / "made.nc"
    with netCDF4.Dataset(path, "w") as made:
        for name, units in (("lon", "degrees_east"), ("lat", "degrees_north")):
            made.createDimension(name, 3)
            variable(made, name, [1, 2, 3], (name,), units=units)
        variable(made, "sst", 1.0, ("lat", "lon"), units="K")
    with pytest.raises(DataRefused, match="grid"):
        read(path, "")


def test_counts_that_are_more_than_there_are_samples_are_refused(tmp_path: Path) -> None:
    with netCDF4.Dataset(layout(tmp_path / "made.nc", CAST, "contiguous"), "a") as made:
        made["rows"][:] = 2_000_000_000
    with pytest.raises(DataRefused):
        read(tmp_path / "made.nc", "")
