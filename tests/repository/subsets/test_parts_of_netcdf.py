"""What NetCDF files answer: grids along their dimensions, casts through the geometries of CF, against plain loops."""

from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest

from repository.subsets.part import Answered
from repository.subsets.question import SubsetQuestion
from tests.repository.subsets.conftest import read_here

LATITUDES, LONGITUDES, DEPTHS, DAYS = [41.0, 42.0, 43.0], [179.0, 180.0, 181.0], [0.0, 10.0], [0, 31]


def coordinate(data: Any, name: str, dimension: str, values: list[Any], **attributes: Any) -> None:
    variable = data.createVariable(name, "f8", (dimension,))
    variable.setncatts(attributes)
    variable[...] = values


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    """Two months, two depths, three by three nodes over the antimeridian; every seventh value is missing."""
    path = tmp_path / "grid.nc"
    with netCDF4.Dataset(path, "w") as data:
        for name, values in (("time", DAYS), ("depth", DEPTHS), ("lat", LATITUDES), ("lon", LONGITUDES)):
            data.createDimension(name, len(values))
        coordinate(data, "time", "time", DAYS, standard_name="time", units="days since 2020-01-01")
        coordinate(data, "depth", "depth", DEPTHS, standard_name="depth", units="m", positive="down")
        coordinate(data, "lat", "lat", LATITUDES, standard_name="latitude", units="degrees_north")
        coordinate(data, "lon", "lon", LONGITUDES, standard_name="longitude", units="degrees_east")
        temp = data.createVariable("TEMP", "f4", ("time", "depth", "lat", "lon"), fill_value=-9)
        temp.units, temp.standard_name = "degC", "sea_water_temperature"
        numbers = np.arange(36).reshape(2, 2, 3, 3)
        temp[...] = np.ma.masked_where(numbers % 7 == 0, numbers.astype("f4") / np.float32(10))
    return path


def ask(path: Path, question: SubsetQuestion) -> Answered:
    return read_here(path, name=path.name, media_type="application/x-netcdf", question=question)


def by_loops(question: SubsetQuestion) -> str:
    """The same by four loops."""
    found, number = [], -1
    for day in DAYS:
        for depth in DEPTHS:
            for latitude in LATITUDES:
                for longitude in LONGITUDES:
                    number += 1
                    moment = "2020-01-01T00:00:00Z" if day == 0 else "2020-02-01T00:00:00Z"
                    west, south, east, north = question.box or (-180, -90, 180, 90)
                    inside = question.box is None or (longitude - west) % 360 <= (east - west) % 360
                    if number % 7 == 0 or not inside or not south <= latitude <= north:
                        continue
                    if question.depth and not question.depth[0] <= depth <= question.depth[1]:  # type: ignore[operator]
                        continue
                    if question.period and not question.period[0] <= moment[:10] <= question.period[1]:
                        continue
                    numbers = (f"{longitude:g}", f"{latitude:g}", moment, f"{depth:g}")
                    found.append(
                        ",".join(("grid.nc", str(number + 1), *numbers, "TEMP", "degC", f"{number / 10:g}", ""))
                    )
    return "".join(f"{line}\n" for line in found)


@pytest.mark.parametrize(
    "question",
    [
        SubsetQuestion(1, variables=("temp",)),
        SubsetQuestion(1, variables=("sea_water_temperature",)),
        SubsetQuestion(1, box=(180.0 - 360, 41.5, -179.0, 43.0)),
        SubsetQuestion(1, box=(179.5, 41.0, -179.0, 42.0)),
        SubsetQuestion(1, depth=(5.0, 10.0)),
        SubsetQuestion(1, period=("2020-02-01", "2020-02-29"), depth=(0.0, 0.0)),
    ],
)
def test_a_grid_gives_the_values_of_its_nodes(grid: Path, question: SubsetQuestion) -> None:
    found = ask(grid, question)
    assert found.text == by_loops(question)
    assert found.values > 0


def test_a_variable_of_another_name_gives_nothing(grid: Path) -> None:
    assert ask(grid, SubsetQuestion(1, variables=("PSAL",))) == Answered("", 0, 0)


def test_casts_written_one_behind_the_other_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "casts.nc"
    with netCDF4.Dataset(path, "w") as data:
        data.featureType = "profile"
        data.createDimension("profile", 2)
        data.createDimension("obs", 5)
        coordinate(data, "lat", "profile", [42.0, 43.0], standard_name="latitude", units="degrees_north")
        coordinate(data, "lon", "profile", [3.0, 4.0], standard_name="longitude", units="degrees_east")
        coordinate(data, "time", "profile", [0, 40], standard_name="time", units="days since 2020-01-01")
        size = data.createVariable("size", "i4", ("profile",))
        size.sample_dimension = "obs"
        size[...] = [2, 3]
        coordinate(data, "depth", "obs", [1, 2, 1, 2, 3], standard_name="depth", units="m", positive="down")
        psal = data.createVariable("PSAL", "f8", ("obs",))
        psal.coordinates, psal.units = "time lat lon depth", "1"
        psal[...] = [35.1, 35.2, 36.1, 36.2, 36.3]
    found = ask(path, SubsetQuestion(1, box=(3.5, 42.5, 4.5, 43.5), depth=(2.0, 3.0), variables=("PSAL",)))
    moment = "2020-02-10T00:00:00Z"
    assert found.text.splitlines() == [
        f"casts.nc,4,4,43,{moment},2,PSAL,1,36.2,",
        f"casts.nc,5,4,43,{moment},3,PSAL,1,36.3,",
    ]
    period = ask(path, SubsetQuestion(1, period=("2020-01-01", "2020-01-02"), variables=("PSAL",)))
    assert [line.split(",")[8] for line in period.text.splitlines()] == ["35.1", "35.2"]
