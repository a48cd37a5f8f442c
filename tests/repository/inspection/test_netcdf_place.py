"""Where a NetCDF file is about: from its coordinates, whatever their form, held against its attributes."""

from typing import Any

import numpy as np
import pytest

from tests.repository.inspection.answers import codes, proposed
from tests.repository.inspection.conftest import ReadNetcdf
from tests.repository.inspection.made_netcdf import axis, column, points

BOX = ("west", "south", "east", "north")


def box(reading: Any) -> tuple[float, ...] | None:
    boxes = proposed(reading, "place/boxes")
    return tuple(boxes[0][side] for side in BOX) if boxes else None


def said(dataset: Any, west: float, south: float, east: float, north: float) -> None:
    dataset.setncatts(
        {
            "geospatial_lon_min": west,
            "geospatial_lat_min": south,
            "geospatial_lon_max": east,
            "geospatial_lat_max": north,
        }
    )


@pytest.mark.parametrize(
    ("longitudes", "expected"),
    [
        (np.arange(0, 360, 0.5), (-179.5, 180.0)),
        (np.arange(-180, 180, 0.25), (-180.0, 179.75)),
        (np.arange(120, 291, 1.0), (120.0, -70.0)),
        (np.arange(340, 361, 1.0), (-20.0, 0.0)),
        (np.array([170.0, 175.0, 180.0]), (170.0, 180.0)),
        (np.array([-5.0, 0.0, 12.25]), (-5.0, 12.25)),
    ],
)
def test_longitudes_counted_to_360_are_turned_and_the_antimeridian_is_right(
    read_netcdf: ReadNetcdf, longitudes: Any, expected: tuple[float, float]
) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "lon", longitudes, "degrees_east")
        axis(dataset, "lat", [10.0, 20.0], "degrees_north")

    assert box(read_netcdf(build)) == (expected[0], 10.0, expected[1], 20.0)


