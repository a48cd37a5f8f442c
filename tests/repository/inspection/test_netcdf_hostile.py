"""NetCDF files made to hurt: absurd dimensions, cut bytes, endless attributes; each ends in bounded time and memory."""

import random
import time
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest

from repository.inspection import netcdf
from repository.inspection.apart import inspect, read_apart
from repository.inspection.netcdf.classic import expected_size
from repository.inspection.reading import Reading
from tests.repository.inspection.answers import codes, proposed

NETCDF = "application/x-netcdf"


def inspected(path: Path) -> Reading:
    started = time.monotonic()
    reading = inspect(path, name=path.name, media_type=NETCDF)
    assert time.monotonic() - started < 130
    return reading


def test_absurd_dimensions_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "absurd.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        dataset.createDimension("x", 2**40)
        for name, units in (("lon", "degrees_east"), ("lat", "degrees_north"), ("time", "days since 2000-01-01")):
            made = dataset.createVariable(name, "f8", ("x",), chunksizes=(1024,))
            made.units = units
    reading = inspected(path)
    assert proposed(reading, "place/boxes") is None
    assert "coordinates-too-many" in codes(reading)


def test_a_coordinate_in_one_enormous_chunk_ends_as_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "chunk.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        dataset.createDimension("x", 75_000_000)
        made = dataset.createVariable(
            "lon", "f8", ("x",), chunksizes=(75_000_000,), zlib=True, complevel=1, fill_value=0.0
        )
        made.units = "degrees_east"
        latitude = dataset.createVariable("lat", "f8", ())
        latitude.units = "degrees_north"
        latitude[...] = 10.0
        made[0] = 5.0
    assert {"inspection-too-large", "variable-unreadable", "inspection-failed"} & set(codes(inspected(path)))


def test_thousands_of_variables_and_attributes_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "many.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        dataset.setncatts({f"attribute{number}": "x" for number in range(2_100)})
        dataset.title = "x" * 60_000
        for number in range(2_100):
            dataset.createVariable(f"v{number}", "f4", ())
    reading = netcdf.read(path, name="many.nc")
    assert "netcdf-many-variables" in codes(reading)
    assert len(proposed(reading, "variables")) == 500
    assert proposed(reading, "title") is None


@pytest.mark.parametrize("kind", ["NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET", "NETCDF3_64BIT_DATA"])
@pytest.mark.parametrize("records", [0, 1, 3])
def test_a_classic_file_is_as_long_as_its_header_says(tmp_path: Path, kind: Any, records: int) -> None:
    """The library writes the file, so its length is the answer; the last values may lack their filling."""
    path = tmp_path / "made.nc"
    with netCDF4.Dataset(path, "w", format=kind) as dataset:
        dataset.title = "odd"
        dataset.createDimension("time", None)
        dataset.createDimension("x", 5)
        for name, type_, dimensions in (("a", "i1", ("x",)), ("b", "f8", ("time", "x")), ("c", "i1", ("time", "x"))):
            made = dataset.createVariable(name, type_, dimensions)
            made.units = "1"
            made[...] = np.ones(tuple(records if each == "time" else 5 for each in dimensions))
    with path.open("rb") as stream:
        assert 0 <= path.stat().st_size - expected_size(stream) <= 3


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[31mred", "\u202egnp", "x\ud800y", "tab\there"])
def test_control_characters_never_reach_a_proposal(tmp_path: Path, text: str) -> None:
    path = tmp_path / "made.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        dataset.setncattr_string("title", text.encode("utf-8", "replace").decode())
    title = proposed(netcdf.read(path, name="made.nc"), "title")
    assert title is None or not set(title["und"]) & set("\x00\x1b\t\ud800")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The bytes of a small file in each format."""
    folder, found = tmp_path_factory.mktemp("sound"), {}
    for kind in ("NETCDF3_CLASSIC", "NETCDF4"):
        with netCDF4.Dataset(folder / kind, "w", format=kind) as dataset:
            dataset.title = "Sound"
            dataset.createDimension("obs", 50)
            for name, units in (("lon", "degrees_east"), ("lat", "degrees_north"), ("temp", "degC")):
                made: Any = dataset.createVariable(name, "f8", ("obs",))
                made.units = units
                made[:] = np.linspace(1, 50, 50)
        found[kind] = (folder / kind).read_bytes()
    return found


@pytest.mark.parametrize("kind", ["NETCDF3_CLASSIC", "NETCDF4"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_anywhere_is_damaged_or_read_rightly(
    tmp_path: Path, sound: dict[str, bytes], kind: str, share: float
) -> None:
    path = tmp_path / "cut.nc"
    path.write_bytes(sound[kind][: int(len(sound[kind]) * share)])
    reading = inspected(path)
    box = proposed(reading, "place/boxes")
    assert box in (None, [{"west": 1.0, "south": 1.0, "east": 50.0, "north": 50.0}])
    assert box or reading.problems


def test_bytes_changed_anywhere_never_end_the_reader_of_the_others(tmp_path: Path, sound: dict[str, bytes]) -> None:
    """The library itself crashes on some of these; that is what the process apart is for."""
    chance = random.Random(1)
    for _ in range(12):
        body = bytearray(sound[chance.choice(list(sound))])
        for _ in range(chance.randint(1, 6)):
            body[chance.randrange(8, min(len(body), 600))] = chance.randrange(256)
        path = tmp_path / "changed.nc"
        path.write_bytes(body)
        reading = read_apart("repository.inspection.netcdf", path, name="changed.nc")
        assert reading.format or reading.problems
