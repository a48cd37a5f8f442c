"""NetCDF files are held against the CF conventions: what is said, of which variable, and never all the noise."""

from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest

from repository.inspection.apart import inspect
from repository.inspection.netcdf import conformance as netcdf_conformance
from repository.inspection.netcdf.skeleton import write_skeleton
from repository.inspection.reading import Reading
from tests.repository.inspection.made_netcdf import axis, column
from tests.services.components import shared_folder


def checked(tmp_path: Path, build: Any) -> Reading:
    path = tmp_path / "made.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        build(dataset)
    return netcdf_conformance.read(path, name="made.nc")


def sound(dataset: Any) -> None:
    dataset.setncatts(
        {
            "Conventions": "CF-1.8",
            "title": "Made",
            "history": "made",
            "institution": "here",
            "source": "a test",
            "references": "none",
            "comment": "none",
        }
    )
    axis(dataset, "time", [0.0, 1.0], "days since 2000-01-01", standard_name="time", axis="T", calendar="standard")
    axis(dataset, "lat", [10.0, 11.0], "degrees_north", standard_name="latitude", axis="Y")
    axis(dataset, "lon", [10.0, 11.0], "degrees_east", standard_name="longitude", axis="X")
    temperature = np.ones((2, 2, 2))
    column(
        dataset, "temp", temperature, "degC", dimensions=("time", "lat", "lon"), standard_name="sea_water_temperature"
    )


def test_a_file_that_keeps_to_the_conventions_has_nothing_said(tmp_path: Path) -> None:
    assert checked(tmp_path, sound).problems == ()


def test_a_unit_that_is_none_is_an_error_that_names_its_variable(tmp_path: Path) -> None:
    def build(dataset: Any) -> None:
        sound(dataset)
        dataset["temp"].units = "Chad Pennington"

    problems = checked(tmp_path, build).problems
    about = next(problem for problem in problems if "UDUNITS" in problem.english)
    assert about.severity == "error"
    assert about.place.english == "variable `temp`"
    assert "Chad Pennington" in about.french
    assert about.french.startswith("Conventions CF")


def test_messages_that_differ_by_their_variable_are_one_problem(tmp_path: Path) -> None:
    def build(dataset: Any) -> None:
        sound(dataset)
        for number in range(40):
            column(dataset, f"other{number}", 1.0, "bananas", dimensions=(), standard_name="sea_water_temperature")

    problems = [each for each in checked(tmp_path, build).problems if "UDUNITS" in each.english]
    assert len(problems) == 1
    assert "also" in problems[0].english
    assert len(problems[0].english) < 600


def test_a_file_of_any_faults_has_at_most_twenty_of_each_gravity(tmp_path: Path) -> None:
    def build(dataset: Any) -> None:
        dataset.Conventions = "CF-1.8"
        for number in range(60):
            column(dataset, f"other{number}", 1.0, f"banana{number}", dimensions=(), standard_name=f"fruit_{number}")

    problems = checked(tmp_path, build).problems
    assert 0 < len([each for each in problems if each.severity == "error"]) <= 20
    assert len([each for each in problems if each.severity == "warning"]) <= 20


@pytest.mark.parametrize("name", ["netcdf-cf-errors/bad_units.nc", "netcdf-cf-errors/bad_data_type.nc"])
def test_the_samples_of_faults_have_errors(name: str) -> None:
    problems = netcdf_conformance.read(shared_folder("standards/files") / name, name=name).problems
    assert any(problem.severity == "error" and "recognized by UDUNITS" in problem.english for problem in problems)


def test_the_skeleton_of_a_large_file_has_the_same_faults(tmp_path: Path) -> None:
    def build(dataset: Any) -> None:
        dataset.Conventions = "CF-1.8"
        axis(dataset, "lat", np.linspace(-90, 90, 500), "degrees_north", standard_name="latitude")
        column(dataset, "temp", np.ones(500), "bananas", dimensions=("lat",), standard_name="sea_water_temperature")
        inner = dataset.createGroup("inner")
        column(inner, "salt", np.ones(500), "bananas", dimensions=("lat",), standard_name="sea_water_salinity")

    whole = checked(tmp_path, build)
    write_skeleton(tmp_path / "made.nc", tmp_path / "skeleton.nc")
    with netCDF4.Dataset(tmp_path / "skeleton.nc") as skeleton:
        assert skeleton["temp"].shape == (3,)
    assert netcdf_conformance.read(tmp_path / "skeleton.nc", name="x").problems == whole.problems


def test_the_findings_come_with_the_reading_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "made.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        sound(dataset)
        dataset["temp"].units = "bananas"
        dataset.standard_name_vocabulary = "CF Standard Name Table v79"
    reading = inspect(path, name="made.nc", media_type="application/x-netcdf")
    assert "cf-error" in {problem.code for problem in reading.problems}
    assert "title" in {proposal.field for proposal in reading.proposals}


def test_a_large_file_is_checked_by_its_skeleton_apart(tmp_path: Path) -> None:
    path = tmp_path / "large.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        sound(dataset)
        dataset["temp"].units = "bananas"
        dataset.createDimension("many", 5_000_000)
        column(dataset, "noise", np.random.default_rng(1).random(5_000_000), "1", dimensions=("many",))
    assert path.stat().st_size > 32_000_000
    problems = inspect(path, name="large.nc", media_type="application/x-netcdf").problems
    assert any("bananas" in problem.english for problem in problems)


def test_a_small_file_of_very_many_values_is_checked_by_its_skeleton(tmp_path: Path) -> None:
    path = tmp_path / "bomb.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        sound(dataset)
        dataset.createDimension("many", 400_000_000)
        packed = dataset.createVariable("noise", "f8", ("many",), zlib=True, chunksizes=(1_000_000,))
        packed.units = "bananas"
        packed[:3_000_000] = np.zeros(3_000_000)
    assert path.stat().st_size < 1_000_000
    problems = inspect(path, name="bomb.nc", media_type="application/x-netcdf").problems
    assert any("bananas" in problem.english for problem in problems)


def test_hdf5_that_names_no_conventions_is_held_against_none(tmp_path: Path) -> None:
    path = tmp_path / "made.h5"
    with netCDF4.Dataset(path, "w") as dataset:
        column(dataset, "x", 1.0, "bananas", dimensions=())
    reading = inspect(path, name="made.h5", media_type="application/x-hdf5")
    assert reading.format == "HDF5"
    assert reading.problems
    assert not any(problem.code.startswith("cf-") for problem in reading.problems)
