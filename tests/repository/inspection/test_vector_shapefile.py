"""A Shapefile gives its place from its shapes and its reference system, and says which of its parts is missing."""

import random
from pathlib import Path

import pytest

from repository.inspection.reading import Reading, Unreadable
from repository.inspection.vector import shapefile as vector_shapefile
from tests.repository.inspection.made_shapefiles import LAMBERT_93, dbf, point, polygon, write
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of

POINT, POLYGON = 1, 5


def read(path: Path) -> Reading:
    reading = vector_shapefile.read(path, name=path.name)
    assert errors_in_record(reading) == []
    return reading


def ring(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    return [(west, south), (west, north), (east, north), (east, south), (west, south)]


def test_points_in_degrees_give_their_box_and_their_columns(tmp_path: Path) -> None:
    reading = read(write(tmp_path, [point((-4.5, 48.3)), point((-4.1, 48.4))], kind=POINT))
    assert box_of(reading) == (-4.5, 48.3, -4.1, 48.4)
    assert fields_of(reading)["reference_systems"] == [{"epsg": 4326}]
    assert reading.facts == {
        "geometry": "Point", "features": 2, "bounds": [-4.5, 48.3, -4.1, 48.4], "columns": ["espèce", "depth"],
    }  # fmt: skip
    assert codes_of(reading) == []


def test_a_projected_one_is_brought_to_wgs_84(tmp_path: Path) -> None:
    reading = read(write(tmp_path, [polygon(ring(1e5, 6e6, 1.2e6, 7.1e6))], kind=POLYGON, prj=LAMBERT_93))
    assert fields_of(reading)["reference_systems"] == [{"epsg": 2154}]
    assert box_of(reading) == pytest.approx((-5.4949342, 40.8604339, 10.0874552, 50.995831), abs=1e-6)


def test_a_polygon_cut_at_the_antimeridian_crosses_it(tmp_path: Path) -> None:
    cut = polygon(ring(177, -19, 180, -16), ring(-180, -19, -178, -16))
    assert box_of(read(write(tmp_path, [cut], kind=POLYGON))) == (177, -19, -178, -16)


def test_shapes_over_the_whole_earth_have_its_box(tmp_path: Path) -> None:
    assert box_of(read(write(tmp_path, [polygon(ring(-180, -90, 180, 90))], kind=POLYGON))) == (-180, -90, 180, 90)


@pytest.mark.parametrize("part", ["shx", "dbf", "prj"])
def test_a_missing_part_is_named(tmp_path: Path, part: str) -> None:
    path = write(tmp_path, [point((1, 2))], kind=POINT)
    path.with_suffix(f".{part}").unlink()
    reading = read(path)
    assert codes_of(reading) == ["shapefile-part-missing"]
    assert f".{part}" in reading.problems[0].english
    assert f".{part}" in reading.problems[0].french
    assert ("place/boxes" in fields_of(reading)) == (part != "prj")


def test_a_shp_by_itself_is_not_blamed_and_gives_no_place(tmp_path: Path) -> None:
    path = write(tmp_path, [point((1, 2))], kind=POINT)
    for part in ("shx", "dbf", "prj"):
        path.with_suffix(f".{part}").unlink()
    reading = read(path)
    assert codes_of(reading) == ["shapefile-alone"]
    assert reading.problems[0].severity == "info"
    assert fields_of(reading) == {}


def test_metres_with_the_system_of_degrees_are_no_place(tmp_path: Path) -> None:
    reading = read(write(tmp_path, [point((700_000, 6_600_000))], kind=POINT))
    assert codes_of(reading) == ["shapefile-outside"]
    assert "place/boxes" not in fields_of(reading)


def test_a_prj_that_says_nothing_is_named(tmp_path: Path) -> None:
    reading = read(write(tmp_path, [point((1, 2))], kind=POINT, prj="?" * 400))
    assert codes_of(reading) == ["shapefile-system-unknown"]
    assert fields_of(reading) == {}


def test_shapes_without_their_rows_are_seen(tmp_path: Path) -> None:
    path = write(tmp_path, [point((1, 2)), point((3, 4))], kind=POINT)
    path.with_suffix(".dbf").write_bytes(dbf(["a"], 5))
    assert codes_of(read(path)) == ["shapefile-rows-differ"]
    path.with_suffix(".dbf").write_bytes(dbf(["a"], 5)[:-3])
    assert codes_of(read(path)) == ["shapefile-table-cut"]


def test_cut_shapes_give_no_place(tmp_path: Path) -> None:
    path = write(tmp_path, [point((1, 2)), point((3, 4))], kind=POINT)
    path.write_bytes(path.read_bytes()[:-5])
    reading = read(path)
    assert "shapefile-damaged" in codes_of(reading)
    assert "place/boxes" not in fields_of(reading)


def test_the_other_parts_are_read_by_themselves(tmp_path: Path) -> None:
    path = write(tmp_path, [point((1, 2))], kind=POINT)
    assert fields_of(read(path.with_suffix(".prj"))) == {"reference_systems": [{"epsg": 4326}]}
    assert read(path.with_suffix(".dbf")).facts == {"rows": 1, "columns": ["espèce", "depth"]}
    assert read(path.with_suffix(".shx")).problems == ()


@pytest.mark.parametrize("content", [b"", b"\x00\x00\x27\x0a", b"PK\x03\x04" * 50, b"\x00\x00\x27\x0a" + b"\xff" * 96])
def test_what_is_no_shapefile_is_unreadable(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.shp").write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        vector_shapefile.read(tmp_path / "x.shp", name="x.shp")
    assert caught.value.problem.code == "shapefile-unreadable"


def test_bytes_changed_at_random_never_break_the_reader(tmp_path: Path) -> None:
    path = write(tmp_path, [polygon(ring(177, -19, 180, -16), ring(-180, -19, -178, -16))] * 3, kind=POLYGON)
    whole = path.read_bytes()
    chance = random.Random(4)
    for _ in range(300):
        changed = bytearray(whole)
        for _ in range(3):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path.write_bytes(changed)
        try:
            vector_shapefile.read(path, name=path.name)
        except Unreadable:
            continue
