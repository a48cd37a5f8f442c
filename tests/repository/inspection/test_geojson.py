"""GeoJSON of any size gives the box of its positions, and none where they are no longitudes and latitudes."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from repository.inspection.reading import Reading, Unreadable
from repository.inspection.vector import geojson, geojson_stream
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of


def read(tmp_path: Path, content: object, name: str = "a.geojson") -> Reading:
    path = tmp_path / "a"
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(raw)
    reading = geojson.read(path, name=name)
    assert errors_in_record(reading) == []
    return reading


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def feature(shape: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": shape, "properties": properties}


def collection(*features: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", **more, "features": list(features)}


EAST = [[[170, 0], [180, 0], [180, 5], [170, 0]]]
WEST = [[[-180, 0], [-170, 0], [-170, 5], [-180, 0]]]


@pytest.mark.parametrize(
    ("content", "box"),
    [
        (geometry("Point", [2.5, 48.5, 35]), (2.5, 48.5, 2.5, 48.5)),
        (geometry("LineString", [[-100, 0], [100, 1]]), (-100, 0, 100, 1)),
        ({"coordinates": [[[-100, 0], [100, 1], [0, 5], [-100, 0]]], "type": "Polygon"}, (-100, 0, 100, 5)),
        (feature(geometry("MultiPolygon", [EAST, WEST])), (170, 0, -170, 5)),
        (collection(feature(geometry("Polygon", EAST)), feature(geometry("Polygon", WEST))), (170, 0, -170, 5)),
        (collection(feature(geometry("Point", [1, 2])), feature(None)), (1, 2, 1, 2)),
        (
            {"type": "GeometryCollection", "geometries": [geometry("Point", [1, 2]), geometry("Point", [3, 4])]},
            (1, 2, 3, 4),
        ),
    ],
)
def test_the_box_holds_every_position(tmp_path: Path, content: Any, box: tuple[float, ...]) -> None:
    reading = read(tmp_path, content)
    assert reading.format == "GeoJSON"
    assert box_of(reading) == box


def test_kinds_and_properties_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, collection(feature(geometry("Point", [1, 2]), station="A1", 深さ=3)))
    assert reading.facts == {"features": 1, "geometries": {"Point": 1}, "columns": ["station", "深さ"]}


def test_coordinates_in_metres_give_no_place(tmp_path: Path) -> None:
    reading = read(tmp_path, collection(feature(geometry("Point", [700_000.5, 6_600_000])), feature(None)))
    assert fields_of(reading) == {}
    assert codes_of(reading) == ["geojson-positions-outside"]
    assert "700000.5" in reading.problems[0].english
    assert "700000,5" in reading.problems[0].french


def system(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


def test_a_file_of_before_the_standard_is_brought_to_wgs_84_from_the_system_it_names(tmp_path: Path) -> None:
    corners = geometry("LineString", [[1e5, 6e6], [1.2e6, 7.1e6]])
    reading = read(tmp_path, collection(feature(corners), crs=system("urn:ogc:def:crs:EPSG::2154")))
    assert fields_of(reading)["reference_systems"] == [{"epsg": 2154}]
    assert box_of(reading) == pytest.approx((-5.4949342, 40.8604339, 10.0874552, 50.995831), abs=1e-6)
    assert codes_of(reading) == ["geojson-old-system"]


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:EPSG::999999", "urn:ogc:def:crs:OGC:1.3:CRS27", "Lambert", "EPSG:32631"]
)
def test_another_reference_system_that_leads_nowhere_gives_no_place(tmp_path: Path, name: str) -> None:
    far = geometry("Point", [4e9, 5e9])
    assert fields_of(read(tmp_path, collection(feature(far), crs=system(name)))) == {}
    assert codes_of(read(tmp_path, collection(feature(far), crs=system(name)))) == ["geojson-other-system"]


def test_a_system_that_is_named_after_the_features_gives_no_place(tmp_path: Path) -> None:
    late = {**collection(feature(geometry("Point", [3, 46]))), "crs": system("EPSG:2154")}
    reading = read(tmp_path, late)
    assert (fields_of(reading), codes_of(reading)) == ({}, ["geojson-other-system"])


def test_wgs_84_by_its_old_name_is_wgs_84(tmp_path: Path) -> None:
    same = collection(feature(geometry("Point", [3, 46])), crs=system("urn:ogc:def:crs:OGC:1.3:CRS84"))
    assert (box_of(read(tmp_path, same)), codes_of(read(tmp_path, same))) == ((3, 46, 3, 46), [])


@pytest.mark.parametrize("content", [{"a": 1}, {}, [1, 2, 3], {"type": "Topology"}, "text"])
def test_other_json_is_only_called_json(tmp_path: Path, content: Any) -> None:
    assert read(tmp_path, content, name="a.json") == Reading("JSON")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "geojson-unreadable"),
        (b'{"type":"FeatureCollection","features":[{"type":"Feature"', "geojson-unreadable"),
        (b'{"type":"Point","coordinates":[NaN,2]}', "geojson-unreadable"),
        (b'{"type":"Point","coordinates":[1,2]} {"more":1}', "geojson-unreadable"),
        (b'{"type":"Point" "coordinates":[1,2]}', "geojson-unreadable"),
        (b'{"type":"Point","coordinates":[' + b"9" * 5_000 + b",2]}", "geojson-unreadable"),
        (b'{"type":"Point","coordinates":[' + b"9" * 400 + b",2]}", "geojson-unreadable"),
        (b"\xff\xfe{\0}\0", "geojson-unreadable"),
        (b'{"type":' + b"[" * 100_000, "geojson-too-deep"),
        (b'{"features":[' + b'{"a":' * 100_000, "geojson-too-deep"),
    ],
)
def test_what_is_damaged_or_hostile_is_unreadable(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        geojson.read(tmp_path / "b", name="b.geojson")
    assert caught.value.problem.code == code


def test_how_many_features_were_good_is_said(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(json.dumps(collection(feature(None), feature(None))).encode()[:-2] + b",{")
    with pytest.raises(Unreadable) as caught:
        geojson.read(tmp_path / "b", name="b.geojson")
    assert "2 features" in caught.value.problem.english


def test_nested_collections_end(tmp_path: Path) -> None:
    shape: dict[str, Any] = geometry("Point", [1, 2])
    for _ in range(200):
        shape = {"type": "GeometryCollection", "geometries": [shape]}
    assert box_of(read(tmp_path, feature(shape))) is None


def test_a_large_file_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.geojson"
    one = json.dumps(feature(geometry("LineString", [[i / 10, i / 20] for i in range(500)])))
    with path.open("w") as file:
        file.write('{"type":"FeatureCollection","features":[')
        file.write(",".join([one] * 800))
        file.write("]}")
    assert path.stat().st_size > 4_000_000
    tracemalloc.start()
    reading = geojson.read(path, name="large.geojson")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (box_of(reading), reading.facts["features"]) == ((0, 0, 49.9, 24.95), 800)
    assert peak < path.stat().st_size


def test_one_value_beyond_the_limit_is_not_read_and_no_place_is_proposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geojson_stream, "VALUE_MOST", 1 << 20)
    good, large = feature(geometry("Point", [1, 2])), feature(None, text="x" * (4 << 20))
    reading = read(tmp_path, collection(good, large))
    assert (fields_of(reading), codes_of(reading)) == ({}, ["geojson-too-large"])
