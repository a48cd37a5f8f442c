"""Which reader a file gets: by its bytes first, by its name where they say little."""

import importlib

import pytest

from repository.inspection.readers import _FORMATS, checker_for, reader_for

NETCDF = "repository.inspection.netcdf"


@pytest.mark.parametrize(
    ("media_type", "name", "reader"),
    [
        ("application/x-netcdf", "Salinity.nc", NETCDF),
        ("application/x-netcdf", "no-extension", NETCDF),
        ("application/x-hdf5", "granule.h5", NETCDF),
        ("application/x-netcdf; version=4", "a.NC", NETCDF),
        ("application/octet-stream", "run/A.NC4", NETCDF),
        ("application/octet-stream", "nc", NETCDF),
        ("application/octet-stream", "a.exe", None),
        ("", "", None),
    ],
)
def test_a_file_gets_the_reader_of_its_kind(media_type: str, name: str, reader: str | None) -> None:
    assert reader_for(media_type, name) == reader


def test_a_picture_named_as_netcdf_is_not_read_as_netcdf() -> None:
    assert reader_for("image/jpeg", "photo.nc") != NETCDF


@pytest.mark.parametrize("module", [each.module for each in _FORMATS])
def test_every_reader_of_the_table_is_there(module: str) -> None:
    found = importlib.import_module(f"repository.inspection.{module}")
    assert callable(found.read)


def test_the_table_is_sorted_and_names_each_reader_once() -> None:
    modules = [each.module for each in _FORMATS]
    assert modules == sorted(set(modules))


def test_netcdf_and_texts_are_looked_at_again_after_they_were_read() -> None:
    assert checker_for(NETCDF) == "repository.inspection.netcdf.conformance"
    assert checker_for("repository.inspection.odv") == "repository.inspection.checking"
    assert checker_for("repository.inspection.table") == "repository.inspection.checking"
    assert checker_for("repository.inspection.vector.geojson") == "repository.inspection.vector.features"
    assert checker_for("repository.inspection.pdf") is None
