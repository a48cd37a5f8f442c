"""A GeoTIFF gives its place in WGS 84, whatever its projection, and only what it really says."""

from pathlib import Path
from typing import Any

import numpy
import pytest
import rasterio
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS
from rasterio.transform import Affine, from_bounds

from repository.inspection import raster
from repository.inspection.reading import Reading, Unreadable
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of

Corners = tuple[float, float, float, float]


def write(path: Path, transform: Affine | None, epsg: int | None, *, size: int = 20, **more: Any) -> Path:
    profile = {"driver": "GTiff", "width": size, "height": size, "count": more.pop("count", 1), "dtype": "uint8"}
    if transform is not None:
        profile["transform"] = transform
    if epsg:
        profile["crs"] = CRS.from_epsg(epsg)
    with rasterio.open(path, "w", **profile, **more) as file:
        file.write(numpy.ones((profile["count"], size, size), "uint8"))
    return path


def read(tmp_path: Path, corners: Corners, epsg: int | None, **more: Any) -> Reading:
    size = more.get("size", 20)
    path = write(tmp_path / "grid.tif", from_bounds(*corners, size, size), epsg, **more)
    reading = raster.read(path, name="grid.tif")
    assert errors_in_record(reading) == []
    return reading


@pytest.mark.parametrize(
    ("epsg", "corners", "box"),
    [
        (4326, (-5, 45, 5, 50), (-5, 45, 5, 50)),
        (4326, (170, -20, 190, 0), (170, -20, -170, 0)),
        (4326, (0, -90, 360, 90), (-180, -90, 180, 90)),
        (4326, (-180.25, -90.25, 179.75, 90.25), (-180, -90, 180, 90)),
        (32631, (400_000, 5_000_000, 500_000, 5_100_000), (1.707468, 45.1463929, 3.0, 46.0535744)),
        (3857, (-20_037_508.342789, -1, 20_037_508.342789, 1), (-180, -0.000009, 180, 0.000009)),
        (3832, (-1_000_000, -1_000_000, 5_000_000, 1_000_000), (141.016847, -9.005883, -165.084236, 9.005883)),
    ],
)
def test_the_box_is_that_of_the_edges_in_wgs_84(tmp_path: Path, epsg: int, corners: Corners, box: Corners) -> None:
    found = box_of(read(tmp_path, corners, epsg, size=40))
    assert found == pytest.approx(box, abs=1e-6)


def test_a_grid_around_the_pole_reaches_the_pole_and_all_longitudes(tmp_path: Path) -> None:
    assert box_of(read(tmp_path, (-1e6, -1e6, 1e6, 1e6), 3413)) == pytest.approx((-180, 76.99882, 180, 90), abs=1e-4)
    assert box_of(read(tmp_path, (-3e6, -3e6, 3e6, 3e6), 3031)) == pytest.approx((-180, -90, 180, -52.3171), abs=1e-4)


def test_a_grid_beside_the_pole_crosses_the_antimeridian_and_does_not_reach_the_pole(tmp_path: Path) -> None:
    assert box_of(read(tmp_path, (-1e6, 1e6, 1e6, 2e6), 3995)) == pytest.approx((135, 69.6287, -135, 80.8153), abs=1e-4)


def test_a_turned_grid_has_the_box_of_its_own_corners(tmp_path: Path) -> None:
    turned = Affine.translation(10, 50) @ Affine.rotation(45) @ Affine.scale(0.1, -0.1)
    found = box_of(raster.read(write(tmp_path / "t.tif", turned, 4326, size=10), name="t.tif"))
    half = 10 * 0.1 / 2**0.5
    assert found == pytest.approx((10, 50 - half, 10 + 2 * half, 50 + half), abs=1e-6)


def test_a_grid_without_reference_system_has_no_box_and_says_so(tmp_path: Path) -> None:
    reading = read(tmp_path, (400_000, 5_000_000, 500_000, 5_100_000), None)
    assert fields_of(reading) == {}
    assert codes_of(reading) == ["raster-without-system"]


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_scanned_picture_is_told_apart_from_a_map(tmp_path: Path) -> None:
    reading = raster.read(write(tmp_path / "p.tif", None, None), name="p.tif")
    assert (reading.format, fields_of(reading)) == ("TIFF", {})
    assert codes_of(reading) == ["raster-without-place"]


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_control_points_are_told_and_no_box_is_guessed_from_them(tmp_path: Path) -> None:
    points = [GroundControlPoint(row=r, col=c, x=c / 10, y=45 - r / 10) for r, c in ((0, 0), (0, 19), (19, 0))]
    path = write(tmp_path / "g.tif", None, 4326, gcps=points)
    reading = raster.read(path, name="g.tif")
    assert codes_of(reading) == ["raster-control-points"]
    assert "place/boxes" not in fields_of(reading)


