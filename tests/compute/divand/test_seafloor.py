"""Where there is water: files of bathymetry and elevation of several kinds, areas that they do not cover, land."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from netCDF4 import Dataset

from compute.processes.base import Context
from compute.processes.divand.request import Request
from compute.processes.divand.seafloor import water
from compute.refusals import DataRefused
from tests.compute.divand.jobs import inputs_of, job, run, stations


def floor(path: Path, lon: Any, lat: Any, heights: Any, name: str = "elevation", **attributes: str) -> Path:
    """A file of heights (latitude, longitude)."""
    with Dataset(path, "w") as data:
        for axis, values in (("lon", lon), ("lat", lat)):
            data.createDimension(axis, len(values))
            data.createVariable(axis, "f8", (axis,))[:] = values
        made = data.createVariable(name, "f4", ("lat", "lon"), fill_value=-32768.0)
        made.setncatts(attributes)
        made[:] = heights
    return path


LON, LAT = np.arange(-180.0, 180.0, 0.5), np.arange(90.0, -90.1, -0.5)


def slope(lon: Any) -> Any:
    """Land west of 2 degrees east, then ten metres deeper each degree."""
    return np.broadcast_to(-10 * (lon - 2), (len(LAT), len(lon)))


REQUEST = Request.of(inputs_of(depths=[0, 20], step_lon=1, step_lat=1))


def test_water_is_where_the_floor_lies_deeper_than_the_level(tmp_path: Path) -> None:
    wet = water(floor(tmp_path / "up.nc", LON, LAT, slope(LON)), REQUEST)
    assert wet[:, 0, 0].tolist() == [lon > 2 for lon in REQUEST.lon]
    assert wet[:, 0, 1].tolist() == [lon > 4 for lon in REQUEST.lon]
    down = floor(tmp_path / "down.nc", LON, LAT, -slope(LON), "deptho", standard_name="sea_floor_depth_below_geoid")
    assert np.array_equal(water(down, REQUEST), wet)
    assert water(None, REQUEST).all()


def test_longitudes_go_around_however_the_file_counts_them(tmp_path: Path) -> None:
    east = np.mod(LON, 360)
    order = np.argsort(east)
    heights = np.where(np.abs(LON) > 175, -100.0, 100.0)[None, :].repeat(len(LAT), axis=0)
    for name, lon, values in (("a", LON, heights), ("b", east[order], heights[:, order])):
        request = Request.of(inputs_of(bbox={"bbox": [170, -5, -170, 5]}, step_lon=1, step_lat=1))
        wet = water(floor(tmp_path / name, lon, LAT, values), request)
        assert request.lon[wet[:, 0, 0]].tolist() == list(range(176, 185))


def test_a_file_that_tells_no_floor_of_the_area_is_refused(tmp_path: Path) -> None:
    part = floor(tmp_path / "part.nc", LON[:100], LAT, slope(LON[:100]))
    with pytest.raises(DataRefused, match="does not cover all longitudes"):
        water(part, REQUEST)
    land = floor(tmp_path / "land.nc", LON, LAT, np.full((len(LAT), len(LON)), 5.0))
    with pytest.raises(DataRefused, match="no water deeper than 0 m"):
        water(land, REQUEST)
    text = tmp_path / "text.nc"
    text.write_text("no file of this kind")
    with pytest.raises(DataRefused, match="no NetCDF"):
        water(text, REQUEST)
    blank = floor(tmp_path / "blank.nc", LON, LAT, np.full((len(LAT), len(LON)), -32768.0))
    with pytest.raises(DataRefused, match="no water"):
        water(blank, REQUEST)


def test_fields_are_blank_on_land_and_below_the_floor(tmp_path: Path) -> None:
    rows = [(lon, lat, 20.0 * (i % 2), time, v) for i, (lon, lat, _z, time, v) in enumerate(stations(60))]
    made = job(tmp_path, rows, depths=[0, 20], step_lon=1, step_lat=1)
    floor(tmp_path / "in" / "floor.nc", LON, LAT, slope(LON))
    inputs = {**made.inputs, "bathymetry": {"path": "floor.nc", "media_type": "application/x-netcdf"}}
    with Dataset(run(Context(made.folder, inputs, made.seed))["field"].path) as data:
        blank = np.ma.getmaskarray(data["sea_water_salinity"][0])
        assert np.array_equal(blank[:, 0], [[lon <= 2 for lon in REQUEST.lon], [lon <= 4 for lon in REQUEST.lon]])
        deepest = data["sea_water_salinity_deepest"][0, 0]
        assert deepest[3] == data["sea_water_salinity"][0, 0, 0, 3]
        assert deepest[6] == data["sea_water_salinity"][0, 1, 0, 6]
