"""NetCDF files of every shape that CF knows: casts, series, paths and grids, each drawn as what it is."""

import io
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import netCDF4
import numpy as np
import pytest
from PIL import Image

from repository.previews import netcdf
from repository.previews.shapes import Preview, preview_from
from tests.repository.inspection.made_netcdf import axis, column
from tests.services.components import shared_folder

Build: TypeAlias = Callable[[Any], None]
Draw: TypeAlias = Callable[[Build], Preview]
HOURS = "hours since 2026-01-01 00:00:00"


@pytest.fixture
def drawn(tmp_path: Path) -> Draw:
    """Build a file with the function given; its preview, with the size of its picture."""

    def made(build: Build) -> Preview:
        with netCDF4.Dataset(tmp_path / "made.nc", "w") as dataset:
            build(dataset)
        reading = netcdf.read(tmp_path / "made.nc", name="made.nc")
        picture = b64decode(reading.facts.get("picture", ""))
        made.pixels = Image.open(io.BytesIO(picture)) if picture else None  # type: ignore[attr-defined]
        found = preview_from(reading.facts.get("preview", {}))
        assert found is not None
        return found

    return made


def test_a_series_at_a_mooring_is_drawn_in_time_without_its_gaps(drawn: Draw) -> None:
    def build(dataset: Any) -> None:
        dataset.featureType = "timeSeries"
        axis(dataset, "time", np.arange(4.0), HOURS, standard_name="time")
        column(dataset, "t", [4.0, -99.0, 5.0, 6.0], "degC", dimensions=("time",), fill=-99.0, long_name="Temperature")

    plot = drawn(build).plot
    assert plot is not None
    assert (plot.kind, plot.axis.unit, plot.down) == ("series", "UTC", False)
    assert plot.axis.values[:2] == (1767225600.0, 1767229200.0)
    assert (plot.lines[0].name, plot.lines[0].values) == ("Temperature", (4.0, None, 5.0, 6.0))


def test_days_of_the_julian_calendar_are_drawn_in_ours_with_their_time(drawn: Draw) -> None:
    def build(dataset: Any) -> None:
        dataset.featureType = "timeSeries"
        days = [2452254.728472, 2452254.75]
        axis(dataset, "time", days, "days since -4713-01-01T00:00:00Z", standard_name="time", calendar="julian")
        column(dataset, "t", [4.0, 5.0], "degC", dimensions=("time",), long_name="Temperature")

    plot = drawn(build).plot
    assert plot is not None
    moments = [datetime.fromtimestamp(value or 0, UTC).isoformat() for value in plot.axis.values]
    assert moments == ["2001-12-10T17:28:59+00:00", "2001-12-10T18:00:00+00:00"]


def test_a_path_of_seadatanet_is_drawn_on_its_day() -> None:
    path = shared_folder("standards/files") / "netcdf-seadatanet" / "sdn_trajectory_tsg.nc"
    found = preview_from(netcdf.read(path, name=path.name).facts["preview"])
    assert found is not None
    assert found.plot is not None
    days = {datetime.fromtimestamp(value, UTC).date().isoformat() for value in found.plot.axis.values if value}
    assert days == {"2000-08-11"}


def test_of_ragged_casts_the_first_is_drawn_alone(drawn: Draw) -> None:
    def build(dataset: Any) -> None:
        dataset.featureType = "profile"
        dataset.createDimension("profile", 2)
        dataset.createDimension("obs", 5)
        column(dataset, "n", [2, 3], dimensions=("profile",), kind="i4", sample_dimension="obs")
        column(dataset, "lat", [10.0, 11.0], "degrees_north", dimensions=("profile",))
        column(dataset, "lon", [-20.0, -21.0], "degrees_east", dimensions=("profile",))
        column(dataset, "z", [1.0, 2.0, 1.0, 2.0, 3.0], "m", positive="down", axis="Z", standard_name="depth")
        column(dataset, "salt", [35.0, 35.1, 36.0, 36.1, 36.2], "1", standard_name="sea_water_salinity")

    found = drawn(build)
    assert found.plot is not None
    assert found.plot.axis.values == (1.0, 2.0)
    assert found.plot.lines[0].values == (35.0, 35.1)
    assert (found.plot.number, found.plot.count) == (1, 2)
    assert [(each.longitude, each.latitude) for each in found.stations] == [(-20.0, 10.0), (-21.0, 11.0)]