@pytest.mark.parametrize(
    ("epsg", "corners", "code"),
    [
        (4326, (0, 85, 10, 95), "raster-outside"),
        (4326, (400_000, 5_000_000, 500_000, 5_100_000), "raster-outside"),
        (32631, (4e9, 5e9, 5e9, 6e9), "raster-unprojectable"),
    ],
)
def test_corners_off_the_earth_give_no_box(tmp_path: Path, epsg: int, corners: Corners, code: str) -> None:
    reading = read(tmp_path, corners, epsg)
    assert "place/boxes" not in fields_of(reading)
    assert codes_of(reading) == [code]


def test_the_side_of_a_pixel_is_proposed_where_it_is_one_on_the_ground(tmp_path: Path) -> None:
    metres = read(tmp_path, (400_000, 5_000_000, 400_600, 5_000_600), 32631)
    assert fields_of(metres)["spatial_resolution"] == [{"distance": 30.0, "unit": "m"}]
    degrees = read(tmp_path, (0, 0, 5, 5), 4326)
    assert fields_of(degrees)["spatial_resolution"] == [{"distance": 0.25, "unit": "degree"}]
    for epsg, corners in ((3857, (0.0, 0.0, 600.0, 600.0)), (32631, (400_000.0, 5e6, 400_600.0, 5_000_300.0))):
        assert "spatial_resolution" not in fields_of(read(tmp_path, corners, epsg))


def test_bands_with_names_are_variables_and_bands_without_are_not(tmp_path: Path) -> None:
    path = write(tmp_path / "b.tif", from_bounds(0, 0, 1, 1, 20, 20), 4326, count=3)
    with rasterio.open(path, "r+") as file:
        file.set_band_description(1, "sea surface temperature")
        file.set_band_unit(1, "kelvin")
        file.set_band_description(3, "quality")
        file.update_tags(TIFFTAG_DATETIME="2019:04:12 10:00:00")
    reading = raster.read(path, name="b.tif")
    assert fields_of(reading)["variables"] == [
        {"name": "sea surface temperature", "unit": "kelvin"},
        {"name": "quality"},
    ]
    assert "time/periods" not in fields_of(reading)
    assert reading.facts["bands"] == 3


@pytest.mark.parametrize("name", ["Band 1", "band_12", "B4", "layer.1", "Bande 3", "7", "Red", "alpha", "#1"])
def test_what_a_program_calls_a_band_is_no_name(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "b.tif", from_bounds(0, 0, 1, 1, 20, 20), 4326)
    with rasterio.open(path, "r+") as file:
        file.set_band_description(1, name)
    assert "variables" not in fields_of(raster.read(path, name="b.tif"))


def test_a_cloud_optimised_file_is_called_so(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain.tif", from_bounds(0, 0, 1, 1, 20, 20), 4326)
    assert raster.read(plain, name="plain.tif").facts["cloud_optimised"] is False
    with rasterio.open(plain) as source:
        profile = {**source.profile, "driver": "COG"}
        for key in ("tiled", "interleave", "blockxsize", "blockysize"):
            profile.pop(key, None)
        with rasterio.open(tmp_path / "cog.tif", "w", **profile) as target:
            target.write(source.read())
    reading = raster.read(tmp_path / "cog.tif", name="cog.tif")
    assert (reading.format, reading.facts["cloud_optimised"]) == ("Cloud Optimized GeoTIFF", True)


def test_no_other_driver_and_no_neighbour_is_opened(tmp_path: Path) -> None:
    vrt = tmp_path / "v.tif"
    vrt.write_text('<VRTDataset rasterXSize="1" rasterYSize="1"><SRS>EPSG:4326</SRS></VRTDataset>')
    with pytest.raises(Unreadable):
        raster.read(vrt, name="v.tif")
    plain = write(tmp_path / "w.tif", from_bounds(0, 0, 1, 1, 20, 20), None)
    aside = '<PAMDataset><SRS>EPSG:4326</SRS><Metadata><MDI key="a">b</MDI></Metadata></PAMDataset>'
    (tmp_path / "w.tif.aux.xml").write_text(aside)
    assert codes_of(raster.read(plain, name="w.tif")) == ["raster-without-system"]


def test_a_cut_file_is_seen_and_a_cut_header_is_unreadable(tmp_path: Path) -> None:
    path = write(tmp_path / "c.tif", from_bounds(0, 0, 1, 1, 200, 200), 4326, size=200)
    content = path.read_bytes()
    path.write_bytes(content[:-1_000])
    assert codes_of(raster.read(path, name="c.tif")) == ["raster-truncated"]
    path.write_bytes(content[:40])
    with pytest.raises(Unreadable) as caught:
        raster.read(path, name="c.tif")
    assert caught.value.problem.code == "raster-unreadable"


def test_absurd_dimensions_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "huge.tif"
    profile = {"driver": "GTiff", "width": 2**30, "height": 2**18, "count": 1, "dtype": "uint8", "crs": "EPSG:4326"}
    grid = from_bounds(-180, -90, 180, 90, 2**30, 2**18)
    with rasterio.open(path, "w", **profile, transform=grid, sparse_ok=True, tiled=True, bigtiff="YES",
                       blockxsize=2**15, blockysize=2**15):  # fmt: skip
        pass
    assert box_of(raster.read(path, name="huge.tif")) == (-180, -90, 180, 90)
