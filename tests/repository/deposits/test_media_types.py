"""What a file is, from its bytes first and its name second."""

import pytest

from repository.uploads.media_types import HEAD_SIZE, contradicts, media_type_of
from tests.services.components import shared_folder


@pytest.mark.parametrize(
    ("head", "path", "expected"),
    [
        (b"CDF\x01\x00", "a.nc", "application/x-netcdf"),
        (b"\x89HDF\r\n\x1a\n", "a.nc", "application/x-netcdf"),
        (b"\x89HDF\r\n\x1a\n", "a.h5", "application/x-hdf5"),
        (b"II*\x00\x08", "slope.tif", "image/tiff"),
        (b"\xff\xd8\xff\xe0", "named_wrongly.nc", "image/jpeg"),
        (b"PK\x03\x04", "table.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"a,b\n1,2\n", "table.csv", "text/csv"),
        ("température;été\n".encode("latin-1"), "table.csv", "text/csv"),
        (b"\xef\xbb\xbf//ODV", "odv.txt", "text/plain"),
        (b"\x00\x01\x02", "table.csv", "application/octet-stream"),
        (b"....ftypisom", "film.bin", "video/mp4"),
    ],
)
def test_bytes_tell_what_a_file_is_and_its_name_only_what_they_leave_open(
    head: bytes, path: str, expected: str
) -> None:
    assert media_type_of(head, path) == expected


def test_a_letter_cut_in_two_at_the_end_of_the_head_is_still_text() -> None:
    assert media_type_of("é".encode() * 2048 + "é".encode()[:1], "a.txt") == "text/plain"


def test_a_picture_named_as_netcdf_contradicts_its_name() -> None:
    assert contradicts("image/jpeg", "jpeg_named_as.nc")
    assert not contradicts("application/x-netcdf", "a.nc")
    assert not contradicts("text/plain", "a.dat")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("netcdf-seadatanet/diap.nc", "application/x-netcdf"),
        ("odv/diap.txt", "text/plain"),
        ("csv/rephytox.csv", "text/csv"),
        ("raster/slope.tif", "image/tiff"),
        ("vector/curve.gpkg", "application/geopackage+sqlite3"),
        ("vector/sample.kml", "application/vnd.google-earth.kml+xml"),
        ("damaged/jpeg_named_as.nc", "image/jpeg"),
        ("grib/single_gridpoint.grib", "application/wmo-grib"),
        ("documents/octopus_design.pdf", "application/pdf"),
    ],
)
def test_real_files_are_known_for_what_they_are(name: str, expected: str) -> None:
    path = shared_folder("standards") / "files" / name
    with path.open("rb") as stream:
        assert media_type_of(stream.read(HEAD_SIZE), path.name) == expected
