"""A zip says what is in it without being unpacked; one that would harm its reader is named, and never opened."""

import io
import struct
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from repository.inspection.archive import listing as archive_listing
from repository.inspection.archive import members as archive_members
from repository.inspection.reading import Reading, Unreadable
from tests.repository.inspection.made_shapefiles import LAMBERT_93, WGS84, point, write
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of


def pack(path: Path, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def read(path: Path) -> Reading:
    reading = archive_listing.read(path, name=path.name)
    assert errors_in_record(reading) == []
    return reading


def shapefile(folder: Path, stem: str, at: tuple[float, float], prj: str | None = WGS84) -> dict[str, bytes]:
    folder.mkdir(exist_ok=True)
    write(folder, [point(at)], kind=1, prj=prj, stem="zone")
    return {f"{stem}{each.suffix}": each.read_bytes() for each in sorted(folder.iterdir())}


def test_what_is_inside_is_told(tmp_path: Path) -> None:
    reading = read(pack(tmp_path / "a.zip", {"data/a.csv": b"1", "data/b.CSV": b"22", "readme.txt": b"", "d/": b""}))
    assert reading.facts == {
        "files": 3,
        "bytes": 3,
        "kinds": {"csv": 2, "txt": 1},
        "names": ["data/a.csv", "data/b.CSV", "readme.txt"],
    }
    assert (reading.format, fields_of(reading), codes_of(reading)) == ("Zip", {}, [])


def test_a_zipped_shapefile_is_read_as_one(tmp_path: Path) -> None:
    reading = read(pack(tmp_path / "a.zip", shapefile(tmp_path / "s", "deep/folder/zone", (2, 48))))
    assert reading.format == "Shapefile (zip)"
    assert box_of(reading) == (2, 48, 2, 48)
    assert fields_of(reading)["reference_systems"] == [{"epsg": 4326}]
    assert "deep/folder/zone.shp" in reading.proposals[0].place.english


def test_several_shapefiles_have_one_box(tmp_path: Path) -> None:
    members = shapefile(tmp_path / "s", "a", (179, 1)) | shapefile(tmp_path / "s", "B", (-179, 2))
    assert box_of(read(pack(tmp_path / "a.zip", members))) == (179, 1, -179, 2)
    (tmp_path / "t").mkdir()
    far = shapefile(tmp_path / "t", "c", (700_000, 6_600_000), LAMBERT_93)
    reading = read(pack(tmp_path / "b.zip", shapefile(tmp_path / "s", "a", (3, 46)) | far))
    assert box_of(reading) == pytest.approx((3, 46, 3, 46.5), abs=1e-6)
    assert fields_of(reading)["reference_systems"] == [{"epsg": 4326}, {"epsg": 2154}]


def test_one_shapefile_without_its_system_takes_the_place_away(tmp_path: Path) -> None:
    good = shapefile(tmp_path / "s", "a", (1, 2))
    members = good | shapefile(tmp_path / "t", "b", (3, 4), prj=None)
    reading = read(pack(tmp_path / "a.zip", members))
    assert codes_of(reading) == ["shapefile-part-missing"]
    assert "place/boxes" not in fields_of(reading)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b.shp", "C:/windows/a.shp", "..\\..\\a.shp"]
)
def test_a_name_that_leaves_is_named_and_nothing_is_unpacked(tmp_path: Path, name: str) -> None:
    members = {name: b"x", **shapefile(tmp_path / "s", "zone", (1, 2))}
    reading = read(pack(tmp_path / "a.zip", members))
    assert codes_of(reading) == ["archive-name-leaves"]
    assert fields_of(reading) == {}


def test_a_link_is_a_name_that_leaves(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("zone.shp")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert codes_of(read(tmp_path / "a.zip")) == ["archive-name-leaves"]


def test_a_bomb_is_told_by_its_list_alone(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"bomb.shp": b"\0" * 5_000_000})
    content = path.read_bytes().replace(struct.pack("<I", 5_000_000), struct.pack("<I", 4_000_000_000))
    path.write_bytes(content)
    reading = read(path)
    assert codes_of(reading) == ["archive-bomb"]
    assert "4,000,000,000" in reading.problems[0].english


def test_a_member_that_grows_beyond_its_header_is_stopped(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"zone.shp": b"\0" * 3_000_000, "zone.prj": WGS84.encode()})
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 3_000_000), struct.pack("<I", 500)))
    reading = read(path)
    assert codes_of(reading)[0] in {"archive-member-damaged", "shapefile-unreadable"}
    assert fields_of(reading) == {}
    long = pack(tmp_path / "b.zip", {"x": b"\0" * 3_000_000})
    with zipfile.ZipFile(long) as archive, pytest.raises(archive_members.Damaged):
        archive_members.unpack(archive, archive.infolist()[0], tmp_path / "out", most=1_000_000)
    assert (tmp_path / "out").stat().st_size <= 1_000_000


def test_archives_in_the_archive_are_counted_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a", "b")
    reading = read(pack(tmp_path / "a.zip", {"one.zip": inner.getvalue(), "two.tar.gz": b"x"}))
    assert codes_of(reading) == ["archive-nested"]
    assert "(2)" in reading.problems[0].english


def test_a_password_is_named(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"zone.shp": b"x" * 200})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert codes_of(read(path)) == ["archive-encrypted"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_for_two_members_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "1")
        archive.writestr("a.txt", "2")
    assert codes_of(read(tmp_path / "a.zip")) == ["archive-name-twice"]


def test_names_in_every_script_are_shown_safely(tmp_path: Path) -> None:
    names = ["données/été.csv", "データ.nc", "بيانات.txt", "a\nb.txt", "x\u202egpj.exe", "🌊.md"]
    shown = read(pack(tmp_path / "a.zip", dict.fromkeys(names, b""))).facts["names"]
    assert shown[:3] == names[:3]
    assert all(name.isprintable() for name in shown)


def test_a_damaged_member_is_named(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", shapefile(tmp_path / "s", "zone", (1, 2)), zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"GCS_WGS_1984", b"GCS_WGS_1985"))
    reading = read(path)
    assert codes_of(reading) == ["archive-member-damaged"]
    assert "zone.prj" in reading.problems[0].english


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no end", b"", b"%PDF-1.4 not a zip"])
def test_what_is_no_zip_is_unreadable(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "a.zip")
    assert caught.value.problem.code == "archive-unreadable"


def test_a_list_without_end_is_not_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a": b"b"})
    content = bytearray(path.read_bytes())
    content[-10:-6] = struct.pack("<I", 1 << 30)
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.problem.code == "archive-list-too-long"


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    read(pack(tmp_path / "a.zip", shapefile(tmp_path / "s", "zone", (1, 2))))
    assert list(folder.iterdir()) == []
    assert codes_of(read(pack(tmp_path / "b.zip", {}))) == ["archive-empty"]