def test_marks_of_missing_values_are_dropped_with_the_position_beside_them(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        points(dataset, [5.0, -999.0, 8.0, 60.0], [43.0, 44.0, 42.0, -999.0], fill=-999.0)

    reading = read_netcdf(build)
    assert box(reading) == (5.0, 42.0, 8.0, 43.0)
    assert codes(reading).count("positions-unlikely") == 0


def test_a_mark_that_is_not_declared_is_dropped_and_said(read_netcdf: ReadNetcdf) -> None:
    reading = read_netcdf(lambda dataset: points(dataset, [5.0, 99999.0], [43.0, 99999.0]))
    assert box(reading) == (5.0, 43.0, 5.0, 43.0)
    assert "positions-unlikely" in codes(reading)


def test_a_latitude_that_cannot_be_leaves_the_place_open(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        points(dataset, [43.0, 44.0], [143.2, 12.0])
        said(dataset, 12, 43, 143, 44)

    reading = read_netcdf(build)
    assert box(reading) is None
    assert "positions-impossible" in codes(reading)


def test_coordinates_of_two_dimensions_with_gaps_are_read(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        dataset.createDimension("y", 2)
        dataset.createDimension("x", 3)
        longitudes = np.ma.masked_invalid([[178.0, 179.5, np.nan], [-179.5, -178.25, np.nan]])
        latitudes = np.ma.masked_invalid([[70.0, 80.0, np.nan], [85.0, 89.5, np.nan]])
        column(dataset, "nav_lon", longitudes, "degrees_east", dimensions=("y", "x"), fill=1e20)
        column(dataset, "nav_lat", latitudes, "degrees_north", dimensions=("y", "x"), fill=1e20)

    assert box(read_netcdf(build)) == (178.0, 70.0, -178.25, 89.5)


def test_a_float_of_four_bytes_shows_no_digits_that_it_does_not_have(read_netcdf: ReadNetcdf) -> None:
    reading = read_netcdf(lambda dataset: points(dataset, [12.138074], [-5.1], kind="f4"))
    assert box(reading) == (12.13807, -5.1, 12.13807, -5.1)


def test_packed_positions_are_unpacked(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        dataset.createDimension("obs", 2)
        for name, units, values in (("lon", "degrees_east", [3.1, 4.2]), ("lat", "degrees_north", [-1.0, 2.5])):
            packed = dataset.createVariable(name, "i2", ("obs",), fill_value=-32768)
            packed.setncatts({"units": units, "scale_factor": 0.01})
            packed[:] = values

    assert box(read_netcdf(build)) == (3.1, -1.0, 4.2, 2.5)


def test_attributes_are_proposed_where_there_is_no_coordinate(read_netcdf: ReadNetcdf) -> None:
    reading = read_netcdf(lambda dataset: said(dataset, 350, -60, 370 - 360, -40))
    assert box(reading) == (-10.0, -60.0, 10.0, -40.0)


def test_attributes_that_are_no_box_are_said_and_not_proposed(read_netcdf: ReadNetcdf) -> None:
    reading = read_netcdf(lambda dataset: said(dataset, -10, 50, 10, -50))
    assert box(reading) is None
    assert "box-attributes-wrong" in codes(reading)


def test_attributes_that_disagree_are_said_with_both_boxes_and_the_coordinates_are_proposed(
    read_netcdf: ReadNetcdf,
) -> None:
    def build(dataset: Any) -> None:
        points(dataset, [5.0, 6.0], [43.0, 44.0])
        said(dataset, -180, -90, 180, 90)

    reading = read_netcdf(build)
    assert box(reading) == (5.0, 43.0, 6.0, 44.0)
    problem = next(each for each in reading.problems if each.code == "box-disagrees")
    assert "-180, -90, 180, 90" in problem.english
    assert "5, 43, 6, 44" in problem.french


@pytest.mark.parametrize("attributes", [(-180, -90, 180, 90), (0, -90, 360, 90), (-180, -89.75, 179.5, 89.75)])
def test_attributes_that_name_the_edges_of_the_cells_agree(
    read_netcdf: ReadNetcdf, attributes: tuple[float, float, float, float]
) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "lon", np.arange(0.25, 360, 0.5), "degrees_east")
        axis(dataset, "lat", np.arange(-89.75, 90, 0.5), "degrees_north")
        said(dataset, *attributes)

    assert codes(read_netcdf(build)) == []


def test_a_latitude_with_the_unit_of_a_longitude_is_said_and_not_read(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        axis(dataset, "y", [10.0, 20.0], "degrees_east", standard_name="latitude")
        axis(dataset, "lon", [10.0, 20.0], "degrees_east")

    reading = read_netcdf(build)
    assert box(reading) is None
    assert "coordinates-unit" in codes(reading)


def test_a_packing_that_is_no_number_is_said_of_the_variable(read_netcdf: ReadNetcdf) -> None:
    def build(dataset: Any) -> None:
        points(dataset, [5.0], [43.0])
        dataset["lon"].scale_factor = "ten"

    reading = read_netcdf(build)
    assert box(reading) is None
    assert "variable-unreadable" in codes(reading)


@pytest.mark.parametrize("convention", ["Argo", "SeaDataNet"])
def test_positions_that_are_flagged_as_bad_are_no_place_of_the_data(read_netcdf: ReadNetcdf, convention: str) -> None:
    def build(dataset: Any) -> None:
        dataset.createDimension("obs", 3)
        if convention == "Argo":
            flags = dataset.createVariable("POSITION_QC", "S1", ("obs",), fill_value=b" ")
            flags.conventions = "Argo reference table 2"
            flags[:] = np.array([b"1", b"4", b"2"])
        else:
            column(dataset, "POSITION_SEADATANET_QC", [49, 52, 50], kind="i1", sdn_conventions_urn="SDN:L20::")
        beside: dict[str, Any] = {"ancillary_variables": "POSITION_SEADATANET_QC"} if convention == "SeaDataNet" else {}
        column(dataset, "LONGITUDE", [5.0, 120.0, 6.0], "degrees_east", **beside)
        column(dataset, "LATITUDE", [43.0, -70.0, 44.0], "degrees_north", **beside)

    assert box(read_netcdf(build)) == (5.0, 43.0, 6.0, 44.0)
