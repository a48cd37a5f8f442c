"""A file is what its name says, or the moderator is told."""

from pathlib import Path

import pytest

from moderation.signatures import HEAD_BYTES, WORDS, extension_of, kind_of, mismatch
from repository.inspection.odv.labels import looks_like_odv, missing_labels
from tests.services.components import shared_folder

ODV = (
    "Cruise\tStation\tType\tyyyy-mm-ddThh:mm:ss.sss\tLongitude [degrees_east]\tLatitude [degrees_north]\tBot. Depth [m]"
)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"CDF\x01rest", "netcdf"),
        (b"CDF\x05rest", "netcdf"),
        (b"\x89HDF\r\n\x1a\nrest", "hdf5"),
        (bytes(512) + b"\x89HDF\r\n\x1a\n", "hdf5"),
        (b"II*\x00", "tiff"),
        (b"MM\x00+", "tiff"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"%PDF-1.7", "pdf"),
        (b"junk %PDF-1.4", "pdf"),
        (b"PK\x03\x04", "zip"),
        (b"SQLite format 3\x00", "sqlite"),
        ("station;température\n".encode(), "text"),
        ("station;température\n".encode("latin-1"), "text"),
        ("station".encode("utf-16"), "text"),
        (b"\x00\x01\x02\x03", "binary"),
    ],
)
def test_the_kind_of_a_file_is_read_from_its_first_bytes(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


@pytest.mark.parametrize(
    ("name", "head", "wrong"),
    [
        ("a.nc", b"CDF\x01", None),
        ("a.nc", b"\x89HDF\r\n\x1a\n", None),
        ("a.NC", b"\xff\xd8\xff", ("netcdf", "jpeg")),
        ("map.tif", b"PK\x03\x04", ("tiff", "zip")),
        ("table.csv", b"\x00\x01", ("text", "binary")),
        ("table.csv", b"PK\x03\x04", ("text", "zip")),
        ("report.pdf", b"<html>", ("pdf", "text")),
        ("field.dat", b"\x00\x01", None),
        ("README", b"words", None),
    ],
)
def test_a_name_that_promises_something_else_is_found(name: str, head: bytes, wrong: tuple[str, str] | None) -> None:
    assert mismatch(name, head) == wrong


def test_every_kind_has_a_name_in_both_languages() -> None:
    kinds = {kind_of(head) for head in (b"text", b"\x00")} | {"netcdf", "tiff", "shapefile", "grib", "7z", "ole"}
    assert kinds <= set(WORDS)


def test_the_last_extension_counts_and_a_folder_has_none() -> None:
    assert extension_of("v1.2/data.tar.GZ") == "gz"
    assert extension_of("v1.2/data") == ""


def test_an_odv_spreadsheet_with_all_its_labels_is_fine() -> None:
    assert looks_like_odv("profiles.txt", f"//a comment\n{ODV}\n")
    assert missing_labels(f"//a comment\n{ODV}\n") == ()


def test_labels_may_be_separated_by_semicolons_and_follow_a_byte_order_mark() -> None:
    text = "\N{BYTE ORDER MARK}//note\n" + ODV.replace("\t", ";")
    assert missing_labels(text) == ()


def test_a_missing_label_of_an_odv_spreadsheet_is_named() -> None:
    text = "//<Encoding>UTF-8</Encoding>\nCruise\tStation\tType\tDepth [m]\n"
    assert looks_like_odv("x.txt", text)
    assert missing_labels(text) == (
        "Longitude [degrees_east]",
        "Latitude [degrees_north]",
        "Bot. Depth [m]",
        "yyyy-mm-ddThh:mm:ss.sss",
    )


def test_an_ordinary_table_is_not_taken_for_an_odv_spreadsheet() -> None:
    assert not looks_like_odv("bottles.csv", "station,depth_m,oxygen\nA1,10,251\n")


def head_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD_BYTES)


@pytest.mark.parametrize(
    "folder", ["netcdf-argo", "netcdf-satellite", "netcdf-seadatanet", "raster", "documents", "csv"]
)
def test_real_files_of_the_community_are_what_they_say(folder: str) -> None:
    for path in sorted(shared_folder(f"standards/files/{folder}").iterdir()):
        assert mismatch(path.name, head_of(path)) is None, path.name


def test_real_odv_spreadsheets_have_their_labels() -> None:
    for path in sorted(shared_folder("standards/files/odv").iterdir()):
        text = head_of(path).decode(errors="replace")
        assert looks_like_odv(path.name, text), path.name
        assert missing_labels(text) == (), path.name


def test_a_picture_named_as_netcdf_is_found_out() -> None:
    path = shared_folder("standards/files/damaged") / "jpeg_named_as.nc"
    assert mismatch(path.name, head_of(path)) == ("netcdf", "jpeg")
