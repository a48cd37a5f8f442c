"""A GeoPackage gives its place from its geometries; nothing that a stranger wrote into its schema is run."""

import sqlite3
import struct
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from repository.inspection.reading import Reading, Unreadable
from repository.inspection.vector import geopackage as vector_geopackage
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of

_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
  organization_coordsys_id INTEGER, definition TEXT, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT,
  last_change TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER,
  z TINYINT, m TINYINT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('a', 4326, 'EPSG', 4326, 'x', ''), ('b', 2154, 'EPSG', 2154, 'x', ''),
  ('none', -1, 'NONE', -1, 'undefined', ''), ('strange', 9, 'EPSG', 999999, 'undefined', '');
"""
_WRONG = (-1.0, -1.0, 1.0, 1.0)


def point(x: float, y: float) -> bytes:
    return b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BI2d", 1, 1, x, y)


def envelope(west: float, south: float, east: float, north: float) -> bytes:
    return b"GP\x00\x03" + struct.pack("<i4d", 4326, west, east, south, north) + b"\x01"


def without_envelope() -> bytes:
    return b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BII", 1, 2, 0) + b"\0" * 16


def package(
    path: Path, layers: Mapping[str, tuple[int, Sequence[bytes | None]]], *, said: Sequence[float] = _WRONG
) -> Path:
    database = sqlite3.connect(path)
    database.executescript(_TABLES)
    for name, (system, blobs) in layers.items():
        quoted = '"' + name.replace('"', '""') + '"'
        database.execute(f"CREATE TABLE {quoted} (fid INTEGER PRIMARY KEY, geom BLOB, depth REAL)")
        database.executemany(f"INSERT INTO {quoted} (geom) VALUES (?)", [(blob,) for blob in blobs])
        database.execute(
            "INSERT INTO gpkg_contents VALUES (?, 'features', ?, '', '2020', ?, ?, ?, ?, ?)",
            (name, name, *said, system),
        )
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)", (name, system))
    database.commit()
    database.close()
    return path


def read(path: Path) -> Reading:
    reading = vector_geopackage.read(path, name=path.name)
    assert errors_in_record(reading) == []
    return reading


def test_geometries_say_where_they_are_even_where_the_contents_are_stale(tmp_path: Path) -> None:
    reading = read(package(tmp_path / "a.gpkg", {"stations": (4326, [point(2, 48), point(3, 49), None])}))
    assert box_of(reading) == (2, 48, 3, 49)
    assert fields_of(reading)["reference_systems"] == [{"epsg": 4326}]
    assert reading.facts["layers"] == [
        {"name": "stations", "kind": "features", "columns": ["fid", "geom", "depth"], "geometry": "GEOMETRY",
         "features": 3}
    ]  # fmt: skip


def test_several_layers_have_one_box_and_all_their_systems(tmp_path: Path) -> None:
    layers = {
        "degrees": (4326, [envelope(-5, 45, -4, 46)]),
        "metres": (2154, [envelope(1e5, 6e6, 1.2e6, 7.1e6)]),
    }
    reading = read(package(tmp_path / "a.gpkg", layers))
    assert box_of(reading) == pytest.approx((-5.4949342, 40.8604339, 10.0874552, 50.995831), abs=1e-6)
    assert fields_of(reading)["reference_systems"] == [{"epsg": 4326}, {"epsg": 2154}]


def test_a_layer_on_both_sides_of_the_antimeridian_crosses_it(tmp_path: Path) -> None:
    reading = read(package(tmp_path / "a.gpkg", {"x": (4326, [envelope(177, -19, 180, -16), point(-178, -17)])}))
    assert box_of(reading) == (177, -19, -178, -16)


def test_contents_are_believed_where_geometries_say_nothing_of_their_bounds(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", {"x": (4326, [without_envelope()])}, said=(5, 6, 7, 8))
    assert box_of(read(path)) == (5, 6, 7, 8)


@pytest.mark.parametrize("system", [0, -1, 9, 7_777])
def test_a_layer_without_reference_system_takes_the_place_away(tmp_path: Path, system: int) -> None:
    layers = {"good": (4326, [point(1, 1)]), "données": (system, [point(2, 2)])}
    reading = read(package(tmp_path / "a.gpkg", layers))
    assert codes_of(reading) == ["geopackage-without-system"]
    assert "données" in reading.problems[0].french
    assert "place/boxes" not in fields_of(reading)


def test_a_layer_off_the_earth_is_named(tmp_path: Path) -> None:
    reading = read(package(tmp_path / "a.gpkg", {"x": (4326, [point(700_000, 6_600_000)])}))
    assert codes_of(reading) == ["geopackage-outside"]
    assert "place/boxes" not in fields_of(reading)


@pytest.mark.parametrize("name", ['a"b; DROP TABLE gpkg_contents; --', "名前", "a'b", "ligne\nbrisée", "\u202eflip"])
def test_layers_with_any_name_are_read(tmp_path: Path, name: str) -> None:
    reading = read(package(tmp_path / "a.gpkg", {name: (4326, [point(1, 2)])}))
    assert box_of(reading) == (1, 2, 1, 2)
    said = reading.facts["layers"][0]["name"] + reading.proposals[-1].place.english
    assert all(letter.isprintable() for letter in said)


def test_a_view_in_the_place_of_a_table_is_refused_at_once(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", {"x": (4326, [point(1, 2)])})
    database = sqlite3.connect(path)
    database.executescript(
        "DROP TABLE gpkg_contents; CREATE VIEW gpkg_contents AS WITH RECURSIVE c(n) AS "
        "(SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n AS table_name, 'features' AS data_type, 0 AS min_x, "
        "0 AS min_y, 0 AS max_x, 0 AS max_y, 4326 AS srs_id FROM c WHERE n < 0;"
    )
    database.close()
    began = time.monotonic()
    with pytest.raises(Unreadable):
        vector_geopackage.read(path, name="a.gpkg")
    assert time.monotonic() - began < 30


def test_a_layer_that_is_a_view_is_not_counted(tmp_path: Path) -> None:
    path = package(tmp_path / "a.gpkg", {"x": (4326, [point(1, 2)])}, said=(5, 6, 7, 8))
    database = sqlite3.connect(path)
    database.executescript("ALTER TABLE x RENAME TO y; CREATE VIEW x AS SELECT * FROM y;")
    database.close()
    assert box_of(read(path)) == (5, 6, 7, 8)


@pytest.mark.parametrize("cut", [0, 16, 3_000])
def test_a_damaged_one_is_unreadable(tmp_path: Path, cut: int) -> None:
    path = package(tmp_path / "a.gpkg", {"x": (4326, [point(1, 2)])})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Unreadable) as caught:
        vector_geopackage.read(path, name="a.gpkg")
    assert caught.value.problem.code == "geopackage-unreadable"


def test_reading_leaves_the_file_and_its_folder_as_they_were(tmp_path: Path) -> None:
    path = package(tmp_path / "a b?mode=rw#%41.gpkg", {"x": (4326, [point(1, 2)])})
    before = path.read_bytes()
    assert box_of(read(path)) == (1, 2, 1, 2)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