def test_a_cast_without_values_is_passed_over(drawn: Draw) -> None:
    def build(dataset: Any) -> None:
        dataset.createDimension("profile", 2)
        axis(dataset, "depth", [5.0, 10.0], "m", positive="down", axis="Z", standard_name="depth")
        values = [[np.nan, np.nan], [7.0, 8.0]]
        column(dataset, "oxygen", values, "ml/l", dimensions=("profile", "depth"))

    plot = drawn(build).plot
    assert plot is not None
    assert (plot.number, plot.lines[0].values) == (2, (7.0, 8.0))


def test_heights_grow_upwards(drawn: Draw) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "height", [2.0, 10.0], "m", positive="up", axis="Z", standard_name="height")
        column(dataset, "wind", [3.0, 5.0], "m s-1", dimensions=("height",))

    plot = drawn(build).plot
    assert plot is not None
    assert not plot.down


def test_a_depth_that_never_changes_is_no_profile(drawn: Draw) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "obs", np.arange(3.0))
        column(dataset, "z", [3.0, 3.0, 3.0], "m", positive="down", axis="Z", standard_name="depth")
        column(dataset, "time", [0.0, 1.0, 2.0], HOURS, standard_name="time")
        column(dataset, "t", [1.0, 2.0, 3.0], "degC")

    plot = drawn(build).plot
    assert plot is not None
    assert plot.kind == "series"


@pytest.mark.parametrize("eastward", [np.arange(0, 360, 10.0), np.arange(-175, 180, 10.0)])
def test_a_grid_of_the_world_is_painted_north_up(drawn: Draw, eastward: Any) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "time", [0.0], HOURS, standard_name="time")
        axis(dataset, "lat", np.arange(-85, 90, 10.0), "degrees_north", standard_name="latitude")
        axis(dataset, "lon", eastward, "degrees_east", standard_name="longitude")
        field = np.repeat(np.arange(-85, 90, 10.0)[:, None], eastward.size, axis=1)
        column(
            dataset, "sst", field[None], "K", dimensions=("time", "lat", "lon"), standard_name="sea_surface_temperature"
        )

    found = drawn(build)
    grid, pixels = found.grid, drawn.pixels  # type: ignore[attr-defined]
    assert grid is not None
    assert (grid.south, grid.north, grid.low, grid.high, round(grid.east - grid.west)) == (-90, 90, -85, 85, 360)
    assert pixels.size == (eastward.size, 18)
    top, bottom = (pixels.convert("RGB").getpixel((0, row)) for row in (0, 17))
    assert (top, bottom) == ((254, 232, 56), (0, 34, 78))
    assert not found.stations


@pytest.mark.parametrize("shape", ["uneven", "masked", "tiny"])
def test_a_grid_that_cannot_be_stretched_evenly_or_is_empty_has_no_map(drawn: Draw, shape: str) -> None:
    def build(dataset: Any) -> None:
        rows = {"uneven": [0.0, 1.0, 5.0, 30.0], "masked": [0.0, 1.0, 2.0, 3.0], "tiny": [0.0, 1.0]}[shape]
        axis(dataset, "lat", rows, "degrees_north", standard_name="latitude")
        axis(dataset, "lon", np.arange(5.0), "degrees_east", standard_name="longitude")
        field = np.full((len(rows), 5), np.nan if shape == "masked" else 1.0)
        column(dataset, "x", field, "1", dimensions=("lat", "lon"))

    assert drawn(build).grid is None


def test_what_most_readers_look_for_comes_first(drawn: Draw) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "depth", [5.0, 10.0], "m", positive="down", axis="Z", standard_name="depth")
        for name in ("raw_a", "raw_b", "raw_c"):
            column(dataset, name, [1.0, 2.0], "V", dimensions=("depth",))
        column(dataset, "t", [1.0, 2.0], "degC", dimensions=("depth",), standard_name="sea_water_temperature")

    plot = drawn(build).plot
    assert plot is not None
    assert [line.name for line in plot.lines] == ["t", "raw_a", "raw_b"]
