"""Previews of good files, made in a process apart; damaged and hostile ones give none, and nothing else happens."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from config.demo import files
from repository.previews.carrying import Made, make_apart
from repository.previews.shapes import Preview


def made(folder: Path, name: str, content: bytes, media_type: str) -> Made | None:
    """The preview of a file of this content."""
    path = folder / name
    path.write_bytes(content)
    return make_apart(path, name=name, media_type=media_type)


def preview(folder: Path, name: str, content: bytes, media_type: str) -> Preview:
    """As `made`, where there must be one."""
    found = made(folder, name, content, media_type)
    assert found is not None
    return found.preview


def test_a_netcdf_of_casts_gives_its_first_cast_and_all_positions(tmp_path: Path) -> None:
    found = preview(tmp_path, "ctd.nc", files.netcdf_profiles(), "application/x-netcdf")
    assert found.plot is not None
    assert (found.plot.kind, found.plot.down, found.plot.label, found.plot.day) == (
        "profile",
        True,
        "GL01",
        "2026-10-05",
    )
    assert (found.plot.axis.name, found.plot.axis.unit, found.plot.axis.values) == ("depth", "m", files.DEPTHS)
    temperatures = [files.temperature(depth, 0) for depth in files.DEPTHS]
    assert found.plot.lines[0].values == pytest.approx(temperatures, abs=1e-3)
    assert [line.unit for line in found.plot.lines] == ["degree_Celsius", "", "umol kg-1"]
    assert found.station_count == len(files.STATIONS)
    assert [(each.name, each.latitude) for each in found.stations] == [(s[0], round(s[1], 4)) for s in files.STATIONS]


def test_an_odv_spreadsheet_gives_the_same_cast(tmp_path: Path) -> None:
    found = preview(tmp_path, "ctd_odv.txt", files.odv_spreadsheet(), "text/plain")
    assert found.plot is not None
    assert (found.plot.label, found.plot.count, found.plot.axis.name) == ("GL01", 8, "Depth")
    assert found.plot.lines[0].values == pytest.approx(
        [files.temperature(depth, 0) for depth in files.DEPTHS], abs=1e-3
    )
    assert found.station_count == 8


def test_a_table_gives_its_labels_and_first_rows_as_they_are_written(tmp_path: Path) -> None:
    rows = "".join(f"S{number:02d};{number},5\n" for number in range(40))
    found = preview(tmp_path, "t.csv", f"station;depth [m]\n{rows}".encode(), "text/csv")
    assert found.table is not None
    assert found.table.columns == ("station", "depth [m]")
    assert found.table.rows[:2] == (("S00", "0,5"), ("S01", "1,5"))
    assert (len(found.table.rows), found.table.more) == (20, True)


def test_a_table_that_is_one_series_is_drawn_in_time(tmp_path: Path) -> None:
    rows = "".join(f"2026-01-{day:02d};{day},5;1;{'-999' if day == 3 else day}\n" for day in range(1, 29))
    found = preview(tmp_path, "s.csv", f"date;level (m);flag;t (degC)\n{rows}".encode(), "text/csv")
    assert found.plot is not None
    assert (found.plot.kind, found.plot.axis.name, len(found.plot.axis.values)) == ("series", "date", 28)
    assert [(line.name, line.unit, line.values[2]) for line in found.plot.lines] == [
        ("level", "m", 3.5),
        ("t", "degC", None),
    ]
    assert found.table is not None


def test_a_table_of_several_places_or_depths_is_no_series(tmp_path: Path) -> None:
    assert preview(tmp_path, "b.csv", files.csv_bottles(), "text/csv").plot is None
    rows = "".join(f"2026-01-0{day % 3 + 1},{day}.5\n" for day in range(9))
    assert preview(tmp_path, "u.csv", f"date,level\n{rows}".encode(), "text/csv").plot is None


def test_a_pdf_gives_its_first_page(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 100)
    writer.add_blank_page(10, 10)
    writer.write(out)
    answer = made(tmp_path, "cruise.pdf", out.getvalue(), "application/pdf")
    assert answer is not None
    assert answer.preview.picture is not None
    shape = answer.preview.picture
    assert (shape.width, shape.height, shape.pages) == (960, 480, 2)
    assert answer.picture.startswith(b"RIFF")
    assert made(tmp_path, "cut.pdf", out.getvalue()[:200], "application/pdf") is None


def test_a_geotiff_gives_a_painted_grid_on_its_box(tmp_path: Path) -> None:
    answer = made(tmp_path, "depth.tif", files.geotiff_bathymetry(), "image/tiff")
    assert answer is not None
    grid = answer.preview.grid
    assert grid is not None
    assert (grid.name, grid.unit) == ("depth below sea level", "m")
    assert (round(grid.west, 2), round(grid.south, 2), round(grid.east, 2), round(grid.north, 2)) == (
        3.0,
        41.9,
        5.4,
        43.5,
    )
    picture = Image.open(io.BytesIO(answer.picture))
    assert (picture.format, picture.size) == ("PNG", (120, 80))


def test_a_photo_comes_small_upright_and_without_what_the_camera_wrote(tmp_path: Path) -> None:
    photo, out = Image.new("RGB", (1600, 1200), "navy"), io.BytesIO()
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Camera of a person", 6
    exif.get_ifd(0x8825)[1] = "N"
    photo.save(out, "JPEG", exif=exif)
    answer = made(tmp_path, "photo.jpg", out.getvalue(), "image/jpeg")
    assert answer is not None
    small = Image.open(io.BytesIO(answer.picture))
    assert (small.format, small.size, dict(small.getexif())) == ("WEBP", (720, 960), {})
    assert b"Camera" not in answer.picture
    assert answer.preview.picture is not None
    assert (answer.preview.picture.original_width, answer.preview.picture.original_height) == (1200, 1600)


def bomb() -> bytes:
    """A PNG that says it has 900 million pixels."""
    header = b"IHDR" + (30_000).to_bytes(4) * 2 + bytes((8, 2, 0, 0, 0))
    chunk = (13).to_bytes(4) + header + zlib.crc32(header).to_bytes(4)
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0" * 64


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("cut.nc", files.netcdf_profiles()[:900], "application/x-netcdf"),
        ("cut.tif", files.geotiff_bathymetry()[:300], "image/tiff"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        ("bomb.png", bomb(), "image/png"),
        ("nul.csv", b"a,b\n\0\0\0,1\n", "text/csv"),
        ("quote.csv", b'a,b\n"never closed,1\n' + b"x" * 3_000_000, "text/csv"),
        ("prose.txt", b"A letter, about nothing in particular.\n", "text/plain"),
        ("empty.csv", b"", "text/csv"),
        ("page.csv", b"\xff\xfe\x00\xd8", "text/csv"),
        ("unknown.bin", b"\x01\x02", "application/octet-stream"),
    ],
)
def test_a_file_that_shows_nothing_gives_no_preview(tmp_path: Path, name: str, content: bytes, media_type: str) -> None:
    answer = made(tmp_path, name, content, media_type)
    assert answer is None or (answer.preview.table is not None and not answer.picture)


@pytest.mark.parametrize("content", [b"a,b\n\0\0\0,1\n", b"A letter, about nothing in particular.\n"])
def test_what_is_no_table_has_no_rows(tmp_path: Path, content: bytes) -> None:
    assert made(tmp_path, "letter.txt", content, "text/plain") is None
