"""Small NetCDF files made for one test each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import netCDF4
import pytest

from repository.inspection import netcdf
from repository.inspection.reading import Reading

Build = Callable[[Any], None]
ReadNetcdf = Callable[[Build], Reading]


@pytest.fixture
def read_netcdf(tmp_path: Path) -> ReadNetcdf:
    """Build a file with the function given, and read it."""

    def made(build: Build) -> Reading:
        path = tmp_path / "made.nc"
        with netCDF4.Dataset(path, "w") as dataset:
            build(dataset)
        return netcdf.read(path, name="made.nc")

    return made
