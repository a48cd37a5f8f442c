"""A photo gives the point and the day at which it was taken, where its EXIF really says so."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from repository.inspection import image
from repository.inspection.reading import Reading, Unreadable
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of

BREST = {1: "N", 2: (48.0, 23.0, 24.0), 3: "W", 4: (4.0, 29.0, 24.0)}


def photo(path: Path, *, gps: dict[int, Any] | None = None, taken: str | None = None, zone: str | None = None) -> Path:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Camera 1"
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    if taken is not None:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if zone is not None:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = zone
    Image.new("RGB", (60, 40), "navy").save(path, exif=exif)
    return path


def read(path: Path) -> Reading:
    reading = image.read(path, name=path.name)
    assert errors_in_record(reading) == []
    return reading


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_photo_says_where_and_when_it_was_taken(tmp_path: Path, name: str) -> None:
    reading = read(photo(tmp_path / name, gps=BREST, taken="2019:04:12 10:11:12"))
    assert box_of(reading) == pytest.approx((-4.49, 48.39, -4.49, 48.39), abs=1e-6)
    assert fields_of(reading)["time/periods"] == [{"begin": "2019-04-12", "end": "2019-04-12"}]
    assert (reading.facts["width"], reading.facts["height"], reading.facts["camera"]) == (60, 40, "Camera 1")
    assert codes_of(reading) == []


def test_a_picture_without_exif_says_nothing_of_place_and_time(tmp_path: Path) -> None:
    Image.new("L", (8, 8)).save(tmp_path / "a.png")
    assert (fields_of(read(tmp_path / "a.png")), codes_of(read(tmp_path / "a.png"))) == ({}, [])


@pytest.mark.parametrize(
    "change",
    [
        {2: (95.0, 0.0, 0.0)},
        {2: (48.0, 75.0, 0.0)},
        {1: "X"},
        {1: ""},
        {2: (48.0, 23.0)},
        {4: (181.0, 0.0, 0.0)},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
        {9: "V"},
    ],
)
def test_a_doubtful_position_is_named_and_not_proposed(tmp_path: Path, change: dict[int, Any]) -> None:
    reading = read(photo(tmp_path / "a.jpg", gps=BREST | change))
    assert "place/boxes" not in fields_of(reading)
    assert codes_of(reading) == ["image-position-wrong"]


def test_a_position_in_another_datum_is_not_taken_for_wgs_84(tmp_path: Path) -> None:
    assert "place/boxes" not in fields_of(read(photo(tmp_path / "a.jpg", gps=BREST | {18: "TOKYO"})))
    assert "place/boxes" in fields_of(read(photo(tmp_path / "b.jpg", gps=BREST | {18: "WGS-84"})))


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "", "    :  :     :  :  ", "2019:13:40 10:00:00", "yesterday"]
)
def test_a_clock_that_was_never_set_gives_no_day(tmp_path: Path, taken: str) -> None:
    assert "time/periods" not in fields_of(read(photo(tmp_path / "a.jpg", taken=taken)))


def test_a_clock_with_its_zone_gives_the_day_of_utc(tmp_path: Path) -> None:
    reading = read(photo(tmp_path / "a.jpg", taken="2019:04:12 23:30:00", zone="-04:00"))
    assert fields_of(reading)["time/periods"] == [{"begin": "2019-04-13", "end": "2019-04-13"}]


def test_a_cut_picture_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.effect_noise((200, 200), 50).save(path)
    path.write_bytes(path.read_bytes()[:-8_000])
    assert codes_of(read(path)) == ["image-truncated"]


def test_a_picture_that_is_also_an_archive_is_named(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg", gps=BREST)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hidden.exe", b"MZ")
    path.write_bytes(path.read_bytes() + packed.getvalue())
    assert codes_of(read(path)) == ["image-carries-archive"]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def test_absurd_dimensions_are_refused_without_decoding(tmp_path: Path) -> None:
    header = chunk(b"IHDR", struct.pack(">2I5B", 2_000_000_000, 2_000_000_000, 8, 2, 0, 0, 0))
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b""))
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.problem.code == "image-too-large"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4", b"GIF89a", b"%!PS-Adobe EPSF"]
)
def test_what_is_no_picture_is_unreadable(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "a.jpg")
    assert caught.value.problem.code == "image-unreadable"
